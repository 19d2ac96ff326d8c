using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using System.Xml;
using System.Xml.Linq;
using LakeFS.S3.Http;

namespace LakeFS.S3.S3;

/// <summary>Reads what a server says when it refuses a request.</summary>
internal static class S3ErrorReader
{
    /// <summary>Does nothing if the server agreed.</summary>
    /// <exception cref="ServerErrorException">It did not.</exception>
    /// <exception cref="XmlException">What answers is no S3 server.</exception>
    public static async Task RequireSuccessAsync(HttpResponseMessage answer)
    {
        if (answer.IsSuccessStatusCode)
        {
            return;
        }

        XElement? error = Parse(await answer.Content.ReadAsByteArrayAsync().ConfigureAwait(false), isServersFault: (int)answer.StatusCode >= 500);
        throw new ServerErrorException(
            answer.StatusCode,
            Text(error, "Code"),
            Text(error, "Message"),
            Text(error, "RequestId") ?? Header(answer, "x-amz-request-id"),
            Text(error, "HostId"),
            answer.Headers.Date,
            answer.Headers.RetryAfter?.Delta);
    }

    // A proxy in front of a server that is down answers 502 or 503 with a page of its own: that is the server's
    // trouble, while a page with 404 says that there is no S3 server behind it.
    private static XElement? Parse(byte[] body, bool isServersFault)
    {
        if (body.Length == 0)
        {
            return null;
        }

        try
        {
            using XmlReader reader = XmlReader.Create(
                new MemoryStream(body, writable: false), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            XElement root = XElement.Load(reader);
            return root.Name.LocalName == "Error" || isServersFault ? root : throw new XmlException("The answer is no S3 error.");
        }
        catch (XmlException) when (isServersFault)
        {
            return null;
        }
    }

    private static string? Text(XElement? error, string name)
    {
        string? text = error?.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
        return string.IsNullOrEmpty(text) ? null : text;
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
}
