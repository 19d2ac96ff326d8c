using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Commands.Progress;

/// <summary>Progress that a cmdlet shows while it waits.</summary>
internal interface IShownProgress
{
    /// <summary>Whether the display is due for an update.</summary>
    bool IsDue { get; }

    /// <summary>Whether it stays between several waits, until it is closed.</summary>
    bool Stays { get; }

    /// <summary>The current progress.</summary>
    ProgressRecord Sample();

    /// <summary>The record that removes the progress display.</summary>
    ProgressRecord Done();
}
