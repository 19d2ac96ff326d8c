using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace LakeFS.S3.LocalGateway.Actions;

/// <summary>
/// When a hook runs: <c>success()</c> and <c>failure()</c> of those before it, <c>true</c>, <c>false</c>, joined with
/// <c>!</c> or <c>not</c>, <c>&amp;&amp;</c> or <c>and</c>, <c>||</c> or <c>or</c>, and parentheses. lakeFS knows more of
/// the language of its conditions than makes sense here.
/// </summary>
internal sealed partial class HookCondition
{
    private readonly List<string> _tokens;
    private readonly bool _hasFailed;
    private int _next;

    private HookCondition(List<string> tokens, bool hasFailed)
    {
        _tokens = tokens;
        _hasFailed = hasFailed;
    }

    /// <summary>Whether the hook runs.</summary>
    /// <param name="condition">The condition; empty is <c>success()</c>.</param>
    /// <param name="hasFailed">Whether a hook before it has failed.</param>
    /// <exception cref="InvalidActionException">It is no condition.</exception>
    public static bool IsMet(string condition, bool hasFailed)
    {
        if (condition.Length == 0)
        {
            return !hasFailed;
        }

        HookCondition parser = new([.. Token().Matches(condition).Select(match => match.Value.Trim())], hasFailed);
        bool isMet = parser.ReadOr();
        return parser._next == parser._tokens.Count ? isMet : throw Malformed(condition);
    }

    private static InvalidActionException Malformed(string text) => new($"'{text}' is no condition that this local gateway knows");

    private bool ReadOr()
    {
        bool value = ReadAnd();
        while (Takes("||", "or"))
        {
            value |= ReadAnd();
        }

        return value;
    }

    private bool ReadAnd()
    {
        bool value = ReadNot();
        while (Takes("&&", "and"))
        {
            value &= ReadNot();
        }

        return value;
    }

    private bool ReadNot() => Takes("!", "not") ? !ReadNot() : ReadValue();

    private bool ReadValue()
    {
        string token = _next < _tokens.Count ? _tokens[_next++] : string.Empty;
        switch (token.Replace(" ", string.Empty, StringComparison.Ordinal))
        {
            case "success()":
                return !_hasFailed;
            case "failure()":
                return _hasFailed;
            case "true":
                return true;
            case "false":
                return false;
            case "(":
                bool value = ReadOr();
                return Takes(")", ")") ? value : throw Malformed(string.Join(' ', _tokens));
            default:
                throw Malformed(string.Join(' ', _tokens));
        }
    }

    private bool Takes(string sign, string word)
    {
        bool isNext = _next < _tokens.Count && (_tokens[_next] == sign || _tokens[_next] == word);
        _next += isNext ? 1 : 0;
        return isNext;
    }

    [GeneratedRegex(@"\w+\s*\(\s*\)|\w+|\|\||&&|[^\s\w]")]
    private static partial Regex Token();
}
