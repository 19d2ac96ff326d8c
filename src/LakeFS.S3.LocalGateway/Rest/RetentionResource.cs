using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Storage;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>What lakeFS's garbage collection would keep. The gateway only remembers it.</summary>
internal static class RetentionResource
{
    public static Task GetAsync(RestExchange exchange)
    {
        RetentionRules rules = exchange.RequireRepository().Settings.Retention ?? throw RestFailureException.NotFound();
        return exchange.AnswerJsonAsync(json =>
        {
            json.WriteStartObject();
            WriteBranches(json, rules);
            json.WriteNumber("default_retention_days", rules.DefaultDays);
            json.WriteEndObject();
        });
    }

    public static async Task SetAsync(RestExchange exchange)
    {
        JsonRequest request = await exchange.ReadJsonAsync("GarbageCollectionRules").ConfigureAwait(false);
        long days = request.OptionalNumber("default_retention_days") ?? throw request.Mismatch("default_retention_days");
        if (!request.Root.TryGetProperty("branches", out JsonElement branches)
            || branches.ValueKind != JsonValueKind.Array
            || branches.EnumerateArray().Any(branch => branch.ValueKind != JsonValueKind.Object
                || !branch.TryGetProperty("branch_id", out JsonElement id)
                || id.ValueKind != JsonValueKind.String
                || !branch.TryGetProperty("retention_days", out JsonElement count)
                || !count.TryGetInt32(out _)))
        {
            throw request.Mismatch("branches");
        }

        Repository repository = exchange.RequireWritableRepository();
        repository.Settings.SetRetention(new RetentionRules(
            (int)days,
            [
                .. branches.EnumerateArray().Select(branch => KeyValuePair.Create(
                    branch.GetProperty("branch_id").GetString()!, branch.GetProperty("retention_days").GetInt32())),
            ]));
        await exchange.AnswerEmptyAsync().ConfigureAwait(false);
    }

    public static Task DeleteAsync(RestExchange exchange)
    {
        exchange.RequireWritableRepository().Settings.SetRetention(null);
        return exchange.AnswerEmptyAsync();
    }

    private static void WriteBranches(Utf8JsonWriter json, RetentionRules rules)
    {
        if (rules.Branches.Count == 0)
        {
            json.WriteNull("branches");
            return;
        }

        json.WriteStartArray("branches");
        foreach ((string branch, int days) in rules.Branches)
        {
            json.WriteStartObject();
            json.WriteString("branch_id", branch);
            json.WriteNumber("retention_days", days);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
