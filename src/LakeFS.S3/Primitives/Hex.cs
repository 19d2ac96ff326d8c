using System;

namespace LakeFS.S3.Primitives;

/// <summary>Converts bytes to lowercase hexadecimal, the format of ETags.</summary>
internal static class Hex
{
    /// <summary>Converts each byte to two digits.</summary>
    public static string Of(byte[] bytes) => BitConverter.ToString(bytes).Replace("-", string.Empty).ToLowerInvariant();

    /// <summary>The bytes of such digits.</summary>
    public static byte[] Parse(string digits)
    {
        byte[] bytes = new byte[digits.Length / 2];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = Convert.ToByte(digits.Substring(2 * i, 2), 16);
        }

        return bytes;
    }
}
