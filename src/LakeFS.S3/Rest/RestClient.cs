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
/// Calls lakeFS's REST API at the connection's endpoint, with its key pair, TLS, proxy and time limit. What only reads
/// is tried again as often as the connection says when it fails for a passing reason. What changes something is sent
/// once: after a lost response it is unknown whether it was done.
/// </summary>
internal sealed class RestClient(LakeS3Connection connection)
{
    /// <summary>Entries of one page; lakeFS allows no more (rest-branches #37).</summary>
    public const int MaxPageSize = 1000;

    /// <summary>Asks and reads the answer.</summary>
    /// <param name="call">What the call concerns; explains its failures.</param>
    /// <param name="path">Where to.</param>
    /// <param name="answerType">How the answer is read.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="LakeS3Exception">The server refused, could not be reached, or answered something else than JSON.</exception>
    public Task<TAnswer> GetAsync<TAnswer>(RestCall call, RestPath path, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
        where TAnswer : class =>
        SendAsync(call, HttpMethod.Get, path.ToUrl(connection.EndpointUrl), null, answer => ReadAsync(answer, answerType, cancellationToken), cancellationToken);

    /// <summary>Asks for text.</summary>
    /// <exception cref="LakeS3Exception">The server refused or could not be reached.</exception>
    public Task<string> GetTextAsync(RestCall call, RestPath path, CancellationToken cancellationToken) =>
        SendAsync(call, HttpMethod.Get, path.ToUrl(connection.EndpointUrl), null, answer => ReadTextAsync(answer, cancellationToken), cancellationToken);

    /// <summary>Streams a list, page by page.</summary>
    /// <param name="call">What the call concerns; explains its failures.</param>
    /// <param name="path">Where to.</param>
    /// <param name="pageType">How a page is read.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <param name="pageSize">Entries of one page.</param>
    /// <exception cref="LakeS3Exception">The server refused, could not be reached, or answered something else than JSON.</exception>
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

    /// <summary>Posts a body and reads the answer. Sent once.</summary>
    /// <param name="call">What the call concerns; explains its failures.</param>
    /// <param name="path">Where to.</param>
    /// <param name="body">The body.</param>
    /// <param name="bodyType">How the body is written.</param>
    /// <param name="answerType">How the answer is read.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="LakeS3Exception">The server refused, could not be reached, or answered something else than JSON.</exception>
    public Task<TAnswer> PostAsync<TBody, TAnswer>(
        RestCall call, RestPath path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
        where TAnswer : class =>
        SendAsync(
            call, HttpMethod.Post, path.ToUrl(connection.EndpointUrl), Write(body, bodyType), answer => ReadAsync(answer, answerType, cancellationToken), cancellationToken);

    /// <summary>Posts a body and reads the answer, which is text. Sent once.</summary>
    /// <exception cref="LakeS3Exception">The server refused or could not be reached.</exception>
    public Task<string> PostForTextAsync<TBody>(
        RestCall call, RestPath path, TBody body, JsonTypeInfo<TBody> bodyType, CancellationToken cancellationToken) =>
        SendAsync(call, HttpMethod.Post, path.ToUrl(connection.EndpointUrl), Write(body, bodyType), answer => ReadTextAsync(answer, cancellationToken), cancellationToken);

    /// <summary>Sends a body; the answer has none. Sent once.</summary>
    /// <exception cref="LakeS3Exception">The server refused, could not be reached, or answered something else.</exception>
    public Task SendAsync<TBody>(
        RestCall call, HttpMethod method, RestPath path, TBody body, JsonTypeInfo<TBody> bodyType, CancellationToken cancellationToken) =>
        SendAsync(call, method, path.ToUrl(connection.EndpointUrl), Write(body, bodyType), RequireNoContent, cancellationToken);

    /// <summary>Sends a request; neither it nor the answer has a body. Sent once.</summary>
    /// <exception cref="LakeS3Exception">The server refused, could not be reached, or answered something else.</exception>
    public Task SendAsync(RestCall call, HttpMethod method, RestPath path, CancellationToken cancellationToken) =>
        SendAsync(call, method, path.ToUrl(connection.EndpointUrl), null, RequireNoContent, cancellationToken);

    private async Task<TAnswer> SendAsync<TAnswer>(
        RestCall call, HttpMethod method, Uri url, byte[]? body, Func<HttpResponseMessage, Task<TAnswer>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await new RetryPolicy(connection.MaxRetries, isSentOnce: method != HttpMethod.Get)
                .RunAsync(_ => TryAsync(method, url, body, read, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (ServerErrorException refusal)
        {
            throw await new RestErrors(connection, call, refusal).ExplainAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception notLakeFS) when (notLakeFS is JsonException or InvalidDataException)
        {
            throw RestErrors.NotLakeFS(connection, call, notLakeFS);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw connection.NetworkErrors.Explain(error, isChange: method != HttpMethod.Get) ?? ServerErrors.Unexplained(error);
        }
    }

    private async Task<TAnswer> TryAsync<TAnswer>(
        HttpMethod method, Uri url, byte[]? body, Func<HttpResponseMessage, Task<TAnswer>> read, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(method, url) { Content = body is null ? null : new ByteArrayContent(body) };
        if (request.Content is not null)
        {
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(connection.AccessKeyId + ":" + connection.SecretAccessKey)));
        using HttpResponseMessage answer = await connection.Http.Client
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
        {
            throw await RefusalOfAsync(answer, cancellationToken).ConfigureAwait(false);
        }

        return await read(answer).ConfigureAwait(false);
    }

    private static async Task<ServerErrorException> RefusalOfAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using MemoryStream body = await BoundedBody.ReadErrorAsync(answer.Content, cancellationToken).ConfigureAwait(false);
        string? message = null;
        bool isForeign = false;
        try
        {
            // A conflict has JSON without a message (rest-merge #25).
            message = JsonSerializer.Deserialize(body, RestJson.Default.ErrorModel)?.Message ?? string.Empty;
        }
        catch (JsonException)
        {
            isForeign = true;
        }

        string? requestId = answer.Headers.TryGetValues("X-Request-ID", out IEnumerable<string>? ids) ? string.Join(",", ids) : null;
        return new ServerErrorException(
            answer.StatusCode, code: null, message, requestId, hostId: null, answer.Headers.Date, answer.Headers.RetryAfter?.Delta)
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

    // A web page with 200 is no sign that anything was done.
    private static Task<HttpStatusCode> RequireNoContent(HttpResponseMessage answer) => answer.StatusCode == HttpStatusCode.NoContent
        ? Task.FromResult(answer.StatusCode)
        : throw new JsonException($"The answer is {(int)answer.StatusCode} instead of 204.");

    private static async Task<string> ReadTextAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using MemoryStream body = await BoundedBody.ReadAsync(answer.Content, cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(body.ToArray());
    }
}
