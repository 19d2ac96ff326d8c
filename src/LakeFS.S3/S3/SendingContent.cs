using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using LakeFS.S3.Transfers.Upload;

namespace LakeFS.S3.S3;

/// <summary>A body on its way, in the form that the HTTP client takes.</summary>
internal sealed class SendingContent : HttpContent
{
    private readonly Sending _sending;

    public SendingContent(Sending sending)
    {
        _sending = sending;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _sending.CopyToAsync(stream);

    protected override bool TryComputeLength(out long length)
    {
        length = _sending.Length;
        return true;
    }
}
