using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.Http;

namespace LakeFS.S3.Direct;

/// <summary>Decides for the transfers of one operation whether content goes straight to and from the object store.</summary>
internal sealed class DirectAccess(LakeS3Connection connection)
{
    /// <summary>
    /// From this size on, in bytes, content goes direct in mode Auto. Of an object of 1 MiB, an upload costs the lakeFS process 1.9
    /// ms instead of 5.6, of 4 MiB 1.4 instead of 18, of 16 MiB 2 instead of 64; downloads a third of that. But an upload takes
    /// two more round trips and a download one, which at 50 ms and 1 Gbit/s are a third of the time of 16 MiB.
    /// </summary>
    public const long Threshold = 16L * 1024 * 1024;

    private int _direct;
    private int _fallbacks;

    public LakeS3Connection Connection { get; } = connection;

    public PresignClient Presign { get; } = new(connection);

    public StoreClient Store { get; } = new(connection);

    /// <summary>Whether content must not go through the gateway.</summary>
    public bool IsRequired => Mode == DirectTransferMode.Always;

    private DirectTransferMode Mode => Connection.IsLakeFS ? Connection.DirectTransfer : DirectTransferMode.Never;

    private ObjectStores Stores => Connection.Http.Stores;

    /// <summary>Whether content is to go direct if it can. Sends nothing.</summary>
    /// <param name="size">The size in bytes; null if it is not known.</param>
    public bool Wants(long? size) => Mode switch
    {
        DirectTransferMode.Always => true,
        DirectTransferMode.Auto => size >= Threshold,
        _ => false,
    };

    /// <summary>Gets what the server offers; asked once per connection.</summary>
    /// <param name="needsParts">Whether URLs of parts are needed.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="LakeS3Exception"><c>LakeDirectTransferFailed</c>: nothing, and direct transfers are required; or the
    /// server could not be asked.</exception>
    public async Task<PresignSupport> GetSupportAsync(bool needsParts, CancellationToken cancellationToken)
    {
        PresignSupport support;
        try
        {
            support = await Stores.GetSupportAsync(AskAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (LakeS3Exception) when (!IsRequired)
        {
            // The transfer itself will show what is wrong with the server.
            return PresignSupport.None;
        }

        return !IsRequired || (support.Objects && (support.Parts || !needsParts))
            ? support
            : throw DirectTransferErrors.NotOffered(new ErrorFacts { Endpoint = Connection.EndpointUrl });
    }

    /// <summary>Checks once per connection that a store can be reached. If it has to be, the transfers themselves show it.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeDirectTransferFailed</c>: it can't.</exception>
    public async Task RequireReachableAsync(Uri url, CancellationToken cancellationToken)
    {
        if (!IsRequired && await Stores.CheckAsync(url, cancellationToken).ConfigureAwait(false) is string reason)
        {
            throw DirectTransferErrors.Unreachable(new ErrorFacts { Endpoint = ObjectStores.Endpoint(url) }, reason);
        }
    }

    /// <summary>Counts an object that goes direct.</summary>
    public void Count() => Interlocked.Increment(ref _direct);

    /// <summary>Whether a failure is one of the store, and content may go through the gateway instead.</summary>
    public bool FallsBack(Exception failure) => Mode == DirectTransferMode.Auto && failure switch
    {
        LakeS3Exception error => ErrorCatalog.DirectTransferFailed.Is(error) || error.Endpoint is Uri other && other.Authority != Connection.EndpointUrl.Authority,
        _ => TransientFailures.WasNotBegun(failure) || failure.InnerException is AuthenticationException,
    };

    /// <summary>Sends no more content straight to the store that failed.</summary>
    /// <param name="url">A URL of the store; null if it is not known.</param>
    /// <param name="failure">The failure.</param>
    public void GiveUp(Uri? url, Exception failure)
    {
        Interlocked.Increment(ref _fallbacks);
        LakeS3Exception? error = failure as LakeS3Exception ?? (url is null ? null : Store.Explain(url, failure));
        Stores.GiveUp(url, error?.Message ?? failure.Message);
    }

    /// <summary>Describes what went direct, and why the rest did not.</summary>
    public IEnumerable<string> Describe()
    {
        if (_direct > 0)
        {
            yield return string.Format(
                CultureInfo.InvariantCulture, "{0}: {1} objects went straight to or from the object store.", Connection.EndpointUrl, _direct);
        }

        foreach (string problem in _fallbacks > 0 ? Stores.Problems.Distinct() : [])
        {
            yield return $"{Connection.EndpointUrl}: content goes through the gateway. {problem}";
        }
    }

    // The caller that asks first must not cancel the request for the others.
    private async Task<PresignSupport> AskAsync()
    {
        try
        {
            return await Presign.ReadSupportAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (LakeS3Exception refusal) when (!IsRequired && (ErrorCatalog.NotAnS3Endpoint.Is(refusal) || refusal.Kind == LakeErrorKind.PermissionDenied))
        {
            // It will be refused the next time, too.
            return PresignSupport.None;
        }
    }
}
