namespace LakeFS.S3.LocalFiles.Native;

/// <summary>What Unix knows of a file.</summary>
/// <param name="Mode">Its type and rights.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Names">How many names it has.</param>
internal sealed record FileFacts(int Mode, uint Owner, uint Names)
{
    private const int Type = 0xF000;

    public bool IsRegular => (Mode & Type) == 0x8000;

    public bool IsFolder => (Mode & Type) == 0x4000;

    public bool IsLink => (Mode & Type) == 0xA000;

    /// <summary>Who may read, write and execute it.</summary>
    public int Rights => Mode & 0x1FF;
}
