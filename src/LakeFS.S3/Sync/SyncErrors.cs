namespace LakeFS.S3.Sync;

/// <summary>The errors that only a sync has.</summary>
internal static class SyncErrors
{
    public static LakeS3Exception SourceEmpty(string source, string target) => new(
        "LakeSourceEmpty", LakeErrorKind.InvalidArgument, $"There is nothing in {source}: everything in {target} would be deleted.")
    {
        RecommendedAction = "Check the source's name. If the target is to be emptied, use -Force.",
    };

    public static LakeS3Exception OntoItself(ObjectAddress source, ObjectAddress target) => new(
        "LakeCopyOntoItself", LakeErrorKind.InvalidArgument, $"{source.Uri} would be copied into itself, as {target.Uri}.")
    {
        RecommendedAction = "Use a destination that lies neither in the source nor around it.",
        Repository = source.Container,
        Ref = source.Ref,
        Key = source.Key,
    };

    public static LakeS3Exception KeyNotShown(ObjectAddress address) => new(
        "LakeKeyInvalid",
        LakeErrorKind.InvalidArgument,
        $"The list of '{address.Ref}' shows the key '{address.Key}' with a character that stands for one which lists can't show.")
    {
        Repository = address.Container,
        Ref = address.Ref,
        Key = address.Key,
        RecommendedAction = "Deal with this object by its true key.",
    };

    public static LakeS3Exception ListNotInOrder(LakeS3Connection connection, ObjectAddress prefix, string previous, string key) => new(
        "LakeServerError", LakeErrorKind.Server, $"{connection.EndpointUrl} lists {prefix.Uri} out of order: '{key}' after '{previous}'. Nothing can be compared by such a list.")
    {
        Endpoint = connection.EndpointUrl,
        Repository = prefix.Container,
        Ref = prefix.Ref,
        RecommendedAction = "Check what stands between here and the server; lakeFS itself lists keys in order.",
    };

    public static LakeS3Exception ChangedBeforeDeletion(string path) => new(
        "LakeFileChanged", LakeErrorKind.InvalidData, $"The file '{path}' changed after it was looked at and was not deleted.")
    {
        RecommendedAction = "Run the command again.",
    };
}
