using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>What tests do again and again with a connection.</summary>
internal static class Lake
{
    /// <summary>Content that is the same whenever the size is.</summary>
    public static byte[] Content(int size)
    {
        byte[] content = new byte[size];
        new Random(size).NextBytes(content);
        return content;
    }

    /// <summary>The MD5 of content in the form of ETags.</summary>
    public static string Md5(byte[] content)
    {
        using HashingSink sink = new();
        sink.Write(content);
        return sink.Finish();
    }

    public static async Task<LakeTransferResult> UploadAsync(this LakeS3Connection connection, ObjectAddress address, byte[] content)
    {
        using MemoryStream stream = new(content);
        return await new LakeTransfers(connection).UploadAsync(new UploadRequest(address), stream, null, CancellationToken.None);
    }

    public static async Task<byte[]> DownloadAsync(this LakeS3Connection connection, ObjectAddress address)
    {
        using MemoryStream stream = new();
        await new LakeTransfers(connection).DownloadAsync(address, stream, null, CancellationToken.None);
        return stream.ToArray();
    }

    public static async Task<List<LakeEntry>> ListAsync(this LakeS3Connection connection, ObjectAddress prefix, ListOptions? options = null)
    {
        List<LakeEntry> entries = [];
        await foreach (LakeEntry entry in new LakeObjects(connection).ListAsync(prefix, options ?? new ListOptions(), CancellationToken.None))
        {
            entries.Add(entry);
        }

        return entries;
    }

    public static Task<LakeObjectMetadata> HeadAsync(this LakeS3Connection connection, ObjectAddress address) =>
        new LakeObjects(connection).GetMetadataAsync(address, CancellationToken.None);

    public static Task<bool> ExistsAsync(this LakeS3Connection connection, ObjectAddress address) =>
        new LakeObjects(connection).ExistsAsync(address, CancellationToken.None);

    /// <summary>Expects a failure with an id.</summary>
    public static async Task<LakeS3Exception> FailsAsync(string errorId, Func<Task> action)
    {
        LakeS3Exception error = await Assert.ThrowsAsync<LakeS3Exception>(action);
        Assert.Equal(errorId, error.ErrorId);
        return error;
    }

    /// <summary>Expects a failure with an id.</summary>
    public static LakeS3Exception Fails(string errorId, Func<object?> action)
    {
        LakeS3Exception error = Assert.Throws<LakeS3Exception>(action);
        Assert.Equal(errorId, error.ErrorId);
        return error;
    }
}
