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
        Assert.Equal(48, RecordedExchanges.Scenarios.Count);
        Assert.Equal(2202, RecordedExchanges.Scenarios.Sum(scenario => scenario.Steps.Count));
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

    /// <summary>More have been recorded since.</summary>
    [ExchangesFolderFact]
    public void The_files_of_the_folder_of_recordings_are_here_as_they_are_there()
    {
        string[] files = Directory.GetFiles(ExchangesFolderFactAttribute.FindFolder()!, "*.json");
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.True(
            File.ReadAllBytes(file).AsSpan().SequenceEqual(RecordedExchanges.Files[Path.GetFileName(file)]),
            $"{file} differs from the copy in tests/Exchanges"));
    }
}
