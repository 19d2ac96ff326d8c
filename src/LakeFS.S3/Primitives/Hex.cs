using System;

namespace LakeFS.S3.Primitives;

/// <summary>Bytes as lower-case hex, the form of ETags.</summary>
internal static class Hex
{
    /// <summary>Two digits a byte.</summary>
    public static string Of(byte[] bytes) => BitConverter.ToString(bytes).Replace("-", string.Empty).ToLowerInvariant();
}
