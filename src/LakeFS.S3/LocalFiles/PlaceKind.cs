namespace LakeFS.S3.LocalFiles;

/// <summary>What exists at a path.</summary>
internal enum PlaceKind
{
    /// <summary>Nothing.</summary>
    Free,

    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link, or a junction.</summary>
    Link,

    /// <summary>A pipe, a device or a socket.</summary>
    Special,
}
