using Amazon.Runtime;

namespace LakeFS.S3;

/// <summary>
/// A key pair, with a session token where there is one, and where it came from; or the lack of any. Secret and token can't
/// be read from outside this library.
/// </summary>
public sealed class LakeCredential
{
    private readonly AWSCredentials _keys;

    /// <summary>Holds a key pair.</summary>
    /// <param name="accessKeyId">The access key id; no secret.</param>
    /// <param name="secretAccessKey">The secret access key.</param>
    /// <param name="source">Where the pair was found, for people.</param>
    /// <param name="sessionToken">The session token that belongs to a temporary pair; null for a lasting one.</param>
    public LakeCredential(string accessKeyId, string secretAccessKey, string source, string? sessionToken = null)
        : this(Keys(accessKeyId, secretAccessKey, sessionToken), source)
    {
        HasSecret = secretAccessKey.Length > 0;
        Padded = IsPadded(secretAccessKey) ? "secret access key" : IsPadded(sessionToken) ? "session token" : null;
        FixedId = accessKeyId;
    }

    /// <summary>Holds key pairs that the SDK finds, and renews when they end.</summary>
    internal LakeCredential(AWSCredentials keys, string source)
    {
        _keys = keys;
        HasSecret = true;
        Source = source;
    }

    /// <summary>The access key id; <c>anonymous</c> where there is none.</summary>
    public string AccessKeyId => FixedId ?? (IsAnonymous ? "anonymous" : _keys.GetCredentials().AccessKey);

    /// <summary>Where the pair was found, such as <c>the environment</c> or <c>profile lake</c>.</summary>
    public string Source { get; }

    /// <summary>Whether requests go unsigned.</summary>
    public bool IsAnonymous => FixedId is null && _keys is AnonymousAWSCredentials;

    /// <summary>Whether the pair has a second half.</summary>
    internal bool HasSecret { get; }

    /// <summary>The part of the pair that has a blank or a line break at an end; null for none.</summary>
    internal string? Padded { get; }

    internal string SecretAccessKey => _keys.GetCredentials().SecretKey;

    private string? FixedId { get; }

    /// <summary>The pair in the SDK's form.</summary>
    internal AWSCredentials ForSdk() => _keys;

    /// <summary>The pair that holds at this moment.</summary>
    internal ImmutableCredentials Current() => _keys.GetCredentials();

    /// <summary>No key pair: requests go unsigned, and get what everyone gets.</summary>
    /// <param name="source">Where that was asked for, for people.</param>
    /// <returns>A credential that signs nothing.</returns>
    public static LakeCredential Anonymous(string source) => new(new AnonymousAWSCredentials(), source);

    /// <inheritdoc/>
    public override string ToString() => $"{AccessKeyId} ({Source})";

    private static bool IsPadded(string? text) => text is not null && text.Length != text.Trim().Length;

    // The SDK refuses an empty secret as an argument; the resolver refuses it with words.
    private static AWSCredentials Keys(string id, string secret, string? token) =>
        id.Length == 0 || secret.Length == 0 ? new AnonymousAWSCredentials()
        : string.IsNullOrEmpty(token) ? new BasicAWSCredentials(id, secret)
        : new SessionAWSCredentials(id, secret, token);
}
