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

    public NetworkObserver(NetworkObservations observations, HttpMessageHandler inner)
        : base(inner)
    {
        _observations = observations;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        RequestTrace? trace = RequestTrace.Current;
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

            trace?.Answered(request, response, watch.Elapsed);
            return response;
        }
        catch (Exception failure)
        {
            trace?.Failed(request, failure, watch.Elapsed);
            if (failure is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
            {
                _observations.AddSetback();
            }

            throw;
        }
    }
}
