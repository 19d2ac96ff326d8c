using System;
using System.IO;

namespace LakeFS.S3.LocalFiles;

/// <summary>The folder for journals of resumable transfers, in the user's own data, where no one else can write.</summary>
internal static class UserData
{
    /// <summary>Returns a subfolder, creating it if needed.</summary>
    /// <exception cref="IOException">The user has no data folder.</exception>
    public static string FolderOf(string purpose)
    {
        string data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        if (data.Length == 0)
        {
            throw new IOException("The user has no folder for an application's data.");
        }

        string folder = Path.Combine(data, "LakeFS.S3", purpose);
        PrivateFile.CreateFolder(folder);
        return folder;
    }
}
