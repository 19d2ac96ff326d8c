using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Storage;

namespace LakeFS.S3.LocalGateway.Actions;

/// <summary>Finds the actions that an event is one for.</summary>
internal static class ActionSource
{
    /// <summary>The actions, in the order of their files.</summary>
    /// <exception cref="InvalidActionException">A file is no action, or two have one name.</exception>
    public static async Task<IReadOnlyList<ActionFile>> LoadAsync(HookEvent e, CancellationToken cancellationToken)
    {
        List<ActionFile> actions = [];
        List<string> problems = [];
        foreach (ListedItem item in SnapshotListing.List(e.Actions, ActionFile.Folder, "/", string.Empty))
        {
            if (item.Entry is not { } entry)
            {
                continue;
            }

            try
            {
                actions.Add(ActionReader.Read(await ReadAsync(entry.Content, cancellationToken).ConfigureAwait(false)));
            }
            catch (InvalidActionException problem)
            {
                problems.Add($"parsing file {entry.Key}: {problem.Message}");
            }
        }

        if (problems.Count > 0)
        {
            throw new InvalidActionException(ErrorList.Describe(problems));
        }

        string? twice = actions.GroupBy(action => action.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null
            ? [.. actions.Where(action => action.Covers(e))]
            : throw new InvalidActionException($"action name '{twice}' already loaded: invalid action");
    }

    private static async Task<string> ReadAsync(ObjectContent content, CancellationToken cancellationToken)
    {
        using MemoryStream bytes = new();
        await content.CopyToAsync(bytes, 0, content.Length, cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
