using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3;

namespace EngineSample;

/// <summary>
/// Writes a folder of files to a branch, commits, changes a file, lists branch and commit, reads metadata, downloads
/// both states and compares them with the originals.
/// </summary>
internal sealed class MainJob
{
    private const string Prefix = "raw/";
    private const string ChangedName = "orders-2026-03.csv";

    private readonly LakeS3Connection _lake;
    private readonly LakeObjects _objects;
    private readonly LakeTransfers _transfers;
    private readonly string _data;
    private readonly string _work;

    /// <param name="lake">The connection, with a default repository and branch.</param>
    /// <param name="data">The folder of the files.</param>
    /// <param name="work">An empty folder for what is changed and downloaded.</param>
    public MainJob(LakeS3Connection lake, string data, string work)
    {
        _lake = lake;
        _objects = new LakeObjects(lake);
        _transfers = new LakeTransfers(lake);
        _data = data;
        _work = work;
    }

    /// <summary>Does the job.</summary>
    /// <returns>How many downloaded files were compared and equal.</returns>
    /// <exception cref="LakeS3Exception">The server could not be reached or refused.</exception>
    /// <exception cref="InvalidDataException">A file came back different.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        string[] originals = [.. Directory.GetFiles(_data).Order(StringComparer.Ordinal)];
        foreach (string path in originals)
        {
            await WriteAsync(path, cancellationToken);
        }

        LakeCommit commit = await new LakeCommits(_lake).CommitAsync(
            _lake.Repository!, _lake.Ref!, new CommitRequest { Message = "Add the sample data" }, cancellationToken);
        Console.WriteLine($"Committed {commit.Id[..12]}: {commit.Message}");

        string changed = await ChangeAsync(cancellationToken);
        await WriteAsync(changed, cancellationToken);
        await ListAsync(_lake.Ref!, cancellationToken);
        await ListAsync(commit.Id, cancellationToken);

        LakeObjectMetadata metadata = await _objects.GetMetadataAsync(
            _lake.ResolveObject(new ObjectName { Key = Prefix + "customers.json" }), cancellationToken);
        Console.WriteLine($"{metadata.Uri}: {metadata.Size} bytes, {metadata.ContentType}, source = {metadata.Metadata["source"]}");

        string[] present = [.. originals.Select(path => Path.GetFileName(path) == ChangedName ? changed : path)];
        return await CompareAsync(commit.Id, originals, cancellationToken) + await CompareAsync(_lake.Ref!, present, cancellationToken);
    }

    private async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        ObjectAddress address = _lake.ResolveObject(new ObjectName { Key = Prefix + Path.GetFileName(path) });
        UploadRequest request = new(address) { Metadata = new Hashtable { ["source"] = "sample" } };
        LakeTransferResult result = await _transfers.UploadFileAsync(request, path, progress: null, cancellationToken);
        Console.WriteLine($"Wrote {result.Uri}: {result.Size} bytes, checked: {result.Verified}");
    }

    private async Task<string> ChangeAsync(CancellationToken cancellationToken)
    {
        string path = Path.Combine(_work, ChangedName);
        File.Copy(Path.Combine(_data, ChangedName), path);
        await File.AppendAllTextAsync(path, "52851,2026-03-31T23:59:59Z,1042,P-0007,1,19.90,shipped\n", cancellationToken);
        return path;
    }

    private async Task ListAsync(string reference, CancellationToken cancellationToken)
    {
        Console.WriteLine($"At {reference}:");
        ObjectAddress prefix = _lake.ResolvePrefix(new ObjectName { Ref = reference, Key = Prefix });
        await foreach (LakeObject found in _objects.ListAsync(prefix, new ListOptions(), cancellationToken).Cast<LakeObject>())
        {
            Console.WriteLine($"  {found.Size,8} {found.ETag} {found.Key}");
        }
    }

    private async Task<int> CompareAsync(string reference, string[] originals, CancellationToken cancellationToken)
    {
        foreach (string original in originals)
        {
            ObjectAddress address = _lake.ResolveObject(new ObjectName { Ref = reference, Key = Prefix + Path.GetFileName(original) });
            string copy = Path.Combine(_work, reference, Path.GetFileName(original));
            await _transfers.DownloadFileAsync(address, copy, new DownloadOptions(), progress: null, cancellationToken);
            byte[] expected = await File.ReadAllBytesAsync(original, cancellationToken);
            byte[] actual = await File.ReadAllBytesAsync(copy, cancellationToken);
            if (!actual.AsSpan().SequenceEqual(expected))
            {
                throw new InvalidDataException($"{address.Uri} differs from {original}.");
            }
        }

        return originals.Length;
    }
}
