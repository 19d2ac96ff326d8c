using System.Collections.Generic;

namespace LakeFS.S3.PowerShell.Commands.Transfers;

/// <summary>Which objects are being read and written by copies under way, so that one that builds on another waits for it.</summary>
internal sealed class ObjectsInUse
{
    private readonly Dictionary<ObjectAddress, int> _sources = [];
    private readonly HashSet<ObjectAddress> _targets = [];

    /// <summary>Whether a copy has to wait for those under way.</summary>
    public bool Blocks(ObjectAddress source, ObjectAddress target) =>
        _targets.Contains(source) || _targets.Contains(target) || _sources.ContainsKey(target);

    /// <summary>Notes a copy that begins.</summary>
    public void Add(ObjectAddress source, ObjectAddress target)
    {
        _sources.TryGetValue(source, out int readers);
        _sources[source] = readers + 1;
        _targets.Add(target);
    }

    /// <summary>Notes a copy that has ended.</summary>
    public void Remove(ObjectAddress source, ObjectAddress target)
    {
        _targets.Remove(target);
        if (--_sources[source] == 0)
        {
            _sources.Remove(source);
        }
    }
}
