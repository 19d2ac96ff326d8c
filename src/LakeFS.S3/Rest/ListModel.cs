using System.Text.Json;
using System.Text.Json.Serialization;

namespace LakeFS.S3.Rest;

/// <summary>A page of a list in the REST API.</summary>
internal sealed class ListModel<T>
{
    [JsonRequired]
    public T[] Results { get; set => field = Stated.List(value); } = [];

    [JsonRequired]
    public PaginationModel Pagination { get; set => field = value ?? throw new JsonException("The pagination is null."); } = new();
}

/// <summary>Whether a list has more pages, and where the next one starts.</summary>
internal sealed class PaginationModel
{
    public bool HasMore { get; set; }

    public string? NextOffset { get; set; }
}
