using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace LakeFS.S3.PowerShell.Sessions;

/// <summary>Connections whose server did not answer a completion, so that the next ones do not wait for it, too.</summary>
internal sealed class UnansweringConnections
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(10);

    private readonly Dictionary<LakeConnection, Stopwatch> _known = [];

    /// <summary>Notes one.</summary>
    public void Add(LakeConnection connection) => _known[connection] = Stopwatch.StartNew();

    /// <summary>Whether one was noted within the last seconds.</summary>
    public bool Has(LakeConnection connection)
    {
        if (_known.TryGetValue(connection, out Stopwatch? since) && since.Elapsed > Remembered)
        {
            _known.Remove(connection);
        }

        return _known.ContainsKey(connection);
    }
}
