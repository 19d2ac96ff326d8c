using System;

namespace LakeFS.S3.Addressing;

/// <summary>The errors of naming things, all of them found before a request is sent.</summary>
internal static class AddressErrors
{
    public static LakeS3Exception RepositoryNameInvalid(string repository) => Invalid(
        "LakeRepositoryNameInvalid",
        repository.Length == 0
            ? "The repository's name is empty."
            : $"'{repository}' can't be a repository's name: 3 to 63 lower-case letters, digits and hyphens are allowed, and the first may not be a hyphen.",
        "Name the repository by its id, as Get-LakeRepository lists it.");

    public static LakeS3Exception RefInvalid(string reference) => Invalid(
        "LakeRefInvalid",
        reference.Length == 0
            ? "The ref is empty."
            : reference.IndexOf('/') >= 0
                ? $"'{reference}' can't be a ref: refs hold no slash."
                : $"'{reference}' can't be a ref.",
        "A ref is a branch, a tag or a commit id, with modifiers such as main~1 or main@. What comes after the ref belongs into the key.");

    public static LakeS3Exception BranchNameInvalid(string branch) => Invalid(
        "LakeBranchNameInvalid",
        branch.Length == 0 ? "The branch's name is empty." : $"'{branch}' can't be a branch's name: letters, digits, hyphens and underscores are allowed, and the first may not be a hyphen.",
        "Choose another name, such as exp-2026_01.");

    public static LakeS3Exception TagNameInvalid(string tag) => Invalid(
        "LakeTagNameInvalid",
        tag.Length == 0 ? "The tag's name is empty." : $"'{tag}' can't be a tag's name: blanks and ~ ^ @ $ / : ? * [ \\ are not allowed.",
        "Choose another name, such as v1.2.3.");

    public static LakeS3Exception RefNotWritable(ObjectAddress address) => new(
        "LakeRefNotWritable", LakeErrorKind.InvalidOperation, $"'{address.Ref}' is a ref expression and can't be written to.")
    {
        Repository = address.Container,
        Ref = address.Ref,
        Key = address.Key,
        RecommendedAction = "Write to a branch; Get-LakeBranch lists them.",
    };

    public static LakeS3Exception KeyNotUnicode(string key, Exception inner) => new(
        "LakeKeyInvalid", LakeErrorKind.InvalidArgument, "The key holds half of a surrogate pair and can't be written as UTF-8.", inner)
    {
        Key = key,
        RecommendedAction = "Mend the key; lakeFS keeps keys as UTF-8.",
    };

#if !NET
    public static LakeS3Exception KeyHasDotSegment(string key) => new(
        "LakeKeyInvalid", LakeErrorKind.InvalidArgument, $"The key '{key}' has the segment '.' or '..', which .NET before PowerShell 7 resolves before it sends a URL.")
    {
        Key = key,
        RecommendedAction = "Use PowerShell 7 for this object.",
    };
#endif

    public static LakeS3Exception KeyTooLong(string key, int bytes) => new(
        "LakeKeyTooLong", LakeErrorKind.InvalidArgument, $"The key is {bytes} bytes long in UTF-8; lakeFS takes {NameRules.MaxKeyBytes} at most.")
    {
        Key = key,
        RecommendedAction = "Shorten the key.",
    };

    public static LakeS3Exception KeyMissing() => Invalid(
        "LakeKeyMissing", "The address names no object: the key is empty.", "Give the object's path inside the ref.");

    public static LakeS3Exception RepositoryMissing() => Invalid(
        "LakeRepositoryMissing",
        "No repository is named, and the connection was opened without a default one.",
        "Use -Repository, a lakefs:// address, or Connect-LakeS3 -Repository.");

    public static LakeS3Exception BucketMissing() => Invalid(
        "LakeBucketMissing",
        "No bucket is named, and the connection was opened without a default one.",
        "Use -BucketName, an s3:// address, or Connect-LakeS3 -Store S3 -BucketName.");

    public static LakeS3Exception BucketNameInvalid(string bucket) => Invalid(
        "LakeBucketNameInvalid",
        bucket.Length == 0 ? "The bucket's name is empty." : $"'{bucket}' can't be a bucket's name.",
        "Name the bucket alone; what comes after it belongs into the key.");

    public static LakeS3Exception NoRefBehindRouter(ObjectAddress address) => Invalid(
        "LakeRefMissing",
        $"{address.Uri} leads to '{address.S3Key}' in the lakeFS repository '{address.Container}', which has no ref in front.",
        "Give the profile a mapped_prefix that begins with a branch and a slash, as in main/. Resolve-LakeS3Route shows the way.");

    public static LakeS3Exception NotLakeFS(string connection) => Invalid(
        "LakeNotLakeFS",
        $"{connection}: there are no repositories, refs and lakefs:// addresses.",
        "Name objects by -BucketName and -Key, or by s3://bucket/key; use -Connection with a connection to lakeFS for what only lakeFS has.");

    public static LakeS3Exception RefMissing(string repository) => Invalid(
        "LakeRefMissing",
        $"No ref is named for repository '{repository}', and the connection was opened without a default one.",
        "Use -Ref with a branch, tag or commit id, a lakefs:// address, or Connect-LakeS3 -Ref.");

    public static LakeS3Exception NamedTwice(string first, string second) => Invalid(
        "LakeAddressAmbiguous",
        $"{first} and {second} name the same thing twice.",
        "Use one way to name an object: a whole address, -Repository and -Ref, or -BucketName with the ref in front of the key.");

    public static LakeS3Exception RefNotInKey(string key) => Invalid(
        "LakeRefMissing",
        $"With -BucketName the key begins with the ref, as in main/data.csv; '{key}' has no ref in front.",
        "Put the branch, tag or commit id and a slash before the path, or use -Repository and -Ref.");

    private static LakeS3Exception Invalid(string id, string message, string action) =>
        new(id, LakeErrorKind.InvalidArgument, message) { RecommendedAction = action };
}
