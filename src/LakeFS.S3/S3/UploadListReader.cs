using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Xml;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.S3;

/// <summary>Reads the XML of a list of unfinished uploads.</summary>
internal sealed class UploadListReader
{
    private readonly string _repository;

    public UploadListReader(string repository)
    {
        _repository = repository;
    }

    /// <summary>Reads one page.</summary>
    /// <exception cref="XmlException">The XML is not a list of uploads.</exception>
    public UploadListAnswer Read(HttpResponseMessage answer, Stream body)
    {
        using XmlReader reader = XmlAnswer.Open(answer, body, "ListMultipartUploadsResult");
        UploadListAnswer page = new();
        foreach (string name in XmlAnswer.ChildrenOf(reader))
        {
            switch (name)
            {
                case "Upload":
                    Dictionary<string, string> upload = StoreAnswers.ValuesOf(reader);
                    page.Uploads.Add(new LakeUpload(
                        _repository, upload.GetValue("Key") ?? string.Empty, upload.GetValue("UploadId") ?? string.Empty, Utc.Parse(upload.GetValue("Initiated"))));
                    break;
                case "IsTruncated":
                    page.IsTruncated = reader.ReadElementContentAsBoolean();
                    break;
                case "NextKeyMarker":
                    page.NextKeyMarker = reader.ReadElementContentAsString();
                    break;
                case "NextUploadIdMarker":
                    page.NextUploadIdMarker = reader.ReadElementContentAsString();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return page;
    }
}
