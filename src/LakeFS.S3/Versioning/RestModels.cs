using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace LakeFS.S3;

/// <summary>The body of a commit request.</summary>
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

    public string[] Parents { get; set; } = [];

    public Dictionary<string, string>? Metadata { get; set; }
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
[JsonSerializable(typeof(CommitCreationModel))]
[JsonSerializable(typeof(CommitModel))]
[JsonSerializable(typeof(ErrorModel))]
internal sealed partial class RestJson : JsonSerializerContext
{
}
