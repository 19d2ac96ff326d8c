namespace LakeFS.S3.PowerShell.Provider.Content;

/// <summary>
/// What Clear-Content takes on a drive: nothing. That it is there tells Clear-Content from Set-Content, which asks the
/// provider to clear what it then writes, with its own parameters.
/// </summary>
public sealed class ClearContentParameters
{
}
