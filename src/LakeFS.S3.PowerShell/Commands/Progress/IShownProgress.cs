using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Commands.Progress;

/// <summary>Progress that a cmdlet shows while it waits.</summary>
internal interface IShownProgress
{
    /// <summary>Whether a progress record was shown and must be completed.</summary>
    bool WasShown { get; }

    /// <summary>The current progress.</summary>
    ProgressRecord Sample();

    /// <summary>The record that removes the progress display.</summary>
    ProgressRecord Done();
}
