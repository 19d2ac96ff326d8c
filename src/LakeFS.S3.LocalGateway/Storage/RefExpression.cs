using System;
using System.Globalization;
using System.Linq;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>How the resolution of a ref ended.</summary>
internal enum RefStatus
{
    Found,

    /// <summary>No such branch, tag or commit, or no ancestor that far back.</summary>
    NotFound,

    /// <summary>Not an expression, or one that says nothing here, as <c>@</c> after a tag.</summary>
    Invalid,
}

/// <summary>What a ref expression stands for.</summary>
/// <param name="Status">Whether it could be resolved; the rest is null if not.</param>
/// <param name="Commit">The commit; of a branch its head.</param>
/// <param name="Branch">The branch, where the expression is one, with its uncommitted changes.</param>
/// <param name="IsStaging">Whether the expression is a branch followed by <c>$</c>.</param>
internal sealed record RefTarget(RefStatus Status, Commit? Commit = null, Branch? Branch = null, bool IsStaging = false)
{
    /// <summary>The objects to read: a branch shows its uncommitted changes.</summary>
    public Snapshot Snapshot => Branch?.State.Working ?? Commit?.Snapshot ?? Snapshot.Empty;
}

/// <summary>
/// Refs: a branch, a tag, a commit id or the beginning of one, then modifiers: <c>~N</c> (N first parents back),
/// <c>^N</c> (the N-th parent), <c>@</c> (a branch without its uncommitted changes), <c>$</c> (with them).
/// Scenario s3-refs #11 to #36.
/// </summary>
internal static class RefExpression
{
    /// <summary>Shorter beginnings of commit ids are not looked for: they would be met by accident.</summary>
    private const int ShortestAbbreviation = 6;

    private static readonly RefTarget NotFound = new(RefStatus.NotFound);
    private static readonly RefTarget Invalid = new(RefStatus.Invalid);

    public static RefTarget Resolve(Repository repository, string expression)
    {
        int end = expression.AsSpan().IndexOfAny("~^@$");
        if (end < 0)
        {
            return ResolveName(repository, expression);
        }

        if (end == 0)
        {
            return Invalid;
        }

        RefTarget target = ResolveName(repository, expression[..end]);
        return target.Status == RefStatus.Found
            ? ApplyModifiers(target, expression.AsSpan(end))
            : AreWellFormed(expression.AsSpan(end)) ? target : Invalid;
    }

    private static RefTarget ResolveName(Repository repository, string name)
    {
        if (repository.FindBranch(name) is { } branch)
        {
            return new RefTarget(RefStatus.Found, branch.State.Head, branch);
        }

        if (repository.FindTag(name) is { } tagged)
        {
            return new RefTarget(RefStatus.Found, tagged);
        }

        return FindCommit(repository, name) is { } commit ? new RefTarget(RefStatus.Found, commit) : NotFound;
    }

    private static Commit? FindCommit(Repository repository, string name)
    {
        if (repository.FindCommit(name) is { } exact)
        {
            return exact;
        }

        if (name.Length < ShortestAbbreviation || !name.All(char.IsAsciiHexDigitLower))
        {
            return null;
        }

        Commit? found = null;
        foreach (Commit commit in repository.Commits)
        {
            if (commit.Id.StartsWith(name, StringComparison.Ordinal))
            {
                if (found is not null)
                {
                    return null;
                }

                found = commit;
            }
        }

        return found;
    }

    private static bool AreWellFormed(ReadOnlySpan<char> modifiers)
    {
        while (!modifiers.IsEmpty)
        {
            char modifier = modifiers[0];
            modifiers = modifiers[1..];
            if (modifier is '@' or '$')
            {
                return modifiers.IsEmpty;
            }

            if (modifier is not ('~' or '^') || !TryTakeNumber(ref modifiers, out _))
            {
                return false;
            }
        }

        return true;
    }

    private static RefTarget ApplyModifiers(RefTarget target, ReadOnlySpan<char> modifiers)
    {
        if (!AreWellFormed(modifiers))
        {
            return Invalid;
        }

        Commit commit = target.Commit!;
        Branch? branch = target.Branch;
        while (!modifiers.IsEmpty)
        {
            char modifier = modifiers[0];
            modifiers = modifiers[1..];
            if (modifier is '@' or '$')
            {
                return branch is null ? Invalid
                    : modifier == '@' ? new RefTarget(RefStatus.Found, branch.State.Head)
                    : target with { IsStaging = true };
            }

            branch = null;
            if (!TryTakeNumber(ref modifiers, out int number))
            {
                return Invalid;
            }

            if (modifier == '~')
            {
                for (int i = 0; i < number; i++)
                {
                    if (commit.Parents.Count == 0)
                    {
                        return NotFound;
                    }

                    commit = commit.Parents[0];
                }
            }
            else if (number > commit.Parents.Count)
            {
                return Invalid;
            }
            else if (number > 0)
            {
                commit = commit.Parents[number - 1];
            }
        }

        return new RefTarget(RefStatus.Found, commit);
    }

    /// <summary>Takes the digits at the beginning; none at all mean 1.</summary>
    private static bool TryTakeNumber(ref ReadOnlySpan<char> text, out int number)
    {
        int digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        number = 1;
        bool isNumber = digits == 0
            || int.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out number);
        text = text[digits..];
        return isNumber;
    }
}
