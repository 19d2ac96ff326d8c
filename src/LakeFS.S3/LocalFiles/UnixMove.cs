using LakeFS.S3.LocalFiles.Native;

namespace LakeFS.S3.LocalFiles;

/// <summary>Renames a file in an open folder on Unix to a name that must not exist, by whatever the file system offers for it.</summary>
internal static class UnixMove
{
    /// <summary>Renames a file.</summary>
    /// <returns>0; another number on failure, with the error code in <see cref="LibC.LastError"/>.</returns>
    public static int WithoutReplacing(int folder, string from, string to)
    {
        int moved = LibC.MoveWithoutReplacing(folder, from, to);
        return moved == LibC.NotAvailable || (moved != 0 && (LibC.LastError == LibC.InvalidArgument || IsUnsupported(LibC.LastError)))
            ? ByLink(folder, from, to)
            : moved;
    }

    // A hard link never replaces an existing file.
    private static int ByLink(int folder, string from, string to)
    {
        int linked = LibC.Link(folder, from, to);
        if (linked == 0)
        {
            return LibC.Remove(folder, from);
        }

        return LibC.LastError == LibC.NotPermitted || IsUnsupported(LibC.LastError) ? ByReservation(folder, from, to) : linked;
    }

    // Some file systems have no hard links either: an empty file reserves the name and is then replaced.
    private static int ByReservation(int folder, string from, string to)
    {
        int reserved = UnixPlace.TryCreate(folder, to);
        return reserved < 0 || LibC.Close(reserved) != 0 ? -1 : LibC.Move(folder, from, to);
    }

    private static bool IsUnsupported(int error) => error == LibC.NotSupported || error == LibC.NotImplemented;
}
