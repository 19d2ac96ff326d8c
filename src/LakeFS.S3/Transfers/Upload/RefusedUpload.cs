using System;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.Refs;
using LakeFS.S3.S3;

namespace LakeFS.S3.Transfers.Upload;

/// <summary>
/// Explains uploads that ended with a broken connection. lakeFS refuses a write to a tag, a commit or a missing branch at once
/// and closes the connection. While larger content is still being sent, the response is lost.
/// </summary>
internal static class RefusedUpload
{
    /// <summary>Whether the server may have refused the upload.</summary>
    public static bool IsPossible(LakeS3Exception failure, ObjectAddress address) =>
        address.IsOnLakeFS && ErrorCatalog.ConnectionFailed.Is(failure) && WasLost(failure);

    /// <summary>Checks the ref; null if it is a branch or can't be checked.</summary>
    public static async Task<LakeS3Exception?> ExplainAsync(LakeS3Connection connection, ObjectAddress address, CancellationToken cancellationToken)
    {
        RefState state = await new RefLookup(connection).LookAsync(address.Container, address.Ref, cancellationToken).ConfigureAwait(false);
        return state is RefState.Branch or RefState.Unknown
            ? null
            : S3Errors.ContainerNotFound(new S3ErrorContext(connection, S3Operation.WriteObject, address) { RefState = state });
    }

    private static bool WasLost(LakeS3Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException socket)
            {
                return socket.SocketErrorCode is SocketError.Shutdown or SocketError.ConnectionReset or SocketError.ConnectionAborted;
            }
        }

        return failure.Reason == LakeErrorReason.ConnectionLost;
    }
}
