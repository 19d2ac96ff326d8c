using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
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
        // Pseudo-random by splitmix64: the framework's own generator takes longer with a seed than all else with the content.
        byte[] content = new byte[size];
        ulong state = (ulong)size;
        Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(content.AsSpan());
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = Next(ref state);
        }

        for (int i = words.Length * sizeof(ulong); i < size; i++)
        {
            content[i] = (byte)Next(ref state);
        }

        return content;
    }

    /// <summary>The MD5 of content in the form of ETags.</summary>
    public static string Md5(byte[] content)
    {
        using HashingSink sink = new();
        sink.Write(content);
        return sink.Finish();
    }

    /// <summary>The ETag that content has when it came in parts of one size, without the number of parts.</summary>
    public static string ETagOfParts(byte[] content, int partSize)
    {
        using HashingSink ofParts = new();
        foreach (byte[] part in content.Chunk(partSize))
        {
            ofParts.Write(Convert.FromHexString(Md5(part)));
        }

        return ofParts.Finish();
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

    public static Task<LakeTransferResult> UploadFileAsync(
        this LakeS3Connection connection, ObjectAddress address, string path, IProgress<long>? progress = null) =>
        new LakeTransfers(connection).UploadFileAsync(new UploadRequest(address), path, progress, CancellationToken.None);

    public static Task<LakeTransferResult> DownloadFileAsync(
        this LakeS3Connection connection, ObjectAddress address, string path, DownloadOptions? options = null, IProgress<long>? progress = null) =>
        new LakeTransfers(connection).DownloadFileAsync(address, path, options ?? new DownloadOptions(), progress, CancellationToken.None);

    /// <summary>Expects the same bytes, without writing them out where they are not.</summary>
    public static void AssertSame(byte[] expected, byte[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        int same = expected.AsSpan().CommonPrefixLength(actual);
        Assert.True(same == expected.Length, $"They differ at byte {same}.");
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

    /// <summary>Everything that a stream of results holds.</summary>
    public static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> results)
    {
        List<T> all = [];
        await foreach (T result in results)
        {
            all.Add(result);
        }

        return all;
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

    private static ulong Next(ref ulong state)
    {
        ulong mixed = state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
