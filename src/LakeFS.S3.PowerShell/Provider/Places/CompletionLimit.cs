using System;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Provider.Places;

/// <summary>
/// Ends a command that completes a path after a second, because the prompt waits for it. PowerShell completes paths with
/// several commands, and tells no provider so.
/// </summary>
/// <param name="unanswering">The servers that the next commands do not wait for.</param>
internal sealed class CompletionLimit(UnansweringServers unanswering)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly Stopwatch _since = Stopwatch.StartNew();
    private bool? _isCompletion;

    /// <summary>The connection that the command uses; null before it is known.</summary>
    public LakeConnection? Connection { get; set; }

    /// <summary>Whether the command has to end. It is asked for only while a response is waited for: it looks at the call stack.</summary>
    public bool IsOver
    {
        get
        {
            _isCompletion ??= IsCompletion();
            if (_isCompletion == false || Connection is null)
            {
                return false;
            }

            string server = CompletionServer.KeyOf(Connection);
            if (!unanswering.Has(server) && _since.Elapsed > LongestWait)
            {
                unanswering.Add(server);
            }

            return unanswering.Has(server);
        }
    }

    // PowerShell runs the commands of a completion on the thread that asked for it.
    private static bool IsCompletion() =>
        new StackTrace().GetFrames().Any(frame => frame?.GetMethod()?.DeclaringType == typeof(CompletionCompleters));
}
