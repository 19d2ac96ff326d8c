using System;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Http;
using LakeFS.S3.Primitives;
using LakeFS.S3.S3;

namespace LakeFS.S3.Direct;

/// <summary>
/// An object's content, straight from the object store or through the gateway. If the size is not known, the gateway's first
/// response shows it, and what follows may come from the store.
/// </summary>
/// <param name="access">Decides.</param>
/// <param name="gateway">The content by way of the gateway.</param>
/// <param name="address">The object.</param>
/// <param name="size">The size as a list showed it; null if the object was not listed.</param>
internal sealed class ChosenSource(DirectAccess access, IContentSource gateway, ObjectAddress address, long? size) : IContentSource
{
    private readonly object _gate = new();
    private long? _size = size;
    private Task<DirectSource?>? _choice;

    public RetryPolicy Retry => gateway.Retry;

    private DirectSource? Direct => _choice is { Status: TaskStatus.RanToCompletion } choice ? choice.Result : null;

    public async Task<ObjectBody> OpenAsync(ContentRange? range, CancellationToken cancellationToken)
    {
        if (await ChooseAsync(cancellationToken).ConfigureAwait(false) is DirectSource direct)
        {
            ObjectBody? body = await TryAsync(
                direct,
                () => ReadAsync(
                    () => Retry.RunAsync(() => TryAsync(direct, () => GetDirectAsync(direct, range, cancellationToken)), cancellationToken), cancellationToken))
                .ConfigureAwait(false);
            if (body is not null)
            {
                return body;
            }
        }

        ObjectBody first = await gateway.OpenAsync(range, cancellationToken).ConfigureAwait(false);
        _size ??= first.ObjectSize;
        return first;
    }

    public async Task<ObjectBody> GetOnceAsync(ContentRange range, string etag, CancellationToken cancellationToken)
    {
        if (await ChooseAsync(cancellationToken).ConfigureAwait(false) is DirectSource direct)
        {
            ObjectBody? body = await TryAsync(direct, () => GetDirectAsync(direct, range, etag, cancellationToken)).ConfigureAwait(false);
            if (body is not null)
            {
                return body;
            }
        }

        return await gateway.GetOnceAsync(range, etag, cancellationToken).ConfigureAwait(false);
    }

    public Task<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken) => gateway.ReadAsync(
        async () =>
        {
            try
            {
                return await read().ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is not LakeS3Exception && Direct is not null && !cancellationToken.IsCancellationRequested)
            {
                LakeS3Exception? error = Direct?.Explain(failure);
                if (error is null)
                {
                    throw;
                }

                throw error;
            }
        },
        cancellationToken);

    private static async Task<ObjectBody?> GetDirectAsync(DirectSource direct, ContentRange? range, CancellationToken cancellationToken) =>
        await direct.GetOnceAsync(range, etag: null, cancellationToken).ConfigureAwait(false);

    private static async Task<ObjectBody?> GetDirectAsync(DirectSource direct, ContentRange range, string etag, CancellationToken cancellationToken)
    {
        ObjectBody body = await direct.GetOnceAsync(range, etag, cancellationToken).ConfigureAwait(false);
        if (body.Start == range.From && body.Length == range.Length)
        {
            return body;
        }

        body.Dispose();
        throw ContentClient.OtherRange(range, body);
    }

    // Null if the gateway has to do it.
    private async Task<ObjectBody?> TryAsync(DirectSource direct, Func<Task<ObjectBody?>> get)
    {
        try
        {
            return await get().ConfigureAwait(false);
        }
        catch (Exception failure) when (access.FallsBack(failure))
        {
            access.GiveUp(direct.Url, failure);
            _choice = Task.FromResult<DirectSource?>(null);
            return null;
        }
    }

    private Task<DirectSource?> ChooseAsync(CancellationToken cancellationToken)
    {
        if (_choice is null && !access.Wants(_size))
        {
            return Task.FromResult<DirectSource?>(null);
        }

        lock (_gate)
        {
            return _choice ??= PrepareAsync(cancellationToken);
        }
    }

    private async Task<DirectSource?> PrepareAsync(CancellationToken cancellationToken)
    {
        if (!(await access.GetSupportAsync(needsParts: false, cancellationToken).ConfigureAwait(false)).Objects)
        {
            return null;
        }

        DirectSource source = new(access, address);
        try
        {
            await source.PrepareAsync(cancellationToken).ConfigureAwait(false);
            return source;
        }
        catch (LakeS3Exception failure) when (access.FallsBack(failure))
        {
            access.GiveUp(source.Url, failure);
            return null;
        }
        catch (LakeS3Exception refusal) when (!access.IsRequired || refusal.Kind == LakeErrorKind.NotFound)
        {
            // The gateway answers what is missing or refused with an error code, and the REST API with words.
            return null;
        }
    }
}
