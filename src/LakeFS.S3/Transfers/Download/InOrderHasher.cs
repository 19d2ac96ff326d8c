using System;
using System.Buffers;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity;

namespace LakeFS.S3.Transfers.Download;

/// <summary>Hashes a file in one piece while its ranges arrive in any order, by reading back the contiguous part.</summary>
internal sealed class InOrderHasher : IDisposable
{
    private const int BufferSize = 256 * 1024;

    private readonly IDownloadTarget _file;
    private readonly long _size;
    private readonly long _rangeSize;
    private readonly bool[] _done;
    private readonly SemaphoreSlim _advanced = new(0);
    private int _contiguous;

    public InOrderHasher(IDownloadTarget file, long size, long rangeSize)
    {
        _file = file;
        _size = size;
        _rangeSize = rangeSize;
        _done = new bool[(int)((size + rangeSize - 1) / rangeSize)];
    }

    /// <summary>Reports that a range was written.</summary>
    public void Add(int range)
    {
        lock (_done)
        {
            _done[range] = true;
            int before = _contiguous;
            while (_contiguous < _done.Length && _done[_contiguous])
            {
                _contiguous++;
            }

            if (_contiguous > before)
            {
                _advanced.Release();
            }
        }
    }

    /// <summary>Hashes until the end of the file.</summary>
    public async Task<LayoutDigest> RunAsync(CancellationToken cancellationToken)
    {
        using ContentDigest digest = new(layout: null);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (long position = 0; position < _size;)
            {
                await _advanced.WaitAsync(cancellationToken).ConfigureAwait(false);
                long available = Math.Min(_size, Volatile.Read(ref _contiguous) * _rangeSize);
                while (position < available)
                {
                    int read = _file.Read(position, buffer, (int)Math.Min(buffer.Length, available - position));
                    digest.Append(buffer, 0, read);
                    position += read;
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }

            return digest.Finish();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => _advanced.Dispose();
}
