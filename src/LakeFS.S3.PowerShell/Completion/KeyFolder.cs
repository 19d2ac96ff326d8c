using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>What is in the folder that a key to complete leads to.</summary>
/// <param name="request">The argument.</param>
/// <param name="prefix">The address, as far as it was typed.</param>
internal sealed class KeyFolder(CompletionRequest request, ObjectAddress prefix)
{
    private readonly LakeObjects _objects = new(request.Connection);

    /// <summary>The folders and objects that begin with what was typed, in any case.</summary>
    /// <param name="stop">Cancels the requests.</param>
    public async Task<IReadOnlyList<LakeEntry>> FindAsync(CancellationToken stop)
    {
        string key = prefix.Key;
        int length = key.LastIndexOf('/') + 1;
        (string folder, string typed) = (key.Substring(0, length), key.Substring(length));
        IReadOnlyList<LakeEntry> found = await InAsync(folder, typed, stop).ConfigureAwait(false);
        return found.Count > 0 || folder.Length == 0 || await InOtherCaseAsync(folder, stop).ConfigureAwait(false) is not string other || other == folder
            ? found
            : await InAsync(other, typed, stop).ConfigureAwait(false);
    }

    /// <summary>The last part of a key, with the slash of a folder.</summary>
    public static string NameIn(string key)
    {
        int slash = key.Length < 2 ? -1 : key.LastIndexOf('/', key.Length - 2);
        return key.Substring(slash + 1);
    }

    private Task<IReadOnlyList<LakeEntry>> InAsync(string folder, string typed, CancellationToken stop) => Matches.FindAsync(
        request,
        $"keys of {prefix.WithKey(folder).Uri}",
        typed,
        start => _objects.ListAsync(prefix.WithKey(folder + start), new ListOptions { Delimiter = "/" }, stop),
        entry => entry.Key.Substring(folder.Length),
        stop);

    // The folder's name as it is; null if there is none that differs in case only.
    private async Task<string?> InOtherCaseAsync(string folder, CancellationToken stop)
    {
        string known = string.Empty;
        foreach (string part in folder.Split('/').Take(folder.Count(c => c == '/')))
        {
            IReadOnlyList<LakeEntry> found = await InAsync(known, part, stop).ConfigureAwait(false);
            string[] same = [.. found.Select(entry => entry.Key).Where(key => string.Equals(key, $"{known}{part}/", StringComparison.OrdinalIgnoreCase))];
            if (same.Length == 0)
            {
                return null;
            }

            known = same.Contains($"{known}{part}/") ? $"{known}{part}/" : same[0];
        }

        return known;
    }
}
