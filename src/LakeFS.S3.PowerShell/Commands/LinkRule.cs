using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Commands;

/// <summary>The values of -Link. The engine's own type can't be a parameter's: PowerShell does not find the engine by itself.</summary>
internal static class LinkRule
{
    public const string Skip = nameof(LakeLinkRule.Skip);
    public const string Follow = nameof(LakeLinkRule.Follow);
    public const string Error = nameof(LakeLinkRule.Error);

    /// <summary>The engine's word for a value.</summary>
    public static LakeLinkRule Parse(string value) => LanguagePrimitives.ConvertTo<LakeLinkRule>(value);
}
