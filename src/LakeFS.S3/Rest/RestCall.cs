namespace LakeFS.S3.Rest;

/// <summary>What a REST call does and concerns, for its errors.</summary>
internal sealed class RestCall(RestOperation operation, string? repository, string? reference)
{
    public RestOperation Operation { get; } = operation;

    /// <summary>Whether it changes something.</summary>
    public bool IsChange => Operation
        is RestOperation.CreateRepository or RestOperation.RemoveRepository or RestOperation.CreateBranch or RestOperation.RemoveBranch
        or RestOperation.CreateTag or RestOperation.RemoveTag or RestOperation.Commit or RestOperation.Merge or RestOperation.Revert
        or RestOperation.CherryPick or RestOperation.Reset or RestOperation.Import or RestOperation.StopImport;

    /// <summary>Whether the ref has to be a branch that exists.</summary>
    public bool NeedsBranch => Operation
        is RestOperation.ReadChanges or RestOperation.RemoveBranch or RestOperation.Commit or RestOperation.Merge or RestOperation.Revert or RestOperation.CherryPick
        or RestOperation.Reset or RestOperation.Import;

    /// <summary>The repository; null if the call concerns none.</summary>
    public string? Repository { get; } = repository;

    /// <summary>The branch or tag that is changed, or else the ref that is read; null if the call concerns none.</summary>
    public string? Ref { get; } = reference;

    /// <summary>The ref that something is taken from; null if there is none beside the other.</summary>
    public string? Source { get; init; }
}
