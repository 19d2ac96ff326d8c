using System.IO;
using System.Threading.Tasks;

namespace LakeFS.S3.S3;

/// <summary>What a request sends.</summary>
internal interface IRequestBody
{
    /// <summary>How many bytes it has.</summary>
    long Length { get; }

    /// <summary>The SHA-256 in hex; null where the signature does not cover the content.</summary>
    string? Sha256 { get; }

    /// <summary>Writes the whole body.</summary>
    Task CopyToAsync(Stream target);

    /// <summary>The body as a stream, for the SDK.</summary>
    Stream AsStream();
}
