using System.IO;

namespace LakeFS.S3.LocalFiles;

/// <summary>.NET Standard does not say what a file is; on Windows, where this build runs, pipes and devices have names of their own.</summary>
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
