using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using LakeFS.S3.LocalGateway.Authentication;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests.Authentication;

/// <summary>Checksums against their published check values.</summary>
public sealed class ChecksumTests
{
    public static TheoryData<string, string> CheckValues => new()
    {
        // The CRC catalogue's check values, of the text 123456789, and the same of SHA-1 and SHA-256.
        { "x-amz-checksum-crc32", "CBF43926" },
        { "x-amz-checksum-crc32c", "E3069283" },
        { "x-amz-checksum-crc64nvme", "AE8B14860A799888" },
        { "x-amz-checksum-sha1", "F7C3BC1D808E04732ADF679965CCC34CA7AE3441" },
        { "x-amz-checksum-sha256", "15E2B0D3C33891EBB0F1EF609EC419420C20E320CE94C65FBC8C3312448EB225" },
    };

    [Theory]
    [MemberData(nameof(CheckValues))]
    public void The_check_value_is_right(string trailer, string expected)
    {
        Assert.Equal(expected, Compute(trailer, [Encoding.ASCII.GetBytes("123456789")]));
    }

    [Theory]
    [InlineData("x-amz-checksum-crc32")]
    [InlineData("x-amz-checksum-crc32c")]
    [InlineData("x-amz-checksum-crc64nvme")]
    public void A_crc_does_not_depend_on_how_the_data_is_cut(string trailer)
    {
        byte[] data = Enumerable.Range(0, 100).Select(i => (byte)(i * 37)).ToArray();
        string whole = Compute(trailer, [data]);
        for (int cut = 0; cut <= data.Length; cut++)
        {
            Assert.Equal(whole, Compute(trailer, [data[..cut], data[cut..]]));
        }
    }

    [Theory]
    [InlineData("x-amz-checksum-crc32", "00000000")]
    [InlineData("x-amz-checksum-crc32c", "00000000")]
    [InlineData("x-amz-checksum-crc64nvme", "0000000000000000")]
    public void The_crc_of_nothing_is_zero(string trailer, string expected)
    {
        Assert.Equal(expected, Compute(trailer, []));
    }

    [Theory]
    [InlineData("x-amz-checksum-md5")]
    [InlineData("X-Amz-Checksum-Crc32")]
    [InlineData("")]
    public void Other_trailers_are_unknown(string trailer)
    {
        Assert.Null(Checksum.ForTrailer(trailer));
    }

    private static string Compute(string trailer, IEnumerable<byte[]> pieces)
    {
        using Checksum? checksum = Checksum.ForTrailer(trailer);
        Assert.NotNull(checksum);
        foreach (byte[] piece in pieces)
        {
            checksum.Append(piece);
        }

        byte[] value = new byte[Checksum.MaxSize];
        return Convert.ToHexString(value, 0, checksum.Finish(value));
    }
}
