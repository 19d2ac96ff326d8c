using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Requests;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>Statistics, which are taken and go nowhere, and how much the gateway was used.</summary>
internal static class StatisticsResource
{
    public static async Task PostAsync(RestExchange exchange)
    {
        JsonRequest request = await exchange.ReadJsonAsync("StatsEventsList").ConfigureAwait(false);
        if (request.Root.ValueKind != JsonValueKind.Object
            || !request.Root.TryGetProperty("events", out JsonElement events)
            || events.ValueKind != JsonValueKind.Array
            || events.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Object
                || !Has(item, "class", JsonValueKind.String)
                || !Has(item, "name", JsonValueKind.String)
                || !Has(item, "count", JsonValueKind.Number)))
        {
            throw request.Mismatch("events");
        }

        foreach (JsonElement item in events.EnumerateArray())
        {
            Require(item.GetProperty("class").GetString()!.Length > 0, "class is required");
            Require(item.GetProperty("name").GetString()!.Length > 0, "name is required");
            Require(item.GetProperty("count").GetDouble() >= 0, "count must be a non-negative integer");
        }

        await exchange.AnswerEmptyAsync().ConfigureAwait(false);
    }

    public static Task GetUsageAsync(RestExchange exchange)
    {
        DateTimeOffset now = exchange.Store.Now;
        if (exchange.Request.Headers.Accept == "text/plain")
        {
            IHeaderDictionary headers = exchange.Response.Headers;
            headers.CacheControl = "no-store, must-revalidate";
            headers.Expires = "0";
            ContentProtection.AddTo(exchange.Response);
            return exchange.AnswerTextAsync(StatusCodes.Status200OK, string.Create(
                CultureInfo.InvariantCulture,
                $"Usage for installation ID: {exchange.Store.InstallationId}\n{now:yyyy-MM}: {exchange.Store.Uses,12}\n"));
        }

        return exchange.AnswerJsonAsync((Utf8JsonWriter json) =>
        {
            json.WriteStartObject();
            json.WriteString("installation_id", exchange.Store.InstallationId);
            json.WriteStartArray("reports");
            json.WriteStartObject();
            json.WriteNumber("count", exchange.Store.Uses);
            json.WriteNumber("month", now.Month);
            json.WriteNumber("year", now.Year);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static bool Has(JsonElement item, string member, JsonValueKind kind) =>
        item.TryGetProperty(member, out JsonElement value) && value.ValueKind == kind;

    private static void Require(bool isTrue, string problem)
    {
        if (!isTrue)
        {
            throw new RestFailureException(400, $"invalid value: {problem}");
        }
    }
}
