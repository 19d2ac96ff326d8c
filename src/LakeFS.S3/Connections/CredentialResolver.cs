using System;
using System.Linq;
using LakeFS.S3.Errors;

namespace LakeFS.S3.Connections;

/// <summary>
/// Resolves the key pair and the endpoint for lakeFS. The first source with a key pair is used: the options, the named AWS
/// profile, lakectl's environment variables, AWS's environment variables, lakectl's configuration file.
/// </summary>
internal sealed class CredentialResolver
{
    private readonly ConnectionOptions _options;
    private readonly Func<string, string?> _environment;
    private readonly Lazy<LakectlConfiguration?> _lakectl;

    /// <summary>Creates a resolver.</summary>
    public CredentialResolver(ConnectionOptions options, Func<string, string?> environment)
    {
        _options = options;
        _environment = name => environment(name) is { Length: > 0 } value ? value : null;
        _lakectl = new Lazy<LakectlConfiguration?>(
            () => LakectlConfiguration.Load(LakectlPath, mustExist: ConfiguredPath is not null));
    }

    // The same variable as lakectl's.
    private string? ConfiguredPath => _options.LakectlConfig ?? _environment("LAKECTL_CONFIG_FILE");

    private string? ConfiguredEndpoint => _environment("LAKECTL_SERVER_ENDPOINT_URL") ?? (_lakectl.Value?.Server?.EndpointUrl is { Length: > 0 } url ? url : null);

    private string LakectlPath => ConfiguredPath ?? LakectlConfiguration.DefaultPath;

    /// <summary>Whether lakectl's variables or configuration file have an endpoint.</summary>
    /// <exception cref="LakeS3Exception">The file can't be read.</exception>
    public bool HasEndpoint => ConfiguredEndpoint is not null;

    /// <summary>Whether lakectl's variables and configuration file have both an endpoint and a key pair.</summary>
    /// <exception cref="LakeS3Exception">The file can't be read, or half of the key pair is missing.</exception>
    public bool HasLakectl => HasEndpoint && (FromLakectlVariables() ?? FromLakectl()) is not null;

    /// <summary>Returns the endpoint in the options, or the first one configured.</summary>
    /// <exception cref="LakeS3Exception">There is no endpoint, or it is not a valid URL.</exception>
    public Endpoint ResolveEndpoint() => Endpoint.Parse(_options.EndpointUrl ?? ConfiguredEndpoint ?? throw ConnectionErrors.EndpointMissing());

    /// <summary>Returns the key pair in the options, or the first one configured.</summary>
    /// <exception cref="LakeS3Exception">There is no key pair, half of it is missing, or the access key id is invalid.</exception>
    public LakeCredential ResolveCredential()
    {
        LakeCredential credential = _options.Credential
            ?? (_options.ProfileName is string profile ? new AwsProfile(profile, _environment, _options.Timeout).Credential() : null)
            ?? FromLakectlVariables()
            ?? (_options.IgnoresAws ? null : FromEnvironment("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"))
            ?? FromLakectl()
            ?? throw ConnectionErrors.CredentialMissing(LakectlPath);
        if (!credential.HasSecret)
        {
            throw ConnectionErrors.CredentialIncomplete($"An access key id ({credential.Source})", "its secret");
        }

        if (credential.Padded is string part)
        {
            throw ConnectionErrors.CredentialPadded(part, credential.Source);
        }

        // To a longer id, lakeFS 1.84 answers 400 MissingFields (auth-header #6), which does not help the user.
        return credential.AccessKeyId.Length is >= 3 and <= 20 && !credential.AccessKeyId.Any(char.IsWhiteSpace)
            ? credential
            : throw ConnectionErrors.AccessKeyIdInvalid(credential.Source);
    }

    private LakeCredential? FromLakectlVariables() => FromEnvironment("LAKECTL_CREDENTIALS_ACCESS_KEY_ID", "LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY");

    private LakeCredential? FromEnvironment(string idVariable, string secretVariable) =>
        Pair(_environment(idVariable), _environment(secretVariable), idVariable, secretVariable, $"the environment ({idVariable})");

    private LakeCredential? FromLakectl()
    {
        LakectlConfiguration.CredentialSection? section = _lakectl.Value?.Credentials;
        return Pair(
            section?.AccessKeyId,
            section?.SecretAccessKey,
            $"credentials.access_key_id of '{LakectlPath}'",
            $"credentials.secret_access_key of '{LakectlPath}'",
            LakectlPath);
    }

    private static LakeCredential? Pair(string? id, string? secret, string idName, string secretName, string source) =>
        (string.IsNullOrEmpty(id), string.IsNullOrEmpty(secret)) switch
        {
            (true, true) => null,
            (false, true) => throw ConnectionErrors.CredentialIncomplete(idName, secretName),
            (true, false) => throw ConnectionErrors.CredentialIncomplete(secretName, idName),
            _ => new LakeCredential(id!, secret!, source),
        };
}
