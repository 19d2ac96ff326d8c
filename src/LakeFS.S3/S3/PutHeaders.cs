using System.Collections.Generic;
using LakeFS.S3.Model;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.S3;

/// <summary>The headers of an object to be written.</summary>
internal sealed class PutHeaders
{
    /// <exception cref="LakeS3Exception"><c>LakeHeaderInvalid</c>: the content type is not a valid header
    /// value.</exception>
    public PutHeaders(ObjectAddress address, string contentType, IReadOnlyDictionary<string, string> metadata, bool noClobber)
    {
        Address = address;
        ContentType = HeaderValues.Require("Content-Type", contentType);
        Metadata = metadata;
        NoClobber = noClobber;
    }

    public ObjectAddress Address { get; }

    public string ContentType { get; }

    /// <summary>The user metadata, validated but not encoded.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Other headers to store with the object, if the store supports them.</summary>
    public StandardHeaders Standard { get; init; } = StandardHeaders.None;

    /// <summary>Whether to fail if the object exists.</summary>
    public bool NoClobber { get; }

    /// <summary>Adds the object's headers, by lowercase name.</summary>
    public void WriteTo(IDictionary<string, string> headers)
    {
        headers["content-type"] = ContentType;
        foreach (KeyValuePair<string, string> header in Standard.All)
        {
            headers[header.Key] = header.Value;
        }

        foreach (KeyValuePair<string, string> pair in Metadata)
        {
            headers[UserMetadata.Prefix + pair.Key.ToLowerInvariant()] = EncodedWord.Encode(pair.Value);
        }
    }
}
