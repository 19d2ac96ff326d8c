using System.Management.Automation;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.PowerShell.Sessions;

/// <summary>Converts the engine's exception to an error record.</summary>
internal static class LakeErrorRecord
{
    /// <summary>Creates a record with the exception's id, the matching category and the recommended action.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="target">What was worked on.</param>
    /// <param name="isOneObject">Whether the target is one of several objects. The message then names it: those about the
    /// connection do not by themselves.</param>
    public static ErrorRecord From(LakeS3Exception exception, object? target, bool isOneObject = false)
    {
        ErrorRecord record = new(exception, exception.ErrorId, CategoryOf(exception.Kind), target)
        {
            ErrorDetails = new ErrorDetails(MessageOf(exception, isOneObject ? target?.ToString() : null)) { RecommendedAction = RecommendedActions.For(exception) },
        };

        // Shown below the message by Windows PowerShell, and by PowerShell 7 on request.
        record.CategoryInfo.TargetName = VisibleText.Of(record.CategoryInfo.TargetName);
        return record;
    }

    private static string MessageOf(LakeS3Exception exception, string? name) =>
        !EndsPipeline(exception) || name is null or "" || exception.Message.Contains(VisibleText.Of(name)) ? exception.Message
        : $"{VisibleText.Of(name)}: {exception.Message}";

    /// <summary>Whether all further objects would fail for the same reason.</summary>
    public static bool EndsPipeline(LakeS3Exception exception) => exception.Kind
        is LakeErrorKind.Connection or LakeErrorKind.Security or LakeErrorKind.Authentication or LakeErrorKind.Timeout;

    private static ErrorCategory CategoryOf(LakeErrorKind kind) => kind switch
    {
        LakeErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        LakeErrorKind.InvalidOperation => ErrorCategory.InvalidOperation,
        LakeErrorKind.InvalidArgument => ErrorCategory.InvalidArgument,
        LakeErrorKind.AlreadyExists => ErrorCategory.ResourceExists,
        LakeErrorKind.Authentication => ErrorCategory.AuthenticationError,
        LakeErrorKind.PermissionDenied => ErrorCategory.PermissionDenied,
        LakeErrorKind.Connection => ErrorCategory.ConnectionError,
        LakeErrorKind.Timeout => ErrorCategory.OperationTimeout,
        LakeErrorKind.Security => ErrorCategory.SecurityError,
        LakeErrorKind.LimitsExceeded => ErrorCategory.LimitsExceeded,
        LakeErrorKind.InvalidData => ErrorCategory.InvalidData,
        LakeErrorKind.NotSupported => ErrorCategory.NotImplemented,
        _ => ErrorCategory.NotSpecified,
    };
}
