using System.Collections.Generic;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>Walks the history.</summary>
internal static class CommitGraph
{
    /// <summary>A commit and its ancestors, the latest first, each once.</summary>
    public static IEnumerable<Commit> Log(Commit from, bool firstParentOnly)
    {
        PriorityQueue<Commit, (int, long)> waiting = new();
        HashSet<string> seen = [from.Id];
        waiting.Enqueue(from, Priority(from));
        while (waiting.TryDequeue(out Commit? commit, out _))
        {
            yield return commit;
            for (int i = 0; i < commit.Parents.Count && (i == 0 || !firstParentOnly); i++)
            {
                Commit parent = commit.Parents[i];
                if (seen.Add(parent.Id))
                {
                    waiting.Enqueue(parent, Priority(parent));
                }
            }
        }
    }

    /// <summary>The latest commit that both come from; null if there is none.</summary>
    public static Commit? FindMergeBase(Commit left, Commit right)
    {
        HashSet<string> ofLeft = [];
        foreach (Commit commit in Log(left, firstParentOnly: false))
        {
            ofLeft.Add(commit.Id);
        }

        foreach (Commit commit in Log(right, firstParentOnly: false))
        {
            if (ofLeft.Contains(commit.Id))
            {
                return commit;
            }
        }

        return null;
    }

    /// <summary>Later generations first, later dates first among equals.</summary>
    private static (int, long) Priority(Commit commit) => (-commit.Generation, -commit.CreationDate);
}
