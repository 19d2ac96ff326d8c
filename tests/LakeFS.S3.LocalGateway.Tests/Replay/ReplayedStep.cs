using System;
using System.Collections.Generic;
using System.Linq;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>A step that was replayed.</summary>
/// <param name="Scenario">Name of its scenario.</param>
/// <param name="Step">The step.</param>
/// <param name="Differences">How the answer differs from the recorded one; empty: it does not.</param>
internal sealed record ReplayedStep(string Scenario, Step Step, IReadOnlyList<string> Differences)
{
    /// <summary>Whether the answer must be as recorded and is not.</summary>
    public bool HasFailed => Differences.Count > 0 && Step.Quirk is null;

    /// <summary>The step and its differences, in lines.</summary>
    public string Describe()
    {
        string quirk = Step.Quirk is null ? "" : $", {Step.Quirk} quirk";
        string title = $"{Scenario} #{Step.Number} {Step.Name.Trim()} ({Step.Request.Method} {Step.Request.Path}{quirk})";
        return string.Concat(Differences.Select(difference => "    " + difference + Environment.NewLine).Prepend(title + Environment.NewLine));
    }
}
