using System;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Faults;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Hosting;

/// <summary>
/// A response body that says when its last byte is about to go out. One without a declared length ends when the request
/// has been handled, and needs no watching.
/// </summary>
/// <param name="response">The response.</param>
/// <param name="ending">What to do before.</param>
internal sealed class LastByteStream(HttpResponse response, Action ending) : ResponseStream(response)
{
    private readonly HttpResponse _response = response;

    protected override Task PassAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        if (_response.ContentLength is { } length && Written + data.Length >= length)
        {
            ending();
        }

        return Inner.WriteAsync(data, cancellationToken).AsTask();
    }
}
