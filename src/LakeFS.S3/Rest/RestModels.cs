using System.Collections;
using System.Collections.Generic;
using System.Text.Json.Serialization;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Rest;

/// <summary>A page of a list as the REST API writes it.</summary>
internal sealed class ListModel<T>
{
    public T[] Results { get; set; } = [];

    public PaginationModel Pagination { get; set; } = new();
}

/// <summary>Whether and where a list goes on.</summary>
internal sealed class PaginationModel
{
    public bool HasMore { get; set; }

    public string? NextOffset { get; set; }
}

/// <summary>A repository as the REST API writes it.</summary>
internal sealed class RepositoryModel
{
    public string Id { get; set; } = string.Empty;

    public string StorageNamespace { get; set; } = string.Empty;

    public string DefaultBranch { get; set; } = string.Empty;

    /// <summary>Seconds since 1970.</summary>
    public long CreationDate { get; set; }

    /// <summary>Null from servers before 1.24, which know no read-only repositories.</summary>
    public bool? ReadOnly { get; set; }
}

/// <summary>The body of a request for a new repository.</summary>
internal sealed class RepositoryCreationModel
{
    public string Name { get; set; } = string.Empty;

    public string StorageNamespace { get; set; } = string.Empty;

    public string? DefaultBranch { get; set; }

    public bool ReadOnly { get; set; }
}

/// <summary>A branch or a tag as the REST API writes it.</summary>
internal sealed class RefModel
{
    public string Id { get; set; } = string.Empty;

    public string CommitId { get; set; } = string.Empty;
}

/// <summary>The body of a request for a new branch.</summary>
internal sealed class BranchCreationModel
{
    public string Name { get; set; } = string.Empty;

    public string Source { get; set; } = string.Empty;

    public bool Hidden { get; set; }
}

/// <summary>The body of a request for a new tag.</summary>
internal sealed class TagCreationModel
{
    public string Id { get; set; } = string.Empty;

    public string Ref { get; set; } = string.Empty;
}

/// <summary>The body of a commit request; an import has one inside.</summary>
internal sealed class CommitCreationModel
{
    public string Message { get; set; } = string.Empty;

    public IReadOnlyDictionary<string, string>? Metadata { get; set; }

    public bool AllowEmpty { get; set; }
}

/// <summary>A commit as the REST API writes it.</summary>
internal sealed class CommitModel
{
    public string Id { get; set; } = string.Empty;

    public string Message { get; set; } = string.Empty;

    public string Committer { get; set; } = string.Empty;

    /// <summary>Seconds since 1970.</summary>
    public long CreationDate { get; set; }

    public string MetaRangeId { get; set; } = string.Empty;

    public long Generation { get; set; }

    public string[] Parents { get; set; } = [];

    public Dictionary<string, string>? Metadata { get; set; }

    public LakeCommit ToCommit(string repository) => new(repository, Id)
    {
        Message = Message,
        Committer = Committer,
        CreationDate = Utc.FromUnix(CreationDate),
        Parents = Parents,
        Generation = Generation,
        MetaRangeId = MetaRangeId,
        Metadata = Metadata is null ? [] : new Hashtable(Metadata),
    };
}

/// <summary>One change of a diff as the REST API writes it.</summary>
internal sealed class DiffModel
{
    public string Path { get; set; } = string.Empty;

    public string PathType { get; set; } = string.Empty;

    public string Type { get; set; } = string.Empty;

    /// <summary>Bytes; null for a common prefix.</summary>
    public long? SizeBytes { get; set; }
}

/// <summary>The body of a merge request.</summary>
internal sealed class MergeModel
{
    public string? Message { get; set; }

    public IReadOnlyDictionary<string, string>? Metadata { get; set; }

    public string? Strategy { get; set; }

    public bool SquashMerge { get; set; }

    public bool AllowEmpty { get; set; }
}

/// <summary>What a merge answers.</summary>
internal sealed class MergeResultModel
{
    /// <summary>The merge commit's id; empty after a conflict.</summary>
    public string Reference { get; set; } = string.Empty;
}

/// <summary>The body of a request to revert or to cherry-pick a commit.</summary>
internal sealed class PickModel
{
    public string Ref { get; set; } = string.Empty;

    /// <summary>Which parent, from 1. For the only one a revert has to say 0 (rest-revert-cherry-pick #20), and a cherry-pick nothing.</summary>
    public int? ParentNumber { get; set; }

