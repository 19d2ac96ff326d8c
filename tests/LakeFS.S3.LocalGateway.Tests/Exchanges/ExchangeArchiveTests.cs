using System;
using System.IO;
using System.Linq;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

public sealed class ExchangeArchiveTests
{
    [Fact]
    public void The_archive_holds_all_scenarios_and_steps()
    {
        Assert.Equal(40, ExchangeArchive.Scenarios.Count);
        Assert.Equal(1904, ExchangeArchive.Scenarios.Sum(scenario => scenario.Steps.Count));
    }

    [Fact]
    public void Steps_are_numbered_without_a_gap()
    {
        foreach (Scenario scenario in ExchangeArchive.Scenarios)
        {
            Assert.Equal(Enumerable.Range(1, scenario.Steps.Count), scenario.Steps.Select(step => step.Number));
        }
    }

    [ExchangesFolderFact]
    public void The_archive_is_the_same_as_the_folder_of_recordings()
    {
        string folder = ExchangesFolderFactAttribute.FindFolder()!;
        string[] names = [.. Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        Assert.Equal(names, ExchangeArchive.Files.Keys);
        Assert.All(names, name => Assert.True(
            File.ReadAllBytes(Path.Combine(folder, name)).AsSpan().SequenceEqual(ExchangeArchive.Files[name]),
            $"{name} differs from the copy in the archive"));
    }
}
