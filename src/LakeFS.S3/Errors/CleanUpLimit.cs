using System;

namespace LakeFS.S3.Errors;

/// <summary>The limit of clean-up on the server after a failure or a cancellation.</summary>
internal static class CleanUpLimit
{
    /// <summary>The time limit, independent of that of the requests: someone who cancels waits for the clean-up.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Why a clean-up failed.</summary>
    public static string ReasonOf(Exception failure) =>
        failure is OperationCanceledException ? $"The server did not answer within {Timeout.TotalSeconds:0} s." : failure.Message;
}
