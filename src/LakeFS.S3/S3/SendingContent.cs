using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;

namespace LakeFS.S3.S3;

/// <summary>Passes a request body to HttpClient.</summary>
internal sealed class SendingContent : HttpContent
{
    private readonly IRequestBody _body;

    public SendingContent(IRequestBody body)
    {
        _body = body;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _body.CopyToAsync(stream);

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
