namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>A hook that refused an operation on purpose.</summary>
/// <param name="RunId">The id of the run it belongs to.</param>
/// <param name="Output">What it has written.</param>
internal sealed record HookRun(string RunId, string Output)
{
    public const string Action = "quality gate";

    public const string HookId = "check";

    public const string HookRunId = "0000_0000";

    /// <summary>What lakeFS answers, with status 412: the words of its HookAbortError around those of its actions.</summary>
    /// <param name="operation">The operation's id.</param>
    public string Message(string operation)
    {
        string what = operation switch
        {
            "mergeIntoBranch" => "pre-merge",
            "createBranch" => "pre-create-branch",
            "deleteBranch" => "pre-delete-branch",
            "createTag" => "pre-create-tag",
            "deleteTag" => "pre-delete-tag",
            "revertBranch" => "pre-revert",
            "cherryPick" => "pre-cherry-pick",
            _ => "pre-commit",
        };
        return $"{what} hook aborted, run id '{RunId}': 1 error occurred:\n\t* hook run id '{HookRunId}' failed on action "
            + $"'{Action}' hook '{HookId}': action failed: webhook request failed (status code: 400)\n\n";
    }
}
