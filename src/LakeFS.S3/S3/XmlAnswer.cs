using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Xml;

namespace LakeFS.S3.S3;

/// <summary>Reads the XML of answers as a flat list of elements; what is nested deeper than it should be is skipped, not built up.</summary>
internal static class XmlAnswer
{
    // Keys may hold characters that XML has no name for, as references.
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false };

    /// <summary>Opens an answer at its root.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="body">Its body.</param>
    /// <param name="root">The name that the root has to have.</param>
    /// <exception cref="Http.ServerErrorException">The body is an error in spite of the answer's status.</exception>
    /// <exception cref="XmlException">What answers is no S3 server.</exception>
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
    /// The names of an element's children, one after the other. The reader is at each in turn, and the caller reads
    /// or skips it. Afterwards the reader stands behind the element.
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

    // A server that takes long over an answer sends blanks before it, to keep the connection alive.
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
