using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;

namespace LakeFS.S3.S3;

/// <summary>An object's content, written over S3.</summary>
/// <param name="client">The client.</param>
/// <param name="address">The object.</param>
internal sealed class GatewayTarget(S3Client client, ObjectAddress address) : IContentTarget
{
    public Task<PutResult> PutAsync(PutHeaders headers, IRequestBody body, CancellationToken cancellationToken) =>
        client.Content.PutAsync(headers, body, cancellationToken);

    public Task<string> BeginAsync(PutHeaders headers, int? parts, Action<Leftover> lost, CancellationToken cancellationToken)
    {
        Leftover upload = new(LeftoverKind.LostUpload, address.Container, address.IsOnLakeFS ? address.Ref : null, address.Key, string.Empty, string.Empty);
        return client.Uploads.BeginAsync(headers, () => lost(upload), cancellationToken);
    }

    public Task<PutResult> PutPartAsync(string uploadId, int number, IRequestBody body, CancellationToken cancellationToken) =>
        client.Content.PutPartAsync(address, uploadId, number, body, cancellationToken);

    public Task<string?> CompleteAsync(
        string uploadId, PutHeaders headers, IReadOnlyCollection<KeyValuePair<int, string>> parts, CancellationToken cancellationToken) =>
        client.Uploads.CompleteAsync(address, uploadId, parts, headers.NoClobber, cancellationToken);

    public Task<bool> TryAbortAsync(string uploadId, CancellationToken cancellationToken) =>
        client.Uploads.TryAbortAsync(address, uploadId, cancellationToken);
}
