using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>The local gateway answers as lakeFS did when the exchanges were recorded.</summary>
public sealed class ConformanceTests(ConformanceServers servers) : IClassFixture<ConformanceServers>
{
    public static TheoryData<string> Scenarios => new(ConformanceServers.Scenarios.Select(scenario => scenario.Name));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Answers_are_as_recorded(string name)
    {
        Scenario scenario = RecordedExchanges.Find(name);
        IReadOnlyList<ReplayedStep> replayed = await new ScenarioReplayer(servers.TargetOf(scenario)).ReplayAsync(scenario);
        servers.Report(scenario, replayed);

        IReadOnlySet<int> known = ConformanceServers.IsExternal ? new HashSet<int>() : KnownDifferences.Of(name);
        string failures = string.Concat(replayed.Select(step => Judge(step, known.Contains(step.Step.Number))));
        Assert.True(failures.Length == 0, Environment.NewLine + failures);
    }

    private static string Judge(ReplayedStep step, bool isKnown) => (step.HasFailed, isKnown) switch
    {
        (true, false) => step.Describe(),
        (false, true) => $"{step.Scenario} #{step.Step.Number} is among the known differences, but need not be: remove it.{Environment.NewLine}",
        _ => "",
    };
}
