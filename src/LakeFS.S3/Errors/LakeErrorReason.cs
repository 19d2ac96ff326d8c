namespace LakeFS.S3;

/// <summary>Which of several causes an error had, if the remedies differ.</summary>
public enum LakeErrorReason
{
    /// <summary>The error's id needs no further reason.</summary>
    None,

    /// <summary>A request that changes something got no response, so it may have been executed.</summary>
    OutcomeUnknown,

    /// <summary>Connection failed: the server does not support TLS, or no version that this machine accepts.</summary>
    TlsFailed,

    /// <summary>Connection failed: the connection was closed while in use.</summary>
    ConnectionLost,

    /// <summary>Access denied: the connection is anonymous.</summary>
    Anonymous,

    /// <summary>Access denied: the server could not read the request's signature.</summary>
    SignatureUnreadable,

    /// <summary>Access denied: the access key id and the secret do not match, or are unknown.</summary>
    KeyPairRefused,

    /// <summary>Access denied: the key pair is valid, but its user lacks the permission.</summary>
    PermissionMissing,

    /// <summary>A connection setting applies only to the other kind of store.</summary>
    ConnectionSetting,

    /// <summary>A ref is missing: a router maps the key to lakeFS without one.</summary>
    RoutedWithoutRef,

    /// <summary>A ref is missing: the bucket was given, and the key does not start with a ref.</summary>
    KeyWithoutRef,

    /// <summary>The key is invalid: it has a segment <c>.</c> or <c>..</c>, which this version of .NET can't send.</summary>
    DotSegment,

    /// <summary>The key is invalid: the server's list shows another character in place of one in the key.</summary>
    KeyNotListable,

    /// <summary>The source and destination of a copy overlap without being the same object.</summary>
    Overlap,

    /// <summary>Merge conflict: objects changed by the commit have been changed again since.</summary>
    ChangedSince,

    /// <summary>Merge conflict: the target of a transaction was changed in the meantime.</summary>
    Transaction,

    /// <summary>The request is invalid: lakeFS can't import from this source.</summary>
    ImportSource,

    /// <summary>Not supported: the server does not know this API call and may be too old for it.</summary>
    UnknownCall,

    /// <summary>The server's list is not in key order.</summary>
    UnorderedList,

    /// <summary>Proxy failed: it requires a valid user name and password.</summary>
    ProxyCredential,

    /// <summary>Server error: the request arrived too slowly.</summary>
    RequestTooSlow,

    /// <summary>Server error: the response contains impossible values.</summary>
    AnswerUnbelievable,

    /// <summary>Access denied by something in front of the server, such as a proxy.</summary>
    RefusedOnTheWay,

    /// <summary>The endpoint is invalid: certificate settings were given for plain HTTP.</summary>
    EndpointWithoutTls,

    /// <summary>A file can't be written: a file exists where a folder is needed.</summary>
    FileInTheWay,

    /// <summary>The credential is invalid: it starts or ends with a blank or a line break.</summary>
    CredentialPadded,

    /// <summary>The file of a saved connection can't be read.</summary>
    SavedConnection,
}
