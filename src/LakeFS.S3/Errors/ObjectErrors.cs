namespace LakeFS.S3.Errors;

/// <summary>Errors of objects: their content, their metadata, and copies of them.</summary>
internal static class ObjectErrors
{
    public static LakeS3Exception NotFound(ErrorFacts facts) => ErrorCatalog.ObjectNotFound.Error(
        $"The object {facts.Object} does not exist.", facts);

    /// <summary>An object does not exist, or its ref or bucket does not.</summary>
    public static LakeS3Exception NotFoundOrItsContainer(ErrorFacts facts) => ErrorCatalog.ObjectNotFound.Error(
        $"The object {facts.Object} does not exist, or the {(facts.IsOnLakeFS ? "ref" : "bucket")} does not.", facts);

    public static LakeS3Exception Exists(ErrorFacts facts) => ErrorCatalog.ObjectExists.Error($"The object {facts.Object} exists already.", facts);

    public static LakeS3Exception UploadNotFound(ErrorFacts facts) => ErrorCatalog.UploadNotFound.Error(
        $"The unfinished upload of {facts.Object} does not exist any more.", facts);

    /// <summary>Content failed a check.</summary>
    /// <param name="facts">The object.</param>
    /// <param name="what">What the check found, as a sentence without an initial capital.</param>
    /// <param name="kept">What remains of the failed operation, as a sentence.</param>
    public static LakeS3Exception ContentMismatch(ErrorFacts facts, string what, string kept) => ErrorCatalog.ContentMismatch.Error(
        $"{facts.Address}: {what} {kept}", facts);

    /// <summary>An object was replaced between two responses.</summary>
    public static LakeS3Exception Changed(ErrorFacts facts, string etag, string? newETag) => ErrorCatalog.ObjectChanged.Error(
        $"{facts.Address} was replaced while it was being read: its ETag was {etag} and is now {newETag ?? "none"}.", facts);

    public static LakeS3Exception ContentTooLarge(ErrorFacts facts, int maxParts) => ErrorCatalog.ContentTooLarge.Error(
        $"{facts.Address}: the content is longer than {maxParts} parts.", facts);

    public static LakeS3Exception MetadataTooLarge(ErrorFacts facts) => ErrorCatalog.MetadataTooLarge.Error(
        $"The metadata of {facts.Object} is larger than the server takes.", facts);

    public static LakeS3Exception MetadataTooLarge(int size, int limit) => ErrorCatalog.MetadataTooLarge.Error(
        $"The metadata is {size} bytes; lakeFS takes {limit} bytes of names and values together.");

    public static LakeS3Exception MetadataNameInvalid(string name) => ErrorCatalog.MetadataNameInvalid.Error(
        name.Length == 0 ? "A metadata name is empty." : $"'{name}' is not a valid metadata name: it is sent as part of a header's name.");

    public static LakeS3Exception MetadataNameTwice(string name) => ErrorCatalog.MetadataNameInvalid.Error(
        $"The metadata name '{name}' is given twice; case does not make names different.");

    /// <summary>A metadata value can't be sent.</summary>
    /// <param name="name">The metadata name.</param>
    /// <param name="what">What is wrong with the value, as the end of a sentence.</param>
    public static LakeS3Exception MetadataValueInvalid(string name, string what) => ErrorCatalog.MetadataValueInvalid.Error(
        $"The value of metadata '{name}' {what}");

    public static LakeS3Exception CopyOntoItself(ErrorFacts facts) => ErrorCatalog.CopyOntoItself.Error(
        $"{facts.Address} would be copied onto itself.", facts);

    public static LakeS3Exception CopiesOverlap(ErrorFacts facts, string target) => ErrorCatalog.CopyOntoItself.Error(
        $"{facts.Address} would be copied into itself, as {target}.", facts, LakeErrorReason.Overlap);

    public static LakeS3Exception SourceEmpty(string source, string target) => ErrorCatalog.SourceEmpty.Error(
        $"There is nothing in {source}: everything in {target} would be deleted.");

    // The value may be a secret, so the message does not show it.
    public static LakeS3Exception HeaderInvalid(string name) => ErrorCatalog.HeaderInvalid.Error(
        $"The value for the header '{name}' holds a line break or another character that no header can carry.");
}
