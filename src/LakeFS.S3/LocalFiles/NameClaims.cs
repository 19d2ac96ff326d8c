using System;
using System.Collections.Generic;
using System.Text;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.LocalFiles;

/// <summary>
/// Which files of a folder already have an object that is stored in them. Holds hashes alone, some bytes for each object.
/// For one thread.
/// </summary>
internal sealed class NameClaims
{
    private readonly NameFolding _folding;
    private readonly Dictionary<(long, long), long> _owners = [];

    public NameClaims(NameFolding folding)
    {
        _folding = folding;
    }

    /// <summary>Claims a file for an object; false where another has it.</summary>
    /// <param name="path">The path below the folder, with slashes.</param>
    /// <param name="owner">The object.</param>
    public bool TryClaim(string path, string owner)
    {
        (long, long) name = HashOf(_folding.Fold(path));
        long whose = HashOf(owner).Item1;
        if (_owners.TryGetValue(name, out long earlier))
        {
            return earlier == whose;
        }

        _owners[name] = whose;
        return true;
    }

    /// <summary>Whether any object has a file.</summary>
    public bool IsClaimed(string path) => _owners.ContainsKey(HashOf(_folding.Fold(path)));

    private static (long First, long Second) HashOf(string text)
    {
        byte[] hash = Hashes.Sha256(Encoding.UTF8.GetBytes(text));
        return (BitConverter.ToInt64(hash, 0), BitConverter.ToInt64(hash, 8));
    }
}
