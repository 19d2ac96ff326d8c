using System.Globalization;
using System.Text;

namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>
/// One of several shares of all keys, so that as many machines can each do their part of the work. A key is always in the
/// same share of so many, on every machine and in every command.
/// </summary>
internal sealed class KeyShard
{
    /// <summary>The most shares there can be.</summary>
    public const int MaxCount = 10_000;

    private readonly ulong _index;
    private readonly ulong _count;

    private KeyShard(int number, int count)
    {
        _index = (ulong)(number - 1);
        _count = (ulong)count;
    }

    /// <summary>Parses a share such as <c>3/16</c>: its number, from 1, and how many there are.</summary>
    /// <returns>The share; null if the text is none.</returns>
    public static KeyShard? Parse(string? text)
    {
        string[] parts = (text ?? string.Empty).Split('/');
        return parts.Length == 2 && TryParse(parts[1], MaxCount, out int count) && TryParse(parts[0], count, out int number) ? new KeyShard(number, count) : null;
    }

    /// <summary>Whether a key is in the share that a parameter names; without one, every key is.</summary>
    /// <param name="text">The value of <c>-Shard</c>; null if it was not given.</param>
    /// <param name="key">The whole key, without the ref.</param>
    public static bool Includes(string? text, string key) => text is null || Parse(text)?.Contains(key) != false;

    /// <summary>Whether a key is in the share.</summary>
    /// <param name="key">The whole key, without the ref.</param>
    public bool Contains(string key)
    {
        // FNV-1a of the UTF-8 text, and the last step of MurmurHash3, which makes similar keys differ in every bit. Another hash
        // would be another split: machines with different versions would leave keys out, and do some twice.
        ulong hash = 14695981039346656037;
        foreach (byte unit in Encoding.UTF8.GetBytes(key))
        {
            hash = (hash ^ unit) * 1099511628211;
        }

        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return (hash ^ (hash >> 33)) % _count == _index;
    }

    private static bool TryParse(string text, int max, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= max;
}
