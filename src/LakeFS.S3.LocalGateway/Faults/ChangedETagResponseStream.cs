using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Faults;

/// <summary>
/// A response body in which every XML element <c>ETag</c> holds another one: copies and completed uploads are answered with
/// their ETag there. Works on bodies of any length and however they are split into writes; other content passes unchanged.
/// </summary>
/// <param name="response">The response.</param>
internal sealed class ChangedETagResponseStream(HttpResponse response) : ResponseStream(response)
{
    private readonly HttpResponse _response = response;

    // How much of the start tag the last bytes were; all of it within an element whose digit is still to come.
    private int _matched;
    private bool _inEntity;

    private static ReadOnlySpan<byte> StartTag => "<ETag>"u8;

    protected override async Task PassAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        bool isXml = _response.ContentType?.Contains("xml", StringComparison.OrdinalIgnoreCase) == true;
        await Inner.WriteAsync(isXml ? Change(data.ToArray()) : data, cancellationToken).ConfigureAwait(false);
    }

    private byte[] Change(byte[] data)
    {
        for (int i = 0; i < data.Length; i++)
        {
            byte value = data[i];
            if (_matched < StartTag.Length)
            {
                bool fits = value == StartTag[_matched];
                _matched = fits ? _matched + 1 : value == StartTag[0] ? 1 : 0;
            }
            else if (_inEntity || value == (byte)'&')
            {
                // The quotes may be written as &#34;, whose digits are none of the ETag.
                _inEntity = value != (byte)';';
            }
            else if (char.IsAsciiHexDigit((char)value))
            {
                data[i] = (byte)ChangedETag.OtherDigit((char)value);
                _matched = 0;
            }
            else if (value == (byte)'<')
            {
                _matched = 1;
            }
        }

        return data;
    }
}
