using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Linq;

namespace LakeFS.S3.PowerShell.Sessions;

/// <summary>
/// What the servers answered to the completions of the last seconds, so that the next key press need not ask again. Every
/// command of the module empties it, because it may have changed what there is.
/// </summary>
internal sealed class CompletionCache
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    // Created on first use: commands that run before any completion pay nothing for it.
    private ConcurrentDictionary<string, Answer>? _known;

    /// <summary>The answer to a question; null if it is not known, or too old.</summary>
    public object? Find(string question) =>
        _known is not null && _known.TryGetValue(question, out Answer? answer) && answer.Since.Elapsed < Remembered ? answer.Value : null;

    /// <summary>Remembers an answer.</summary>
    public void Add(string question, object value)
    {
        ConcurrentDictionary<string, Answer> known = _known ??= new ConcurrentDictionary<string, Answer>(StringComparer.Ordinal);
        foreach (string old in known.Where(answer => answer.Value.Since.Elapsed >= Remembered).Select(answer => answer.Key).ToArray())
        {
            known.TryRemove(old, out _);
        }

        known[question] = new Answer(Stopwatch.StartNew(), value);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => _known = null;

    private sealed record Answer(Stopwatch Since, object Value);
}
