using System;
using System.Collections.Concurrent;
using System.Diagnostics;

namespace LakeFS.S3.PowerShell.Sessions;

/// <summary>Servers that did not answer a completion in time. The next completions do not wait for them again.</summary>
internal sealed class UnansweringServers
{
    /// <summary>How long the next completions do not wait.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Stopwatch> _known = new(StringComparer.Ordinal);

    /// <summary>Adds a server.</summary>
    public void Add(string server) => _known[server] = Stopwatch.StartNew();

    /// <summary>Removes a server that has answered after all.</summary>
    public void Remove(string server) => _known.TryRemove(server, out _);

    /// <summary>Whether a server was added in the last seconds.</summary>
    public bool Has(string server) => _known.TryGetValue(server, out Stopwatch? since) && since.Elapsed <= Remembered;
}
