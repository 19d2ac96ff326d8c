using System;

namespace LakeFS.S3.Primitives;

/// <summary>Converts bytes to lowercase hexadecimal, the format of ETags.</summary>
internal static class Hex
{
    /// <summary>Converts each byte to two digits.</summary>
    public static string Of(byte[] bytes) => BitConverter.ToString(bytes).Replace("-", string.Empty).ToLowerInvariant();
}
