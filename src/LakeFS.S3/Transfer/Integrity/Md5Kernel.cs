#if NET
using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LakeFS.S3;

/// <summary>
/// MD5 (RFC 1321) of eight messages in step, one in each lane of a vector, or of one. A single MD5 can't be made faster,
/// because every step waits for the one before; eight at once take little longer than one.
/// </summary>
internal static class Md5Kernel
{
    /// <summary>How many messages go in step.</summary>
    public const int Lanes = 8;

    /// <summary>The length of a block in bytes.</summary>
    public const int BlockSize = 64;

    private const int Words = BlockSize / sizeof(uint);

    private static readonly uint[] Sines = [.. Enumerable.Range(1, 64).Select(i => (uint)(Math.Abs(Math.Sin(i)) * 4294967296.0))];

    /// <summary>Whether this processor takes eight in step.</summary>
    public static bool IsParallel => Vector256.IsHardwareAccelerated;

    /// <summary>A state that has seen nothing yet: four words.</summary>
    public static uint[] NewState() => [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];

    /// <summary>Takes whole blocks of some messages, at most <see cref="Lanes"/>, into their states.</summary>
    /// <param name="states">The states.</param>
    /// <param name="messages">The messages' next bytes; at least so many blocks of each.</param>
    /// <param name="blocks">How many blocks of each message.</param>
    public static void Update(ReadOnlySpan<uint[]> states, ReadOnlySpan<ArraySegment<byte>> messages, int blocks)
    {
        if (states.Length > 1 && IsParallel)
        {
            UpdateInStep(states, messages, blocks);
            return;
        }

        for (int i = 0; i < states.Length; i++)
        {
            ReadOnlySpan<uint> words = MemoryMarshal.Cast<byte, uint>(messages[i].AsSpan(0, blocks * BlockSize));
            for (; words.Length > 0; words = words[Words..])
            {
                Compress(states[i], ref MemoryMarshal.GetReference(words));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UpdateInStep(ReadOnlySpan<uint[]> states, ReadOnlySpan<ArraySegment<byte>> messages, int blocks)
    {
        Span<Vector256<uint>> state = stackalloc Vector256<uint>[4];
        Span<Vector256<uint>> block = stackalloc Vector256<uint>[Words];
        for (int lane = 0; lane < states.Length; lane++)
        {
            for (int word = 0; word < state.Length; word++)
            {
                state[word] = state[word].WithElement(lane, states[lane][word]);
            }
        }

        // A lane without a message of its own repeats the last one; what it computes is thrown away.
        ref uint m0 = ref MessageOf(messages, 0);
        ref uint m1 = ref MessageOf(messages, 1);
        ref uint m2 = ref MessageOf(messages, 2);
        ref uint m3 = ref MessageOf(messages, 3);
        ref uint m4 = ref MessageOf(messages, 4);
        ref uint m5 = ref MessageOf(messages, 5);
        ref uint m6 = ref MessageOf(messages, 6);
        ref uint m7 = ref MessageOf(messages, 7);
        for (int start = 0; start < blocks * Words; start += Words)
        {
            for (int i = 0; i < Words; i++)
            {
                int at = start + i;
                block[i] = Vector256.Create(
                    Unsafe.Add(ref m0, at), Unsafe.Add(ref m1, at), Unsafe.Add(ref m2, at), Unsafe.Add(ref m3, at),
                    Unsafe.Add(ref m4, at), Unsafe.Add(ref m5, at), Unsafe.Add(ref m6, at), Unsafe.Add(ref m7, at));
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

    private static ref uint MessageOf(ReadOnlySpan<ArraySegment<byte>> messages, int lane) =>
        ref MemoryMarshal.GetReference(MemoryMarshal.Cast<byte, uint>(messages[Math.Min(lane, messages.Length - 1)].AsSpan()));

    // The eight messages' block; a method of its own, so that all four words stay in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Compress(Span<Vector256<uint>> state, ref Vector256<uint> x)
    {
        ref uint sine = ref MemoryMarshal.GetArrayDataReference(Sines);
        Vector256<uint> a = state[0], b = state[1], c = state[2], d = state[3];
        for (int i = 0; i < 16; i += 4)
        {
            a = b + RotateLeft(a + (d ^ (b & (c ^ d))) + Unsafe.Add(ref x, i) + Vector256.Create(Unsafe.Add(ref sine, i)), 7);
            d = a + RotateLeft(d + (c ^ (a & (b ^ c))) + Unsafe.Add(ref x, i + 1) + Vector256.Create(Unsafe.Add(ref sine, i + 1)), 12);
            c = d + RotateLeft(c + (b ^ (d & (a ^ b))) + Unsafe.Add(ref x, i + 2) + Vector256.Create(Unsafe.Add(ref sine, i + 2)), 17);
            b = c + RotateLeft(b + (a ^ (c & (d ^ a))) + Unsafe.Add(ref x, i + 3) + Vector256.Create(Unsafe.Add(ref sine, i + 3)), 22);
        }

        for (int i = 16; i < 32; i += 4)
        {
            a = b + RotateLeft(a + (c ^ (d & (b ^ c))) + Unsafe.Add(ref x, ((5 * i) + 1) & 15) + Vector256.Create(Unsafe.Add(ref sine, i)), 5);
            d = a + RotateLeft(d + (b ^ (c & (a ^ b))) + Unsafe.Add(ref x, ((5 * i) + 6) & 15) + Vector256.Create(Unsafe.Add(ref sine, i + 1)), 9);
            c = d + RotateLeft(c + (a ^ (b & (d ^ a))) + Unsafe.Add(ref x, ((5 * i) + 11) & 15) + Vector256.Create(Unsafe.Add(ref sine, i + 2)), 14);
            b = c + RotateLeft(b + (d ^ (a & (c ^ d))) + Unsafe.Add(ref x, ((5 * i) + 16) & 15) + Vector256.Create(Unsafe.Add(ref sine, i + 3)), 20);
        }

        for (int i = 32; i < 48; i += 4)
        {
            a = b + RotateLeft(a + (b ^ c ^ d) + Unsafe.Add(ref x, ((3 * i) + 5) & 15) + Vector256.Create(Unsafe.Add(ref sine, i)), 4);
            d = a + RotateLeft(d + (a ^ b ^ c) + Unsafe.Add(ref x, ((3 * i) + 8) & 15) + Vector256.Create(Unsafe.Add(ref sine, i + 1)), 11);
            c = d + RotateLeft(c + (d ^ a ^ b) + Unsafe.Add(ref x, ((3 * i) + 11) & 15) + Vector256.Create(Unsafe.Add(ref sine, i + 2)), 16);
            b = c + RotateLeft(b + (c ^ d ^ a) + Unsafe.Add(ref x, ((3 * i) + 14) & 15) + Vector256.Create(Unsafe.Add(ref sine, i + 3)), 23);
        }

        for (int i = 48; i < 64; i += 4)
        {
            a = b + RotateLeft(a + (c ^ (b | ~d)) + Unsafe.Add(ref x, (7 * i) & 15) + Vector256.Create(Unsafe.Add(ref sine, i)), 6);
            d = a + RotateLeft(d + (b ^ (a | ~c)) + Unsafe.Add(ref x, ((7 * i) + 7) & 15) + Vector256.Create(Unsafe.Add(ref sine, i + 1)), 10);
            c = d + RotateLeft(c + (a ^ (d | ~b)) + Unsafe.Add(ref x, ((7 * i) + 14) & 15) + Vector256.Create(Unsafe.Add(ref sine, i + 2)), 15);
            b = c + RotateLeft(b + (d ^ (c | ~a)) + Unsafe.Add(ref x, ((7 * i) + 21) & 15) + Vector256.Create(Unsafe.Add(ref sine, i + 3)), 21);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    }

    // One message's block.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Compress(uint[] state, ref uint x)
    {
        ref uint sine = ref MemoryMarshal.GetArrayDataReference(Sines);
        uint a = state[0], b = state[1], c = state[2], d = state[3];
        for (int i = 0; i < 16; i += 4)
        {
            a = b + uint.RotateLeft(a + (d ^ (b & (c ^ d))) + Unsafe.Add(ref x, i) + Unsafe.Add(ref sine, i), 7);
            d = a + uint.RotateLeft(d + (c ^ (a & (b ^ c))) + Unsafe.Add(ref x, i + 1) + Unsafe.Add(ref sine, i + 1), 12);
            c = d + uint.RotateLeft(c + (b ^ (d & (a ^ b))) + Unsafe.Add(ref x, i + 2) + Unsafe.Add(ref sine, i + 2), 17);
            b = c + uint.RotateLeft(b + (a ^ (c & (d ^ a))) + Unsafe.Add(ref x, i + 3) + Unsafe.Add(ref sine, i + 3), 22);
        }

        for (int i = 16; i < 32; i += 4)
        {
            a = b + uint.RotateLeft(a + (c ^ (d & (b ^ c))) + Unsafe.Add(ref x, ((5 * i) + 1) & 15) + Unsafe.Add(ref sine, i), 5);
            d = a + uint.RotateLeft(d + (b ^ (c & (a ^ b))) + Unsafe.Add(ref x, ((5 * i) + 6) & 15) + Unsafe.Add(ref sine, i + 1), 9);
            c = d + uint.RotateLeft(c + (a ^ (b & (d ^ a))) + Unsafe.Add(ref x, ((5 * i) + 11) & 15) + Unsafe.Add(ref sine, i + 2), 14);
            b = c + uint.RotateLeft(b + (d ^ (a & (c ^ d))) + Unsafe.Add(ref x, ((5 * i) + 16) & 15) + Unsafe.Add(ref sine, i + 3), 20);
        }

        for (int i = 32; i < 48; i += 4)
        {
            a = b + uint.RotateLeft(a + (b ^ c ^ d) + Unsafe.Add(ref x, ((3 * i) + 5) & 15) + Unsafe.Add(ref sine, i), 4);
            d = a + uint.RotateLeft(d + (a ^ b ^ c) + Unsafe.Add(ref x, ((3 * i) + 8) & 15) + Unsafe.Add(ref sine, i + 1), 11);
            c = d + uint.RotateLeft(c + (d ^ a ^ b) + Unsafe.Add(ref x, ((3 * i) + 11) & 15) + Unsafe.Add(ref sine, i + 2), 16);
            b = c + uint.RotateLeft(b + (c ^ d ^ a) + Unsafe.Add(ref x, ((3 * i) + 14) & 15) + Unsafe.Add(ref sine, i + 3), 23);
        }

        for (int i = 48; i < 64; i += 4)
        {
            a = b + uint.RotateLeft(a + (c ^ (b | ~d)) + Unsafe.Add(ref x, (7 * i) & 15) + Unsafe.Add(ref sine, i), 6);
            d = a + uint.RotateLeft(d + (b ^ (a | ~c)) + Unsafe.Add(ref x, ((7 * i) + 7) & 15) + Unsafe.Add(ref sine, i + 1), 10);
            c = d + uint.RotateLeft(c + (a ^ (d | ~b)) + Unsafe.Add(ref x, ((7 * i) + 14) & 15) + Unsafe.Add(ref sine, i + 2), 15);
            b = c + uint.RotateLeft(b + (d ^ (c | ~a)) + Unsafe.Add(ref x, ((7 * i) + 21) & 15) + Unsafe.Add(ref sine, i + 3), 21);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> RotateLeft(Vector256<uint> value, int count) => (value << count) | (value >>> (32 - count));
}
#endif
