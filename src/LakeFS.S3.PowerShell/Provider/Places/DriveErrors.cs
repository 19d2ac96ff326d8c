using LakeFS.S3.Errors;

namespace LakeFS.S3.PowerShell.Provider.Places;

/// <summary>The errors that only drives have.</summary>
internal static class DriveErrors
{
    private static readonly ErrorDefinition NoObject = new("LakeItemNotObject", LakeErrorKind.InvalidOperation);
    private static readonly ErrorDefinition Taken = new("LakeItemExists", LakeErrorKind.AlreadyExists);
    private static readonly ErrorDefinition NoFolder = new("LakeFolderNotCreated", LakeErrorKind.NotSupported);
    private static readonly ErrorDefinition NoRecurse = new("LakeRecurseMissing", LakeErrorKind.InvalidArgument);
    private static readonly ErrorDefinition NoAppend = new("LakeAppendNotSupported", LakeErrorKind.NotSupported);
    private static readonly ErrorDefinition NoProperty = new("LakePropertyReadOnly", LakeErrorKind.NotSupported);
    private static readonly ErrorDefinition NoList = new("LakeBucketsNotListed", LakeErrorKind.NotSupported);
    private static readonly ErrorDefinition TwoConnections = new("LakeConnectionsDiffer", LakeErrorKind.InvalidArgument);
    private static readonly ErrorDefinition NoName = new("LakeItemNameInvalid", LakeErrorKind.InvalidArgument);
    private static readonly ErrorDefinition TwoProviders = new("LakeCopyBetweenProviders", LakeErrorKind.NotSupported);

    public static LakeS3Exception NotAnObject(DrivePlace place) => NoObject.Error($"'{place.Uri}' is {Describe(place)}, and no object.");

    public static LakeS3Exception Exists(string uri) => Taken.Error($"'{uri}' exists already.");

    public static LakeS3Exception FolderNotCreated(DrivePlace place) => NoFolder.Error(
        $"'{place.Uri}/' was not created: a folder is there as soon as an object is in it, and an empty one can't be stored.");

    public static LakeS3Exception RecurseMissing(DrivePlace place) => NoRecurse.Error($"'{place.Uri}' is a folder, and what is in it was not asked for.");

    public static LakeS3Exception AppendNotSupported(DrivePlace place) => NoAppend.Error(
        $"Nothing can be added to '{place.Uri}': an object is replaced as a whole, and a change that somebody else makes meanwhile would be lost.");

    public static LakeS3Exception PropertyReadOnly(DrivePlace place) => NoProperty.Error(
        $"The properties of '{place.Uri}' can't be changed: they are written together with the content.");

    public static LakeS3Exception BucketsNotListed(LakeConnection router) => NoList.Error(
        $"The router '{router.Name}' has no list of its buckets: its profiles are patterns.");

    public static LakeS3Exception ConnectionsDiffer(string source, string target) => TwoConnections.Error(
        $"The connections '{source}' and '{target}' can't be used together.");

    public static LakeS3Exception NameInvalid(string name) => NoName.Error($"'{name}' is not a name: it is empty or has a separator.");

    public static LakeS3Exception OtherProvider(string path, string provider) => TwoProviders.Error(
        $"'{path}' is a place of the provider {provider}, and PowerShell copies within one provider only. Use Read-LakeObject.");

    private static string Describe(DrivePlace place) => place.Kind switch
    {
        PlaceKind.Connection => "a connection",
        PlaceKind.Repository => "a repository",
        PlaceKind.Ref => "a ref",
        PlaceKind.Bucket => "a bucket",
        _ => "a folder",
    };
}
