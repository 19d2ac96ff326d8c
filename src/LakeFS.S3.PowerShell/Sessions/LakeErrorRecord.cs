using System.Management.Automation;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.PowerShell.Sessions;

/// <summary>Converts the engine's exception to an error record.</summary>
internal static class LakeErrorRecord
{
    /// <summary>Creates a record with the exception's id, the matching category and the recommended action.</summary>
    public static ErrorRecord From(LakeS3Exception exception, object? target)
    {
        ErrorRecord record = new(exception, exception.ErrorId, CategoryOf(exception.Kind), target)
        {
            ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = RecommendedActions.For(exception) },
        };

        // Shown below the message by Windows PowerShell, and by PowerShell 7 on request.
        record.CategoryInfo.TargetName = VisibleText.Of(record.CategoryInfo.TargetName);
        return record;
    }

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
