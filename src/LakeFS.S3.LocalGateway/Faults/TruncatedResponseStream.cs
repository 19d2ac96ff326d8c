using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Faults;

/// <summary>A response body that ends after some bytes; the rest goes nowhere.</summary>
/// <param name="response">The response.</param>
/// <param name="afterBytes">The bytes that pass.</param>
internal sealed class TruncatedResponseStream(HttpResponse response, long afterBytes) : ResponseStream(response)
{
    /// <summary>Whether bytes were dropped.</summary>
    public bool HasDropped { get; private set; }

    protected override async Task PassAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        int passing = (int)Math.Clamp(Within(afterBytes) - Written, 0, data.Length);
        if (passing > 0)
        {
            await Inner.WriteAsync(data[..passing], cancellationToken).ConfigureAwait(false);
        }

        if (passing < data.Length && !HasDropped)
        {
            // The server would answer an error in place of headers that were not sent yet.
            HasDropped = true;
            await Inner.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
