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

/// <summary>
/// Translates the SDK's exceptions to those of our own requests, so that both are retried and reported the same way.
/// </summary>
internal static class SdkErrors
{
    /// <summary>Runs an SDK request.</summary>
    /// <exception cref="ServerErrorException">The server rejected the request.</exception>
    /// <exception cref="XmlException">The response is not that of an S3 server.</exception>
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

    // Without a body, the SDK derives a code from the status, and a message. These must not be mistaken for the server's,
    // which may use the name of a status as its code (PreconditionFailed) but then sends a HostId too.
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
