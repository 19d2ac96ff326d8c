using System;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Http;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.S3;

/// <summary>An object's content, read over S3.</summary>
/// <param name="content">The client.</param>
/// <param name="address">The object.</param>
internal sealed class GatewaySource(ContentClient content, ObjectAddress address) : IContentSource
{
    public RetryPolicy Retry => content.Retry;

    public Task<ObjectBody> OpenAsync(ContentRange? range, CancellationToken cancellationToken) =>
        content.GetAsync(address, range, cancellationToken);

    public Task<ObjectBody> GetOnceAsync(ContentRange range, string etag, CancellationToken cancellationToken) =>
        content.GetOnceAsync(address, range, etag, cancellationToken);

    public Task<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken) => content.ReadAsync(address, read, cancellationToken);
}
