using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3;

/// <summary>Calls lakeFS's REST API at the connection's endpoint, with its key pair, TLS and proxy.</summary>
internal sealed class RestClient
{
    private readonly LakeS3Connection _connection;

    public RestClient(LakeS3Connection connection)
    {
        _connection = connection;
    }

    /// <summary>Posts a body and reads the answer.</summary>
    /// <param name="call">What the call concerns; explains its failures.</param>
    /// <param name="segments">The path after <c>/api/v1</c>, unescaped.</param>
    /// <param name="body">The body.</param>
    /// <param name="bodyType">How the body is written.</param>
    /// <param name="answerType">How the answer is read.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="LakeS3Exception">The server refused, could not be reached, or answered something else than JSON.</exception>
    public Task<TAnswer> PostAsync<TBody, TAnswer>(
        RestCall call, string[] segments, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
        where TAnswer : class
    {
        ByteArrayContent content = new(JsonSerializer.SerializeToUtf8Bytes(body, bodyType));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return SendAsync(call, HttpMethod.Post, segments, content, answerType, cancellationToken);
    }

    /// <summary>Asks and reads the answer.</summary>
    /// <param name="call">What the call concerns; explains its failures.</param>
    /// <param name="segments">The path after <c>/api/v1</c>, unescaped.</param>
    /// <param name="answerType">How the answer is read.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="LakeS3Exception">The server refused, could not be reached, or answered something else than JSON.</exception>
    public Task<TAnswer> GetAsync<TAnswer>(RestCall call, string[] segments, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
        where TAnswer : class =>
        SendAsync(call, HttpMethod.Get, segments, content: null, answerType, cancellationToken);

    private async Task<TAnswer> SendAsync<TAnswer>(
        RestCall call, HttpMethod method, string[] segments, HttpContent? content, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
        where TAnswer : class
    {
        using HttpRequestMessage request = new(method, UrlOf(segments)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(_connection.AccessKeyId + ":" + _connection.SecretAccessKey)));
        try
        {
            using HttpResponseMessage answer = await _connection.Http.Client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            byte[] body = await answer.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
            if (answer.IsSuccessStatusCode && Read(body, answerType) is TAnswer result)
            {
                return result;
            }

            throw await RestErrors.ExplainAsync(_connection, call, answer, Read(body, RestJson.Default.ErrorModel)?.Message, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw NetworkErrors.Explain(_connection, error) ?? new LakeS3Exception(error.Message, error);
        }
    }

    private Uri UrlOf(string[] segments) =>
        new(_connection.EndpointUrl, "/api/v1/" + string.Join("/", segments.Select(Uri.EscapeDataString)));

    private static T? Read<T>(byte[] content, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(content, type);
        }
        catch (JsonException)
        {
            // Not lakeFS: a web page, or a proxy's word. The status tells the rest.
            return null;
        }
    }
}
