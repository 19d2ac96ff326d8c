namespace LakeFS.S3;

/// <summary>The kind of an error, for callers that handle errors by kind.</summary>
public enum LakeErrorKind
{
    /// <summary>The server failed, and no other kind applies.</summary>
    Server,

    /// <summary>A repository, ref, object, file or host does not exist.</summary>
    NotFound,

    /// <summary>The operation is not possible in the current state, such as writing to a tag.</summary>
    InvalidOperation,

    /// <summary>A value is invalid; it was rejected locally or by the server.</summary>
    InvalidArgument,

    /// <summary>The target exists already and was not to be overwritten.</summary>
    AlreadyExists,

    /// <summary>The key pair is wrong, or the clock that signatures depend on.</summary>
    Authentication,

    /// <summary>The key pair is known, or the file exists, but access is denied.</summary>
    PermissionDenied,

    /// <summary>The server could not be reached, or is not an S3 endpoint.</summary>
    Connection,

    /// <summary>No response arrived in time.</summary>
    Timeout,

    /// <summary>The server's certificate is not trusted.</summary>
    Security,

    /// <summary>The server asks for a lower request rate.</summary>
    LimitsExceeded,

    /// <summary>The content received differs from the content sent.</summary>
    InvalidData,

    /// <summary>The server does not support the operation.</summary>
    NotSupported,
}
