namespace LakeFS.S3;

/// <summary>Which of several causes an error had, where what to do about it depends on that.</summary>
public enum LakeErrorReason
{
    /// <summary>The error's id says all there is to say.</summary>
    None,

    /// <summary>No answer came to a request that changes something, so that it may have been carried out.</summary>
    OutcomeUnknown,

    /// <summary>Connection failed: the server does not speak TLS, or no version that this machine accepts.</summary>
    TlsFailed,

    /// <summary>Connection failed: it ended while it was in use.</summary>
    ConnectionLost,

    /// <summary>Access denied: the connection is anonymous.</summary>
    Anonymous,

    /// <summary>Access denied: the server could not read the request's signature.</summary>
    SignatureUnreadable,

    /// <summary>Access denied: access key id and secret do not belong together, or are unknown.</summary>
    KeyPairRefused,

    /// <summary>Access denied: the key pair is right, but its user lacks the permission.</summary>
    PermissionMissing,

    /// <summary>A setting of a connection is for the other kind of store.</summary>
    ConnectionSetting,

    /// <summary>A ref is missing: a router leads the key to lakeFS without one.</summary>
    RoutedWithoutRef,

    /// <summary>A ref is missing: the bucket was named, and the key does not begin with a ref.</summary>
    KeyWithoutRef,

    /// <summary>The key is invalid: it has a segment <c>.</c> or <c>..</c>, which this .NET can't send.</summary>
    DotSegment,

    /// <summary>The key is invalid: the server's list shows another character in place of one of its own.</summary>
    KeyNotListable,

    /// <summary>Source and destination of a copy overlap, and are not simply the same object.</summary>
    Overlap,

    /// <summary>Merge conflict: what a commit changed was changed again since.</summary>
    ChangedSince,

    /// <summary>Merge conflict: the target of a transaction was changed meanwhile.</summary>
    Transaction,

    /// <summary>The request is invalid: lakeFS can't import from there.</summary>
    ImportSource,

    /// <summary>Not supported: the server does not know this call, so it may be older than the call is.</summary>
    UnknownCall,

    /// <summary>The server's list is not in the order of its keys.</summary>
    UnorderedList,

    /// <summary>Proxy failed: it wants a valid user name and password.</summary>
    ProxyCredential,

    /// <summary>Server error: the request came too slowly.</summary>
    RequestTooSlow,

    /// <summary>Server error: the answer states what can't be.</summary>
    AnswerUnbelievable,

    /// <summary>Access denied: not by the server, but by something in front of it.</summary>
    RefusedOnTheWay,

    /// <summary>The endpoint is invalid: a rule for certificates was given, and it is plain HTTP.</summary>
    EndpointWithoutTls,

    /// <summary>A file can't be written: there is a file where a folder is needed.</summary>
    FileInTheWay,

    /// <summary>The credential is invalid: a blank or a line break is at its beginning or end.</summary>
    CredentialPadded,
}
