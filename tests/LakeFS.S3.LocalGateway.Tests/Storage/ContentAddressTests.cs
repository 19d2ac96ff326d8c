using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>Physical addresses have the form of lakeFS 1.84's, which clients look for, and stay what they are.</summary>
public sealed class ContentAddressTests : System.IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_address_names_a_partition_and_an_object(bool isKept)
    {
        LocalGatewayOptions options = new() { Repositories = ["addressed"], DataDirectory = isKept ? folder.File("data") : null };
        string address;
        await using (LocalGateway gateway = await LocalGateway.StartAsync(options))
        {
            using RestClient rest = new(gateway);
            await rest.PutAsync("addressed", "main", "a", "a");
            await rest.PutAsync("addressed", "main", "b", "a");
            address = await AddressOfAsync(rest, "a");
            Assert.Matches("^local://addressed/data/[0-9a-v]{20}/[0-9a-v]{20}$", address);
            Assert.NotEqual(address, await AddressOfAsync(rest, "b"));
            Assert.Equal(address, await AddressOfAsync(rest, "a"));
        }

        if (isKept)
        {
            await using LocalGateway again = await LocalGateway.StartAsync(options);
            using RestClient rest = new(again);
            Assert.Equal(address, await AddressOfAsync(rest, "a"));
        }
    }

    private static async Task<string> AddressOfAsync(RestClient rest, string key) =>
        (await rest.ReadAsync($"repositories/addressed/refs/main/objects/stat?path={key}")).GetProperty("physical_address").GetString()!;
}
