using System.Globalization;
using System.Management.Automation;
using LakeFS.S3.LocalFiles;

namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>
/// The value of -Link, and the links skipped because of it. The engine's enum can't be a parameter type; see <see
/// cref="EngineLoader"/>.
/// </summary>
internal sealed class LinkChoice
{
    public const string Skip = nameof(LakeLinkRule.Skip);
    public const string Follow = nameof(LakeLinkRule.Follow);
    public const string Error = nameof(LakeLinkRule.Error);

    /// <summary>Parses the parameter.</summary>
    public LinkChoice(string value)
    {
        Rule = LanguagePrimitives.ConvertTo<LakeLinkRule>(value);
    }

    /// <summary>The engine's value.</summary>
    public LakeLinkRule Rule { get; }

    /// <summary>The links skipped so far.</summary>
    public PassedOver PassedOver { get; } = new();

    /// <summary>A warning about skipped links; null if there were none.</summary>
    public string? Warning => PassedOver.Count == 0 ? null : string.Format(
        CultureInfo.CurrentCulture,
        "{0:N0} links were passed over, with what lies behind them; the first is '{1}'. -Link Follow takes what they lead to.",
        PassedOver.Count,
        PassedOver.First);
}
