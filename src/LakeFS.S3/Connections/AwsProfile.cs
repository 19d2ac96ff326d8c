using System;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using LakeFS.S3.Errors;

namespace LakeFS.S3.Connections;

/// <summary>A profile of the AWS shared credentials and config files, or of the encrypted store that AWS.Tools has on Windows.</summary>
internal sealed class AwsProfile
{
    private readonly CredentialProfileStoreChain _files;
    private readonly string _name;

    /// <summary>Names a profile; nothing is read yet.</summary>
    public AwsProfile(string name, Func<string, string?> environment)
    {
        _name = name;
        // The SDK looks the file's path up once a process; a user may set the variable at any time.
        _files = new CredentialProfileStoreChain(environment("AWS_SHARED_CREDENTIALS_FILE"));
    }

    /// <summary>Whether there is such a profile.</summary>
    public bool Exists => _files.TryGetProfile(_name, out _);

    /// <summary>The profile's region; null where it names none.</summary>
    public string? Region => _files.TryGetProfile(_name, out CredentialProfile found) ? found.Region?.SystemName : null;

    /// <summary>The profile's endpoint for S3; null where it names none.</summary>
    public string? EndpointUrl => _files.TryGetProfile(_name, out CredentialProfile found) ? found.EndpointUrl : null;

    /// <summary>The profile's key pair, renewed when it ends where the profile says how.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeProfileNotFound</c> or <c>LakeProfileInvalid</c>.</exception>
    public LakeCredential Credential()
    {
        try
        {
            if (!_files.TryGetAWSCredentials(_name, out AWSCredentials keys))
            {
                throw ConnectionErrors.ProfileNotFound(_name);
            }

            // Asked at once: what is wrong with it is to be told here, and not by some request.
            keys.GetCredentials();
            return new LakeCredential(keys, $"the AWS profile '{_name}'");
        }
        catch (Exception inner) when (inner is AmazonClientException or InvalidOperationException)
        {
            throw ConnectionErrors.ProfileUnusable(_name, inner);
        }
    }
}
