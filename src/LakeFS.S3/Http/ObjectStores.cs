using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Http;

/// <summary>
/// The object stores behind a connection's server: the client for them, and what was found out about them, which is kept as
/// long as the connection. The client has the connection's trust, proxy and timeouts, but neither its sockets nor its
/// observations, because a store is another server.
/// </summary>
internal sealed class ObjectStores : IDisposable
{
    // A firewall that drops packets gives no answer at all.
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(5);

    private readonly HttpOptions _options;
    private readonly Lazy<HttpStack> _http;
    private readonly object _gate = new();
    private readonly ConcurrentDictionary<string, Task<string?>> _checks = new(StringComparer.OrdinalIgnoreCase);
    private Task<PresignSupport>? _support;

    public ObjectStores(HttpOptions options)
    {
        _options = options;
        _http = new Lazy<HttpStack>(() => new HttpStack(options with { HasSecretUrls = true }));
    }

    /// <summary>The client for pre-signed URLs. It adds no credentials.</summary>
    public HttpClient Client => _http.Value.Client;

    /// <summary>Why stores can't be used, one text per store.</summary>
    public IEnumerable<string> Problems => _checks.Values
        .Where(check => check.Status == TaskStatus.RanToCompletion).Select(check => check.Result).OfType<string>();

    /// <summary>What the server offers; asked once.</summary>
    public Task<PresignSupport> GetSupportAsync(Func<Task<PresignSupport>> ask, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_support is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _support = ask();
            }

            return SharedTask.WaitAsync(_support, cancellationToken);
        }
    }

    /// <summary>Checks once per store whether it can be reached.</summary>
    /// <returns>Null if it can; otherwise the reason.</returns>
    public Task<string?> CheckAsync(Uri url, CancellationToken cancellationToken) =>
        SharedTask.WaitAsync(_checks.GetOrAdd(url.Authority, _ => ReachAsync(url)), cancellationToken);

    /// <summary>Does not use a store any more.</summary>
    /// <param name="url">A URL of the store; null if the server handed out none.</param>
    /// <param name="reason">Why, unless an earlier check has found a reason.</param>
    public void GiveUp(Uri? url, string reason) => _checks.AddOrUpdate(
        url?.Authority ?? string.Empty,
        _ => Task.FromResult<string?>(reason),
        (_, check) => check is { Status: TaskStatus.RanToCompletion, Result: not null } ? check : Task.FromResult<string?>(reason));

    /// <summary>Explains failures without a response.</summary>
    public NetworkErrors ErrorsOf(Uri url) => new(Endpoint(url), _options.Timeout, _http.Value.Trust);

    /// <summary>A URL's scheme, host and port; the rest is as secret as a password.</summary>
    public static Uri Endpoint(Uri url) => new(url.GetLeftPart(UriPartial.Authority));

    public void Dispose()
    {
        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }
    }

    // Without the query, which has the signature, any store refuses the request. The response shows that there is a way to it.
    private async Task<string?> ReachAsync(Uri url)
    {
        using CancellationTokenSource timeout = new(CheckTimeout);
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Head, ExactUri.Create(url.GetLeftPart(UriPartial.Path)));
            using HttpResponseMessage answer = await Client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token).ConfigureAwait(false);
            // A proxy answers so for a server that it can't reach.
            return answer.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
                ? $"{Endpoint(url)} can't be reached: the answer was {(int)answer.StatusCode}."
                : null;
        }
        catch (OperationCanceledException)
        {
            return $"{Endpoint(url)} did not answer within {CheckTimeout.TotalSeconds:0} s.";
        }
        catch (LakeS3Exception answered)
        {
            // A redirect shows that the store can be reached, too.
            return ErrorCatalog.ProxyFailed.Is(answered) ? answered.Message : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return ErrorsOf(url).Explain(failure, isChange: false)?.Message ?? failure.Message;
        }
    }
}
