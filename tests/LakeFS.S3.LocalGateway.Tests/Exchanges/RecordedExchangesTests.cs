using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

public sealed class RecordedExchangesTests
{
    [Fact]
    public void All_scenarios_and_steps_are_there()
    {
        Assert.Equal(41, RecordedExchanges.Scenarios.Count);
        Assert.Equal(1920, RecordedExchanges.Scenarios.Sum(scenario => scenario.Steps.Count));
    }

    [Fact]
    public void Steps_are_numbered_without_a_gap()
    {
        foreach (Scenario scenario in RecordedExchanges.Scenarios)
        {
            Assert.Equal(Enumerable.Range(1, scenario.Steps.Count), scenario.Steps.Select(step => step.Number));
        }
    }

    [Fact]
    public void Every_step_that_is_cited_is_there()
    {
        Dictionary<string, int> steps = RecordedExchanges.Scenarios.ToDictionary(scenario => scenario.Name, scenario => scenario.Steps.Count);
        Citation[] citations = [.. Citation.FindAll()];
        string missing = string.Join(Environment.NewLine, citations
            .Where(citation => citation.Step < 1 || citation.Step > steps.GetValueOrDefault(citation.Scenario))
            .Select(citation => $"{citation.File}:{citation.Line} {citation.Scenario} #{citation.Step}"));
        Assert.True(missing.Length == 0, missing);
        // A search that finds nothing would find nothing missing.
        Assert.Contains(citations, citation => citation is { File: "CONTRIBUTING.md", Scenario: "s3-list", Step: 71 });
        Assert.Contains(citations, citation => citation.File.StartsWith("src/LakeFS.S3/S3/", StringComparison.Ordinal));
    }

    [ExchangesFolderFact]
    public void The_files_are_the_same_as_in_the_folder_of_recordings()
    {
        string folder = ExchangesFolderFactAttribute.FindFolder()!;
        string[] names = [.. Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        Assert.Equal(names, RecordedExchanges.Files.Keys);
        Assert.All(names, name => Assert.True(
            File.ReadAllBytes(Path.Combine(folder, name)).AsSpan().SequenceEqual(RecordedExchanges.Files[name]),
            $"{name} differs from the copy in tests/Exchanges"));
    }
}
