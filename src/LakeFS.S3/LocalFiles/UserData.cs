using System;
using System.IO;

namespace LakeFS.S3.LocalFiles;

/// <summary>Where this library keeps notes of what is to be continued: in the user's own data, where nobody else writes.</summary>
internal static class UserData
{
    /// <summary>A folder there, made where it does not exist.</summary>
    /// <exception cref="IOException">The user has no place for data.</exception>
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
