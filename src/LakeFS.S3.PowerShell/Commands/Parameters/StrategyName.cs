namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>The names that <c>-Strategy</c> takes. Strings and not the engine's enumeration: <see cref="EngineLoader"/> says why.</summary>
internal static class StrategyName
{
    public const string SourceWins = "SourceWins";
    public const string DestinationWins = "DestinationWins";

    /// <summary>The strategy of a name, which ValidateSet lets through in any case; of none, to fail.</summary>
    public static MergeStrategy Read(string? name) => name?.ToUpperInvariant() switch
    {
        "SOURCEWINS" => MergeStrategy.SourceWins,
        "DESTINATIONWINS" => MergeStrategy.DestinationWins,
        _ => MergeStrategy.Fail,
    };
}
