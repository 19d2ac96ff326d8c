using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Commands.Progress;

/// <summary>Progress that a cmdlet shows while it waits.</summary>
internal interface IShownProgress
{
    /// <summary>Whether anything was shown that has to be removed.</summary>
    bool WasShown { get; }

    /// <summary>What to show now.</summary>
    ProgressRecord Sample();

    /// <summary>What removes it.</summary>
    ProgressRecord Done();
}
