using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes the names of encodings.</summary>
public sealed class EncodingCompleter : IArgumentCompleter
{
    /// <summary>The encoding names of PowerShell 7.</summary>
    internal static readonly string[] Names =
        ["utf8", "utf8BOM", "utf8NoBOM", "ascii", "ansi", "latin1", "oem", "unicode", "bigendianunicode", "utf32", "bigendianutf32"];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        [.. Names.Where(name => name.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase)).Select(name => new CompletionResult(name))];
}
