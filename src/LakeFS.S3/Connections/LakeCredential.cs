using Amazon.Runtime;

namespace LakeFS.S3;

/// <summary>
/// A key pair and its source, with an optional session token; or anonymous access. Secret and token can't be read from
/// outside this library.
/// </summary>
public sealed class LakeCredential
{
    private readonly AWSCredentials _keys;

    /// <summary>Creates a credential from a key pair.</summary>
    /// <param name="accessKeyId">The access key id, which is not secret.</param>
    /// <param name="secretAccessKey">The secret access key.</param>
    /// <param name="source">The source of the pair, for display.</param>
    /// <param name="sessionToken">The session token of a temporary key pair; null for a permanent one.</param>
    public LakeCredential(string accessKeyId, string secretAccessKey, string source, string? sessionToken = null)
        : this(Keys(accessKeyId, secretAccessKey, sessionToken), source)
    {
        HasSecret = secretAccessKey.Length > 0;
        Padded = IsPadded(secretAccessKey) ? "secret access key" : IsPadded(sessionToken) ? "session token" : null;
        HasSessionToken = !string.IsNullOrEmpty(sessionToken);
        FixedId = accessKeyId;
    }

    /// <summary>Creates a credential whose key pairs the SDK resolves, and renews on expiry.</summary>
    internal LakeCredential(AWSCredentials keys, string source)
    {
        _keys = keys;
        HasSecret = true;
        Source = source;
    }

    /// <summary>The access key id; <c>anonymous</c> if there is none.</summary>
    public string AccessKeyId => FixedId ?? (IsAnonymous ? "anonymous" : _keys.GetCredentials().AccessKey);

    /// <summary>The source of the pair, such as <c>the environment</c> or <c>profile lake</c>.</summary>
    public string Source { get; }

    /// <summary>Whether requests are not signed.</summary>
    public bool IsAnonymous => FixedId is null && _keys is AnonymousAWSCredentials;

    /// <summary>Whether there is a secret access key.</summary>
    internal bool HasSecret { get; }

    /// <summary>Whether the pair is a temporary one, with a session token.</summary>
    internal bool HasSessionToken { get; }

    /// <summary>The part of the pair that starts or ends with a blank or a line break; null if none does.</summary>
    internal string? Padded { get; }

    internal string SecretAccessKey => _keys.GetCredentials().SecretKey;

    private string? FixedId { get; }

    /// <summary>Returns the pair in the SDK's form.</summary>
    internal AWSCredentials ForSdk() => _keys;

    /// <summary>Returns the key pair that is currently valid.</summary>
    internal ImmutableCredentials Current() => _keys.GetCredentials();

    /// <summary>Anonymous access: requests are not signed, and get what is public.</summary>
    /// <param name="source">Where anonymous access was requested, for display.</param>
    /// <returns>A credential without a key pair.</returns>
    public static LakeCredential Anonymous(string source) => new(new AnonymousAWSCredentials(), source);

    /// <inheritdoc/>
    public override string ToString() => $"{AccessKeyId} ({Source})";

    private static bool IsPadded(string? text) => text is not null && text.Length != text.Trim().Length;

    // The SDK throws an ArgumentException for an empty secret; the resolver's error explains it.
    private static AWSCredentials Keys(string id, string secret, string? token) =>
        id.Length == 0 || secret.Length == 0 ? new AnonymousAWSCredentials()
        : string.IsNullOrEmpty(token) ? new BasicAWSCredentials(id, secret)
        : new SessionAWSCredentials(id, secret, token);
}
