using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Authentication;

/// <summary>
/// The errors that lakeFS 1.84 refuses signed requests with. The numbers name recorded exchanges; errors without one are
/// taken from the server's documented error table.
/// </summary>
internal static class SignatureErrors
{
    /// <summary>Unknown access key, or a payload form that the server does not know (auth-header #4, auth-trailer #54).</summary>
    public static readonly S3Error AccessDenied = new(StatusCodes.Status403Forbidden, "AccessDenied", "Access Denied.");

    /// <summary>The signature is not that of the request (auth-header #5).</summary>
    public static readonly S3Error SignatureDoesNotMatch = new(
        StatusCodes.Status403Forbidden,
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.");

    /// <summary>No signature of a known form (auth-header #6, #27, #33, auth-presigned #36).</summary>
    public static readonly S3Error MissingFields = new(
        StatusCodes.Status400BadRequest, "MissingFields", "Missing fields in request.");

    /// <summary>No date (auth-header #32).</summary>
    public static readonly S3Error MissingDate = new(
        StatusCodes.Status400BadRequest,
        "AccessDenied",
        "AWS authentication requires a valid Date or x-amz-date header");

    /// <summary>A date of another form than <c>20240131T123456Z</c>.</summary>
    public static readonly S3Error MalformedDate = new(
        StatusCodes.Status400BadRequest,
        "MalformedDate",
        "Invalid date format header, expected to be in ISO8601, RFC1123 or RFC1123Z time format.");

    /// <summary>The day of the credential scope is not that of the request's date.</summary>
    public static readonly S3Error CredentialDateDiffers = new(
        StatusCodes.Status400BadRequest,
        "AuthorizationHeaderMalformed",
        "The authorization header is malformed; Invalid credential date. Date is not the same as X-Amz-Date.");

    /// <summary>The request is older than 15 minutes (auth-header #14, auth-presigned #28).</summary>
    public static readonly S3Error RequestTimeTooSkewed = new(
        StatusCodes.Status403Forbidden,
        "RequestTimeTooSkewed",
        "The difference between the request time and the server's time is too large.");

    /// <summary>The request is from more than 15 minutes ahead (auth-header #17, auth-presigned #30).</summary>
    public static readonly S3Error NotValidYet = new(
        StatusCodes.Status403Forbidden, "AccessDenied", "Request is not valid yet");

    /// <summary>A presigned URL is past its expiry (auth-presigned #25).</summary>
    public static readonly S3Error Expired = new(
        StatusCodes.Status403Forbidden, "AccessDenied", "Request has expired");

    /// <summary>X-Amz-Algorithm is another one.</summary>
    public static readonly S3Error UnknownAlgorithm = new(
        StatusCodes.Status400BadRequest,
        "AuthorizationQueryParametersError",
        "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\".");

    /// <summary>X-Amz-Credential is not a credential scope.</summary>
    public static readonly S3Error MalformedCredential = new(
        StatusCodes.Status400BadRequest,
        "AuthorizationQueryParametersError",
        "Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".");

    /// <summary>X-Amz-Expires is not a number (auth-presigned #35).</summary>
    public static readonly S3Error ExpiresNotANumber = new(
        StatusCodes.Status400BadRequest, "AuthorizationQueryParametersError", "X-Amz-Expires should be a number");

    /// <summary>X-Amz-Expires is below 0 (auth-presigned #34).</summary>
    public static readonly S3Error ExpiresNegative = new(
        StatusCodes.Status400BadRequest, "AuthorizationQueryParametersError", "X-Amz-Expires must be non-negative");

    /// <summary>X-Amz-Expires is above 7 days (auth-presigned #32).</summary>
    public static readonly S3Error ExpiresTooLong = new(
        StatusCodes.Status400BadRequest,
        "AuthorizationQueryParametersError",
        "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds");

    /// <summary>x-amz-decoded-content-length is there but empty.</summary>
    public static readonly S3Error MissingContentLength = new(
        StatusCodes.Status411LengthRequired,
        "MissingContentLength",
        "You must provide the Content-Length HTTP header.");

    /// <summary>A body that does not verify (auth-payload #6, #20, auth-trailer #4).</summary>
    public static readonly S3Error PayloadMismatch = new(
        StatusCodes.Status500InternalServerError,
        "InternalError",
        "We encountered an internal error, please try again.");
}
