using System;
using System.Text.RegularExpressions;

namespace LakeFS.S3.LocalGateway.Faults;

/// <summary>One rule of a <see cref="FaultPlan"/>: which requests it hits, and what goes wrong with them.</summary>
public sealed class FaultRule
{
    private readonly Regex? _keyExpression;

    /// <summary>The name of the operation (<c>PutObject</c>), or <c>*</c> for every one.</summary>
    public required string Operation { get; init; }

    /// <summary>
    /// A pattern for the object key without its ref, where <c>*</c> stands for any text and <c>?</c> for any character;
    /// null for requests with any key and with none.
    /// </summary>
    public string? KeyPattern
    {
        get;
        init
        {
            field = value;
            _keyExpression = value is null ? null : ToExpression(value);
        }
    }

    /// <summary>The first matching request that is hit, counted from 1.</summary>
    public int Nth { get; init; } = 1;

    /// <summary>How many matching requests in a row are hit; 0 for all from <see cref="Nth"/> on.</summary>
    public int Count { get; init; } = 1;

    /// <summary>What goes wrong.</summary>
    public required FaultKind Fault { get; init; }

    /// <summary>The HTTP status of an <see cref="FaultKind.Error"/>.</summary>
    public int Status { get; init; } = 503;

    /// <summary>The S3 error code of an <see cref="FaultKind.Error"/>.</summary>
    public string Code { get; init; } = "SlowDown";

    /// <summary>The message of an <see cref="FaultKind.Error"/>, and the output of a <see cref="FaultKind.Hook"/>.</summary>
    public string Message { get; init; } = "Please reduce your request rate.";

    /// <summary>The bytes of the body that pass before a fault in the body happens.</summary>
    public long AfterBytes { get; init; }

    /// <summary>How long a stall or delay lasts, in seconds.</summary>
    public double Seconds { get; init; } = 30;

    /// <summary>How many requests have matched so far; kept by the plan.</summary>
    internal long Matched { get; set; }

    /// <summary>How many requests were hit so far; kept by the plan.</summary>
    internal long Hits { get; set; }

    /// <summary>Whether the rule is about requests of this kind; how many it hits is the plan's to count.</summary>
    internal bool Matches(string operation, string? key) =>
        (Operation == "*" || Operation == operation)
        && (_keyExpression is null || (key is not null && _keyExpression.IsMatch(key)));

    // NonBacktracking: a pattern with many stars must not hold up the server.
    private static Regex ToExpression(string pattern) => new(
        "\\A"
            + Regex.Escape(pattern)
                .Replace("\\*", ".*", StringComparison.Ordinal)
                .Replace("\\?", ".", StringComparison.Ordinal)
            + "\\z",
        RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}
