namespace LakeFS.S3.Rest;

/// <summary>A page of a list in the REST API.</summary>
internal sealed class ListModel<T>
{
    public T[] Results { get; set; } = [];

    public PaginationModel Pagination { get; set; } = new();
}

/// <summary>Whether a list has more pages, and where the next one starts.</summary>
internal sealed class PaginationModel
{
    public bool HasMore { get; set; }

    public string? NextOffset { get; set; }
}
