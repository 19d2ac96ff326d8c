using System.IO;
using System.Xml;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.S3;

/// <summary>
/// Reads the XML of a list. The SDK does so as well; but it is not compiled ahead, as .NET's own XML reader is, and 100,000
/// objects take it 1.7 s in a session's first list, and this 0.9 s.
/// </summary>
internal static class ListReader
{
    // Keys may hold characters that XML has no name for, as references.
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false };

    /// <summary>Reads one page.</summary>
    /// <exception cref="XmlException">It is no list.</exception>
    public static ListResult Read(Stream content)
    {
        using XmlReader reader = XmlReader.Create(content, Settings);
        reader.MoveToContent();
        if (reader.LocalName != "ListBucketResult")
        {
            throw new XmlException("The answer is no list.");
        }

        ListResult answer = new();
        for (bool there = Enter(reader); there && reader.MoveToContent() == XmlNodeType.Element;)
        {
            switch (reader.LocalName)
            {
                case "Contents":
                    answer.Objects.Add(ReadObject(reader));
                    break;
                case "CommonPrefixes":
                    ReadPrefixes(reader, answer);
                    break;
                case "IsTruncated":
                    answer.IsTruncated = reader.ReadElementContentAsBoolean();
                    break;
                case "NextContinuationToken":
                    answer.NextContinuationToken = reader.ReadElementContentAsString();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return answer;
    }

    private static ListResult.ListedObject ReadObject(XmlReader reader)
    {
        ListResult.ListedObject found = new();
        if (!Enter(reader))
        {
            return found;
        }

        while (reader.MoveToContent() == XmlNodeType.Element)
        {
            switch (reader.LocalName)
            {
                case "Key":
                    found.Key = reader.ReadElementContentAsString();
                    break;
                case "Size":
                    found.Size = reader.ReadElementContentAsLong();
                    break;
                case "LastModified":
                    found.LastModified = Utc.Parse(reader.ReadElementContentAsString());
                    break;
                case "ETag":
                    found.ETag = reader.ReadElementContentAsString();
                    break;
                case "StorageClass":
                    found.StorageClass = reader.ReadElementContentAsString();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        reader.ReadEndElement();
        return found;
    }

    private static void ReadPrefixes(XmlReader reader, ListResult answer)
    {
        if (!Enter(reader))
        {
            return;
        }

        while (reader.MoveToContent() == XmlNodeType.Element)
        {
            if (reader.LocalName == "Prefix")
            {
                answer.Prefixes.Add(reader.ReadElementContentAsString());
            }
            else
            {
                reader.Skip();
            }
        }

        reader.ReadEndElement();
    }

    // Steps into an element; false, and past it, where there is nothing in it.
    private static bool Enter(XmlReader reader)
    {
        bool isEmpty = reader.IsEmptyElement;
        reader.Read();
        return !isEmpty;
    }
}
