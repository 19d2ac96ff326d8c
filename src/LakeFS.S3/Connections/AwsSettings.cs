using System;
using System.Linq;
using Amazon;
using LakeFS.S3.Errors;

namespace LakeFS.S3.Connections;

/// <summary>
/// Resolves key pair, region and endpoint of a plain S3 store from the same sources and in the same order as AWS's own
/// tools: the options, the environment, and the profile in the options, AWS_PROFILE or <c>default</c>. Metadata services
/// are never queried.
/// </summary>
internal sealed class AwsSettings
{
    private const string DefaultRegion = "us-east-1";

    private readonly ConnectionOptions _options;
    private readonly Func<string, string?> _environment;
    private readonly AwsProfile _profile;
    private readonly bool _isProfileNamed;

    public AwsSettings(ConnectionOptions options, Func<string, string?> environment)
    {
        _options = options;
        _environment = name => environment(name) is { Length: > 0 } value ? value : null;
        string? named = options.ProfileName ?? _environment("AWS_PROFILE");
        _isProfileNamed = named is not null;
        _profile = new AwsProfile(named ?? "default", _environment, options.Timeout);
    }

    /// <summary>Returns the region for signing.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeRegionInvalid</c>.</exception>
    public string Region()
    {
        string region = _options.Region ?? _environment("AWS_REGION") ?? _environment("AWS_DEFAULT_REGION") ?? _profile.Region ?? DefaultRegion;
        // The region becomes part of a host name.
        return region.Length > 0 && region.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-')
            ? region
            : throw ConnectionErrors.RegionInvalid(region);
    }

    /// <summary>Returns the endpoint, and whether it is one of AWS's own.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeEndpointInvalid</c>.</exception>
    public (Endpoint Endpoint, bool IsAws) ResolveEndpoint()
    {
        string region = Region();
        return (_options.EndpointUrl ?? _environment("AWS_ENDPOINT_URL_S3") ?? _environment("AWS_ENDPOINT_URL") ?? _profile.EndpointUrl) is string given
            ? (Endpoint.Parse(given), IsAws: false)
            : (Endpoint.Parse($"https://s3.{region}.{RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}"), IsAws: true);
    }

    /// <summary>Returns the key pair.</summary>
    /// <exception cref="LakeS3Exception">There is no key pair, half of it is missing, or the profile can't be used.</exception>
    public LakeCredential ResolveCredential()
    {
        LakeCredential credential = _options.Credential
            ?? (_options.ProfileName is null ? FromEnvironment() : null)
            ?? (_isProfileNamed || _profile.Exists ? _profile.Credential() : throw ConnectionErrors.AwsCredentialMissing());
        return credential.Padded is string part ? throw ConnectionErrors.CredentialPadded(part, credential.Source)
            : credential.HasSecret ? credential
            : throw ConnectionErrors.CredentialIncomplete($"An access key id ({credential.Source})", "its secret");
    }

    private LakeCredential? FromEnvironment() => (_environment("AWS_ACCESS_KEY_ID"), _environment("AWS_SECRET_ACCESS_KEY")) switch
    {
        (null, null) => null,
        (null, _) => throw ConnectionErrors.CredentialIncomplete("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"),
        (_, null) => throw ConnectionErrors.CredentialIncomplete("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
        (string id, string secret) => new LakeCredential(id, secret, "the environment (AWS_ACCESS_KEY_ID)", _environment("AWS_SESSION_TOKEN")),
    };
}
