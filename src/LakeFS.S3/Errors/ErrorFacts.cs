using System;
using System.Collections.Generic;
using System.Net;

namespace LakeFS.S3.Errors;

/// <summary>What is known about an error besides its id: where it happened, and what the server said.</summary>
internal sealed record ErrorFacts
{
    /// <summary>Facts with nothing known.</summary>
    public static ErrorFacts None { get; } = new();

    public Uri? Endpoint { get; init; }

    /// <summary>Whether the server is lakeFS, where buckets are repositories and keys start with a ref.</summary>
    public bool IsOnLakeFS { get; init; } = true;

    /// <summary>The repository, or the bucket of a plain S3 store.</summary>
    public string? Repository { get; init; }

    public string? Ref { get; init; }

    public string? Key { get; init; }

    /// <summary>The object's address in the caller's names.</summary>
    public string? Address { get; init; }

    /// <summary>The affected keys, if there are several.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>The caller's name for the object if a router maps it to another; otherwise null.</summary>
    public string? Alias { get; init; }

    /// <summary>The server's error code; null if the response had no body, as for HEAD.</summary>
    public string? Code { get; init; }

    public HttpStatusCode? Status { get; init; }

    /// <summary>The server's own message.</summary>
    public string? ServerMessage { get; init; }

    /// <summary>What a program on the server wrote, to stand below the message.</summary>
    public IReadOnlyList<string> Output { get; init; } = [];

    public string? RequestId { get; init; }

    public Exception? Inner { get; init; }

    /// <summary>The object, as shown in messages.</summary>
    public string Object => !IsOnLakeFS ? $"'{Key}' in bucket '{Repository}'"
        : Ref is null ? $"'{Key}'"
        : $"'{Key}' at ref '{Ref}' of repository '{Repository}'";

    /// <summary>The server's message as a final sentence; empty if there was none.</summary>
    public string ServerSays => string.IsNullOrWhiteSpace(ServerMessage) ? string.Empty : $" The server says: {ServerMessage!.Trim()}";

    /// <summary>The status, such as <c>503 ServiceUnavailable</c>.</summary>
    public string StatusText => Status is null ? "no status" : $"{(int)Status} {Status}";

    /// <summary>The facts of an exception, for creating a more specific one.</summary>
    public static ErrorFacts Of(LakeS3Exception error) => new()
    {
        Code = error.Code,
        Status = error.StatusCode,
        RequestId = error.RequestId,
        Endpoint = error.Endpoint,
        Repository = error.Repository,
        Ref = error.Ref,
        Key = error.Key,
        Keys = error.Keys,
        Inner = error.InnerException,
    };
}
