namespace LakeFS.S3.LocalGateway.Faults;

/// <summary>What goes wrong with a request that a fault rule hits.</summary>
public enum FaultKind
{
    /// <summary><c>error</c>: an error is answered, the operation is not done.</summary>
    Error,

    /// <summary><c>hook</c>: the operation is refused as by a hook, whose output the rule's message is; for the REST API.</summary>
    Hook,

    /// <summary><c>reset</c>: the connection is aborted before any header is sent.</summary>
    Reset,

    /// <summary><c>half-close</c>: the server closes its side of the connection without an answer, and goes on reading for a while.</summary>
    HalfClose,

    /// <summary><c>reset-in-body</c>: the connection is aborted within the response body; for a PUT within the request body.</summary>
    ResetInBody,

    /// <summary><c>lost-answer</c>: the operation is done, then the connection is aborted before any header is sent.</summary>
    LostAnswer,

    /// <summary><c>stall</c>: nothing is answered for a while, then the connection is aborted.</summary>
    Stall,

    /// <summary><c>stall-in-body</c>: the response body (for a PUT the request body) halts for a while, then the connection is aborted.</summary>
    StallInBody,

    /// <summary><c>wrong-content-length</c>: the header declares more bytes than are sent, then the connection is closed.</summary>
    WrongContentLength,

    /// <summary><c>wrong-etag</c>: every ETag in the answer, header or XML, is another.</summary>
    WrongETag,

    /// <summary><c>truncate</c>: the body ends early under the right Content-Length, then the connection is closed.</summary>
    Truncate,

    /// <summary><c>corrupt</c>: one byte of the response body of a GET is flipped.</summary>
    Corrupt,

    /// <summary><c>mangle</c>: the operation is done, and the body of its answer can't be read.</summary>
    Mangle,

    /// <summary><c>drip</c>: the first bytes of the body arrive one by one; the operation is done.</summary>
    Drip,

    /// <summary><c>redirect</c>: the answer leads to another server, the operation is not done.</summary>
    Redirect,

    /// <summary><c>html</c>: a page of a user interface is answered with status 200, the operation is not done.</summary>
    Html,

    /// <summary><c>delay</c>: the operation is done after a while.</summary>
    Delay,
}
