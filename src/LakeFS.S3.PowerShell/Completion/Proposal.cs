using System.Management.Automation;
using System.Management.Automation.Language;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>A completion of an argument.</summary>
/// <param name="text">The complete argument, without quotes; it contains the typed text.</param>
/// <param name="label">The text for the list of completions.</param>
/// <param name="toolTip">What the list shows about it; null for the argument itself.</param>
internal sealed class Proposal(string text, string label, string? toolTip = null)
{
    // They would be read as they are, but quotes show that they are literal.
    private static readonly char[] Wildcards = ['*', '?', '[', ']'];

    public string Text { get; } = text;

    /// <summary>The completion for PowerShell, with quotes if the text needs them.</summary>
    public CompletionResult ToResult() =>
        new(IsReadAsItIs(Text) ? Text : "'" + CodeGeneration.EscapeSingleQuotedStringContent(Text) + "'", VisibleText.Of(label), CompletionResultType.ParameterValue, VisibleText.Of(toolTip ?? Text));

    // PowerShell's parser decides: a key may look like a parameter, a number, a comment or the end of the command.
    private static bool IsReadAsItIs(string text)
    {
        if (text.IndexOfAny(Wildcards) >= 0)
        {
            return false;
        }

        Ast script = Parser.ParseInput("x " + text, out _, out ParseError[] errors);
        return errors.Length == 0
            && script.Find(ast => ast is CommandAst, searchNestedScriptBlocks: false) is CommandAst { CommandElements.Count: 2 } command
            && command.CommandElements[1] is StringConstantExpressionAst { StringConstantType: StringConstantType.BareWord } word
            && word.Value == text
            && word.Extent.Text == text;
    }
}
