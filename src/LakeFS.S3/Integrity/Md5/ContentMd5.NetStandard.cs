using System;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Threading.Tasks;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Integrity.Md5;

/// <summary>The MD5 of content that arrives in chunks.</summary>
internal sealed class ContentMd5 : IDisposable
{
    private readonly IncrementalHash _hash = Hashes.NewMd5();

    /// <summary>Creates a hash.</summary>
    /// <param name="pool">Not used: this build hashes each content separately.</param>
    [SuppressMessage("Style", "IDE0060", Justification = "The other build shares its pool.")]
    public ContentMd5(MultiBufferMd5 pool)
    {
    }

    /// <summary>Appends bytes.</summary>
    public Task AppendAsync(byte[] buffer, int offset, int count)
    {
        _hash.AppendData(buffer, offset, count);
        return Task.CompletedTask;
    }

    /// <summary>Says that no bytes follow for some time; does nothing here, where nothing waits for them.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "The other build has something to do.")]
    public void Pause()
    {
    }

    /// <summary>Returns the hash and ends the computation.</summary>
    public byte[] Finish() => _hash.GetHashAndReset();

    public void Dispose() => _hash.Dispose();
}
