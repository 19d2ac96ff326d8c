using System.IO;

namespace LakeFS.S3.LocalFiles;

/// <summary>Accepts everything: .NET Standard can't tell a file's type. This build runs on Windows, where pipes and devices have reserved names.</summary>
internal static class RegularFile
{
    /// <summary>Accepts every path.</summary>
    public static void Require(string path)
    {
    }

    /// <summary>Accepts every file.</summary>
    public static void Require(FileInfo file)
    {
    }
}
