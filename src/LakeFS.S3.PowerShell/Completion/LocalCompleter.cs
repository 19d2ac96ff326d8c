using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes an argument from what is known on this machine. The case of what was typed does not matter.</summary>
public abstract class LocalCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = TypedWord.Read(wordToComplete);
        try
        {
            return [.. Propose().Where(proposal => proposal.Text.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Select(proposal => proposal.ToResult())];
        }
        catch (LakeS3Exception)
        {
            // A file can't be read. The command itself says so.
            return [];
        }
    }

    /// <summary>All values, whatever was typed.</summary>
    private protected abstract IEnumerable<Proposal> Propose();
}
