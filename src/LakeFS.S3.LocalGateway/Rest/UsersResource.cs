using System.Text.Json;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>Users: there is one, and there can't be another, as with lakeFS where nothing else manages them.</summary>
internal static class UsersResource
{
    public static Task ListAsync(RestExchange exchange) => exchange.AnswerJsonAsync(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("pagination");
        json.WriteBoolean("has_more", false);
        json.WriteNumber("max_per_page", 0);
        json.WriteString("next_offset", string.Empty);
        json.WriteNumber("results", 1);
        json.WriteEndObject();
        json.WriteStartArray("results");
        Write(json, exchange);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    public static Task GetAsync(RestExchange exchange)
    {
        RequireUser(exchange);
        return exchange.AnswerJsonAsync(json => Write(json, exchange));
    }

    /// <summary>Any name counts as taken (rest-admin #5).</summary>
    public static async Task CreateAsync(RestExchange exchange)
    {
        JsonRequest request = await exchange.ReadJsonAsync("UserCreation").ConfigureAwait(false);
        throw request.RequireString("id").Length == 0
            ? new RestFailureException(400, "empty name: validation error")
            : new RestFailureException(409, "Already exists");
    }

    public static Task DeleteAsync(RestExchange exchange)
    {
        RequireUser(exchange);
        throw Unsupported.Refusal("the removal of its only user");
    }

    public static Task CreateCredentialsAsync(RestExchange exchange)
    {
        if (exchange.Parameter("user") != RestExchange.UserName)
        {
            throw RestFailureException.NotFound();
        }

        throw Unsupported.Refusal("another key pair than its own");
    }

    public static Task GetCredentialsAsync(RestExchange exchange) =>
        exchange.Parameter("user") == RestExchange.UserName && exchange.Parameter("key") == exchange.Options.AccessKeyId
            ? exchange.AnswerJsonAsync((Utf8JsonWriter json) =>
            {
                json.WriteStartObject();
                json.WriteString("access_key_id", exchange.Options.AccessKeyId);
                json.WriteNumber("creation_date", exchange.Store.Started.ToUnixTimeSeconds());
                json.WriteEndObject();
            })
            : throw RestFailureException.NotFound();

    private static void RequireUser(RestExchange exchange)
    {
        if (exchange.Parameter("user") != RestExchange.UserName)
        {
            throw RestFailureException.NotFound("user not found");
        }
    }

    private static void Write(Utf8JsonWriter json, RestExchange exchange)
    {
        json.WriteStartObject();
        json.WriteNumber("creation_date", exchange.Store.Started.ToUnixTimeSeconds());
        json.WriteString("email", string.Empty);
        json.WriteString("friendly_name", string.Empty);
        json.WriteString("id", RestExchange.UserName);
        json.WriteEndObject();
    }
}
