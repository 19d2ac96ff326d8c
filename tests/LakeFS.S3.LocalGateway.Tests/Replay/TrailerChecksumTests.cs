using System;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

public sealed class TrailerChecksumTests
{
    /// <summary>The check values of the catalogue of parametrised CRC algorithms: the CRC of the digits 1 to 9.</summary>
    [Theory]
    [InlineData("x-amz-checksum-crc32", "CBF43926")]
    [InlineData("x-amz-checksum-crc32c", "E3069283")]
    [InlineData("x-amz-checksum-crc64nvme", "AE8B14860A799888")]
    public void Crcs_have_their_check_values(string trailer, string checkValue) => Assert.Equal(
        Convert.ToBase64String(Convert.FromHexString(checkValue)),
        TrailerChecksum.Compute(trailer, "123456789"u8.ToArray()));
}
