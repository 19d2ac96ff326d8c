using System;
using System.Net;
using LakeFS.S3.Errors;
using LakeFS.S3.Http;

namespace LakeFS.S3.S3;

/// <summary>All that is known about a request that failed; what decides which error it is.</summary>
internal sealed class S3ErrorContext
{
    public S3ErrorContext(LakeS3Connection connection, S3Operation operation)
    {
        Connection = connection;
        Operation = operation;
    }

    public S3ErrorContext(LakeS3Connection connection, S3Operation operation, ObjectAddress address)
        : this(connection, operation)
    {
        Repository = address.Container;
        Ref = address.IsOnLakeFS ? address.Ref : null;
        Key = address.StoreKey;
        Alias = address.Alias;
    }

    /// <summary>A failure that concerns no object, but the place where objects would be.</summary>
    public static S3ErrorContext OfPrefix(LakeS3Connection connection, S3Operation operation, ObjectAddress prefix) => new(connection, operation)
    {
        Repository = prefix.Container,
        Ref = prefix.Ref.Length == 0 ? null : prefix.Ref,
        Alias = prefix.Alias,
    };

    public LakeS3Connection Connection { get; }

    public S3Operation Operation { get; }

    /// <summary>The server's code; null where the answer had no body, as for HEAD.</summary>
    public string? Code { get; set; }

    public HttpStatusCode? Status { get; set; }

    /// <summary>The server's own message.</summary>
    public string? ServerMessage { get; set; }

    public string? RequestId { get; set; }

    /// <summary>The server's clock as the answer's Date header tells it.</summary>
    public DateTimeOffset? ServerTime { get; set; }

    /// <summary>Whether the answer's body has another form than the server's errors, as the page of a proxy has.</summary>
    public bool IsForeign { get; set; }

    /// <summary>How often the request was sent again.</summary>
    public int Retries { get; set; }

    public string? Repository { get; init; }

    public string? Ref { get; init; }

    public string? Key { get; init; }

    /// <summary>The caller's name for the object, where a router gave it another; otherwise null.</summary>
    public string? Alias { get; init; }

    /// <summary>What a second look at the ref found, where the code alone does not tell.</summary>
    public RefState RefState { get; set; }

    public Exception? Inner { get; set; }

    /// <summary>What the error's text and the exception are made from.</summary>
    public ErrorFacts Facts => new()
    {
        Endpoint = Connection.EndpointUrl,
        IsOnLakeFS = Connection.IsLakeFS,
        Repository = Repository,
        Ref = Ref,
        Key = Key,
        Alias = Alias,
        Code = Code,
        Status = Status,
        ServerMessage = ServerMessage,
        RequestId = RequestId,
        Inner = Inner,
    };

    /// <summary>Takes over what the server said.</summary>
    public void Take(ServerErrorException refusal)
    {
        Code = string.IsNullOrEmpty(refusal.ErrorCode) ? null : refusal.ErrorCode;
        Status = refusal.StatusCode;
        // Where the server says nothing, .NET's own words stand there.
        ServerMessage = Code is null ? null : refusal.Message;
        RequestId = refusal.RequestId;
        ServerTime = refusal.ServerTime;
        IsForeign = refusal.IsForeign;
        Retries = RetryPolicy.RetriesOf(refusal);
        Inner = refusal;
    }
}
