using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Xml;

namespace LakeFS.S3.S3;

/// <summary>Reads the XML of responses as a flat list of elements; unexpected nested elements are skipped.</summary>
internal static class XmlAnswer
{
    // Keys may contain character references that XML does not allow.
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false };

    /// <summary>Opens a response at its root element.</summary>
    /// <param name="answer">The response.</param>
    /// <param name="body">Its body.</param>
    /// <param name="root">The expected name of the root element.</param>
    /// <exception cref="Http.ServerErrorException">The body is an error although the status is a success.</exception>
    /// <exception cref="XmlException">The response is not that of an S3 server.</exception>
    public static XmlReader Open(HttpResponseMessage answer, Stream body, string root)
    {
        SkipBlanks(body);
        XmlReader reader = XmlReader.Create(body, Settings);
        reader.MoveToContent();
        return reader.LocalName == root ? reader
            : reader.LocalName == "Error" ? throw S3ErrorReader.OfSuccess(answer, ErrorBody.Read(reader))
            : throw new XmlException($"The answer is no {root}.");
    }

    /// <summary>
    /// Enumerates the names of an element's children. At each name the reader is at that child, and the caller reads or
    /// skips it. At the end the reader is after the element.
    /// </summary>
    public static IEnumerable<string> ChildrenOf(XmlReader reader)
    {
        bool isEmpty = reader.IsEmptyElement;
        reader.Read();
        if (isEmpty)
        {
            yield break;
        }

        while (reader.MoveToContent() == XmlNodeType.Element)
        {
            yield return reader.LocalName;
        }

        reader.ReadEndElement();
    }

    // A server that takes long to respond sends spaces first to keep the connection alive.
    private static void SkipBlanks(Stream body)
    {
        for (int next = body.ReadByte(); next is ' ' or '\t' or '\r' or '\n'; next = body.ReadByte())
        {
        }

        if (body.Position > 0)
        {
            body.Position--;
        }
    }
}
