using System.Collections.Generic;
using LakeFS.S3.Model;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.S3;

/// <summary>What goes with the content of an object that is written whole.</summary>
internal sealed class PutHeaders
{
    /// <exception cref="LakeS3Exception"><c>LakeHeaderInvalid</c>: the content type can't be a header.</exception>
    public PutHeaders(ObjectAddress address, string contentType, IReadOnlyDictionary<string, string> metadata, bool noClobber)
    {
        Address = address;
        ContentType = HeaderValues.Require("Content-Type", contentType);
        Metadata = metadata;
        NoClobber = noClobber;
    }

    public ObjectAddress Address { get; }

    public string ContentType { get; }

    /// <summary>Checked user metadata, not encoded.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>What else is kept with the object, where the store keeps it.</summary>
    public StandardHeaders Standard { get; init; } = StandardHeaders.None;

    /// <summary>Whether an object that exists is left alone.</summary>
    public bool NoClobber { get; }

    /// <summary>Writes what is kept with the object as headers by their lower-case names.</summary>
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
