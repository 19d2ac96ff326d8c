using System;
using System.Buffers;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity;

namespace LakeFS.S3.Transfers.Download;

/// <summary>Hashes a file from its beginning while its ranges arrive in any order, by reading back the contiguous part.</summary>
internal sealed class InOrderHasher : IDisposable
{
    private const int BufferSize = 256 * 1024;

    private readonly IDownloadTarget _file;
    private readonly long _size;
    private readonly long _rangeSize;
    private readonly PartLayout? _layout;
    private readonly bool[] _done;
    private readonly SemaphoreSlim _more = new(0);
    private int _gapless;

    public InOrderHasher(IDownloadTarget file, long size, long rangeSize, PartLayout? layout)
    {
        _file = file;
        _size = size;
        _rangeSize = rangeSize;
        _layout = layout;
        _done = new bool[(int)((size + rangeSize - 1) / rangeSize)];
    }

    /// <summary>Reports that a range was written.</summary>
    public void Add(int range)
    {
        lock (_done)
        {
            _done[range] = true;
            int before = _gapless;
            while (_gapless < _done.Length && _done[_gapless])
            {
                _gapless++;
            }

            if (_gapless > before)
            {
                _more.Release();
            }
        }
    }

    /// <summary>Hashes until the end of the file.</summary>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        using ContentDigest digest = new(_layout);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (long position = 0; position < _size;)
            {
                await _more.WaitAsync(cancellationToken).ConfigureAwait(false);
                long there = Math.Min(_size, Volatile.Read(ref _gapless) * _rangeSize);
                while (position < there)
                {
                    int read = _file.Read(position, buffer, (int)Math.Min(buffer.Length, there - position));
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

    public void Dispose() => _more.Dispose();
}
