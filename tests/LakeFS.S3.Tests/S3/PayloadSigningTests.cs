using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Uploads carry the SHA-256 of their content where somebody could change it on its way.</summary>
public sealed class PayloadSigningTests
{
    private const string Unsigned = "UNSIGNED-PAYLOAD";

    // SHA-256 of "abc", from FIPS 180-2.
    private const string HashOfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Theory]
    [InlineData("http://lakefs.example.com", PayloadSigning.Automatic, true)]
    [InlineData("http://192.0.2.7:8000", PayloadSigning.Automatic, true)]
    [InlineData("http://127.0.0.1:8000", PayloadSigning.Automatic, false)]
    [InlineData("http://localhost:8000", PayloadSigning.Automatic, false)]
    [InlineData("http://[::1]:8000", PayloadSigning.Automatic, false)]
    [InlineData("https://lakefs.example.com", PayloadSigning.Automatic, false)]
    [InlineData("https://lakefs.example.com", PayloadSigning.Always, true)]
    [InlineData("http://lakefs.example.com", PayloadSigning.Never, false)]
    public void It_depends_on_the_way_to_the_server(string endpoint, PayloadSigning signing, bool expected)
    {
        using LakeS3Connection connection = LakeS3Connection.Open(new ConnectionOptions
        {
            EndpointUrl = endpoint,
            Credential = new LakeCredential("AKIAIOSFODNN7EXAMPLE", "secret", "the test"),
            PayloadSigning = signing,
        });
        Assert.Equal(expected, connection.SignsPayload);
    }

    [Theory]
    [InlineData("https://lakefs.example.com", true)]
    [InlineData("https://192.0.2.7", true)]
    [InlineData("https://localhost", false)]
    public void Where_any_certificate_is_accepted_the_content_is_signed(string endpoint, bool expected)
    {
        using LakeS3Connection connection = LakeS3Connection.Open(new ConnectionOptions
        {
            EndpointUrl = endpoint,
            Credential = new LakeCredential("AKIAIOSFODNN7EXAMPLE", "secret", "the test"),
            SkipCertificateCheck = true,
        });
        Assert.Equal(expected, connection.SignsPayload);
    }

    [Theory]
    [InlineData(Transport.Http, PayloadSigning.Automatic, Unsigned)]
    [InlineData(Transport.Http, PayloadSigning.Always, HashOfAbc)]
    [InlineData(Transport.Http, PayloadSigning.Never, Unsigned)]
    [InlineData(Transport.Https, PayloadSigning.Automatic, Unsigned)]
    [InlineData(Transport.Https, PayloadSigning.Always, HashOfAbc)]
    [InlineData(Transport.LegacyHttp, PayloadSigning.Automatic, Unsigned)]
    public async Task The_server_is_told_the_hash_or_that_there_is_none(Transport transport, PayloadSigning signing, string expected)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(transport);
        LakeS3Connection connection = gateway.Connect(payloadSigning: signing);
        LakeTransferResult result = await connection.UploadAsync(TestGateway.At("a"), "abc"u8.ToArray());
        Assert.True(result.Verified);
        Assert.Equal(expected, (await gateway.StopAsync()).Single().PayloadHash);
    }
}
