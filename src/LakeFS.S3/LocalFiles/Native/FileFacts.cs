namespace LakeFS.S3.LocalFiles.Native;

/// <summary>The attributes of a file on Unix.</summary>
/// <param name="Mode">The type and permissions.</param>
/// <param name="Owner">The owner's user id.</param>
/// <param name="Names">The number of hard links.</param>
internal sealed record FileFacts(int Mode, uint Owner, uint Names)
{
    private const int Type = 0xF000;

    public bool IsRegular => (Mode & Type) == 0x8000;

    public bool IsFolder => (Mode & Type) == 0x4000;

    public bool IsLink => (Mode & Type) == 0xA000;

    /// <summary>The permission bits.</summary>
    public int Rights => Mode & 0x1FF;
}
