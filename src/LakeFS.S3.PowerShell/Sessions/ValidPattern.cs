using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Sessions;

/// <summary>Finds a wildcard that PowerShell can't read before it is used: only a match shows that it can't.</summary>
internal static class ValidPattern
{
    /// <exception cref="LakeS3Exception"><c>LakePatternInvalid</c>.</exception>
    public static void Check(string? text, WildcardPattern? wildcard)
    {
        try
        {
            wildcard?.IsMatch(string.Empty);
        }
        catch (WildcardPatternException inner)
        {
            throw CmdletErrors.PatternInvalid(text!, inner);
        }
    }
}
