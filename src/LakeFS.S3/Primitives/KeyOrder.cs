using System.Collections.Generic;

namespace LakeFS.S3.Primitives;

/// <summary>
/// The order of keys in a list: by their UTF-8 bytes. It differs from .NET's ordinal order only where one key has a
/// surrogate pair and the other a character from U+E000 on.
/// </summary>
internal sealed class KeyOrder : IComparer<string>
{
    public static KeyOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        int length = System.Math.Min(x!.Length, y!.Length);
        for (int i = 0; i < length; i++)
        {
            if (x[i] != y[i])
            {
                return Rank(x[i]).CompareTo(Rank(y[i]));
            }
        }

        return x.Length.CompareTo(y.Length);
    }

    // In UTF-8, a surrogate pair, which encodes U+10000 and above, sorts after all other characters.
    private static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
