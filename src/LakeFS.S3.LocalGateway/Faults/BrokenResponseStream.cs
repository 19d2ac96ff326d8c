using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Faults;

/// <summary>A response body that breaks after some bytes; what is written later goes nowhere.</summary>
/// <param name="response">The response.</param>
/// <param name="afterBytes">The bytes that pass.</param>
/// <param name="onBreak">Breaks the connection.</param>
internal sealed class BrokenResponseStream(HttpResponse response, long afterBytes, Func<Task> onBreak)
    : ResponseStream(response)
{
    // An abort discards what has not left yet, and a client that got nothing would not have been within the body.
    private static readonly TimeSpan TimeToLeave = TimeSpan.FromMilliseconds(50);

    private bool _broken;

    /// <summary>Breaks the body here, unless that was done before.</summary>
    public async Task BreakAsync()
    {
        if (!_broken)
        {
            _broken = true;
            await Inner.FlushAsync().ConfigureAwait(false);
            await Task.Delay(TimeToLeave).ConfigureAwait(false);
            await onBreak().ConfigureAwait(false);
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        _broken ? Task.CompletedTask : base.FlushAsync(cancellationToken);

    protected override async Task PassAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        if (_broken)
        {
            return;
        }

        long passing = Within(afterBytes) - Written;
        if (data.Length < passing)
        {
            await Inner.WriteAsync(data, cancellationToken).ConfigureAwait(false);
            return;
        }

        await Inner.WriteAsync(data[..(int)passing], cancellationToken).ConfigureAwait(false);
        await BreakAsync().ConfigureAwait(false);
    }
}
