using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.Http;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Rest;

/// <summary>
/// Sends requests to lakeFS's REST API at the connection's endpoint, with its key pair, TLS, proxy and timeout settings.
/// Reads are retried after transient failures, as configured for the connection. Changes are sent once: if the response is
/// lost, it is unknown whether they were made.
/// </summary>
internal sealed class RestClient(LakeS3Connection connection)
{
    /// <summary>The maximum page size of lakeFS (rest-branches #37).</summary>
    public const int MaxPageSize = 1000;

    /// <summary>Sends a GET request and reads the response.</summary>
    /// <param name="call">The operation and target, for errors.</param>
    /// <param name="path">The path.</param>
    /// <param name="answerType">The type of the response.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="LakeS3Exception">The server rejected the request, could not be reached, or did not return JSON.</exception>
    public Task<TAnswer> GetAsync<TAnswer>(RestCall call, RestPath path, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
        where TAnswer : class =>
        SendAsync(call, HttpMethod.Get, path.ToUrl(connection.EndpointUrl), null, answer => ReadAsync(answer, answerType, cancellationToken), cancellationToken);

    /// <summary>Sends a GET request and returns the response as text.</summary>
    /// <exception cref="LakeS3Exception">The server rejected the request or could not be reached.</exception>
    public Task<string> GetTextAsync(RestCall call, RestPath path, CancellationToken cancellationToken) =>
        SendAsync(call, HttpMethod.Get, path.ToUrl(connection.EndpointUrl), null, answer => ReadTextAsync(answer, cancellationToken), cancellationToken);

    /// <summary>Streams a list, page by page.</summary>
    /// <param name="call">The operation and target, for errors.</param>
    /// <param name="path">The path.</param>
    /// <param name="pageType">The type of a page.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <param name="pageSize">The number of items per page.</param>
    /// <exception cref="LakeS3Exception">The server rejected a request, could not be reached, or did not return JSON.</exception>
    public IAsyncEnumerable<TItem> ListAsync<TItem>(
        RestCall call, RestPath path, JsonTypeInfo<ListModel<TItem>> pageType, CancellationToken cancellationToken, int pageSize = MaxPageSize) =>
        Pages.ReadAsync(
            async (after, token) =>
            {
                string amount = "amount=" + pageSize.ToString(CultureInfo.InvariantCulture);
                Uri url = path.ToUrl(connection.EndpointUrl, after is null ? [amount] : [amount, "after=" + Uri.EscapeDataString(after)]);
                ListModel<TItem> page = await SendAsync(call, HttpMethod.Get, url, null, answer => ReadAsync(answer, pageType, token), token).ConfigureAwait(false);
                return new Page<TItem>(page.Results, NextOf(page.Pagination, after, url));
            },
            connection.CollectMemory,
            cancellationToken);

    /// <summary>Sends a POST request and reads the response. Not retried.</summary>
    /// <param name="call">The operation and target, for errors.</param>
    /// <param name="path">The path.</param>
    /// <param name="body">The body.</param>
    /// <param name="bodyType">The type of the body.</param>
    /// <param name="answerType">The type of the response.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="LakeS3Exception">The server rejected the request, could not be reached, or did not return JSON.</exception>
    public Task<TAnswer> PostAsync<TBody, TAnswer>(
        RestCall call, RestPath path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
        where TAnswer : class =>
        SendAsync(
            call, HttpMethod.Post, path.ToUrl(connection.EndpointUrl), Write(body, bodyType), answer => ReadAsync(answer, answerType, cancellationToken), cancellationToken);

    /// <summary>Sends a POST request without a body and reads the response. Not retried.</summary>
    /// <exception cref="LakeS3Exception">The server rejected the request, could not be reached, or did not return JSON.</exception>
    public Task<TAnswer> PostAsync<TAnswer>(RestCall call, RestPath path, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
        where TAnswer : class =>
        SendAsync(call, HttpMethod.Post, path.ToUrl(connection.EndpointUrl), null, answer => ReadAsync(answer, answerType, cancellationToken), cancellationToken);

    /// <summary>Sends a POST request and returns the response as text. Not retried.</summary>
    /// <exception cref="LakeS3Exception">The server rejected the request or could not be reached.</exception>
    public Task<string> PostForTextAsync<TBody>(
        RestCall call, RestPath path, TBody body, JsonTypeInfo<TBody> bodyType, CancellationToken cancellationToken) =>
        SendAsync(call, HttpMethod.Post, path.ToUrl(connection.EndpointUrl), Write(body, bodyType), answer => ReadTextAsync(answer, cancellationToken), cancellationToken);

    /// <summary>Sends a PUT request and reads the response. Retried if the call is repeatable.</summary>
    /// <exception cref="LakeS3Exception">The server rejected the request, could not be reached, or did not return JSON.</exception>
    public Task<TAnswer> PutAsync<TBody, TAnswer>(
        RestCall call, RestPath path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
        where TAnswer : class =>
        SendAsync(
            call, HttpMethod.Put, path.ToUrl(connection.EndpointUrl), Write(body, bodyType), answer => ReadAsync(answer, answerType, cancellationToken), cancellationToken);

    /// <summary>Sends a request with a body; the response has none. Not retried.</summary>
    /// <exception cref="LakeS3Exception">The server rejected the request, could not be reached, or sent an unexpected
    /// response.</exception>
    public Task SendAsync<TBody>(
        RestCall call, HttpMethod method, RestPath path, TBody body, JsonTypeInfo<TBody> bodyType, CancellationToken cancellationToken) =>
        SendAsync(call, method, path.ToUrl(connection.EndpointUrl), Write(body, bodyType), RequireNoContent, cancellationToken);

    /// <summary>Sends a request without a body; the response has none either. Not retried.</summary>
    /// <exception cref="LakeS3Exception">The server rejected the request, could not be reached, or sent an unexpected
    /// response.</exception>
    public Task SendAsync(RestCall call, HttpMethod method, RestPath path, CancellationToken cancellationToken) =>
        SendAsync(call, method, path.ToUrl(connection.EndpointUrl), null, RequireNoContent, cancellationToken);

    private async Task<TAnswer> SendAsync<TAnswer>(
        RestCall call, HttpMethod method, Uri url, byte[]? body, Func<HttpResponseMessage, Task<TAnswer>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.Retry
                .RunAsync(() => SendOnceAsync(call, method, url, body, read, cancellationToken), cancellationToken, isSentOnce: method != HttpMethod.Get && !call.IsRepeatable).ConfigureAwait(false);
        }
        catch (ServerErrorException refusal)
        {
            throw await new RestErrors(connection, call, refusal).ExplainAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception notLakeFS) when (notLakeFS is JsonException or InvalidDataException)
        {
            throw notLakeFS is JsonException && call.IsChange
                ? RestErrors.Unreadable(connection, call, notLakeFS)
                : RestErrors.NotLakeFS(connection, call, notLakeFS);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw connection.NetworkErrors.Explain(error, isChange: method != HttpMethod.Get) ?? ServerErrors.Unexplained(error);
        }
    }

    private async Task<TAnswer> SendOnceAsync<TAnswer>(
        RestCall call, HttpMethod method, Uri url, byte[]? body, Func<HttpResponseMessage, Task<TAnswer>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await TrySendAsync(call, method, url, body, read, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (TransientFailures.MayBeDone(failure))
        {
            call.Lost?.Invoke();
            throw;
        }
    }

    private async Task<TAnswer> TrySendAsync<TAnswer>(
        RestCall call, HttpMethod method, Uri url, byte[]? body, Func<HttpResponseMessage, Task<TAnswer>> read, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(method, url) { Content = body is null ? null : new ByteArrayContent(body) };
        if (request.Content is not null)
        {
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        if (call.OnlyIfAbsent)
        {
            request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);
        }

        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(connection.AccessKeyId + ":" + connection.Credential.SecretAccessKey)));
        using HttpResponseMessage answer = await connection.Http.Client
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
        {
            throw await RefusalOfAsync(answer, cancellationToken).ConfigureAwait(false);
        }

        return answer.Content.Headers.ContentType?.MediaType == "text/html"
            ? throw new InvalidDataException("The answer is a web page.")
            : await read(answer).ConfigureAwait(false);
    }

    private static async Task<ServerErrorException> RefusalOfAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using MemoryStream body = await BoundedBody.ReadErrorAsync(answer.Content, cancellationToken).ConfigureAwait(false);
        string? message = null;
        bool isForeign = false;
        try
        {
            // The JSON of a conflict has no message (rest-merge #25).
            message = JsonSerializer.Deserialize(body, RestJson.Default.ErrorModel)?.Message ?? string.Empty;
        }
        catch (JsonException)
        {
            isForeign = true;
        }

        string? requestId = answer.Headers.TryGetValues("X-Request-ID", out IEnumerable<string>? ids) ? string.Join(",", ids) : null;
        return new ServerErrorException(
            answer.StatusCode, code: null, message, requestId, hostId: null, answer.Headers.Date, ServerErrorException.RetryAfterOf(answer))
        {
            IsFinal = RestErrors.IsAboutPermissions(message),
            IsForeign = isForeign,
        };
    }

    private string? NextOf(PaginationModel pagination, string? after, Uri url)
    {
        if (!pagination.HasMore)
        {
            return null;
        }

        return string.IsNullOrEmpty(pagination.NextOffset) || pagination.NextOffset == after
            ? throw ServerErrors.EndlessList(new ErrorFacts { Endpoint = connection.EndpointUrl }, url.AbsolutePath)
            : pagination.NextOffset;
    }

    private static byte[] Write<T>(T body, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(body, type);

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        using BoundedStream body = new(await answer.Content.ReadAsStreamAsync().ConfigureAwait(false));
        return await JsonSerializer.DeserializeAsync(body, type, cancellationToken).ConfigureAwait(false) ?? throw new JsonException("The answer is null.");
    }

    // A web page with status 200 does not mean that anything was done.
    private static Task<HttpStatusCode> RequireNoContent(HttpResponseMessage answer) => answer.StatusCode == HttpStatusCode.NoContent
        ? Task.FromResult(answer.StatusCode)
        : throw new JsonException($"The answer is {(int)answer.StatusCode} instead of 204.");

    private static async Task<string> ReadTextAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using MemoryStream body = await BoundedBody.ReadAsync(answer.Content, cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(body.ToArray());
    }
}
