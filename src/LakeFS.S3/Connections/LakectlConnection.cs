using System;

namespace LakeFS.S3.Connections;

/// <summary>The connection that lakectl would use.</summary>
internal static class LakectlConnection
{
    /// <summary>Creates a connection from lakectl's variables and configuration file, without sending anything.</summary>
    /// <returns>A connection; null if they have no endpoint or no key pair.</returns>
    /// <exception cref="LakeS3Exception">The file can't be read, or a setting is unusable.</exception>
    public static LakeS3Connection? Open()
    {
        // A key pair for AWS must not get to another server unless the user names that server.
        ConnectionOptions options = new() { IgnoresAws = true, CollectsMemoryInLists = true };
        return new CredentialResolver(options, Environment.GetEnvironmentVariable).HasLakectl ? LakeS3Connection.Open(options) : null;
    }

    /// <summary>The server that lakectl is configured with; null for none.</summary>
    /// <exception cref="LakeS3Exception">The file can't be read, or the URL is invalid.</exception>
    public static Uri? Endpoint()
    {
        CredentialResolver resolver = new(new ConnectionOptions(), Environment.GetEnvironmentVariable);
        return resolver.HasEndpoint ? resolver.ResolveEndpoint().Url : null;
    }
}
