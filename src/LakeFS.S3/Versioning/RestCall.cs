namespace LakeFS.S3;

/// <summary>What a REST call concerns, for its errors.</summary>
internal sealed class RestCall
{
    public RestCall(string repository, string? reference)
    {
        Repository = repository;
        Ref = reference;
    }

    /// <summary>The repository.</summary>
    public string Repository { get; }

    /// <summary>The branch or other ref; null where the call concerns none.</summary>
    public string? Ref { get; }
}
