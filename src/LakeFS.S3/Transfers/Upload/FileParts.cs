using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity;

namespace LakeFS.S3.Transfers.Upload;

/// <summary>The parts of a file. They hold no content: each is read while it is sent.</summary>
internal sealed class FileParts : IPartSource
{
    private readonly SourceFile _file;
    private long _offset;

    public FileParts(SourceFile file)
    {
        _file = file;
        Layout = PartLayout.For(file.Length);
    }

    public PartLayout Layout { get; }

    public int? Count => Layout.CountFor(_file.Length);

    public int MaxAhead => int.MaxValue;

    public Task<ReplayableContent?> NextAsync(CancellationToken cancellationToken)
    {
        if (_offset == _file.Length)
        {
            return Task.FromResult<ReplayableContent?>(null);
        }

        long length = Math.Min(Layout.SizeOf(1), _file.Length - _offset);
        ReplayableContent part = _file.Slice(_offset, length);
        _offset += length;
        return Task.FromResult<ReplayableContent?>(part);
    }

    public Task RequireUnchangedAsync(IReadOnlyList<byte[]> md5s, CancellationToken cancellationToken)
    {
        _file.RequireUnchanged();
        return Task.CompletedTask;
    }
}
