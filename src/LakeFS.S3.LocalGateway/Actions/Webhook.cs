using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Actions;

/// <summary>A hook that sends an event to a URL. It fails if the answer's status is not one of success, or none comes.</summary>
internal sealed class Webhook
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(1);

    // What answers is on this machine or near it.
    private static readonly HttpClient Client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    private readonly string _url;
    private readonly TimeSpan _timeout = DefaultTimeout;
    private readonly IReadOnlyList<HookSetting> _parameters;
    private readonly IReadOnlyList<HookSetting> _headers;

    /// <param name="properties">The hook's properties.</param>
    /// <exception cref="InvalidActionException">They are wrong.</exception>
    public Webhook(IReadOnlyDictionary<string, object?> properties)
    {
        _url = properties["url"] as string ?? throw WrongFormat("webhook url must be string");
        _parameters = [.. ReadSettings(properties, "query_params", "unsupported query params")];
        _headers = [.. ReadSettings(properties, "headers", "unsupported headers")];
        if (properties.GetValueOrDefault("timeout") is string { Length: > 0 } timeout && !GoDuration.TryParse(timeout, out _timeout))
        {
            throw new InvalidActionException($"webhook request duration: time: invalid duration \"{timeout}\"");
        }
    }

    /// <summary>Sends an event.</summary>
    /// <param name="body">The event.</param>
    /// <param name="output">What is sent and answered is written here.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    /// <returns>Why it failed; null if it did not.</returns>
    public async Task<string?> RunAsync(byte[] body, StringBuilder output, CancellationToken cancellationToken)
    {
        string query = string.Join('&', _parameters.Select(item => $"{Uri.EscapeDataString(item.Name)}={Uri.EscapeDataString(item.Value)}"));
        string separator = query.Length == 0 ? string.Empty : _url.Contains('?', StringComparison.Ordinal) ? "&" : "?";
        if (!Uri.TryCreate(_url + separator + query, UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https"))
        {
            return $"Post \"{_url}\": unsupported protocol scheme \"{url?.Scheme}\"";
        }

        using HttpRequestMessage request = new(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (HookSetting header in _headers)
        {
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        Describe(body, output);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_timeout);
        long started = TimeProvider.System.GetTimestamp();
        void WriteDuration() =>
            output.Append(CultureInfo.InvariantCulture, $"\nRequest duration: {TimeProvider.System.GetElapsedTime(started).TotalMilliseconds}ms\n");
        try
        {
            using HttpResponseMessage response = await Client.SendAsync(request, limit.Token).ConfigureAwait(false);
            WriteDuration();
            output.Append("\nResponse:\n").Append(await DumpAsync(response, limit.Token).ConfigureAwait(false));
            return response.IsSuccessStatusCode ? null : $"webhook request failed (status code: {(int)response.StatusCode})";
        }
        catch (HttpRequestException problem)
        {
            WriteDuration();
            return $"Post \"{_url}\": {problem.Message}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            WriteDuration();
            return $"Post \"{_url}\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)";
        }
    }

    private static async Task<string> DumpAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"HTTP/{response.Version} {(int)response.StatusCode} {response.ReasonPhrase}\r\n");
        foreach ((string name, IEnumerable<string> values) in response.Content.Headers.Concat(response.Headers).OrderBy(header => header.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {string.Join(", ", values)}\r\n");
        }

        return text.Append("\r\n").Append(await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false)).ToString();
    }

    private static IEnumerable<HookSetting> ReadSettings(IReadOnlyDictionary<string, object?> properties, string name, string unsupported)
    {
        if (!properties.TryGetValue(name, out object? value))
        {
            return [];
        }

        Dictionary<string, object?> settings = value as Dictionary<string, object?> ?? throw WrongFormat(unsupported);
        return settings.SelectMany(item => (item.Value as List<object?> ?? [item.Value])
            .Select(text => HookSetting.Create(item.Key, text as string ?? throw WrongFormat($"{name} value should be of type string"))));
    }

    private static InvalidActionException WrongFormat(string problem) => new($"{problem}: webhook wrong format");

    private void Describe(byte[] body, StringBuilder output)
    {
        output.Append(CultureInfo.InvariantCulture, $"Request:\nPOST {_url}\nQuery Params:\n");
        foreach (HookSetting parameter in _parameters)
        {
            output.Append(CultureInfo.InvariantCulture, $"{parameter.Name}: {parameter.Shown}\n");
        }

        output.Append("Headers:\n");
        foreach (HookSetting header in _headers)
        {
            output.Append(CultureInfo.InvariantCulture, $"{header.Name}: {header.Shown}\n");
        }

        output.Append("Content-Type: application/json\nRequest Body:\n").Append(Encoding.UTF8.GetString(body)).Append("\n\n");
    }
}
