using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>The branch protection rules of a repository. Never changes.</summary>
internal sealed class BranchProtection
{
    public static readonly BranchProtection None = new([]);

    public BranchProtection(IReadOnlyList<string> patterns)
    {
        Patterns = patterns;
        ETag = patterns.Count == 0 ? string.Empty : HashOf(patterns);
    }

    /// <summary>Branch names, with <c>*</c> for any characters and <c>?</c> for one.</summary>
    public IReadOnlyList<string> Patterns { get; }

    /// <summary>What If-Match has to say to replace them.</summary>
    public string ETag { get; }

    /// <summary>Whether nothing may be written to a branch, nor committed on it.</summary>
    public bool Covers(string branch)
    {
        foreach (string pattern in Patterns)
        {
            if (System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, branch, ignoreCase: false))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The hash lakeFS shows as the rules' ETag (s3-protected #9): SHA-256 of a protobuf message, a map (field 1)
    /// from pattern (1) to blocked actions (2), a packed list (1) of 0 (staging) and 1 (commit).
    /// </summary>
    private static string HashOf(IEnumerable<string> patterns)
    {
        using MemoryStream message = new();
        foreach (string pattern in patterns)
        {
            byte[] name = Encoding.UTF8.GetBytes(pattern);
            using MemoryStream entry = new();
            WriteField(entry, 1, name);
            WriteField(entry, 2, [0x0A, 2, 0, 1]);
            WriteField(message, 1, entry.ToArray());
        }

        return Convert.ToHexStringLower(SHA256.HashData(message.ToArray()));
    }

    private static void WriteField(MemoryStream target, int number, byte[] value)
    {
        const int lengthDelimited = 2;
        target.WriteByte((byte)((number << 3) | lengthDelimited));
        int length = value.Length;
        while (length > 0x7F)
        {
            target.WriteByte((byte)((length & 0x7F) | 0x80));
            length >>= 7;
        }

        target.WriteByte((byte)length);
        target.Write(value);
    }
}
