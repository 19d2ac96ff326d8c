using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using LakeFS.S3.Errors;
using LakeFS.S3.LocalFiles;

namespace LakeFS.S3.Sync;

/// <summary>
/// Actions that wait for others. They wait in a temporary file: however many there are, they take no memory.
/// </summary>
internal sealed class SyncNotes : IDisposable
{
    private FileStream? _file;

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>Notes one more.</summary>
    /// <exception cref="LakeS3Exception">There is no room for temporary files.</exception>
    public void Add(SyncAction action)
    {
        try
        {
            using BinaryWriter writer = new(_file ??= PrivateFile.CreateTemporary(bufferSize: 64 * 1024), Encoding.UTF8, leaveOpen: true);
            writer.Write((int)action.Kind);
            writer.Write(action.Address.Key);
            writer.Write(action.Size);
            writer.Write(action.Path ?? string.Empty);
            writer.Write(action.Written.Ticks);
            Count++;
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Unwritable(_file?.Name ?? Path.GetTempPath(), inner);
        }
    }

    /// <summary>Reads all of them, in the order in which they came.</summary>
    /// <param name="prefix">The prefix whose repository and ref they all have.</param>
    /// <param name="size">How many are handed out at once.</param>
    public IEnumerable<IReadOnlyList<SyncAction>> Read(ObjectAddress prefix, int size)
    {
        if (_file is null)
        {
            yield break;
        }

        _file.Flush();
        _file.Position = 0;
        using BinaryReader reader = new(_file, Encoding.UTF8, leaveOpen: true);
        for (long left = Count; left > 0; left -= size)
        {
            SyncAction[] batch = new SyncAction[Math.Min(size, left)];
            for (int i = 0; i < batch.Length; i++)
            {
                batch[i] = ReadOne(reader, prefix);
            }

            yield return batch;
        }
    }

    public void Dispose() => _file?.Dispose();

    private static SyncAction ReadOne(BinaryReader reader, ObjectAddress prefix)
    {
        SyncActionKind kind = (SyncActionKind)reader.ReadInt32();
        ObjectAddress address = prefix.WithKey(reader.ReadString());
        long size = reader.ReadInt64();
        string path = reader.ReadString();
        return new SyncAction(kind, address, size)
        {
            Path = path.Length == 0 ? null : path,
            Written = new DateTime(reader.ReadInt64(), DateTimeKind.Utc),
        };
    }
}
