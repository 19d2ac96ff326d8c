using System;

namespace LakeFS.S3.Errors;

/// <summary>Errors of names and addresses, detected before a request is sent.</summary>
internal static class AddressErrors
{
    public static LakeS3Exception RepositoryNameInvalid(string repository) => ErrorCatalog.RepositoryNameInvalid.Error(
        repository.Length == 0
            ? "The repository's name is empty."
            : $"'{repository}' is not a valid repository name: 3 to 63 lower-case letters, digits and hyphens are allowed, and the first may not be a hyphen.");

    public static LakeS3Exception RefInvalid(string reference) => ErrorCatalog.RefInvalid.Error(
        reference.Length == 0 ? "The ref is empty."
        : reference.IndexOf('/') >= 0 ? $"'{reference}' is not a valid ref: refs hold no slash."
        : $"'{reference}' is not a valid ref.");

    public static LakeS3Exception BranchNameInvalid(string branch) => ErrorCatalog.BranchNameInvalid.Error(
        branch.Length == 0
            ? "The branch's name is empty."
            : $"'{branch}' is not a valid branch name: letters, digits, hyphens and underscores are allowed, and the first may not be a hyphen.");

    public static LakeS3Exception TagNameInvalid(string tag) => ErrorCatalog.TagNameInvalid.Error(
        tag.Length == 0 ? "The tag's name is empty." : $"'{tag}' is not a valid tag name: blanks and ~ ^ @ $ / : ? * [ \\ are not allowed.");

    public static LakeS3Exception KeyNotUnicode(string key, Exception inner) => ErrorCatalog.KeyInvalid.Error(
        "The key holds half of a surrogate pair and can't be written as UTF-8, as lakeFS keeps its keys.", new ErrorFacts { Key = key, Inner = inner });

    public static LakeS3Exception KeyHasDotSegment(string key) => ErrorCatalog.KeyInvalid.Error(
        $"The key '{key}' has the segment '.' or '..', which .NET Framework resolves before it sends a URL.",
        new ErrorFacts { Key = key },
        LakeErrorReason.DotSegment);

    public static LakeS3Exception KeyNotListable(ErrorFacts facts) => ErrorCatalog.KeyInvalid.Error(
        $"The key '{facts.Key}' has a replacement character, which lists show in place of a control character: the object's real key is another one.",
        facts,
        LakeErrorReason.KeyNotListable);

    public static LakeS3Exception KeyTooLong(string key, int bytes, int limit) => ErrorCatalog.KeyTooLong.Error(
        $"The key is {bytes} bytes long in UTF-8; lakeFS takes {limit} at most.", new ErrorFacts { Key = key });

    public static LakeS3Exception KeyMissing() => ErrorCatalog.KeyMissing.Error("The address names no object: the key is empty.");

    public static LakeS3Exception RepositoryMissing() => ErrorCatalog.RepositoryMissing.Error(
        "No repository is named, and the connection was opened without a default one.");

    public static LakeS3Exception BucketMissing() => ErrorCatalog.BucketMissing.Error(
        "No bucket is named, and the connection was opened without a default one.");

    public static LakeS3Exception BucketNameInvalid(string bucket) => ErrorCatalog.BucketNameInvalid.Error(
        bucket.Length == 0 ? "The bucket's name is empty." : $"'{bucket}' is not a valid bucket name.");

    public static LakeS3Exception NotLakeFS(string connection) => ErrorCatalog.NotLakeFS.Error(
        $"{connection}: there are no repositories, refs and lakefs:// addresses.");

    public static LakeS3Exception RefMissing(string repository) => ErrorCatalog.RefMissing.Error(
        $"No ref is named for repository '{repository}', and the connection was opened without a default one.");

    public static LakeS3Exception DefaultBranchUnknown(string repository, LakeS3Exception inner) => ErrorCatalog.RefMissing.Error(
        $"No ref is named for repository '{repository}', and the server does not tell its default branch: {inner.Message}",
        ErrorFacts.Of(inner) with { Repository = repository, Inner = inner });

    public static LakeS3Exception RefMissingInKey(string key) => ErrorCatalog.RefMissing.Error(
        $"Where the bucket is named, the key begins with the ref, as in main/data.csv; '{key}' does not.", reason: LakeErrorReason.KeyWithoutRef);

    public static LakeS3Exception RefMissingBehindRouter(ErrorFacts facts, string key) => ErrorCatalog.RefMissing.Error(
        $"{facts.Address} leads to '{key}' in the lakeFS repository '{facts.Repository}', which does not begin with a ref.", facts, LakeErrorReason.RoutedWithoutRef);

    public static LakeS3Exception MoreThanRepository(string address) => ErrorCatalog.RepositoryNameInvalid.Error(
        $"'{address}' contains more than a repository. The address of a repository is lakefs://repository.");

    public static LakeS3Exception NoRefIn(string address) => ErrorCatalog.RefInvalid.Error(
        $"'{address}' contains no ref. The address of a ref is lakefs://repository/ref.");

    public static LakeS3Exception MoreThanRef(string address) => ErrorCatalog.RefInvalid.Error(
        $"'{address}' is the address of an object. The address of a ref is lakefs://repository/ref.");

    /// <summary>An address, and a part given beside it, that contradict each other.</summary>
    /// <param name="what">The part: <c>repository</c>, <c>ref</c> or <c>bucket</c>.</param>
    /// <param name="one">The first value.</param>
    /// <param name="other">The second value.</param>
    public static LakeS3Exception Contradiction(string what, string one, string other) => ErrorCatalog.AddressAmbiguous.Error(
        $"An address contradicts another parameter: the {what} is '{one}' or '{other}'.");

    /// <summary>Addresses in different refs, where only one ref is possible.</summary>
    public static LakeS3Exception SeveralRefs(string one, string other) => ErrorCatalog.AddressAmbiguous.Error(
        $"The addresses are in different refs, {one} and {other}.");

    public static LakeS3Exception NamedTwice(string first, string second) => ErrorCatalog.AddressAmbiguous.Error(
        $"{first} and {second} were both given, and name the same thing.");
}
