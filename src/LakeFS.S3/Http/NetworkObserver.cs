using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Http;

/// <summary>Records what each exchange shows about the network and the server.</summary>
internal sealed class NetworkObserver : DelegatingHandler
{
    private readonly NetworkObservations _observations;
    private readonly bool _hasSecretUrls;

    /// <param name="observations">Receives what requests show.</param>
    /// <param name="hasSecretUrls">Whether a trace shows only the server of a URL.</param>
    /// <param name="inner">The handler that sends requests.</param>
    public NetworkObserver(NetworkObservations observations, bool hasSecretUrls, HttpMessageHandler inner)
        : base(inner)
    {
        _observations = observations;
        _hasSecretUrls = hasSecretUrls;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        RequestTrace? trace = RequestTrace.Current;
        Uri shown = _hasSecretUrls ? new Uri(request.RequestUri!.GetLeftPart(UriPartial.Authority)) : request.RequestUri!;
        Stopwatch watch = Stopwatch.StartNew();
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode is (HttpStatusCode)429 or HttpStatusCode.ServiceUnavailable)
            {
                _observations.AddSetback();
            }
            else if (request.Content is null)
            {
                _observations.AddResponse(watch.Elapsed);
            }

            trace?.Answered(request.Method, shown, response, watch.Elapsed);
            return response;
        }
        catch (Exception failure)
        {
            trace?.Failed(request.Method, shown, failure, watch.Elapsed);
            if (failure is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
            {
                _observations.AddSetback();
            }

            throw;
        }
    }
}
