using System;
using System.Collections.Immutable;
using System.Text;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LakeFS.S3.LocalGateway.S3;

/// <summary>User metadata in headers.</summary>
internal static class UserMetadata
{
    private const string HeaderPrefix = "x-amz-meta-";

    /// <summary>Bytes of all names (without the prefix) and decoded values together (s3-metadata #45 to #51).</summary>
    private const int Limit = 2048;

    /// <summary>Reads a request's metadata.</summary>
    /// <exception cref="S3FailureException">It is too large, or has a value of an unknown charset.</exception>
    public static ImmutableSortedDictionary<string, string> Read(IHeaderDictionary headers)
    {
        ImmutableSortedDictionary<string, string> metadata = ObjectEntry.NoMetadata;
        int size = 0;
        foreach ((string header, StringValues values) in headers)
        {
            if (header.Length <= HeaderPrefix.Length
                || !header.StartsWith(HeaderPrefix, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            string name = header[HeaderPrefix.Length..].ToLowerInvariant();
            string value = EncodedWord.Decode(values.ToString())
                ?? throw new S3FailureException(S3Errors.InvalidHeaderValue);
            size += Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(value);
            metadata = metadata.SetItem(ObjectEntry.S3MetadataPrefix + name, value);
        }

        return size <= Limit ? metadata : throw new S3FailureException(S3Errors.MetadataTooLarge);
    }

    /// <summary>Shows an object's metadata; what REST wrote has no prefix and is not shown (rest-objects #62).</summary>
    public static void Write(ObjectEntry entry, IHeaderDictionary headers)
    {
        foreach ((string name, string value) in entry.Metadata)
        {
            if (name.StartsWith(ObjectEntry.S3MetadataPrefix, StringComparison.OrdinalIgnoreCase))
            {
                headers[ObjectEntry.S3MetadataPrefix + Capitalized(name[ObjectEntry.S3MetadataPrefix.Length..])] = EncodedWord.Encode(value);
            }
        }
    }

    /// <summary>As Go writes the names of headers, which boto3 shows: <c>My-Key</c>.</summary>
    private static string Capitalized(string name) => string.Create(name.Length, name, (letters, lower) =>
    {
        for (int i = 0; i < letters.Length; i++)
        {
            letters[i] = i == 0 || lower[i - 1] == '-' ? char.ToUpperInvariant(lower[i]) : lower[i];
        }
    });
}
