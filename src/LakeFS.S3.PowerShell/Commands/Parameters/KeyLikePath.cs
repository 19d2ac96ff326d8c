using System;
using LakeFS.S3.Addressing;

namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>Recognizes keys that are written like the paths of files, such as <c>/raw/x</c> and <c>.\raw\x</c>.</summary>
internal static class KeyLikePath
{
    /// <summary>The key that may be meant instead.</summary>
    /// <param name="key">The key as written.</param>
    /// <returns>The other key; null if the key is not written like a path.</returns>
    public static string? KeyOf(string key)
    {
        if (AddressUri.IsAddress(key))
        {
            return null;
        }

        string usual = key.Replace('\\', '/');
        while (usual.StartsWith("./", StringComparison.Ordinal) || usual.StartsWith("../", StringComparison.Ordinal) || (usual.Length > 0 && usual[0] == '/'))
        {
            usual = usual.Substring(usual.IndexOf('/') + 1);
        }

        return usual.Length == 0 || usual == key ? null : usual;
    }
}
