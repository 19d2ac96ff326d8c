namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>The values of <c>-Strategy</c>. The engine's enum can't be a parameter type; see <see cref="EngineLoader"/>.</summary>
internal static class StrategyName
{
    public const string SourceWins = "SourceWins";
    public const string DestinationWins = "DestinationWins";

    /// <summary>The strategy for a name, which ValidateSet accepts in any case; without a name, to fail.</summary>
    public static MergeStrategy Read(string? name) => name?.ToUpperInvariant() switch
    {
        "SOURCEWINS" => MergeStrategy.SourceWins,
        "DESTINATIONWINS" => MergeStrategy.DestinationWins,
        _ => MergeStrategy.Fail,
    };
}
