using System;
using System.Management.Automation;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.PowerShell.Commands.Base;

/// <summary>A line below the objects of a command that was typed at the prompt. It is no object, so nothing in a pipeline sees it.</summary>
internal static class Summary
{
    /// <summary>Shows a line, if the command's objects go to the window and nowhere else.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="text">The line.</param>
    public static void ShowSummary(this LakeCmdlet cmdlet, string text)
    {
        if (IsShown(cmdlet.MyInvocation))
        {
            string line = Environment.NewLine + VisibleText.Of(text);
            cmdlet.WriteInformation(new HostInformationMessage { Message = line }, ["PSHOST"]);
        }
    }

    // A statement of its own at the prompt. In a script, or as part of an expression, the objects may go anywhere.
    private static bool IsShown(InvocationInfo invocation)
    {
        string before = invocation.OffsetInLine > 0 ? invocation.Line.Substring(0, invocation.OffsetInLine - 1).Trim() : string.Empty;
        return invocation.CommandOrigin == CommandOrigin.Runspace
            && invocation.PipelinePosition == invocation.PipelineLength
            && (before.Length == 0 || before[before.Length - 1] == ';');
    }
}
