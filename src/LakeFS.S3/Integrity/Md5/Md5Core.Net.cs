using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LakeFS.S3.Integrity.Md5;

/// <summary>
/// MD5 (RFC 1321) of several messages. One message can't be hashed faster, because each step depends on the previous one;
/// if the processor supports it, several are hashed in parallel.
/// </summary>
internal static class Md5Core
{
    /// <summary>The length of a block in bytes.</summary>
    public const int BlockSize = 64;

    /// <summary>The 32-bit words of a block.</summary>
    public const int Words = BlockSize / sizeof(uint);

    /// <summary>The constants of the 64 steps, derived from the sines of 1 to 64 as in RFC 1321.</summary>
    public static readonly uint[] Sines = ComputeSines();

    /// <summary>The initial state: four words.</summary>
    public static uint[] NewState() => [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];

    /// <summary>Updates the states with whole blocks of up to <see cref="Md5x16.Count"/> messages.</summary>
    /// <param name="states">The states.</param>
    /// <param name="messages">The next bytes of each message; at least <paramref name="blocks"/> blocks each.</param>
    /// <param name="blocks">The number of blocks per message.</param>
    public static void Update(ReadOnlySpan<uint[]> states, ReadOnlySpan<ArraySegment<byte>> messages, int blocks)
    {
        if (states.Length > 1 && Md5x16.IsSupported)
        {
            Md5x16.Update(states, messages, blocks);
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

    private static uint[] ComputeSines()
    {
        uint[] sines = new uint[64];
        for (int i = 0; i < sines.Length; i++)
        {
            sines[i] = (uint)(Math.Abs(Math.Sin(i + 1)) * 4294967296.0);
        }

        return sines;
    }

    // Hashes one block of one message. The operand that depends on the previous step is added last.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Compress(uint[] state, ref uint x)
    {
        ref uint sine = ref MemoryMarshal.GetArrayDataReference(Sines);
        uint a = state[0], b = state[1], c = state[2], d = state[3];
        for (int i = 0; i < 16; i += 4)
        {
            a = b + uint.RotateLeft(a + Unsafe.Add(ref x, i) + Unsafe.Add(ref sine, i) + (d ^ (b & (c ^ d))), 7);
            d = a + uint.RotateLeft(d + Unsafe.Add(ref x, i + 1) + Unsafe.Add(ref sine, i + 1) + (c ^ (a & (b ^ c))), 12);
            c = d + uint.RotateLeft(c + Unsafe.Add(ref x, i + 2) + Unsafe.Add(ref sine, i + 2) + (b ^ (d & (a ^ b))), 17);
            b = c + uint.RotateLeft(b + Unsafe.Add(ref x, i + 3) + Unsafe.Add(ref sine, i + 3) + (a ^ (c & (d ^ a))), 22);
        }

        for (int i = 16; i < 32; i += 4)
        {
            a = b + uint.RotateLeft(a + Unsafe.Add(ref x, ((5 * i) + 1) & 15) + Unsafe.Add(ref sine, i) + (c ^ (d & (b ^ c))), 5);
            d = a + uint.RotateLeft(d + Unsafe.Add(ref x, ((5 * i) + 6) & 15) + Unsafe.Add(ref sine, i + 1) + (b ^ (c & (a ^ b))), 9);
            c = d + uint.RotateLeft(c + Unsafe.Add(ref x, ((5 * i) + 11) & 15) + Unsafe.Add(ref sine, i + 2) + (a ^ (b & (d ^ a))), 14);
            b = c + uint.RotateLeft(b + Unsafe.Add(ref x, ((5 * i) + 16) & 15) + Unsafe.Add(ref sine, i + 3) + (d ^ (a & (c ^ d))), 20);
        }

        for (int i = 32; i < 48; i += 4)
        {
            a = b + uint.RotateLeft(a + Unsafe.Add(ref x, ((3 * i) + 5) & 15) + Unsafe.Add(ref sine, i) + (b ^ c ^ d), 4);
            d = a + uint.RotateLeft(d + Unsafe.Add(ref x, ((3 * i) + 8) & 15) + Unsafe.Add(ref sine, i + 1) + (a ^ b ^ c), 11);
            c = d + uint.RotateLeft(c + Unsafe.Add(ref x, ((3 * i) + 11) & 15) + Unsafe.Add(ref sine, i + 2) + (d ^ a ^ b), 16);
            b = c + uint.RotateLeft(b + Unsafe.Add(ref x, ((3 * i) + 14) & 15) + Unsafe.Add(ref sine, i + 3) + (c ^ d ^ a), 23);
        }

        for (int i = 48; i < 64; i += 4)
        {
            a = b + uint.RotateLeft(a + Unsafe.Add(ref x, (7 * i) & 15) + Unsafe.Add(ref sine, i) + (c ^ (b | ~d)), 6);
            d = a + uint.RotateLeft(d + Unsafe.Add(ref x, ((7 * i) + 7) & 15) + Unsafe.Add(ref sine, i + 1) + (b ^ (a | ~c)), 10);
            c = d + uint.RotateLeft(c + Unsafe.Add(ref x, ((7 * i) + 14) & 15) + Unsafe.Add(ref sine, i + 2) + (a ^ (d | ~b)), 15);
            b = c + uint.RotateLeft(b + Unsafe.Add(ref x, ((7 * i) + 21) & 15) + Unsafe.Add(ref sine, i + 3) + (d ^ (c | ~a)), 21);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    }
}
