using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace LakeFS.S3.PowerShell.Sessions;

/// <summary>Connections whose server did not answer a completion in time. The next completions do not wait for it again.</summary>
internal sealed class UnansweringConnections
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(10);

    private readonly Dictionary<LakeConnection, Stopwatch> _known = [];

    /// <summary>Adds a connection.</summary>
    public void Add(LakeConnection connection) => _known[connection] = Stopwatch.StartNew();

    /// <summary>Whether a connection was added in the last seconds.</summary>
    public bool Has(LakeConnection connection)
    {
        if (_known.TryGetValue(connection, out Stopwatch? since) && since.Elapsed > Remembered)
        {
            _known.Remove(connection);
        }

        return _known.ContainsKey(connection);
    }
}
