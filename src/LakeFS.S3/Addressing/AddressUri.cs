using System;
using LakeFS.S3.Errors;

namespace LakeFS.S3.Addressing;

/// <summary>
/// The written forms of an address: <c>lakefs://repository/ref/key</c>, and <c>s3://bucket/key</c>, where on lakeFS the
/// key begins with the ref.
/// They are taken apart by their slashes and never unescaped, because a lakeFS key may hold any character.
/// </summary>
internal static class AddressUri
{
    private const string LakeScheme = "lakefs://";
    private const string S3Scheme = "s3://";

    /// <summary>Whether a key is in truth a whole address.</summary>
    public static bool IsAddress(string? text) =>
        text is not null
        && (text.StartsWith(LakeScheme, StringComparison.OrdinalIgnoreCase)
            || text.StartsWith(S3Scheme, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a key is an address that only lakeFS can have.</summary>
    public static bool IsLakeAddress(string? text) => text is not null && text.StartsWith(LakeScheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes <c>s3://bucket/key</c> apart; the key is null where there is no slash.</summary>
    public static (string Bucket, string? Key) SplitBucket(string address) => Cut(address.Substring(S3Scheme.Length));

    /// <summary>Takes an address apart; parts that are not there are null.</summary>
    public static (string? Repository, string? Ref, string? Key) Split(string address)
    {
        int scheme = address.IndexOf("://", StringComparison.Ordinal) + 3;
        (string repository, string? rest) = Cut(address.Substring(scheme));
        if (rest is null)
        {
            return (repository, null, null);
        }

        (string reference, string? key) = Cut(rest);
        return (repository, reference, key);
    }

    /// <summary>The repository or bucket that a name or an address names.</summary>
    /// <exception cref="LakeS3Exception">The address names more than that.</exception>
    public static string RepositoryIn(string text)
    {
        if (!IsAddress(text))
        {
            return text;
        }

        (string? repository, string? reference, string? key) = Split(text);
        return string.IsNullOrEmpty(reference) && key is null ? repository! : throw AddressErrors.MoreThanRepository(text);
    }

    /// <summary>The ref that a name or an address names, and the repository in the address; null for that where there is none.</summary>
    /// <exception cref="LakeS3Exception">The address names no ref, or an object.</exception>
    public static (string? Repository, string Ref) RefIn(string text)
    {
        if (!IsAddress(text))
        {
            return (null, text);
        }

        (string? repository, string? reference, string? key) = Split(text);
        return string.IsNullOrEmpty(reference) ? throw AddressErrors.NoRefIn(text)
            : string.IsNullOrEmpty(key) ? (repository, reference!)
            : throw AddressErrors.MoreThanRef(text);
    }

    /// <summary>Cuts a text at its first slash; the second part is null where there is no slash.</summary>
    public static (string Head, string? Tail) Cut(string text)
    {
        int slash = text.IndexOf('/');
        return slash < 0 ? (text, null) : (text.Substring(0, slash), text.Substring(slash + 1));
    }

    /// <summary>Writes the address of something on lakeFS.</summary>
    public static string Format(string repository, string reference, string key) =>
        LakeScheme + repository + "/" + reference + "/" + key;

    /// <summary>Writes the address of something in a bucket.</summary>
    public static string Format(string bucket, string key) => S3Scheme + bucket + "/" + key;
}
