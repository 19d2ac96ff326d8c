using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using LakeFS.S3.Errors;
using LakeFS.S3.Primitives;

namespace LakeFS.S3;

/// <summary>The exception for all expected failures of this library.</summary>
public sealed class LakeS3Exception : Exception
{
    // Keeps a line of foreign text from looking like a prompt or like an error of its own.
    private const string Margin = "  | ";

    /// <summary>Creates an exception without details.</summary>
    public LakeS3Exception()
        : this("The operation failed.")
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">What happened.</param>
    public LakeS3Exception(string message)
        : this(ErrorCatalog.ServerError.Id, ErrorCatalog.ServerError.Kind, message)
    {
    }

    /// <summary>Creates an exception with a message and a cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public LakeS3Exception(string message, Exception innerException)
        : this(ErrorCatalog.ServerError.Id, ErrorCatalog.ServerError.Kind, message, innerException)
    {
    }

    /// <summary>Creates an exception with a stable id and a kind.</summary>
    /// <param name="errorId">The stable id; starts with <c>Lake</c>.</param>
    /// <param name="kind">The kind of failure.</param>
    /// <param name="message">What happened, for the user. Characters that a terminal interprets appear as in <c>`u{1b}</c>.</param>
    /// <param name="innerException">The cause, or null.</param>
    public LakeS3Exception(string errorId, LakeErrorKind kind, string message, Exception? innerException = null)
        : this(errorId, kind, message, [], innerException)
    {
    }

    /// <summary>Creates an exception whose message is followed by lines of foreign text, such as the output of a hook.</summary>
    internal LakeS3Exception(string errorId, LakeErrorKind kind, string message, IReadOnlyList<string> lines, Exception? innerException)
        : base(string.Join(Environment.NewLine + Margin, [VisibleText.Of(message), .. lines.SelectMany(VisibleText.LinesOf)]), innerException)
    {
        ErrorId = errorId;
        Kind = kind;
    }

    /// <summary>The stable, documented id of this error, such as <c>LakeObjectNotFound</c>.</summary>
    public string ErrorId { get; }

    /// <summary>The kind of failure.</summary>
    public LakeErrorKind Kind { get; }

    /// <summary>Which of several causes the error had, if the remedies differ.</summary>
    public LakeErrorReason Reason { get; init; }

    /// <summary>The server's error code, such as <c>NoSuchKey</c>; null if there was none.</summary>
    public string? Code { get; init; }

    /// <summary>The HTTP status of the response; null if there was no response.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The server's id for the request; null if there was none.</summary>
    public string? RequestId { get; init; }

    /// <summary>The endpoint of the request, without a query.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The repository.</summary>
    public string? Repository { get; init; }

    /// <summary>The ref.</summary>
    public string? Ref { get; init; }

    /// <summary>The key, without the ref.</summary>
    public string? Key { get; init; }

    /// <summary>The affected keys if there are several, such as those of a merge conflict; at most the first 1,000.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];
}
