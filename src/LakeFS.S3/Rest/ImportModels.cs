using System.Text.Json.Serialization;

namespace LakeFS.S3.Rest;

/// <summary>The body of an import request.</summary>
internal sealed class ImportCreationModel
{
    public ImportLocationModel[] Paths { get; set; } = [];

    public CommitCreationModel Commit { get; set; } = new();
}

/// <summary>A source of an import.</summary>
internal sealed class ImportLocationModel
{
    /// <summary><c>common_prefix</c> or <c>object</c>.</summary>
    public string Type { get; set; } = string.Empty;

    public string Path { get; set; } = string.Empty;

    public string Destination { get; set; } = string.Empty;
}

/// <summary>The response to an import request.</summary>
internal sealed class ImportStartedModel
{
    [JsonRequired]
    public string Id { get; set => field = Stated.Text(value); } = string.Empty;
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
