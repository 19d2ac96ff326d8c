using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Xml;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.S3;

/// <summary>Reads the XML of responses other than lists of objects and of uploads.</summary>
internal static class StoreAnswers
{
    /// <summary>The ETag, as received, and the time of a copy.</summary>
    public static CopyResult ReadCopy(HttpResponseMessage answer, Stream body)
    {
        using XmlReader reader = XmlAnswer.Open(answer, body, "CopyObjectResult");
        Dictionary<string, string> values = ValuesOf(reader);
        return new CopyResult(
            ETags.Unquote(values.GetValue("ETag")), Utc.Parse(values.GetValue("LastModified")), AnswerHeaders.HasMd5(answer));
    }

    /// <summary>The id of a new upload.</summary>
    public static string ReadUploadId(HttpResponseMessage answer, Stream body)
    {
        using XmlReader reader = XmlAnswer.Open(answer, body, "InitiateMultipartUploadResult");
        return ValuesOf(reader).GetValue("UploadId") is { Length: > 0 } id ? id : throw new XmlException("The answer names no upload.");
    }

    /// <summary>The ETag, as received, of a completed upload.</summary>
    public static string? ReadCompletion(HttpResponseMessage answer, Stream body)
    {
        using XmlReader reader = XmlAnswer.Open(answer, body, "CompleteMultipartUploadResult");
        return ValuesOf(reader).GetValue("ETag");
    }

    /// <summary>The repositories or buckets.</summary>
    public static IReadOnlyList<LakeRepository> ReadBuckets(HttpResponseMessage answer, Stream body)
    {
        using XmlReader reader = XmlAnswer.Open(answer, body, "ListAllMyBucketsResult");
        List<LakeRepository> buckets = [];
        foreach (string name in XmlAnswer.ChildrenOf(reader))
        {
            if (name != "Buckets")
            {
                reader.Skip();
                continue;
            }

            foreach (string _ in XmlAnswer.ChildrenOf(reader))
            {
                Dictionary<string, string> bucket = ValuesOf(reader);
                buckets.Add(new LakeRepository(bucket.GetValue("Name") ?? string.Empty, Utc.Parse(bucket.GetValue("CreationDate"))));
            }
        }

        return buckets;
    }

    /// <summary>The results for the keys of a delete request.</summary>
    public static RemovalAnswer ReadRemoval(HttpResponseMessage answer, Stream body)
    {
        using XmlReader reader = XmlAnswer.Open(answer, body, "DeleteResult");
        RemovalAnswer removal = new();
        foreach (string name in XmlAnswer.ChildrenOf(reader))
        {
            if (name is not ("Deleted" or "Error"))
            {
                reader.Skip();
                continue;
            }

            Dictionary<string, string> entry = ValuesOf(reader);
            if (entry.GetValue("Key") is string key)
            {
                removal.Add(key, name == "Error" ? (entry.GetValue("Code"), entry.GetValue("Message")) : null);
            }
        }

        return removal;
    }

    /// <summary>The texts of an element's children by name.</summary>
    /// <exception cref="XmlException">A child element with a text is not well-formed.</exception>
    public static Dictionary<string, string> ValuesOf(XmlReader reader)
    {
        Dictionary<string, string> values = [];
        foreach (string name in XmlAnswer.ChildrenOf(reader))
        {
            if (name is "Owner" or "Initiator")
            {
                reader.Skip();
            }
            else
            {
                values[name] = reader.ReadElementContentAsString();
            }
        }

        return values;
    }

    /// <summary>A value by name; null if it is missing.</summary>
    public static string? GetValue(this Dictionary<string, string> values, string name) => values.TryGetValue(name, out string? value) ? value : null;
}
