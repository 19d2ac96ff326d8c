using System;

namespace LakeFS.S3.LocalFiles;

/// <summary>What to enumerate in a folder, and where to report errors.</summary>
internal sealed class FolderScan
{
    public FolderScan(Action<string, LakeS3Exception> onError)
    {
        OnError = onError;
    }

    /// <summary>Whether to enumerate subfolders.</summary>
    public bool Recurse { get; init; }

    /// <summary>How to treat links.</summary>
    public LakeLinkRule Links { get; init; }

    /// <summary>Decides by its key whether a file is included. Excluded files are not inspected.</summary>
    public Func<string, bool> Accepts { get; init; } = _ => true;

    /// <summary>Decides by its key, which ends with a slash, whether a folder can contain included files.</summary>
    public Func<string, bool> Enters { get; init; } = _ => true;

    /// <summary>Receives what could not be read; the enumeration continues.</summary>
    public Action<string, LakeS3Exception> OnError { get; }

    /// <summary>Receives the links that were skipped.</summary>
    public Action<string> OnPassedOver { get; init; } = _ => { };
}
