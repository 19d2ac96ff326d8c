using System.IO;
using System.Xml;

namespace LakeFS.S3.S3;

/// <summary>An S3 error in a response body.</summary>
internal sealed class ErrorBody
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>The server's error code; null if there is none.</summary>
    public string? Code { get; private set; }

    public string? Message { get; private set; }

    public string? RequestId { get; private set; }

    public string? HostId { get; private set; }

    /// <summary>Reads an error; null if the body is not an error.</summary>
    public static ErrorBody? TryRead(Stream body)
    {
        try
        {
            using XmlReader reader = XmlReader.Create(body, Settings);
            reader.MoveToContent();
            return reader.LocalName == "Error" ? Read(reader) : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>Reads the error at the reader's position.</summary>
    /// <exception cref="XmlException">The XML is not well-formed.</exception>
    public static ErrorBody Read(XmlReader reader)
    {
        ErrorBody error = new();
        foreach (string name in XmlAnswer.ChildrenOf(reader))
        {
            switch (name)
            {
                case "Code":
                    error.Code = TextOf(reader);
                    break;
                case "Message":
                    error.Message = TextOf(reader);
                    break;
                case "RequestId":
                    error.RequestId = TextOf(reader);
                    break;
                case "HostId":
                    error.HostId = TextOf(reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return error;
    }

    private static string? TextOf(XmlReader reader) => reader.ReadElementContentAsString() is { Length: > 0 } text ? text : null;
}
