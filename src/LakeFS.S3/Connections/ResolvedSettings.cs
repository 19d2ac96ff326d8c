using System;
using LakeFS.S3.Addressing;
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
        return options.Store == StoreKind.S3 ? OfS3(options) : OfLakeFS(options);
    }

    private static ResolvedSettings OfLakeFS(ConnectionOptions options)
    {
        if (options.Repository is not null)
        {
            NameRules.CheckRepository(options.Repository);
        }

        if (options.Ref is not null)
        {
            NameRules.CheckRef(options.Ref);
        }

        if (options.BucketName is not null)
        {
            throw ConnectionErrors.OnlyForS3("A default bucket");
        }

        CredentialResolver resolver = new(options, Environment.GetEnvironmentVariable);
        return new ResolvedSettings(resolver.ResolveEndpoint(), resolver.ResolveCredential(), options.Region ?? "us-east-1", IsAws: false);
    }

    private static ResolvedSettings OfS3(ConnectionOptions options)
    {
        if ((options.Repository ?? options.Ref ?? options.LakectlConfig) is not null)
        {
            throw ConnectionErrors.OnlyForLakeFS(
                options.Repository is not null ? "A default repository" : options.Ref is not null ? "A default ref" : "lakectl's configuration");
        }

        if (options.BucketName is not null)
        {
            BucketResolver.CheckBucket(options.BucketName);
        }

        AwsSettings settings = new(options, Environment.GetEnvironmentVariable);
        (Endpoint endpoint, bool isAws) = settings.ResolveEndpoint();
        return new ResolvedSettings(endpoint, settings.ResolveCredential(), settings.Region(), isAws);
    }
}
