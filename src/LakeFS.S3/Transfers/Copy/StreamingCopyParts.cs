using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity;
using LakeFS.S3.Primitives;
using LakeFS.S3.Transfers.Common;
using LakeFS.S3.Transfers.Download;
using LakeFS.S3.Transfers.Upload;

namespace LakeFS.S3.Transfers.Copy;

/// <summary>
/// The parts of an object in another store, streamed without buffering. Their MD5s, known once they are sent, verify the
/// source too.
/// </summary>
internal sealed class StreamingCopyParts : IPartSource
{
    private readonly RangeReader _reader;
    private readonly LakeS3Connection _source;
    private readonly ObjectAddress _address;
    private readonly ETagInfo _knowledge;
    private int _next;

    /// <summary>Prepares an object's parts.</summary>
    /// <param name="source">The context of the source store.</param>
    /// <param name="address">The object.</param>
    /// <param name="knowledge">What the object's ETag says.</param>
    /// <param name="layout">The part layout: the source's, if its ETag reveals one.</param>
    public StreamingCopyParts(TransferContext source, ObjectAddress address, ETagInfo knowledge, PartLayout layout)
    {
        _reader = new RangeReader(source, address, progress: null);
        _source = source.Connection;
        _address = address;
        _knowledge = knowledge;
        Layout = layout;
    }

    public PartLayout Layout { get; }

    public int? Count => null;

    public int MaxAhead => int.MaxValue;

    public bool IsVerified { get; private set; }

    public Task<ReplayableContent?> NextAsync(CancellationToken cancellationToken)
    {
        if (_next == Layout.CountFor(_knowledge.Size))
        {
            return Task.FromResult<ReplayableContent?>(null);
        }

        ContentRange range = ContentRange.Nth(_next++, Layout.SizeOf(1), _knowledge.Size);
        return Task.FromResult<ReplayableContent?>(new StreamingCopyBody(_reader, range, _knowledge.ETag, cancellationToken));
    }

    public async Task RequireUnchangedAsync(IReadOnlyList<byte[]> md5s, CancellationToken cancellationToken) =>
        IsVerified = await new ContentCheck(_source, _address, _knowledge)
            .VerifyAsync(_knowledge.CanBeChecked ? new LayoutDigest(Layout, Hex.Of(Hashes.Md5OfParts(md5s))) : null, readAgain: null, cancellationToken).ConfigureAwait(false);
}
