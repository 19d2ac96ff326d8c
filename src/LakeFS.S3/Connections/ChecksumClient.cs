using System.Collections.Generic;
using Amazon.Runtime;
using Amazon.S3;

namespace LakeFS.S3.Connections;

/// <summary>Makes the SDK's client, which sends and reads content with the SDK's checksums.</summary>
internal static class ChecksumClient
{
    /// <summary>
    /// Makes it for a connection. Every setting that the SDK would otherwise look for in AWS's files and variables is
    /// given here: a connection takes none that it was not asked to, and one line that the SDK can't read would make every
    /// request fail for as long as the process lives.
    /// </summary>
    public static AmazonS3Client Make(LakeS3Connection connection) => new(
        connection.Credential.ForSdk(),
        new AmazonS3Config
        {
            // With the URL and the region given, the SDK has no reason to ask a metadata service for either.
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
            // Its clock is the whole process's, and follows whatever a server says.
            DisableClockSkewCorrection = true,
            ForcePathStyle = !connection.VirtualHost,
            RequestChecksumCalculation = connection.RequestChecksum == ChecksumMode.WhenSupported
                ? RequestChecksumCalculation.WHEN_SUPPORTED
                : RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = connection.ResponseValidation == ChecksumMode.WhenSupported
                ? ResponseChecksumValidation.WHEN_SUPPORTED
                : ResponseChecksumValidation.WHEN_REQUIRED,
            // What is worth another try is decided in one place, for all requests alike.
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = 0,
            ThrottleRetries = false,
            // Uploads are copied through buffers of this size; the SDK's own 8 KiB cost a task and a timer for each.
            BufferSize = 128 * 1024,
            HttpClientFactory = connection.Http.ForSdk(),
        });
}
