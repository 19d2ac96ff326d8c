using System.Text.Json;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>The server itself: version, configuration, health, the user.</summary>
internal static class ServerResource
{
    /// <summary>The version of lakeFS that the gateway answers like.</summary>
    public const string Version = "1.84.0";

    public static Task GetVersionAsync(RestExchange exchange) => exchange.AnswerJsonAsync(WriteVersion);

    public static Task GetConfigAsync(RestExchange exchange) => exchange.AnswerJsonAsync(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("capabilities_config");
        json.WriteEndObject();
        json.WritePropertyName("storage_config");
        WriteStorage(json, exchange.Options);
        json.WriteStartArray("storage_config_list");
        json.WriteEndArray();
        json.WriteStartObject("ui_config");
        json.WriteEndObject();
        json.WritePropertyName("version_config");
        WriteVersion(json);
        json.WriteEndObject();
    });

    public static Task GetStorageAsync(RestExchange exchange) =>
        exchange.AnswerJsonAsync(json => WriteStorage(json, exchange.Options));

    public static Task GetGarbageCollectionAsync(RestExchange exchange) => exchange.AnswerJsonAsync(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("grace_period", 86400);
        json.WriteEndObject();
    });

    /// <summary>Answers also without credentials, with an empty id (rest-config #6).</summary>
    public static Task GetUserAsync(RestExchange exchange) => exchange.AnswerJsonAsync(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("user");
        if (exchange.IsAuthenticated)
        {
            json.WriteNumber("creation_date", exchange.Store.Started.ToUnixTimeSeconds());
            json.WriteString("email", string.Empty);
            json.WriteString("friendly_name", string.Empty);
            json.WriteString("id", RestExchange.UserName);
        }
        else
        {
            json.WriteNumber("creation_date", 0);
            json.WriteString("id", string.Empty);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    });

    public static Task GetCapabilitiesAsync(RestExchange exchange) => exchange.AnswerJsonAsync(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("invite_user", false);
        json.WriteEndObject();
    });

    public static Task GetSetupStateAsync(RestExchange exchange) => exchange.AnswerJsonAsync(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("comm_prefs_missing", false);
        json.WriteStartObject("login_config");
        json.WriteString("RBAC", "none");
        json.WriteStartArray("login_cookie_names");
        json.WriteStringValue("internal_auth_session");
        json.WriteEndArray();
        json.WriteString("login_failed_message", "The credentials don't match.");
        json.WriteString("login_url", string.Empty);
        json.WriteString("login_url_method", "none");
        json.WriteString("logout_url", string.Empty);
        json.WriteEndObject();
        json.WriteString("state", "initialized");
        json.WriteEndObject();
    });

    public static Task GetHealthAsync(RestExchange exchange) => exchange.AnswerEmptyAsync();

    /// <summary>Gives a token for the key pair.</summary>
    public static async Task LogInAsync(RestExchange exchange)
    {
        JsonRequest request = await exchange.ReadJsonAsync("LoginInformation").ConfigureAwait(false);
        if (!RestAuthentication.IsKeyPair(
            request.RequireString("access_key_id"), request.RequireString("secret_access_key"), exchange.Options))
        {
            throw RestAuthentication.Refusal();
        }

        (string token, long expires) = LoginTokens.Create(exchange.Store.Now);
        await exchange.AnswerJsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("token", token);
            json.WriteNumber("token_expiration", expires);
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    /// <summary>It has been set up (rest-admin #45).</summary>
    public static Task SetUpAsync(RestExchange exchange) => throw new RestFailureException(409, "lakeFS already initialized");

    private static void WriteVersion(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("version", Version);
        json.WriteString("version_context", "lakeFS");
        json.WriteEndObject();
    }

    private static void WriteStorage(Utf8JsonWriter json, LocalGatewayOptions options)
    {
        BlockStorage storage = options.BlockStorage;
        string scheme = RepositoriesResource.SchemeOf(storage);
        json.WriteStartObject();
        json.WriteString("blockstore_description", string.Empty);
        json.WriteString("blockstore_id", string.Empty);
        json.WriteString("blockstore_namespace_ValidityRegex", $"^{scheme}");
        json.WriteString("blockstore_namespace_example", $"{scheme}example-bucket/");
        json.WriteString("blockstore_type", storage == BlockStorage.Local ? "local" : "mem");
        json.WriteString("default_namespace_prefix", scheme);
        json.WriteBoolean("import_support", options.ImportFolder is not null);
        json.WriteString("import_validity_regex", $"^{scheme}");
        json.WriteBoolean("pre_sign_multipart_upload", options.StorePort is not null);
        json.WriteBoolean("pre_sign_support", options.StorePort is not null);
        json.WriteBoolean("pre_sign_support_ui", false);
        json.WriteEndObject();
    }
}
