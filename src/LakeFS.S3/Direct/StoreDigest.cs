using System;
using System.Linq;
using System.Net.Http;
using LakeFS.S3.Primitives;
using LakeFS.S3.S3;

namespace LakeFS.S3.Direct;

/// <summary>Finds the MD5 of stored content in the response to a PUT.</summary>
internal static class StoreDigest
{
    private const int Md5Length = 16;

    /// <summary>Reads a response: S3's ETag is the MD5 unless the store encrypts with a key of its own; Azure and Google have headers of their own.</summary>
    public static PutResult Of(HttpResponseMessage answer)
    {
        string? etag = ETags.Unquote(AnswerHeaders.Get(answer, "ETag"));
        string? md5 = FromBase64(AnswerHeaders.Get(answer, "Content-MD5")) ?? FromBase64(GoogleHashOf(answer));
        return md5 is not null ? new PutResult(md5, hasMd5: true)
            : new PutResult(etag, hasMd5: etag?.Length == 2 * Md5Length && etag.All(Uri.IsHexDigit) && AnswerHeaders.HasMd5(answer));
    }

    private static string? GoogleHashOf(HttpResponseMessage answer) => AnswerHeaders.Get(answer, "x-goog-hash")?
        .Split(',').Select(hash => hash.Trim()).FirstOrDefault(hash => hash.StartsWith("md5=", StringComparison.Ordinal))?.Substring("md5=".Length);

    private static string? FromBase64(string? text)
    {
        try
        {
            return text is not null && Convert.FromBase64String(text) is { Length: Md5Length } bytes ? Hex.Of(bytes) : null;
        }
        catch (FormatException)
        {
            // Not a digest, so there is nothing to compare.
            return null;
        }
    }
}
