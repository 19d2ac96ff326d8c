using System;

namespace LakeFS.S3.LocalFiles;

/// <summary>What is wanted of a folder, and who is told what could not be had.</summary>
internal sealed class FolderScan
{
    public FolderScan(Action<string, LakeS3Exception> onError)
    {
        OnError = onError;
    }

    /// <summary>Whether the folders in it are read too.</summary>
    public bool Recurse { get; init; }

    /// <summary>What becomes of links.</summary>
    public LakeLinkRule Links { get; init; }

    /// <summary>Says by its key whether a file is wanted. What is not is not looked at any further.</summary>
    public Func<string, bool> Accepts { get; init; } = _ => true;

    /// <summary>Says by its key, which ends with a slash, whether a folder can hold anything that is wanted.</summary>
    public Func<string, bool> Enters { get; init; } = _ => true;

    /// <summary>Told what could not be read; the rest goes on.</summary>
    public Action<string, LakeS3Exception> OnError { get; }

    /// <summary>Told which links were passed over.</summary>
    public Action<string> OnPassedOver { get; init; } = _ => { };
}