    public CommitOverridesModel? CommitOverrides { get; set; }

    public bool? AllowEmpty { get; set; }
}

/// <summary>What the commit of a revert or cherry-pick says instead of what lakeFS would write.</summary>
internal sealed class CommitOverridesModel
{
    public string? Message { get; set; }

    public IReadOnlyDictionary<string, string>? Metadata { get; set; }
}

/// <summary>The body of a request to drop uncommitted changes.</summary>
internal sealed class ResetModel
{
    /// <summary><c>reset</c> for all, <c>common_prefix</c> or <c>object</c>.</summary>
    public string Type { get; set; } = string.Empty;

    public string? Path { get; set; }
}

/// <summary>The body of a request to import.</summary>
internal sealed class ImportCreationModel
{
    public ImportLocationModel[] Paths { get; set; } = [];

    public CommitCreationModel Commit { get; set; } = new();
}

/// <summary>One source of an import.</summary>
internal sealed class ImportLocationModel
{
    /// <summary><c>common_prefix</c> or <c>object</c>.</summary>
    public string Type { get; set; } = string.Empty;

    public string Path { get; set; } = string.Empty;

    public string Destination { get; set; } = string.Empty;
}

/// <summary>What the start of an import answers.</summary>
internal sealed class ImportStartedModel
{
    public string Id { get; set; } = string.Empty;
}

/// <summary>The status of an import.</summary>
internal sealed class ImportStatusModel
{
    public bool Completed { get; set; }

    public string UpdateTime { get; set; } = string.Empty;

    public long IngestedObjects { get; set; }

    public CommitModel? Commit { get; set; }

    public ErrorModel? Error { get; set; }
}

/// <summary>One hook of a run as the REST API writes it.</summary>
internal sealed class HookRunModel
{
    public string HookRunId { get; set; } = string.Empty;

    public string Action { get; set; } = string.Empty;

    public string HookId { get; set; } = string.Empty;

    public string Status { get; set; } = string.Empty;
}

/// <summary>The server's configuration.</summary>
internal sealed class ServerConfigModel
{
    public VersionModel? VersionConfig { get; set; }

    public StorageModel? StorageConfig { get; set; }
}

/// <summary>The server's version.</summary>
internal sealed class VersionModel
{
    public string? Version { get; set; }

    public string? LatestVersion { get; set; }

    public bool? UpgradeRecommended { get; set; }
}

/// <summary>The server's storage.</summary>
internal sealed class StorageModel
{
    public string? BlockstoreType { get; set; }

    public string? BlockstoreNamespaceExample { get; set; }

    public string? DefaultNamespacePrefix { get; set; }

    public bool? ImportSupport { get; set; }

    public bool? PreSignSupport { get; set; }
}

/// <summary>The user that a key pair belongs to.</summary>
internal sealed class CurrentUserModel
{
    public UserModel? User { get; set; }
}

/// <summary>A user.</summary>
internal sealed class UserModel
{
    public string Id { get; set; } = string.Empty;
}

/// <summary>An error as the REST API writes it.</summary>
internal sealed class ErrorModel
{
    public string? Message { get; set; }
}

/// <summary>Reads and writes the models without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ListModel<RepositoryModel>))]
[JsonSerializable(typeof(ListModel<RefModel>))]
[JsonSerializable(typeof(ListModel<CommitModel>))]
[JsonSerializable(typeof(ListModel<DiffModel>))]
[JsonSerializable(typeof(ListModel<HookRunModel>))]
[JsonSerializable(typeof(RepositoryCreationModel))]
[JsonSerializable(typeof(BranchCreationModel))]
[JsonSerializable(typeof(TagCreationModel))]
[JsonSerializable(typeof(CommitCreationModel))]
[JsonSerializable(typeof(MergeModel))]
[JsonSerializable(typeof(MergeResultModel))]
[JsonSerializable(typeof(PickModel))]
[JsonSerializable(typeof(ResetModel))]
[JsonSerializable(typeof(ImportCreationModel))]
[JsonSerializable(typeof(ImportStartedModel))]
[JsonSerializable(typeof(ImportStatusModel))]
[JsonSerializable(typeof(ServerConfigModel))]
[JsonSerializable(typeof(CurrentUserModel))]
[JsonSerializable(typeof(ErrorModel))]
internal sealed partial class RestJson : JsonSerializerContext
{
}
