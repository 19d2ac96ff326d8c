using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Finds names that begin with what was typed, in any case.</summary>
internal static class Matches
{
    /// <summary>
    /// The items of a list whose names begin with what was typed: of a short list in any case, of a long one those in the same
    /// case and, of its beginning, those in another.
    /// </summary>
    /// <param name="request">The argument.</param>
    /// <param name="question">What is listed.</param>
    /// <param name="typed">The part of the name that was typed.</param>
    /// <param name="list">Lists the items whose names begin with a text, in its case.</param>
    /// <param name="nameOf">The name of an item.</param>
    /// <param name="stop">Cancels the requests.</param>
    /// <typeparam name="T">The type of the items.</typeparam>
    public static async Task<IReadOnlyList<T>> FindAsync<T>(
        CompletionRequest request, string question, string typed, Func<string, IAsyncEnumerable<T>> list, Func<T, string> nameOf, CancellationToken stop)
    {
        (IReadOnlyList<T> all, bool areAll) = await request.ListAsync(question, list(string.Empty), stop).ConfigureAwait(false);
        IEnumerable<T> found = all.Where(item => nameOf(item).StartsWith(typed, StringComparison.OrdinalIgnoreCase));
        if (areAll || typed.Length == 0)
        {
            return [.. found];
        }

        (IReadOnlyList<T> exact, _) = await request.ListAsync($"{question} {typed}", list(typed), stop).ConfigureAwait(false);
        return [.. exact, .. found.Where(item => !nameOf(item).StartsWith(typed, StringComparison.Ordinal))];
    }
}
