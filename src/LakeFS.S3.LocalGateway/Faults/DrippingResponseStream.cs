using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Faults;

/// <summary>A response body whose first bytes arrive one by one, with a pause before each.</summary>
/// <param name="response">The response.</param>
/// <param name="time">The time that the pauses take together.</param>
/// <param name="stopping">Is canceled when the client has gone or the server stops.</param>
internal sealed class DrippingResponseStream(HttpResponse response, TimeSpan time, CancellationToken stopping) : ResponseStream(response)
{
    private const int Drips = 8;

    protected override async Task PassAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        int dripping = (int)Math.Clamp(Drips - Written, 0, data.Length);
        for (int i = 0; i < dripping; i++)
        {
            await Task.Delay(time / Drips, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Inner.WriteAsync(data.Slice(i, 1), cancellationToken).ConfigureAwait(false);
            await Inner.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        await Inner.WriteAsync(data[dripping..], cancellationToken).ConfigureAwait(false);
    }
}
