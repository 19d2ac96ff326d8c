using System;
using System.Collections.Generic;
using System.Text;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.LocalFiles;

/// <summary>
/// Tracks which files of a folder already belong to an object. Only hashes are stored, a few bytes per object. Not
/// thread-safe.
/// </summary>
internal sealed class NameClaims
{
    private readonly NameFolding _folding;
    private readonly Dictionary<(long, long), long> _owners = [];

    public NameClaims(NameFolding folding)
    {
        _folding = folding;
    }

    /// <summary>Claims a file for an object; false if it belongs to another.</summary>
    /// <param name="path">The path relative to the folder, with slashes.</param>
    /// <param name="owner">The object.</param>
    public bool TryClaim(string path, string owner)
    {
        (long, long) name = HashOf(_folding.Fold(path));
        long ownerHash = HashOf(owner).Item1;
        if (_owners.TryGetValue(name, out long earlier))
        {
            return earlier == ownerHash;
        }

        _owners[name] = ownerHash;
        return true;
    }

    /// <summary>Whether a file belongs to an object.</summary>
    public bool IsClaimed(string path) => _owners.ContainsKey(HashOf(_folding.Fold(path)));

    private static (long First, long Second) HashOf(string text)
    {
        byte[] hash = Hashes.Sha256(Encoding.UTF8.GetBytes(text));
        return (BitConverter.ToInt64(hash, 0), BitConverter.ToInt64(hash, 8));
    }
}
