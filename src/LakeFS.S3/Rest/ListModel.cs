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
