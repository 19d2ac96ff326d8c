using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LakeFS.S3.Integrity.Md5;

/// <summary>
/// MD5 of sixteen messages in parallel, one in each lane of a vector, which takes little longer than one. AVX-512 saves a
/// quarter of the time: it has single instructions for rotations and for any bitwise function of three words. Without it,
/// each vector is a pair of 256-bit vectors.
/// </summary>
internal static class Md5x16
{
    /// <summary>The number of messages hashed in parallel.</summary>
    public const int Count = 16;

    // The number of messages that fit into the vectors that load the bytes.
    private const int Half = Count / 2;

    // How many bytes ahead to prefetch: hardware prefetchers don't follow sixteen streams.
    private const int Ahead = 512;

    // The truth table of the instruction for three words: one bit for each of the eight combinations of their bits.
    private const byte ChooseTable = 0xCA;
    private const byte ParityTable = 0x96;
    private const byte OddTable = 0x39;

    /// <summary>Whether this processor is supported.</summary>
    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>Updates the states with whole blocks of up to <see cref="Count"/> messages.</summary>
    /// <param name="states">The states.</param>
    /// <param name="messages">The next bytes of each message; at least <paramref name="blocks"/> blocks each.</param>
    /// <param name="blocks">The number of blocks per message.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Update(ReadOnlySpan<uint[]> states, ReadOnlySpan<ArraySegment<byte>> messages, int blocks)
    {
        Span<Vector512<uint>> state = stackalloc Vector512<uint>[4];
        Span<Vector512<uint>> block = stackalloc Vector512<uint>[Md5Core.Words];
        for (int lane = 0; lane < states.Length; lane++)
        {
            for (int word = 0; word < state.Length; word++)
            {
                state[word] = state[word].WithElement(lane, states[lane][word]);
            }
        }

        ref Vector256<uint> words = ref Unsafe.As<Vector512<uint>, Vector256<uint>>(ref MemoryMarshal.GetReference(block));
        for (int at = 0; at < blocks * Md5Core.BlockSize; at += Md5Core.BlockSize)
        {
            Load(messages, 0, at, ref words);
            if (messages.Length > Half)
            {
                Load(messages, Half, at, ref Unsafe.Add(ref words, 1));
            }

            Compress(state, ref MemoryMarshal.GetReference(block));
        }

        for (int lane = 0; lane < states.Length; lane++)
        {
            for (int word = 0; word < state.Length; word++)
            {
                states[lane][word] = state[word].GetElement(lane);
            }
        }
    }

    // Loads a block of each of eight messages into every other vector; a separate method, because inlining it twice takes
    // longer to compile.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Load(ReadOnlySpan<ArraySegment<byte>> messages, int lane, int at, ref Vector256<uint> words)
    {
        ref byte m0 = ref ByteOf(messages, lane, at);
        ref byte m1 = ref ByteOf(messages, lane + 1, at);
        ref byte m2 = ref ByteOf(messages, lane + 2, at);
        ref byte m3 = ref ByteOf(messages, lane + 3, at);
        ref byte m4 = ref ByteOf(messages, lane + 4, at);
        ref byte m5 = ref ByteOf(messages, lane + 5, at);
        ref byte m6 = ref ByteOf(messages, lane + 6, at);
        ref byte m7 = ref ByteOf(messages, lane + 7, at);
        const int WordsInHalf = Md5Core.Words / 2;
        for (int half = 0; half < 2; half++)
        {
            nuint from = (nuint)(half * WordsInHalf * sizeof(uint));
            Transpose(
                Vector256.LoadUnsafe(ref m0, from).AsUInt32(),
                Vector256.LoadUnsafe(ref m1, from).AsUInt32(),
                Vector256.LoadUnsafe(ref m2, from).AsUInt32(),
                Vector256.LoadUnsafe(ref m3, from).AsUInt32(),
                Vector256.LoadUnsafe(ref m4, from).AsUInt32(),
                Vector256.LoadUnsafe(ref m5, from).AsUInt32(),
                Vector256.LoadUnsafe(ref m6, from).AsUInt32(),
                Vector256.LoadUnsafe(ref m7, from).AsUInt32(),
                ref Unsafe.Add(ref words, half * WordsInHalf * 2));
        }
    }

