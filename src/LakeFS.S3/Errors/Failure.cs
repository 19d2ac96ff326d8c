using System;
using System.Net;

namespace LakeFS.S3;

/// <summary>All that is known about a request that failed; what the error table decides by.</summary>
internal sealed class Failure
{
    public Failure(LakeS3Connection connection, S3Operation operation)
    {
        Connection = connection;
        Operation = operation;
    }

    public LakeS3Connection Connection { get; }

    public S3Operation Operation { get; }

    /// <summary>The server's code; null where the answer had no body, as for HEAD.</summary>
    public string? Code { get; init; }

    public HttpStatusCode? Status { get; init; }

    /// <summary>The server's own message.</summary>
    public string? ServerMessage { get; init; }

    public string? RequestId { get; init; }

    /// <summary>The server's clock as the answer's Date header tells it.</summary>
    public DateTimeOffset? ServerTime { get; init; }

    public string? Repository { get; init; }

    public string? Ref { get; init; }

    public string? Key { get; init; }

    /// <summary>What a second look at the ref found, where the code alone does not tell.</summary>
    public RefState RefState { get; init; }

    public Exception? Inner { get; init; }

    /// <summary>Makes the exception a caller gets.</summary>
    public LakeS3Exception ToException(string errorId, LakeErrorKind kind, string message, string? action) =>
        new(errorId, kind, message, Inner)
        {
            RecommendedAction = action,
            Code = Code,
            StatusCode = Status,
            RequestId = RequestId,
            Endpoint = Connection.EndpointUrl,
            Repository = Repository,
            Ref = Ref,
            Key = Key,
        };
}
