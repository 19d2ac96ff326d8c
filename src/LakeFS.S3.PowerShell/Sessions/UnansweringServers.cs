using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace LakeFS.S3.PowerShell.Sessions;

/// <summary>Servers that did not answer a completion in time. The next completions do not wait for them again.</summary>
internal sealed class UnansweringServers
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Stopwatch> _known = new(StringComparer.Ordinal);

    /// <summary>Adds a server.</summary>
    public void Add(string server) => _known[server] = Stopwatch.StartNew();

    /// <summary>Whether a server was added in the last seconds.</summary>
    public bool Has(string server)
    {
        if (_known.TryGetValue(server, out Stopwatch? since) && since.Elapsed > Remembered)
        {
            _known.Remove(server);
        }

        return _known.ContainsKey(server);
    }
}
