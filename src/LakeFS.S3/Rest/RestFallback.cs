using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using LakeFS.S3.Errors;

namespace LakeFS.S3.Rest;

/// <summary>Lists by REST what REST knows more about, and by S3 where REST is not for this key or not there at all.</summary>
internal static class RestFallback
{
    /// <summary>Streams the one or the other list.</summary>
    /// <param name="rest">The list by REST.</param>
    /// <param name="s3">The list by S3, asked for where the first page of the other is refused.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <typeparam name="T">What is listed.</typeparam>
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
    /// Whether a failure says that REST is not for this key or not there at all: a host that serves the gateway alone
    /// answers with something else than lakeFS's JSON. S3 reports a wrong key pair better: it says which
    /// half is wrong.
    /// </summary>
    public static bool MayDoByS3(LakeS3Exception error) =>
        error.Kind is LakeErrorKind.PermissionDenied or LakeErrorKind.NotSupported || ErrorCatalog.NotAnS3Endpoint.Is(error);
}
