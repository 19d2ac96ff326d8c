using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.S3;

/// <summary>The body of a request.</summary>
internal interface IRequestBody
{
    /// <summary>The length in bytes.</summary>
    long Length { get; }

    /// <summary>The SHA-256 in hex; null if the signature does not cover the content.</summary>
    string? Sha256 { get; }

    /// <summary>The MD5; null until the content was hashed or sent.</summary>
    byte[]? Md5 { get; }

    /// <summary>
    /// Why the content could not be read; null if it could. HttpClient reports such an exception as one of its own.
    /// </summary>
    Exception? SourceFailure { get; }

    /// <summary>Hashes the content before it is sent.</summary>
    Task HashAsync(CancellationToken cancellationToken);

    /// <summary>Resets the progress of a failed attempt.</summary>
    void Rewind();

    /// <summary>Writes the whole body.</summary>
    Task CopyToAsync(Stream target);

    /// <summary>The body as a stream, for the SDK.</summary>
    Stream AsStream();
}
