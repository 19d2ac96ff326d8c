using System;
using System.IO;

namespace LakeFS.S3.Tests;

/// <summary>A file that goes in five parts of 16 MiB, the last one short; made once for a class of tests.</summary>
public sealed class LargeFile : IDisposable
{
    public const int PartSize = 16 * 1024 * 1024;
    public const int Parts = 5;
    public const int Size = (70 * 1024 * 1024) + 5;

    private readonly TemporaryFolder _folder = new();

    public LargeFile()
    {
        Content = Lake.Content(Size);
        ETag = Lake.ETagOfParts(Content, PartSize);
        Path = _folder.File("large.csv");
        File.WriteAllBytes(Path, Content);
    }

    public string Path { get; }

    public byte[] Content { get; }

    /// <summary>The ETag it has as an object, without the number of parts.</summary>
    public string ETag { get; }

    public void Dispose() => _folder.Dispose();
}
