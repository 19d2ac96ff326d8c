using System.Collections.Generic;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Commands.Objects;

/// <summary>The objects that one command has written, so that it does not overwrite its own.</summary>
internal sealed class WrittenKeys
{
    private readonly Dictionary<ObjectAddress, string> _sources = [];

    /// <summary>Whether nothing was written.</summary>
    public bool IsEmpty => _sources.Count == 0;

    /// <summary>Records what is written to an address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="source">The file, or a description of the content.</param>
    /// <exception cref="LakeS3Exception"><c>LakeKeyWrittenTwice</c>.</exception>
    public void Claim(ObjectAddress address, string source)
    {
        if (_sources.TryGetValue(address, out string? earlier))
        {
            throw CmdletErrors.KeyWrittenTwice(source, address, earlier);
        }

        _sources[address] = source;
    }
}
