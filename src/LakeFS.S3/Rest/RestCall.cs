using System;

namespace LakeFS.S3.Rest;

/// <summary>The operation and target of a REST request, for its errors.</summary>
internal sealed class RestCall(RestOperation operation, string? repository, string? reference)
{
    public RestOperation Operation { get; } = operation;

    /// <summary>Whether it changes something.</summary>
    public bool IsChange => Operation
        is RestOperation.CreateRepository or RestOperation.RemoveRepository or RestOperation.CreateBranch or RestOperation.RemoveBranch
        or RestOperation.CreateTag or RestOperation.RemoveTag or RestOperation.Commit or RestOperation.Merge or RestOperation.Revert
        or RestOperation.CherryPick or RestOperation.Reset or RestOperation.Import or RestOperation.StopImport or RestOperation.WriteObject;

    /// <summary>Whether the ref has to be an existing branch.</summary>
    public bool NeedsBranch => Operation
        is RestOperation.ReadChanges or RestOperation.RemoveBranch or RestOperation.Commit or RestOperation.Merge or RestOperation.Revert
        or RestOperation.CherryPick or RestOperation.Reset or RestOperation.Import or RestOperation.WriteObject;

    /// <summary>The repository; null if there is none.</summary>
    public string? Repository { get; } = repository;

    /// <summary>The branch or tag to change, or the ref to read; null if there is none.</summary>
    public string? Ref { get; } = reference;

    /// <summary>The object's key; null if the operation has none.</summary>
    public string? Key { get; init; }

    /// <summary>Whether a change may be sent again because doing it twice makes no difference.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>Whether the server must refuse the change if the object exists.</summary>
    public bool OnlyIfAbsent { get; init; }

    /// <summary>Called when an attempt fails that the server may have executed; null if it makes no difference.</summary>
    public Action? Lost { get; init; }

    /// <summary>The source ref; null if the operation has only one ref.</summary>
    public string? Source { get; init; }
}
