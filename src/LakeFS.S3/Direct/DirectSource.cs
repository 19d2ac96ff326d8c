using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.Http;
using LakeFS.S3.Primitives;
using LakeFS.S3.Rest;
using LakeFS.S3.S3;

namespace LakeFS.S3.Direct;

/// <summary>
/// An object's content, read straight from the object store. What is said about the object comes from lakeFS, so its content
/// is checked as if it came through the gateway. A URL that is refused is renewed once: it may have expired.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim has nothing to dispose unless AvailableWaitHandle is used.")]
internal sealed class DirectSource(DirectAccess access, ObjectAddress address)
{
    private readonly SemaphoreSlim _renewal = new(1);
    private volatile SignedObject? _signed;
    private volatile string? _storeETag;

    /// <summary>The current URL; null before the first.</summary>
    public Uri? Url => _signed?.Url;

    private ErrorFacts Facts => address.FactsAt(access.Connection.EndpointUrl);

    /// <summary>Gets the URL, and checks that there is a way to the store.</summary>
    /// <exception cref="LakeS3Exception">The object does not exist, the server signs no URLs, or the store can't be reached.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _signed = await SignAsync(cancellationToken).ConfigureAwait(false);
        await access.RequireReachableAsync(_signed.Url, cancellationToken).ConfigureAwait(false);
        access.Count();
    }

    /// <summary>Requests the object or a range of it, without retries.</summary>
    /// <param name="range">The range; null for the whole object.</param>
    /// <param name="etag">The ETag that the object must have; null for any.</param>
    /// <param name="cancellationToken">Cancels the request and reading the response.</param>
    /// <exception cref="LakeS3Exception">The object has been replaced, or the store refuses a new URL, too.</exception>
    public async Task<ObjectBody> GetOnceAsync(ContentRange? range, string? etag, CancellationToken cancellationToken)
    {
        SignedObject used = _signed!;
        if (etag is not null && etag != used.ETag)
        {
            throw ObjectErrors.Changed(Facts, etag, used.ETag);
        }

        try
        {
            return await GetAsync(used, range, cancellationToken).ConfigureAwait(false);
        }
        catch (ServerErrorException refusal) when (StoreClient.IsRefusal(refusal))
        {
            used = await RenewAsync(used, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await GetAsync(used, range, cancellationToken).ConfigureAwait(false);
        }
        catch (ServerErrorException refusal) when (StoreClient.IsRefusal(refusal))
        {
            throw StoreClient.Refused(used.Url, refusal);
        }
    }

    /// <summary>Translates a failure; null if it is not one of the store or the network.</summary>
    public LakeS3Exception? Explain(Exception failure) => access.Store.Explain(Url!, failure);

    private async Task<SignedObject> SignAsync(CancellationToken cancellationToken)
    {
        ObjectStatsModel stats = await access.Presign.StatAsync(address, presign: true, cancellationToken).ConfigureAwait(false);
        return new SignedObject(StoreUrl.Require(access.Connection, stats.PhysicalAddress), stats, ETags.Unquote(stats.Checksum) ?? string.Empty);
    }

    private async Task<SignedObject> RenewAsync(SignedObject refused, CancellationToken cancellationToken)
    {
        await _renewal.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (ReferenceEquals(_signed, refused))
            {
                SignedObject renewed = await SignAsync(cancellationToken).ConfigureAwait(false);
                _signed = renewed.ETag == refused.ETag && renewed.Stats.SizeBytes == refused.Stats.SizeBytes
                    ? renewed
                    : throw ObjectErrors.Changed(Facts, refused.ETag, renewed.ETag);
            }

            return _signed!;
        }
        finally
        {
            _renewal.Release();
        }
    }

    private async Task<ObjectBody> GetAsync(SignedObject signed, ContentRange? range, CancellationToken cancellationToken)
    {
        if (signed.Stats.SizeBytes == 0)
        {
            // An empty object has no range to ask for.
            MemoryStream empty = new([], writable: false);
            return BodyOf(signed, empty, empty, start: 0, length: 0);
        }

        HttpResponseMessage answer = await access.Store.GetAsync(signed.Url, range, cancellationToken).ConfigureAwait(false);
        try
        {
            ContentRangeHeaderValue? got = answer.Content.Headers.ContentRange;
            long? length = answer.Content.Headers.ContentLength;
            RequireSame(signed, ObjectSizes.Require(got is null ? length : got.Length), ETags.Unquote(AnswerHeaders.Get(answer, "ETag")));
            return BodyOf(signed, answer, await answer.Content.ReadAsStreamAsync().ConfigureAwait(false), got?.From ?? 0, length);
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    // What lakeFS wrote never changes in the store, but what was imported can.
    private void RequireSame(SignedObject signed, long? size, string? storeETag)
    {
        if (size is not null && size != signed.Stats.SizeBytes)
        {
            throw ObjectErrors.ContentMismatch(
                Facts, $"the object store has {size} bytes of it, and lakeFS knows of {signed.Stats.SizeBytes}.", "Nothing was kept.");
        }

        string? first = Interlocked.CompareExchange(ref _storeETag, storeETag, null);
        if (first is not null && first != storeETag)
        {
            throw ObjectErrors.Changed(Facts, first, storeETag);
        }
    }

    private static ObjectBody BodyOf(SignedObject signed, IDisposable owner, Stream content, long start, long? length) => new(owner, content)
    {
        Length = length,
        Start = start,
        ObjectSize = signed.Stats.SizeBytes,
        ETag = signed.ETag,
        ContentType = signed.Stats.ContentType,
        Metadata = PresignClient.MetadataOf(signed.Stats),
    };

    private sealed class SignedObject(Uri url, ObjectStatsModel stats, string etag)
    {
        public Uri Url { get; } = url;

        public ObjectStatsModel Stats { get; } = stats;

        public string ETag { get; } = etag;
    }
}
