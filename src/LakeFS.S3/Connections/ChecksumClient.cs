using System.Collections.Generic;
using Amazon.Runtime;
using Amazon.S3;

namespace LakeFS.S3.Connections;

/// <summary>Creates the SDK's client, which sends and reads content with the SDK's checksums.</summary>
internal static class ChecksumClient
{
    /// <summary>
    /// Creates the client of a connection. It sets everything that the SDK would otherwise read from AWS's files and
    /// variables: a connection must not pick up settings that it was not given, and a single line that the SDK can't parse
    /// would make every request of the process fail.
    /// </summary>
    public static AmazonS3Client Create(LakeS3Connection connection) => new(
        connection.Credential.ForSdk(),
        new AmazonS3Config
        {
            // With both URL and region set, the SDK queries no metadata service.
            ServiceURL = connection.EndpointUrl.AbsoluteUri,
            AuthenticationRegion = connection.Region,
            DefaultConfigurationMode = DefaultConfigurationMode.Standard,
            IgnoreConfiguredEndpointUrls = true,
            UseFIPSEndpoint = false,
            UseDualstackEndpoint = false,
            UseArnRegion = false,
            DisableMultiregionAccessPoints = true,
            DisableS3ExpressSessionAuth = true,
            USEast1RegionalEndpointValue = S3UsEast1RegionalEndpointValue.Regional,
            AccountIdEndpointMode = AccountIdEndpointMode.DISABLED,
            EndpointDiscoveryEnabled = false,
            AuthSchemePreference = new List<string>(),
            SigV4aSigningRegionSet = new List<string>(),
            ClientAppId = "LakeFS.S3",
            DisableRequestCompression = true,
            RequestMinCompressionSizeBytes = 10240,
            // The SDK's clock is shared by the whole process, and any server can change it.
            DisableClockSkewCorrection = true,
            ForcePathStyle = !connection.VirtualHost,
            RequestChecksumCalculation = connection.RequestChecksum == ChecksumMode.WhenSupported
                ? RequestChecksumCalculation.WHEN_SUPPORTED
                : RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = connection.ResponseValidation == ChecksumMode.WhenSupported
                ? ResponseChecksumValidation.WHEN_SUPPORTED
                : ResponseChecksumValidation.WHEN_REQUIRED,
            // Retries are decided in one place, for all requests.
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = 0,
            ThrottleRetries = false,
            // The size of the upload buffer. With the SDK's default of 8 KiB, each buffer costs a task and a timer.
            BufferSize = 128 * 1024,
            HttpClientFactory = connection.Http.ForSdk(),
        });
}
