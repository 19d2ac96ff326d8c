using System;
using LakeFS.S3.Errors;

namespace LakeFS.S3.Addressing;

/// <summary>
/// Parses and formats addresses: <c>lakefs://repository/ref/key</c>, and <c>s3://bucket/key</c>, where on lakeFS the key
/// starts with the ref. Addresses are split at slashes and never unescaped, because a lakeFS key may contain any character.
/// </summary>
internal static class AddressUri
{
    private const string LakeScheme = "lakefs://";
    private const string S3Scheme = "s3://";

    /// <summary>Whether a key is a complete address.</summary>
    public static bool IsAddress(string? text) =>
        text is not null
        && (text.StartsWith(LakeScheme, StringComparison.OrdinalIgnoreCase)
            || text.StartsWith(S3Scheme, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a key is a lakeFS address.</summary>
    public static bool IsLakeAddress(string? text) => text is not null && text.StartsWith(LakeScheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Splits <c>s3://bucket/key</c>; the key is null if there is no slash.</summary>
    public static (string Bucket, string? Key) SplitBucket(string address) => SplitFirst(address.Substring(S3Scheme.Length));

    /// <summary>Splits an address; missing parts are null.</summary>
    public static (string? Repository, string? Ref, string? Key) Split(string address)
    {
        int scheme = address.IndexOf("://", StringComparison.Ordinal) + 3;
        (string repository, string? rest) = SplitFirst(address.Substring(scheme));
        if (rest is null)
        {
            return (repository, null, null);
        }

        (string reference, string? key) = SplitFirst(rest);
        return (repository, reference, key);
    }

    /// <summary>The repository or bucket named by a text, which may be an address.</summary>
    /// <exception cref="LakeS3Exception">The address contains more than that.</exception>
    public static string RepositoryIn(string text)
    {
        if (!IsAddress(text))
        {
            return text;
        }

        (string? repository, string? reference, string? key) = Split(text);
        return string.IsNullOrEmpty(reference) && key is null ? repository! : throw AddressErrors.MoreThanRepository(text);
    }

    /// <summary>The ref named by a text, which may be an address, and the address's repository; null if it is not an address.</summary>
    /// <exception cref="LakeS3Exception">The address contains no ref, or a key.</exception>
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

    /// <summary>Splits a text at its first slash; the second part is null if there is no slash.</summary>
    public static (string Head, string? Tail) SplitFirst(string text)
    {
        int slash = text.IndexOf('/');
        return slash < 0 ? (text, null) : (text.Substring(0, slash), text.Substring(slash + 1));
    }

    /// <summary>Formats the address of an object on lakeFS.</summary>
    public static string Format(string repository, string reference, string key) =>
        LakeScheme + repository + "/" + reference + "/" + key;

    /// <summary>Formats the address of an object in a bucket.</summary>
    public static string Format(string bucket, string key) => S3Scheme + bucket + "/" + key;
}
