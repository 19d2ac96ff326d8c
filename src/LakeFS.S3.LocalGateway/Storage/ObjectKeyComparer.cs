using System;
using System.Collections.Generic;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>
/// Orders keys as lakeFS does: by the bytes of their UTF-8 form, which is the order of their code points.
/// </summary>
/// <remarks>
/// Ordinal comparison of .NET strings orders UTF-16 code units and so puts characters beyond U+FFFF (surrogate
/// pairs, D800 to DFFF) before those from U+E000 to U+FFFF.
/// </remarks>
internal sealed class ObjectKeyComparer : IComparer<string>
{
    public static readonly ObjectKeyComparer Instance = new();

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        int common = x.AsSpan().CommonPrefixLength(y);
        if (common == x.Length || common == y.Length)
        {
            return x.Length - y.Length;
        }

        return Rank(x[common]) - Rank(y[common]);
    }

    /// <summary>Moves surrogates above the rest of the basic plane and leaves everything else in order.</summary>
    private static int Rank(char c) => c switch
    {
        < '\uD800' => c,
        >= '\uE000' => c - 0x800,
        _ => c + 0x2000,
    };
}
