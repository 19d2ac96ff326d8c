using System;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity;

namespace LakeFS.S3.Transfers.Download;

/// <summary>Checks content while it is handed out: what was handed out already is followed by the error.</summary>
/// <param name="check">Judges it.</param>
/// <param name="digest">Its digest, ended here.</param>
internal sealed class StreamCheck(ContentCheck check, ContentDigest digest) : IDisposable
{
    private LayoutDigest? _digest;

    /// <summary>Takes in bytes that are about to be handed out.</summary>
    public void Append(byte[] buffer, int offset, int count) => digest.Append(buffer, offset, count);

    /// <summary>Judges the whole; more than once, it finds the same.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeContentMismatch</c>: it is proved to be something else.</exception>
    public Task EndAsync(CancellationToken cancellationToken) => check.VerifyAsync(_digest ??= digest.Finish(), readAgain: null, cancellationToken);

    public void Dispose() => digest.Dispose();
}
