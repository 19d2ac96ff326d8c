using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Faults;

/// <summary>
/// A response body that can't be read, as long as the real one: in XML and JSON, brackets and quotation marks are replaced;
/// in other content, everything is.
/// </summary>
/// <param name="response">The response.</param>
internal sealed class MangledResponseStream(HttpResponse response) : ResponseStream(response)
{
    private const byte Replacement = (byte)'~';

    private readonly HttpResponse _response = response;

    private static ReadOnlySpan<byte> Structure => "<>{}[]\""u8;

    protected override async Task PassAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        string type = _response.ContentType ?? string.Empty;
        bool hasStructure = type.Contains("xml", StringComparison.OrdinalIgnoreCase) || type.Contains("json", StringComparison.OrdinalIgnoreCase);
        await Inner.WriteAsync(Mangle(data.ToArray(), hasStructure), cancellationToken).ConfigureAwait(false);
    }

    private static byte[] Mangle(byte[] data, bool hasStructure)
    {
        for (int i = 0; i < data.Length; i++)
        {
            if (!hasStructure || Structure.Contains(data[i]))
            {
                data[i] = Replacement;
            }
        }

        return data;
    }
}
