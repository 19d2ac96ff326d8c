using System;
using LakeFS.S3.Errors;
using LakeFS.S3.Http;

namespace LakeFS.S3.S3;

/// <summary>All that is known about a request that failed; what decides which error it is.</summary>
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

    /// <summary>A failure that concerns no object, but the place where objects would be.</summary>
    public static S3ErrorContext OfPrefix(LakeS3Connection connection, S3Operation operation, ObjectAddress prefix) =>
        new(connection, operation, prefix.Container, prefix.Ref.Length == 0 ? null : prefix.Ref, key: null, prefix.Alias);

    public LakeS3Connection Connection { get; }

    public S3Operation Operation { get; }

    /// <summary>What the error's text and the exception are made from.</summary>
    public ErrorFacts Facts { get; set; }

    /// <summary>The server's clock as the answer's Date header tells it.</summary>
    public DateTimeOffset? ServerTime { get; set; }

    /// <summary>Whether the answer's body has another form than the server's errors, as the page of a proxy has.</summary>
    public bool IsForeign { get; set; }

    /// <summary>How often the request was sent again.</summary>
    public int Retries { get; set; }

    /// <summary>What a second look at the ref found, where the code alone does not tell.</summary>
    public RefState RefState { get; set; }

    /// <summary>Takes over what the server said.</summary>
    public void Take(ServerErrorException refusal)
    {
        string? code = string.IsNullOrEmpty(refusal.ErrorCode) ? null : refusal.ErrorCode;
        Facts = Facts with
        {
            Code = code,
            Status = refusal.StatusCode,
            // Where the server says nothing, .NET's own words stand there.
            ServerMessage = code is null ? null : refusal.Message,
            RequestId = refusal.RequestId,
            Inner = refusal,
        };
        ServerTime = refusal.ServerTime;
        IsForeign = refusal.IsForeign;
        Retries = RetryPolicy.RetriesOf(refusal);
    }
}
