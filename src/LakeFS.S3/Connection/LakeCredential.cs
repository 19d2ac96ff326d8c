namespace LakeFS.S3;

/// <summary>A key pair and where it came from. The secret can't be read from outside this library.</summary>
public sealed class LakeCredential
{
    /// <summary>Holds a key pair.</summary>
    /// <param name="accessKeyId">The access key id; no secret.</param>
    /// <param name="secretAccessKey">The secret access key.</param>
    /// <param name="source">Where the pair was found, for people.</param>
    public LakeCredential(string accessKeyId, string secretAccessKey, string source)
    {
        AccessKeyId = accessKeyId;
        SecretAccessKey = secretAccessKey;
        Source = source;
    }

    /// <summary>The access key id.</summary>
    public string AccessKeyId { get; }

    /// <summary>Where the pair was found, such as <c>-Credential</c> or <c>profile lake</c>.</summary>
    public string Source { get; }

    internal string SecretAccessKey { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{AccessKeyId} ({Source})";
}
