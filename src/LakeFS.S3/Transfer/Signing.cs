using System;

namespace LakeFS.S3;

/// <summary>How an upload's content is covered by the request's signature.</summary>
internal static class Signing
{
    /// <summary>Over TLS the content needs no signature of its own: a SHA-256 of every byte is saved.</summary>
    public static bool LeavesPayloadUnsigned(LakeS3Connection connection) => IsTls(connection);

    /// <summary>
    /// Over plain HTTP chunk signatures let the content be read once. With checksums the SDK would send a signed
    /// trailer, which every lakeFS refuses (auth-trailer #54), so the content is hashed as a whole first.
    /// </summary>
    public static bool SignsChunks(LakeS3Connection connection) =>
        IsTls(connection) || connection.RequestChecksum == ChecksumMode.WhenRequired;

    private static bool IsTls(LakeS3Connection connection) => connection.EndpointUrl.Scheme == Uri.UriSchemeHttps;
}
