using System.IO;

namespace LakeFS.S3.Polyfills;

/// <summary>What .NET Core has of files.</summary>
internal static class FileExtensions
{
    extension(File)
    {
        /// <summary>Moves a file onto another in one step.</summary>
        public static void Move(string source, string destination, bool overwrite)
        {
            if (overwrite && File.Exists(destination))
            {
                File.Replace(source, destination, destinationBackupFileName: null);
            }
            else
            {
                File.Move(source, destination);
            }
        }
    }
}
