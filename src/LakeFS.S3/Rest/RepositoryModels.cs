using System.Text.Json.Serialization;

namespace LakeFS.S3.Rest;

/// <summary>A repository in the REST API.</summary>
internal sealed class RepositoryModel
{
    [JsonRequired]
    public string Id { get; set => field = Stated.Text(value); } = string.Empty;

    public string StorageNamespace { get; set; } = string.Empty;

    public string DefaultBranch { get; set; } = string.Empty;

    /// <summary>In seconds since 1970.</summary>
    public long CreationDate { get; set => field = Stated.Time(value); }

    /// <summary>Null from servers before 1.24, which have no read-only repositories.</summary>
    public bool? ReadOnly { get; set; }
}

/// <summary>The body of a request to create a repository.</summary>
internal sealed class RepositoryCreationModel
{
    public string Name { get; set; } = string.Empty;

    public string StorageNamespace { get; set; } = string.Empty;

    public string? DefaultBranch { get; set; }

    public bool ReadOnly { get; set; }
}
