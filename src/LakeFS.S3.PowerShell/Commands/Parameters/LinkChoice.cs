using System.Globalization;
using System.Management.Automation;
using LakeFS.S3.LocalFiles;

namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>-Link, and the links that were passed over by it. The engine's own type can't be a parameter's: PowerShell does not find the engine by itself.</summary>
internal sealed class LinkChoice
{
    public const string Skip = nameof(LakeLinkRule.Skip);
    public const string Follow = nameof(LakeLinkRule.Follow);
    public const string Error = nameof(LakeLinkRule.Error);

    /// <summary>Reads the parameter.</summary>
    public LinkChoice(string value)
    {
        Rule = LanguagePrimitives.ConvertTo<LakeLinkRule>(value);
    }

    /// <summary>The engine's word for it.</summary>
    public LakeLinkRule Rule { get; }

    /// <summary>The links that were passed over so far.</summary>
    public PassedOver PassedOver { get; } = new();

    /// <summary>A word about these at the end; null where there were none.</summary>
    public string? Warning => PassedOver.Count == 0 ? null : string.Format(
        CultureInfo.CurrentCulture,
        "{0:N0} links were passed over, with what lies behind them; the first is '{1}'. -Link Follow takes what they lead to.",
        PassedOver.Count,
        PassedOver.First);
}
