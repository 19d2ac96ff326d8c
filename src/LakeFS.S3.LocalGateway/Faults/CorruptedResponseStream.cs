using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Faults;

/// <summary>A response body in which every bit of one byte is flipped.</summary>
/// <param name="response">The response.</param>
/// <param name="position">The byte's position in the body, counted from 0.</param>
internal sealed class CorruptedResponseStream(HttpResponse response, long position) : ResponseStream(response)
{
    protected override async Task PassAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        long offset = Within(position) - Written;
        if (offset < 0 || offset >= data.Length)
        {
            await Inner.WriteAsync(data, cancellationToken).ConfigureAwait(false);
            return;
        }

        byte[] corrupted = data.ToArray();
        corrupted[offset] ^= 0xFF;
        await Inner.WriteAsync(corrupted, cancellationToken).ConfigureAwait(false);
    }
}
