using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Primitives;

/// <summary>Waits for tasks that several callers share, so that none of them cancels the task for the others.</summary>
internal static class SharedTask
{
    /// <summary>Waits until the task ends or the caller cancels.</summary>
    public static async Task<T> WaitAsync<T>(Task<T> task, CancellationToken cancellationToken)
    {
        if (!task.IsCompleted)
        {
            TaskCompletionSource<bool> canceled = new(TaskCreationOptions.RunContinuationsAsynchronously);
            using CancellationTokenRegistration registration = cancellationToken.Register(() => canceled.TrySetResult(true));
            await Task.WhenAny(task, canceled.Task).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return await task.ConfigureAwait(false);
    }
}
