using System;
using System.Globalization;
using System.Net.Http;
using System.Threading.Tasks;
using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.S3;
using LakeFS.S3.Http;

namespace LakeFS.S3.S3;

/// <summary>Turns what the SDK throws into what our own requests throw, so that both are retried and explained alike.</summary>
internal static class SdkErrors
{
    /// <summary>Runs a request of the SDK's.</summary>
    /// <exception cref="ServerErrorException">The server refused.</exception>
    /// <exception cref="XmlException">What answers is no S3 server.</exception>
    public static async Task<T> TranslateAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (AmazonUnmarshallingException notS3)
        {
            throw new XmlException("The answer is none of S3's.", notS3);
        }
        catch (AmazonServiceException answered) when (answered.StatusCode != 0)
        {
            throw RefusalOf(answered);
        }
        catch (AmazonClientException lost)
        {
            throw new HttpRequestException(lost.Message, lost);
        }
    }

    // Without a body the SDK makes up a code from the status, and a message. They must not be taken for the server's,
    // which may well use a status's name as its code (PreconditionFailed) but then tells its HostId too.
    private static ServerErrorException RefusalOf(AmazonServiceException answered)
    {
        string? hostId = (answered as AmazonS3Exception)?.AmazonId2;
        bool isMadeUp = string.IsNullOrEmpty(answered.ErrorCode)
            || (string.Equals(answered.ErrorCode, answered.StatusCode.ToString(), StringComparison.Ordinal) && string.IsNullOrEmpty(hostId));
        return new ServerErrorException(
            answered.StatusCode,
            isMadeUp ? null : answered.ErrorCode,
            isMadeUp ? null : answered.Message,
            answered.RequestId,
            hostId,
            TimeOf(answered),
            retryAfter: null);
    }

    private static DateTimeOffset? TimeOf(AmazonServiceException error) =>
        error.InnerException is HttpErrorResponseException { Response: IWebResponseData response }
        && DateTimeOffset.TryParse(response.GetHeaderValue("Date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;
}
