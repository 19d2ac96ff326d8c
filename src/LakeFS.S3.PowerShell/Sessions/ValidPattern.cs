using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Sessions;

/// <summary>Checks wildcards: PowerShell throws for an invalid one only when it is matched.</summary>
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
