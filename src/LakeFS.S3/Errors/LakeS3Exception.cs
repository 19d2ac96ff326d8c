using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using LakeFS.S3.Errors;
using LakeFS.S3.Primitives;

namespace LakeFS.S3;

/// <summary>The one exception type of this library, for every failure that it foresees.</summary>
public sealed class LakeS3Exception : Exception
{
    // So that a line that others wrote is not taken for a prompt, or for an error of its own.
    private const string Margin = "  | ";

    /// <summary>Makes an exception without particulars.</summary>
    public LakeS3Exception()
        : this("The operation failed.")
    {
    }

    /// <summary>Makes an exception with a message alone.</summary>
    /// <param name="message">What happened.</param>
    public LakeS3Exception(string message)
        : this(ErrorCatalog.ServerError.Id, ErrorCatalog.ServerError.Kind, message)
    {
    }

    /// <summary>Makes an exception with a message and its cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public LakeS3Exception(string message, Exception innerException)
        : this(ErrorCatalog.ServerError.Id, ErrorCatalog.ServerError.Kind, message, innerException)
    {
    }

    /// <summary>Makes an exception of a stable id and kind.</summary>
    /// <param name="errorId">The stable id, beginning with <c>Lake</c>.</param>
    /// <param name="kind">The sort of failure.</param>
    /// <param name="message">What happened, in words a user understands. Characters that a terminal would obey are shown as in <c>`u{1b}</c>.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public LakeS3Exception(string errorId, LakeErrorKind kind, string message, Exception? innerException = null)
        : this(errorId, kind, message, [], innerException)
    {
    }

    /// <summary>Makes an exception whose message goes on with lines that others wrote.</summary>
    internal LakeS3Exception(string errorId, LakeErrorKind kind, string message, IReadOnlyList<string> lines, Exception? innerException)
        : base(string.Join(Environment.NewLine + Margin, [VisibleText.Of(message), .. lines.SelectMany(VisibleText.LinesOf)]), innerException)
    {
        ErrorId = errorId;
        Kind = kind;
    }

    /// <summary>The stable, documented id of this error, such as <c>LakeObjectNotFound</c>.</summary>
    public string ErrorId { get; }

    /// <summary>The sort of failure.</summary>
    public LakeErrorKind Kind { get; }

    /// <summary>Which of the error's causes it was, where what to do about it depends on that.</summary>
    public LakeErrorReason Reason { get; init; }

    /// <summary>The server's own error code, such as <c>NoSuchKey</c>; null where none came.</summary>
    public string? Code { get; init; }

    /// <summary>The HTTP status of the answer; null where none came.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The server's id for the request; null where none came.</summary>
    public string? RequestId { get; init; }

    /// <summary>The endpoint that was asked, without any query.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The repository concerned.</summary>
    public string? Repository { get; init; }

    /// <summary>The ref concerned.</summary>
    public string? Ref { get; init; }

    /// <summary>The key concerned, without the ref.</summary>
    public string? Key { get; init; }

    /// <summary>The keys concerned where they are several, such as those of a merge's conflicts: the first thousand.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];
}
