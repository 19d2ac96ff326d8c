using System;
using LakeFS.S3.Errors;
using LakeFS.S3.Http;

namespace LakeFS.S3.S3;

/// <summary>What is known about a failed request; determines its error.</summary>
internal sealed class S3ErrorContext
{
    public S3ErrorContext(
        LakeS3Connection connection, S3Operation operation, string? repository = null, string? reference = null, string? key = null, string? alias = null)
    {
        Connection = connection;
        Operation = operation;
        Facts = new ErrorFacts
        {
            Endpoint = connection.EndpointUrl,
            IsOnLakeFS = connection.IsLakeFS,
            Repository = repository,
            Ref = reference,
            Key = key,
            Alias = alias,
        };
    }

    public S3ErrorContext(LakeS3Connection connection, S3Operation operation, ObjectAddress address)
        : this(connection, operation, address.Container, address.IsOnLakeFS ? address.Ref : null, address.StoreKey, address.Alias)
    {
    }

    /// <summary>The context of a failed request for a prefix rather than an object.</summary>
    public static S3ErrorContext OfPrefix(LakeS3Connection connection, S3Operation operation, ObjectAddress prefix) =>
        new(connection, operation, prefix.Container, prefix.Ref.Length == 0 ? null : prefix.Ref, key: null, prefix.Alias);

    public LakeS3Connection Connection { get; }

    public S3Operation Operation { get; }

    /// <summary>The facts for the exception and its message.</summary>
    public ErrorFacts Facts { get; set; }

    /// <summary>The server's clock, from the response's Date header.</summary>
    public DateTimeOffset? ServerTime { get; set; }

    /// <summary>Whether the body is not in the server's error format, such as a proxy's error page.</summary>
    public bool IsForeign { get; set; }

    /// <summary>How often and how long the request was tried.</summary>
    public Attempts Attempts { get; set; } = Attempts.One;

    /// <summary>The state of the ref, if it was checked because the error code is ambiguous.</summary>
    public RefState RefState { get; set; }

    /// <summary>Adds the facts of the server's error response.</summary>
    public void Take(ServerErrorException refusal)
    {
        string? code = string.IsNullOrEmpty(refusal.ErrorCode) ? null : refusal.ErrorCode;
        Facts = Facts with
        {
            Code = code,
            Status = refusal.StatusCode,
            // Without an error code, the message is .NET's, not the server's.
            ServerMessage = code is null ? null : refusal.Message,
            RequestId = refusal.RequestId,
            Inner = refusal,
        };
        ServerTime = refusal.ServerTime;
        IsForeign = refusal.IsForeign;
        Attempts = Attempts.Of(refusal);
    }
}
