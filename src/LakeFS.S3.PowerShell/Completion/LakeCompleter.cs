using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes an argument by running a cmdlet of this module in the user's session.</summary>
public abstract class LakeCompleter : IArgumentCompleter
{
    // More completions would not fit on the screen, and listing a million keys takes long.
    private const int MaxProposals = 100;

    // Other parameters that affect the completions.
    private static readonly string[] Forwarded = ["Connection", "Repository", "Ref", "BucketName"];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = wordToComplete.Trim('\'', '"');
        using System.Management.Automation.PowerShell shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        AddQuery(shell, word, fakeBoundParameters);
        shell.AddCommand("Microsoft.PowerShell.Utility\\Select-Object").AddParameter("First", MaxProposals);
        return [.. shell.Invoke().Select(found => Proposal(TextOf(found))).Where(text => text.CompletionText.Length > 0)];
    }

    /// <summary>Adds the command whose output is offered.</summary>
    /// <param name="shell">The shell to add it to.</param>
    /// <param name="word">The text to complete, without quotes.</param>
    /// <param name="bound">The other parameters.</param>
    protected abstract void AddQuery(System.Management.Automation.PowerShell shell, string word, IDictionary bound);

    /// <summary>The completion for an object of the output.</summary>
    /// <param name="found">The object.</param>
    /// <returns>The text, without quotes.</returns>
    protected abstract string TextOf(PSObject found);

    /// <summary>
    /// Forwards the bound parameters that a command supports. Its errors are ignored, because completion can't show them.
    /// </summary>
    /// <param name="shell">The command.</param>
    /// <param name="bound">The other parameters.</param>
    /// <param name="taken">The names of the supported parameters.</param>
    protected static void Forward(System.Management.Automation.PowerShell shell, IDictionary bound, params string[] taken)
    {
        shell.AddParameter("ErrorAction", ActionPreference.Ignore);
        foreach (string name in Forwarded.Where(name => taken.Contains(name) && bound.Contains(name)))
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
