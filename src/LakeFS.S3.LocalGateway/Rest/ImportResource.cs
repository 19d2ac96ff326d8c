using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>Import, which the local block storage does not support.</summary>
internal static class ImportResource
{
    public static async Task StartAsync(RestExchange exchange)
    {
        exchange.RequireWritableRepository();
        JsonRequest request = await exchange.ReadJsonAsync("ImportCreation").ConfigureAwait(false);
        if (request.Root.ValueKind != JsonValueKind.Object
            || !request.Root.TryGetProperty("paths", out JsonElement paths)
            || paths.ValueKind != JsonValueKind.Array
            || paths.EnumerateArray().Any(path => path.ValueKind != JsonValueKind.Object
                || !path.TryGetProperty("type", out JsonElement type)
                || type.ValueKind != JsonValueKind.String
                || type.GetString() is not ("common_prefix" or "object")))
        {
            throw request.Mismatch("paths");
        }

        request.Child("commit").RequireString("message");
        throw new RestFailureException(403, "import is not supported for this storage");
    }

    /// <summary>There is never an import to tell about, or to cancel.</summary>
    public static Task GetStatusAsync(RestExchange exchange)
    {
        exchange.RequireRepository();
        exchange.RequireQuery("id");
        throw RestFailureException.NotFound();
    }
}
