using System.IO;
using System.Threading.Tasks;
using System.Xml;
using System.Xml.Linq;

namespace LakeFS.S3.LocalGateway.S3;

/// <summary>Reads the XML that a request sends.</summary>
internal static class XmlBody
{
    /// <summary>Far more than 1000 keys or 10,000 parts take; a limit so that no body fills the memory.</summary>
    private const int Limit = 16 * 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CheckCharacters = false,
    };

    /// <summary>Reads and verifies the body; null if it is not XML, or too long.</summary>
    /// <exception cref="Authentication.PayloadRejectedException">It is not what was signed.</exception>
    public static async Task<XElement?> ReadAsync(S3Exchange exchange)
    {
        using MemoryStream buffer = new();
        byte[] chunk = new byte[16 * 1024];
        int read;
        while ((read = await exchange.Body.ReadAsync(chunk, exchange.Aborted).ConfigureAwait(false)) > 0)
        {
            if (buffer.Length + read > Limit)
            {
                return null;
            }

            buffer.Write(chunk, 0, read);
        }

        exchange.Record.BytesIn += buffer.Length;
        buffer.Position = 0;
        try
        {
            using XmlReader reader = XmlReader.Create(buffer, Settings);
            return XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root;
        }
        catch (XmlException)
        {
            // Not XML is an answer here; which error it makes is the operation's to say.
            return null;
        }
    }

    /// <summary>The text of a child element, whatever its namespace; empty if there is none.</summary>
    public static string ChildText(XElement parent, string name)
    {
        foreach (XElement child in parent.Elements())
        {
            if (child.Name.LocalName == name)
            {
                return child.Value;
            }
        }

        return string.Empty;
    }
}
