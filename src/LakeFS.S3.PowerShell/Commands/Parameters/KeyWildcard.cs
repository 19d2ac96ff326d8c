using System;
using System.Linq;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>
/// A wildcard pattern of -Include or -Exclude. A pattern without a slash is matched against names at any depth, and one
/// with a slash at its start or inside against the whole path. A slash at its end makes it match a folder and everything in
/// it.
/// </summary>
internal sealed class KeyWildcard
{
    private readonly WildcardPattern _wildcard;
    private readonly string _pattern;
    private readonly bool _isWhole;
    private readonly bool _isFolder;

    private KeyWildcard(string text)
    {
        Text = text;
        // As in PowerShell's paths, a backslash is a slash; a leading "./" or slash anchors the pattern at the top.
        string path = text.Replace('\\', '/');
        path = path.StartsWith("./", StringComparison.Ordinal) ? path.Substring(1) : path;
        bool isAtTop = path.Length > 0 && path[0] == '/';
        path = isAtTop ? path.Substring(1) : path;
        _isFolder = EndsWithSlash(path);
        _pattern = _isFolder ? path.Substring(0, path.Length - 1) : path;
        _isWhole = isAtTop || _pattern.IndexOf('/') >= 0;
        IsImpossible = _pattern.Split('/').Any(part => part is "" or "." or "..") || text.IndexOf(":\\", StringComparison.Ordinal) == 1;
        // Keys are case-sensitive, and so are patterns over them.
        _wildcard = WildcardPattern.Get(_pattern, WildcardOptions.None);
    }

    /// <summary>The pattern as given.</summary>
    public string Text { get; }

    /// <summary>Whether no key can match: a part of the pattern is empty or dots, or it has a drive letter.</summary>
    public bool IsImpossible { get; }

    /// <summary>Parses a pattern.</summary>
    /// <exception cref="LakeS3Exception"><c>LakePatternInvalid</c>.</exception>
    public static KeyWildcard Parse(string text)
    {
        KeyWildcard wildcard = new(text ?? string.Empty);
        ValidPattern.Check(wildcard.Text, wildcard._wildcard);
        return wildcard;
    }

    /// <summary>Whether a path matches.</summary>
    public bool Matches(string path)
    {
        string[] parts = path.Split(['/'], StringSplitOptions.RemoveEmptyEntries);
        // The path of a folder ends with a slash.
        bool isFolder = EndsWithSlash(path);
        if (_isFolder)
        {
            return MatchesFolder(parts, isFolder ? parts.Length : parts.Length - 1);
        }

        return _wildcard.IsMatch(_isWhole ? path : parts.LastOrDefault() ?? string.Empty);
    }

    /// <summary>Whether everything in a folder matches. The folder's path ends with a slash.</summary>
    public bool MatchesAllBelow(string folder)
    {
        string[] parts = folder.Split(['/'], StringSplitOptions.RemoveEmptyEntries);
        return _isFolder
            ? MatchesFolder(parts, parts.Length)
            : _isWhole && EndsWithStar() && _wildcard.IsMatch(folder);
    }

    /// <summary>Whether anything in a folder may match. The folder's path ends with a slash.</summary>
    public bool MayMatchBelow(string folder)
    {
        if (!_isWhole)
        {
            return true;
        }

        int special = _pattern.IndexOfAny(['*', '?', '[', '`']);
        string literal = special < 0 ? _pattern + (_isFolder ? "/" : string.Empty) : _pattern.Substring(0, special);
        return folder.StartsWith(literal, StringComparison.Ordinal) || literal.StartsWith(folder, StringComparison.Ordinal);
    }

    private bool EndsWithStar() =>
        _pattern.Length > 0 && _pattern[_pattern.Length - 1] == '*' && !_pattern.EndsWith("`*", StringComparison.Ordinal);

    private static bool EndsWithSlash(string path) => path.Length > 0 && path[path.Length - 1] == '/';

    private bool MatchesFolder(string[] parts, int folders) => Enumerable.Range(1, Math.Max(0, folders)).Any(count =>
        _wildcard.IsMatch(_isWhole ? string.Join("/", parts.Take(count)) : parts[count - 1]));
}
