using System;
using LakeFS.S3.Errors;

namespace LakeFS.S3.Connections;

/// <summary>The settings of a connection, resolved from its options, files and environment variables.</summary>
/// <param name="Endpoint">The server.</param>
/// <param name="Credential">The key pair.</param>
/// <param name="Region">The region for signing.</param>
/// <param name="IsAws">Whether the endpoint is one of AWS's own.</param>
internal sealed record ResolvedSettings(Endpoint Endpoint, LakeCredential Credential, string Region, bool IsAws)
{
    /// <summary>Validates the options and looks up missing ones, without sending anything.</summary>
    /// <exception cref="LakeS3Exception">The endpoint, key pair or defaults are invalid.</exception>
    public static ResolvedSettings Of(ConnectionOptions options)
    {
        Endpoint.RequireProxy(options.Proxy);
        options.Defaults.Check(options.Store);
        return options.Store == StoreKind.S3 ? OfS3(options) : OfLakeFS(options);
    }

    private static ResolvedSettings OfLakeFS(ConnectionOptions options)
    {
        CredentialResolver resolver = new(options, Environment.GetEnvironmentVariable);
        return new ResolvedSettings(resolver.ResolveEndpoint(), resolver.ResolveCredential(), options.Region ?? "us-east-1", IsAws: false);
    }

    private static ResolvedSettings OfS3(ConnectionOptions options)
    {
        if (options.LakectlConfig is not null)
        {
            throw ConnectionErrors.OnlyForLakeFS("lakectl's configuration");
        }

        AwsSettings settings = new(options, Environment.GetEnvironmentVariable);
        (Endpoint endpoint, bool isAws) = settings.ResolveEndpoint();
        return new ResolvedSettings(endpoint, settings.ResolveCredential(), settings.Region(), isAws);
    }
}
