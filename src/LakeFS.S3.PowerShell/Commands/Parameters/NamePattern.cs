using System.Management.Automation;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>
/// A name parameter of a Get cmdlet that allows wildcards: a literal name that matches nothing is an error, a pattern is
/// not.
/// </summary>
internal sealed class NamePattern
{
    private readonly WildcardPattern? _wildcard;

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="LakeS3Exception"><c>LakePatternInvalid</c>.</exception>
    public NamePattern(string? text)
    {
        Text = text;
        IsLiteral = !string.IsNullOrEmpty(text) && !WildcardPattern.ContainsWildcardCharacters(text);
        _wildcard = string.IsNullOrEmpty(text) ? null : WildcardPattern.Get(text, WildcardOptions.None);
        ValidPattern.Check(text, _wildcard);
        LiteralPrefix = text is null ? null : text.Substring(0, LengthOfPrefix(text));
    }

    /// <summary>The name or pattern; null for all names.</summary>
    public string? Text { get; }

    /// <summary>Whether it is a literal name.</summary>
    public bool IsLiteral { get; }

    /// <summary>The literal prefix of all matching names, for filtering on the server; null if there is none.</summary>
    public string? LiteralPrefix { get; }

    /// <summary>Whether a name matches.</summary>
    public bool Matches(string name) => _wildcard is null || _wildcard.IsMatch(name);

    private static int LengthOfPrefix(string text)
    {
        int special = text.IndexOfAny(['*', '?', '[', '`']);
        return special < 0 ? text.Length : special;
    }
}
