using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using LakeFS.S3.Errors;
using LakeFS.S3.LocalFiles;

namespace LakeFS.S3.Sync;

/// <summary>
/// Actions to run later. They are kept in a temporary file, so that any number of them takes no memory.
/// </summary>
internal sealed class SyncNotes : IDisposable
{
    private FileStream? _file;

    /// <summary>The number of actions.</summary>
    public long Count { get; private set; }

    /// <summary>Adds an action.</summary>
    /// <exception cref="LakeS3Exception">The temporary file can't be written.</exception>
    public void Add(SyncAction action)
    {
        try
        {
            using BinaryWriter writer = new(_file ??= PrivateFile.CreateTemporary(bufferSize: 64 * 1024), Encoding.UTF8, leaveOpen: true);
            writer.Write((int)action.Kind);
            writer.Write(action.Address.Key);
            writer.Write(action.Size);
            writer.Write(action.Reason);
            writer.Write(action.Path ?? string.Empty);
            writer.Write(action.Written.Ticks);
            Count++;
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Unwritable(_file?.Name ?? Path.GetTempPath(), inner);
        }
    }

    /// <summary>Reads all actions, in the order they were added.</summary>
    /// <param name="prefix">The prefix whose repository and ref all actions share.</param>
    /// <param name="size">The batch size.</param>
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
        string reason = reader.ReadString();
        string path = reader.ReadString();
        return new SyncAction(kind, address, size, reason)
        {
            Path = path.Length == 0 ? null : path,
            Written = new DateTime(reader.ReadInt64(), DateTimeKind.Utc),
        };
    }
}
