using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes an argument by asking this module's own cmdlets in the user's session.</summary>
public abstract class LakeCompleter : IArgumentCompleter
{
    // More than a screen of proposals helps nobody, and a list of a million keys would take its time.
    private const int Most = 100;

    // What the other parameters say decides what to propose for this one.
    private static readonly string[] Passed = ["Connection", "Repository", "Ref", "BucketName"];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = wordToComplete.Trim('\'', '"');
        using System.Management.Automation.PowerShell shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        Ask(shell, word, fakeBoundParameters);
        shell.AddCommand("Microsoft.PowerShell.Utility\\Select-Object").AddParameter("First", Most);
        return [.. shell.Invoke().Select(found => Proposal(Text(found))).Where(text => text.CompletionText.Length > 0)];
    }

    /// <summary>Adds the command whose output is proposed.</summary>
    /// <param name="shell">Where to add it.</param>
    /// <param name="word">What was typed so far, without quotes.</param>
    /// <param name="bound">The other parameters.</param>
    protected abstract void Ask(System.Management.Automation.PowerShell shell, string word, IDictionary bound);

    /// <summary>What is proposed for one object of the output.</summary>
    /// <param name="found">The object.</param>
    /// <returns>The text, unquoted.</returns>
    protected abstract string Text(PSObject found);

    /// <summary>Hands on those of the other parameters that a command takes; its failure is silent, as completion is.</summary>
    /// <param name="shell">The command.</param>
    /// <param name="bound">The other parameters.</param>
    /// <param name="taken">Which of them it takes.</param>
    protected static void PassOn(System.Management.Automation.PowerShell shell, IDictionary bound, params string[] taken)
    {
        shell.AddParameter("ErrorAction", ActionPreference.Ignore);
        foreach (string name in Passed.Where(name => taken.Contains(name) && bound.Contains(name)))
        {
            shell.AddParameter(name, bound[name]);
        }
    }

    private static CompletionResult Proposal(string text)
    {
        bool plain = text.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or '~' or ':');
        string quoted = plain ? text : "'" + CodeGeneration.EscapeSingleQuotedStringContent(text) + "'";
        return new CompletionResult(quoted, text, CompletionResultType.ParameterValue, text);
    }
}
