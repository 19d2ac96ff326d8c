using System.Management.Automation;
using System.Management.Automation.Language;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Something to complete an argument to.</summary>
/// <param name="text">The whole argument, unquoted: what was typed of it stays.</param>
/// <param name="label">What the list of proposals shows.</param>
internal sealed class Proposal(string text, string label)
{
    // They mean themselves here, and quotes show that.
    private static readonly char[] Wildcards = ['*', '?', '[', ']'];

    public string Text { get; } = text;

    /// <summary>The proposal as PowerShell takes it, quoted where the text would not be read as it is.</summary>
    public CompletionResult ToResult() =>
        new(IsReadAsItIs(Text) ? Text : "'" + CodeGeneration.EscapeSingleQuotedStringContent(Text) + "'", label, CompletionResultType.ParameterValue, Text);

    // PowerShell itself is asked: a key may look like a parameter, a number, a comment or the end of the command.
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
