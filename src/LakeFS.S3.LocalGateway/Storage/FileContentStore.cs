using System;
using System.Buffers;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Win32.SafeHandles;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>Keeps each content in a file of its own, written as it arrives: no content is ever in memory.</summary>
internal sealed class FileContentStore : ContentStore
{
    private const int BufferSize = 256 * 1024;
    private const string FolderName = "content";
    private const string UnfinishedSuffix = ".part";

    private readonly string _directory;

    /// <param name="directory">The data directory; the files are in a folder below it.</param>
    public FileContentStore(string directory)
    {
        _directory = directory;
        Directory.CreateDirectory(Path.Combine(directory, FolderName));
    }

    public override async Task<StoredContent> WriteAsync(
        Stream source, long? expectedLength, CancellationToken cancellationToken)
    {
        string id = Guid.NewGuid().ToString("N");
        string name = $"{FolderName}/{id[..2]}/{id}";
        string path = Path.Combine(_directory, name);
        string unfinished = path + UnfinishedSuffix;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp((expectedLength ?? BufferSize) + 1, 4096, BufferSize));
        try
        {
            using IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
            long length = 0;
            using SafeFileHandle file = File.OpenHandle(
                unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, FileOptions.Asynchronous);
            int filled;
            while ((filled = await FillAsync(source, buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                md5.AppendData(buffer, 0, filled);
                await RandomAccess.WriteAsync(file, buffer.AsMemory(0, filled), length, cancellationToken)
                    .ConfigureAwait(false);
                length += filled;
            }

            string hash = Convert.ToHexStringLower(md5.GetHashAndReset());
            File.Move(unfinished, path);

            // It has to be on the disk, under its name, before the journal says that it is.
            await Task.Run(() => RandomAccess.FlushToDisk(file), CancellationToken.None).ConfigureAwait(false);
            return new StoredContent(new FileContent(path, name, length), hash);
        }
        finally
        {
            // Where the move did not happen, the unfinished file is all there is.
            File.Delete(unfinished);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public override void Delete(ObjectContent content)
    {
        // A slice is part of a content that an object has; what is joined is deleted part by part.
        if (content is FileContent file)
        {
            File.Delete(Path.Combine(_directory, file.Name));
        }
    }

    /// <summary>The content of a file that was written before.</summary>
    public FileContent Open(string name, long length) => new(Path.Combine(_directory, name), name, length);

    /// <summary>Removes what a process that ended suddenly had not finished.</summary>
    public void RemoveUnfinished()
    {
        foreach (string path in Directory.EnumerateFiles(
            Path.Combine(_directory, FolderName), "*" + UnfinishedSuffix, SearchOption.AllDirectories))
        {
            File.Delete(path);
        }
    }

    private static async Task<int> FillAsync(Stream source, byte[] buffer, CancellationToken cancellationToken)
    {
        int filled = 0;
        while (filled < buffer.Length)
        {
            int read = await source.ReadAsync(buffer.AsMemory(filled), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            filled += read;
        }

        return filled;
    }
}
