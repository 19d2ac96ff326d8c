using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>
/// The servers of the conformance tests: a local gateway for each kind of server that was recorded. Instead, the
/// scenarios of one kind can be replayed against a server that runs already, such as lakeFS itself to check the
/// tests. The environment variables are listed at the constants.
/// </summary>
public sealed class ConformanceServers : IAsyncLifetime
{
    /// <summary>Address of a server that has none of the scenarios' repositories yet.</summary>
    public const string UrlVariable = "LAKEFS_S3_CONFORMANCE_URL";

    /// <summary>Its access key id.</summary>
    public const string AccessKeyIdVariable = "LAKEFS_S3_CONFORMANCE_ACCESS_KEY_ID";

    /// <summary>Its secret access key.</summary>
    public const string SecretAccessKeyVariable = "LAKEFS_S3_CONFORMANCE_SECRET_ACCESS_KEY";

    /// <summary>Its kind, as the scenarios name it; unset: <c>lakeFS 1.84.0</c>.</summary>
    public const string ServerVariable = "LAKEFS_S3_CONFORMANCE_SERVER";

    /// <summary>A file to write every step that differs to, known differences and quirks included.</summary>
    public const string ReportVariable = "LAKEFS_S3_CONFORMANCE_REPORT";

    private readonly Dictionary<string, LocalGateway> gateways = [];
    private readonly ConcurrentDictionary<string, string> reports = [];

    /// <summary>Whether the scenarios are replayed against a server given by its address.</summary>
    public static bool IsExternal => Environment.GetEnvironmentVariable(UrlVariable) is { Length: > 0 };

    /// <summary>The scenarios that the servers at hand can be asked.</summary>
    internal static IEnumerable<Scenario> Scenarios => IsExternal
        ? RecordedExchanges.Scenarios.Where(scenario => scenario.Server == (Environment.GetEnvironmentVariable(ServerVariable) ?? RecordedServers.Current))
        : RecordedExchanges.Scenarios;

    public async Task InitializeAsync()
    {
        if (IsExternal)
        {
            return;
        }

        LocalGatewayOptions options = new() { AccessKeyId = RecordedServers.AccessKeyId, Hosts = ["lakefs.example.com"] };
        gateways[RecordedServers.Current] = await LocalGateway.StartAsync(options);
        gateways[RecordedServers.LegacySignatures] = await LocalGateway.StartAsync(options with { LegacySignatures = true });
        gateways[RecordedServers.MemoryStorage] = await LocalGateway.StartAsync(options with { BlockStorage = BlockStorage.Memory });
    }

    public async Task DisposeAsync()
    {
        foreach (LocalGateway gateway in gateways.Values)
        {
            await gateway.DisposeAsync();
        }

        if (Environment.GetEnvironmentVariable(ReportVariable) is { Length: > 0 } file)
        {
            await File.WriteAllTextAsync(file, string.Concat(reports.OrderBy(report => report.Key, StringComparer.Ordinal).Select(report => report.Value)));
        }
    }

    /// <summary>The server to replay a scenario against.</summary>
    internal ReplayTarget TargetOf(Scenario scenario)
    {
        if (IsExternal)
        {
            return new ReplayTarget(new Uri(Required(UrlVariable)), new KeyPair(Required(AccessKeyIdVariable), Required(SecretAccessKeyVariable)), CachesSettings: true);
        }

        LocalGateway gateway = gateways[scenario.Server];
        return new ReplayTarget(gateway.Url, new KeyPair(gateway.AccessKeyId, gateway.SecretAccessKey), CachesSettings: false);
    }

    /// <summary>Notes what differs, for the report.</summary>
    internal void Report(Scenario scenario, IReadOnlyCollection<ReplayedStep> replayed)
    {
        List<ReplayedStep> differing = [.. replayed.Where(step => step.Differences.Count > 0)];
        string title = $"{scenario.Name}: {replayed.Count - differing.Count} of {replayed.Count} steps answered as recorded";
        reports[scenario.Name] = string.Concat(differing.Select(step => step.Describe()).Prepend(title + Environment.NewLine));
    }

    private static string Required(string variable) => Environment.GetEnvironmentVariable(variable)
        ?? throw new InvalidOperationException($"{UrlVariable} is set, {variable} is not.");
}
