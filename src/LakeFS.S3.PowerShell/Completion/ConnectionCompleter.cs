using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes the names of open connections.</summary>
public sealed class ConnectionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = TypedWord.Read(wordToComplete);
        return [.. (ConnectionTable.OfCurrentRunspace()?.All ?? [])
            .Where(connection => connection.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(connection => new Proposal(connection.Name, connection.Name).ToResult())];
    }
}
