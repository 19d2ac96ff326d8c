using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace LakeFS.S3.PowerShell.Provider.Content;

/// <summary>The last lines of an object, found by reading it backwards, each time four times as much as before.</summary>
internal static class ObjectTail
{
    /// <summary>Reads the last lines.</summary>
    /// <param name="source">The object, whose encoding writes a line feed as the one byte that no other character has.</param>
    /// <param name="lines">How many.</param>
    public static Stream Open(ObjectSource source, int lines)
    {
        long size = source.FindSize();
        Stack<byte[]> pieces = new();
        long window = ObjectSource.Window;
        int left = lines;
        for (long end = size; end > 0 && left > 0; window *= 4)
        {
            int count = (int)Math.Min(Math.Min(window, end), int.MaxValue / 2);
            byte[] piece = source.Read(end - count, count);
            int begin = FindBegin(piece, isLast: end == size, ref left);
            pieces.Push(begin == 0 ? piece : [.. piece.Skip(begin)]);
            end -= count;
        }

        MemoryStream tail = new();
        foreach (byte[] piece in pieces)
        {
            tail.Write(piece, 0, piece.Length);
        }

        tail.Position = 0;
        return tail;
    }

    // Where in a piece the wanted lines begin. The line feed at the object's end begins none.
    private static int FindBegin(byte[] piece, bool isLast, ref int left)
    {
        for (int i = piece.Length - (isLast ? 2 : 1); i >= 0; i--)
        {
            if (piece[i] == '\n' && --left == 0)
            {
                return i + 1;
            }
        }

        return 0;
    }
}
