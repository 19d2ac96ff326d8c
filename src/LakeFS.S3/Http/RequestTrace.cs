using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Threading;

namespace LakeFS.S3.Http;

/// <summary>
/// The requests and retries of one caller, for its log. It follows the caller's asynchronous calls, so connections that
/// several callers share need not know them. Without a trace nothing is recorded. Thread-safe.
/// </summary>
internal sealed class RequestTrace
{
    private static readonly AsyncLocal<RequestTrace?> Active = new();
    private static readonly string[] SecretParameters = ["X-Amz-Signature", "X-Amz-Credential", "X-Amz-Security-Token", "AWSAccessKeyId", "Signature"];

    private readonly ConcurrentQueue<TraceEntry> _entries;
    private readonly bool _hasRequests;
    private string? _request;

    /// <param name="hasRequests">Whether to record each request; otherwise only retries.</param>
    public RequestTrace(bool hasRequests)
        : this(new ConcurrentQueue<TraceEntry>(), hasRequests)
    {
    }

    private RequestTrace(ConcurrentQueue<TraceEntry> entries, bool hasRequests)
    {
        _entries = entries;
        _hasRequests = hasRequests;
    }

    /// <summary>The trace of the running call; null for none.</summary>
    public static RequestTrace? Current
    {
        get => Active.Value;
        set => Active.Value = value;
    }

    /// <summary>A trace with the same log for one request and its retries, which are then described by that request.</summary>
    public RequestTrace ForOneRequest() => new(_entries, _hasRequests);

    /// <summary>Takes the oldest entry out of the log.</summary>
    public bool TryTake(out TraceEntry? entry) => _entries.TryDequeue(out entry);

    /// <summary>Records the response to a request.</summary>
    public void Answered(HttpMethod method, Uri url, HttpResponseMessage response, TimeSpan time) =>
        Add(method, url, string.Format(CultureInfo.InvariantCulture, "{0} {1}", (int)response.StatusCode, response.StatusCode), time);

    /// <summary>Records that a request failed without a response.</summary>
    public void Failed(HttpMethod method, Uri url, Exception failure, TimeSpan time) => Add(method, url, ReasonOf(failure), time);

    /// <summary>Records that a request is sent again.</summary>
    /// <param name="attempts">The number of failed attempts.</param>
    /// <param name="pause">The time until the next one.</param>
    /// <param name="failure">Why the last one failed.</param>
    public void Retrying(int attempts, TimeSpan pause, Exception failure) => _entries.Enqueue(new TraceEntry(IsRetry: true, string.Format(
        CultureInfo.InvariantCulture, "{0}: {1} Retry {2} follows in {3:0.0} s.", _request ?? "A request failed", Sentence(ReasonOf(failure)), attempts, pause.TotalSeconds)));

    private void Add(HttpMethod method, Uri url, string outcome, TimeSpan time)
    {
        _request = $"{method} {AddressOf(url)}";
        if (_hasRequests)
        {
            _entries.Enqueue(new TraceEntry(IsRetry: false, string.Format(CultureInfo.InvariantCulture, "{0}: {1}, {2:0} ms", _request, outcome, time.TotalMilliseconds)));
        }
    }

    private static string ReasonOf(Exception failure) => failure switch
    {
        ServerErrorException { ErrorCode: null } refusal => $"{(int)refusal.StatusCode} {refusal.StatusCode}",
        ServerErrorException refusal => $"{(int)refusal.StatusCode} {refusal.ErrorCode}",
        { InnerException: not null and not LakeS3Exception } => ReasonOf(failure.InnerException),
        _ => failure.Message,
    };

    private static string Sentence(string reason) => reason.TrimEnd('.') + ".";

    // A presigned query is as good as the key.
    private static string AddressOf(Uri url)
    {
        string[] parts = url.AbsoluteUri.Split(['?'], 2);
        return parts.Length == 1 ? parts[0] : parts[0] + "?" + string.Join("&", parts[1].Split('&').Select(Shown));
    }

    private static string Shown(string parameter)
    {
        string name = parameter.Split('=')[0];
        return SecretParameters.Contains(name, StringComparer.OrdinalIgnoreCase) ? name + "=(hidden)" : parameter;
    }
}
