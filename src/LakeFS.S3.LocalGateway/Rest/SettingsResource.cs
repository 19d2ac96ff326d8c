using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>Branch protection.</summary>
internal static class SettingsResource
{
    public static Task GetProtectionAsync(RestExchange exchange)
    {
        BranchProtection protection = exchange.RequireRepository().Settings.Protection;
        exchange.Response.Headers["ETag"] = new StringValues(protection.ETag);
        return exchange.AnswerJsonAsync(json =>
        {
            json.WriteStartArray();
            foreach (string pattern in protection.Patterns)
            {
                json.WriteStartObject();
                json.WriteString("pattern", pattern);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    /// <summary>Replaces the rules; a pattern that is none is accepted (s3-protected #56).</summary>
    public static async Task SetProtectionAsync(RestExchange exchange)
    {
        Repository repository = exchange.RequireWritableRepository();
        JsonRequest request = await exchange.ReadJsonAsync("BranchProtectionRule").ConfigureAwait(false);
        if (request.Root.ValueKind != JsonValueKind.Array
            || request.Root.EnumerateArray().Any(rule => rule.ValueKind != JsonValueKind.Object
                || !rule.TryGetProperty("pattern", out JsonElement pattern)
                || pattern.ValueKind != JsonValueKind.String))
        {
            throw request.Mismatch("pattern");
        }

        List<string> patterns =
            [.. request.Root.EnumerateArray().Select(rule => rule.GetProperty("pattern").GetString()!)];
        string expected = exchange.Request.Headers.IfMatch.ToString();
        if (!repository.Settings.TrySetProtection(new BranchProtection(patterns), expected.Length == 0 ? null : expected))
        {
            throw new RestFailureException(412, "Precondition failed");
        }

        await exchange.AnswerEmptyAsync().ConfigureAwait(false);
    }

    /// <summary>Adds one rule, as older clients do.</summary>
    public static async Task ProtectAsync(RestExchange exchange)
    {
        Repository repository = exchange.RequireWritableRepository();
        JsonRequest request = await exchange.ReadJsonAsync("BranchProtectionRule").ConfigureAwait(false);
        repository.Settings.Protect(request.RequireString("pattern"));
        await exchange.AnswerEmptyAsync().ConfigureAwait(false);
    }

    /// <summary>Removes one rule, as older clients do.</summary>
    public static async Task UnprotectAsync(RestExchange exchange)
    {
        Repository repository = exchange.RequireWritableRepository();
        JsonRequest request = await exchange.ReadJsonAsync("BranchProtectionRule").ConfigureAwait(false);
        bool wasThere = repository.Settings.Unprotect(request.RequireString("pattern"));

        // Without a message (rest-settings #26).
        await exchange.AnswerEmptyAsync(wasThere ? StatusCodes.Status204NoContent : StatusCodes.Status404NotFound)
            .ConfigureAwait(false);
    }

    /// <summary>Whether settings may be set: anyone with the key pair may.</summary>
    public static Task CheckAsync(RestExchange exchange) => exchange.AnswerEmptyAsync();
}
