using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Faults;

/// <summary>A response body that goes nowhere, and so begins no answer.</summary>
/// <param name="response">The response.</param>
internal sealed class DroppedResponseStream(HttpResponse response) : ResponseStream(response)
{
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override Task PassAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) => Task.CompletedTask;
}
