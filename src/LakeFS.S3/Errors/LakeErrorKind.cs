namespace LakeFS.S3;

/// <summary>What sort of failure an error is, for callers that decide by it.</summary>
public enum LakeErrorKind
{
    /// <summary>The server failed in a way that nobody has given a meaning to.</summary>
    Server,

    /// <summary>A repository, ref, object, file or host that was named does not exist.</summary>
    NotFound,

    /// <summary>What was asked for is impossible in the present state, such as writing to a tag.</summary>
    InvalidOperation,

    /// <summary>A value was refused before or after sending because it can never be right.</summary>
    InvalidArgument,

    /// <summary>The target exists already and was not to be replaced.</summary>
    AlreadyExists,

    /// <summary>The key pair, or the clock that signatures depend on, is wrong.</summary>
    Authentication,

    /// <summary>The key pair is known, or the file is there, but the access is refused.</summary>
    PermissionDenied,

    /// <summary>The server could not be reached, or what answered is no S3 endpoint.</summary>
    Connection,

    /// <summary>No answer came in time.</summary>
    Timeout,

    /// <summary>The server's certificate is not trusted.</summary>
    Security,

    /// <summary>The server asks for fewer requests.</summary>
    LimitsExceeded,

    /// <summary>Content arrived that is not what was sent.</summary>
    InvalidData,

    /// <summary>The server does not offer this operation.</summary>
    NotSupported,
}
