namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>An access key id and its secret.</summary>
internal sealed record KeyPair(string AccessKeyId, string SecretAccessKey)
{
    /// <summary>The key pair that a recorded request was signed with, given the server's own.</summary>
    public KeyPair For(string recordedKey) => recordedKey switch
    {
        "valid" or "none" => this,
        "unknownKey" => this with { AccessKeyId = "AKIAUNKNOWNEXAMPLE00" },
        "wrongSecret" => this with { SecretAccessKey = "not-the-secret" },
        "longKey" => this with { AccessKeyId = AccessKeyId + "LONGER" },
        _ => throw new ReplayException($"there is no key {recordedKey}"),
    };
}
