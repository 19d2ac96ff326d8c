using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.S3;

/// <summary>What a request sends.</summary>
internal interface IRequestBody
{
    /// <summary>How many bytes it has.</summary>
    long Length { get; }

    /// <summary>The SHA-256 in hex; null where the signature does not cover the content.</summary>
    string? Sha256 { get; }

    /// <summary>Why the content could not be read; null if it could. The HTTP client takes it for its own trouble.</summary>
    Exception? SourceFailure { get; }

    /// <summary>Hashes the content before it is sent.</summary>
    Task HashAsync(CancellationToken cancellationToken);

    /// <summary>Takes back what was counted as sent, because the attempt failed.</summary>
    void Rewind();

    /// <summary>Writes the whole body.</summary>
    Task CopyToAsync(Stream target);

    /// <summary>The body as a stream, for the SDK.</summary>
    Stream AsStream();
}
