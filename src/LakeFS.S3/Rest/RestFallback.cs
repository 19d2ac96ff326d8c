using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using LakeFS.S3.Errors;

namespace LakeFS.S3.Rest;

/// <summary>
/// Lists over REST, which returns more details, or over S3 if REST is not available or not allowed for the key pair.
/// </summary>
internal static class RestFallback
{
    /// <summary>Streams one of the two lists.</summary>
    /// <param name="rest">The list over REST.</param>
    /// <param name="s3">The list over S3, used if the first page over REST fails.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <typeparam name="T">The type of the items.</typeparam>
    public static async IAsyncEnumerable<T> ListAsync<T>(
        IAsyncEnumerable<T> rest, Func<IAsyncEnumerable<T>> s3, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<T> items = rest.GetAsyncEnumerator(cancellationToken);
        try
        {
            bool isThere;
            try
            {
                isThere = await items.MoveNextAsync().ConfigureAwait(false);
            }
            catch (LakeS3Exception error) when (MayDoByS3(error))
            {
                await items.DisposeAsync().ConfigureAwait(false);
                items = s3().GetAsyncEnumerator(cancellationToken);
                isThere = await items.MoveNextAsync().ConfigureAwait(false);
            }

            for (; isThere; isThere = await items.MoveNextAsync().ConfigureAwait(false))
            {
                yield return items.Current;
            }
        }
        finally
        {
            await items.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Whether a failure means that REST is not available or not allowed for the key pair: a host that serves only the
    /// gateway does not return lakeFS's JSON. A wrong key pair is left to S3, which reports which half is wrong.
    /// </summary>
    public static bool MayDoByS3(LakeS3Exception error) =>
        error.Kind is LakeErrorKind.PermissionDenied or LakeErrorKind.NotSupported || ErrorCatalog.NotAnS3Endpoint.Is(error);
}
