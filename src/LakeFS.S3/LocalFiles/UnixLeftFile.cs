using LakeFS.S3.LocalFiles.Native;

namespace LakeFS.S3.LocalFiles;

/// <summary>
/// Tells the file of a running process, which has locked it, from one that a killed process left. For names in an open folder
/// on Unix.
/// </summary>
internal static class UnixLeftFile
{
    /// <summary>Whether a file belongs to this user and has no other name.</summary>
    public static bool IsOwn(FileFacts facts) => facts.IsRegular && facts.Names == 1 && facts.Owner == LibC.UserId();

    /// <summary>Deletes a file that a killed process left.</summary>
    /// <returns>False if there is none, it is locked, or it may be someone else's.</returns>
    public static bool Delete(int folder, string name)
    {
        int file = LibC.OpenAt(folder, name, LibC.ReadWrite | LibC.NoFollow | LibC.NonBlocking | LibC.CloseOnExec, 0);
        if (file < 0)
        {
            return false;
        }

        bool isDeleted = LibC.Look(file, string.Empty) is FileFacts facts && IsOwn(facts) && LibC.TryLock(file) && LibC.Remove(folder, name) == 0;
        LibC.Close(file);
        return isDeleted;
    }

    /// <summary>Locks a new file.</summary>
    /// <returns>False if another process has taken it for left, or the file system has no locks; then it is gone.</returns>
    public static bool TryLock(int folder, string name, int file)
    {
        if (LibC.TryLock(file))
        {
            return LibC.Look(file, string.Empty) is not { Names: 0 };
        }

        if (!LibC.IsLocked(LibC.LastError))
        {
            LibC.Remove(folder, name);
        }

        return false;
    }
}
