using System;
using System.Threading.Tasks;

namespace LakeFS.S3.S3;

/// <summary>One attempt to send a request body.</summary>
internal static class BodyAttempt
{
    /// <summary>Sends the body; if that fails, resets it for the next attempt.</summary>
    /// <exception cref="LakeS3Exception">The content could not be read.</exception>
    public static async Task<PutResult> RunAsync(IRequestBody body, Func<Task<PutResult>> send)
    {
        try
        {
            return await send().ConfigureAwait(false);
        }
        catch when (body.SourceFailure is not null)
        {
            // The source failed, not the network: a retry would fail the same way.
            throw new LakeS3Exception("The content could not be read.", body.SourceFailure);
        }
        catch
        {
            body.Rewind();
            throw;
        }
    }
}