    // A lane without a message repeats the last one; its result is ignored.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe ref byte ByteOf(ReadOnlySpan<ArraySegment<byte>> messages, int lane, int at)
    {
        ref byte message = ref messages[Math.Min(lane, messages.Length - 1)].AsSpan()[at];
        Sse.Prefetch0((byte*)Unsafe.AsPointer(ref message) + Ahead);
        return ref message;
    }

    // Transposes eight words of each of eight messages: the first words of all messages, then the second ones, and so on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        Vector256<uint> m0,
        Vector256<uint> m1,
        Vector256<uint> m2,
        Vector256<uint> m3,
        Vector256<uint> m4,
        Vector256<uint> m5,
        Vector256<uint> m6,
        Vector256<uint> m7,
        ref Vector256<uint> words)
    {
        (Vector256<ulong> Low, Vector256<ulong> High) pair01 = (Avx2.UnpackLow(m0, m1).AsUInt64(), Avx2.UnpackHigh(m0, m1).AsUInt64());
        (Vector256<ulong> Low, Vector256<ulong> High) pair23 = (Avx2.UnpackLow(m2, m3).AsUInt64(), Avx2.UnpackHigh(m2, m3).AsUInt64());
        (Vector256<ulong> Low, Vector256<ulong> High) pair45 = (Avx2.UnpackLow(m4, m5).AsUInt64(), Avx2.UnpackHigh(m4, m5).AsUInt64());
        (Vector256<ulong> Low, Vector256<ulong> High) pair67 = (Avx2.UnpackLow(m6, m7).AsUInt64(), Avx2.UnpackHigh(m6, m7).AsUInt64());
        Join(Avx2.UnpackLow(pair01.Low, pair23.Low), Avx2.UnpackLow(pair45.Low, pair67.Low), 0, ref words);
        Join(Avx2.UnpackHigh(pair01.Low, pair23.Low), Avx2.UnpackHigh(pair45.Low, pair67.Low), 1, ref words);
        Join(Avx2.UnpackLow(pair01.High, pair23.High), Avx2.UnpackLow(pair45.High, pair67.High), 2, ref words);
        Join(Avx2.UnpackHigh(pair01.High, pair23.High), Avx2.UnpackHigh(pair45.High, pair67.High), 3, ref words);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Join(Vector256<ulong> first, Vector256<ulong> last, int word, ref Vector256<uint> words)
    {
        Unsafe.Add(ref words, word * 2) = Avx2.Permute2x128(first, last, 0x20).AsUInt32();
        Unsafe.Add(ref words, (word + 4) * 2) = Avx2.Permute2x128(first, last, 0x31).AsUInt32();
    }

    // Hashes one block of sixteen messages; a separate method, so that all four words stay in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Compress(Span<Vector512<uint>> state, ref Vector512<uint> x)
    {
        ref uint sine = ref MemoryMarshal.GetArrayDataReference(Md5Core.Sines);
        Vector512<uint> a = state[0], b = state[1], c = state[2], d = state[3];
        for (int i = 0; i < 16; i += 4)
        {
            a = b + RotateLeft(a + Unsafe.Add(ref x, i) + Vector512.Create(Unsafe.Add(ref sine, i)) + Choose(b, c, d), 7);
            d = a + RotateLeft(d + Unsafe.Add(ref x, i + 1) + Vector512.Create(Unsafe.Add(ref sine, i + 1)) + Choose(a, b, c), 12);
            c = d + RotateLeft(c + Unsafe.Add(ref x, i + 2) + Vector512.Create(Unsafe.Add(ref sine, i + 2)) + Choose(d, a, b), 17);
            b = c + RotateLeft(b + Unsafe.Add(ref x, i + 3) + Vector512.Create(Unsafe.Add(ref sine, i + 3)) + Choose(c, d, a), 22);
        }

        for (int i = 16; i < 32; i += 4)
        {
            a = b + RotateLeft(a + Unsafe.Add(ref x, ((5 * i) + 1) & 15) + Vector512.Create(Unsafe.Add(ref sine, i)) + Choose(d, b, c), 5);
            d = a + RotateLeft(d + Unsafe.Add(ref x, ((5 * i) + 6) & 15) + Vector512.Create(Unsafe.Add(ref sine, i + 1)) + Choose(c, a, b), 9);
            c = d + RotateLeft(c + Unsafe.Add(ref x, ((5 * i) + 11) & 15) + Vector512.Create(Unsafe.Add(ref sine, i + 2)) + Choose(b, d, a), 14);
            b = c + RotateLeft(b + Unsafe.Add(ref x, ((5 * i) + 16) & 15) + Vector512.Create(Unsafe.Add(ref sine, i + 3)) + Choose(a, c, d), 20);
        }

        for (int i = 32; i < 48; i += 4)
        {
            a = b + RotateLeft(a + Unsafe.Add(ref x, ((3 * i) + 5) & 15) + Vector512.Create(Unsafe.Add(ref sine, i)) + Parity(b, c, d), 4);
            d = a + RotateLeft(d + Unsafe.Add(ref x, ((3 * i) + 8) & 15) + Vector512.Create(Unsafe.Add(ref sine, i + 1)) + Parity(a, b, c), 11);
            c = d + RotateLeft(c + Unsafe.Add(ref x, ((3 * i) + 11) & 15) + Vector512.Create(Unsafe.Add(ref sine, i + 2)) + Parity(d, a, b), 16);
            b = c + RotateLeft(b + Unsafe.Add(ref x, ((3 * i) + 14) & 15) + Vector512.Create(Unsafe.Add(ref sine, i + 3)) + Parity(c, d, a), 23);
        }

        for (int i = 48; i < 64; i += 4)
        {
            a = b + RotateLeft(a + Unsafe.Add(ref x, (7 * i) & 15) + Vector512.Create(Unsafe.Add(ref sine, i)) + Odd(b, c, d), 6);
            d = a + RotateLeft(d + Unsafe.Add(ref x, ((7 * i) + 7) & 15) + Vector512.Create(Unsafe.Add(ref sine, i + 1)) + Odd(a, b, c), 10);
            c = d + RotateLeft(c + Unsafe.Add(ref x, ((7 * i) + 14) & 15) + Vector512.Create(Unsafe.Add(ref sine, i + 2)) + Odd(d, a, b), 15);
            b = c + RotateLeft(b + Unsafe.Add(ref x, ((7 * i) + 21) & 15) + Vector512.Create(Unsafe.Add(ref sine, i + 3)) + Odd(c, d, a), 21);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    }

    // F of RFC 1321, and G with its arguments reordered: selects bits of c where b is one, and of d elsewhere.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Choose(Vector512<uint> b, Vector512<uint> c, Vector512<uint> d) =>
        Avx512F.IsSupported ? Avx512F.TernaryLogic(b, c, d, ChooseTable) : d ^ (b & (c ^ d));

    // H of RFC 1321.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Parity(Vector512<uint> b, Vector512<uint> c, Vector512<uint> d) =>
        Avx512F.IsSupported ? Avx512F.TernaryLogic(b, c, d, ParityTable) : b ^ c ^ d;

    // I of RFC 1321.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Odd(Vector512<uint> b, Vector512<uint> c, Vector512<uint> d) =>
        Avx512F.IsSupported ? Avx512F.TernaryLogic(b, c, d, OddTable) : c ^ (b | ~d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> RotateLeft(Vector512<uint> value, [ConstantExpected] byte count) =>
        Avx512F.IsSupported ? Avx512F.RotateLeft(value, count) : (value << count) | (value >>> (32 - count));
}
