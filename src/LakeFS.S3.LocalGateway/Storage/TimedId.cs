using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Threading;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>
/// Ids of runs of hooks and of pull requests, as lakeFS makes them: those of a later second come first in the order of
/// ids, those of the same second in the order they were made.
/// </summary>
internal static class TimedId
{
    /// <summary>The length of an id.</summary>
    public const int Length = 20;

    private const int Bytes = 12;

    // lakeFS counts down from here: the beginning of the year 3000, more or less.
    private const long Latest = 32500915200;

    private static readonly SearchValues<char> AllDigits = SearchValues.Create(IdDigits.All);
    private static readonly byte[] Process = RandomNumberGenerator.GetBytes(5);
    private static int _counter = RandomNumberGenerator.GetInt32(1 << 20);

    /// <summary>A new id.</summary>
    public static string Create(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, unchecked((uint)(Latest - now.ToUnixTimeSeconds())));
        Process.CopyTo(bytes[4..]);
        int counter = Interlocked.Increment(ref _counter);
        bytes[9] = (byte)(counter >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[10..], unchecked((ushort)counter));

        Span<char> id = stackalloc char[Length];
        IdDigits.Write(bytes, id);
        return id.ToString();
    }

    /// <summary>Whether a text could be an id.</summary>
    public static bool IsId(string text) =>
        text.Length == Length && !text.AsSpan().ContainsAnyExcept(AllDigits);
}
