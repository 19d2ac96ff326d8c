using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests.Authentication;

/// <summary>
/// The verifier against the examples in AWS's "Authenticating Requests (AWS Signature Version 4)", whose signatures were
/// not made by this project. All are of 24 May 2013, midnight.
/// </summary>
public sealed class PublishedSignatureTests
{
    private const string AccessKeyId = "AKIAIOSFODNN7EXAMPLE";
    private const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string GetSignature = "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41";

    private const string PresignedTarget =
        "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
        + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
        + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";

    private static readonly DateTimeOffset SignedAt = new(2013, 5, 24, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Get_object()
    {
        Assert.Null(Verify(GetObject(GetSignature)).Error);
    }

    [Fact]
    public void Get_bucket_lifecycle()
    {
        Assert.Null(Verify(Request(
            "GET",
            "/?lifecycle",
            "host;x-amz-content-sha256;x-amz-date",
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
            EmptyHash)).Error);
    }

    [Fact]
    public void List_objects_with_the_query_in_another_order()
    {
        Assert.Null(Verify(Request(
            "GET",
            "/?prefix=J&max-keys=2",
            "host;x-amz-content-sha256;x-amz-date",
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
            EmptyHash)).Error);
    }

    [Theory]
    [InlineData("/test$file.text")]
    [InlineData("/test%24file.text")]
    [InlineData("http://examplebucket.s3.amazonaws.com/test$file.text")]
    public async Task Put_object_however_its_path_is_escaped(string target)
    {
        AuthenticationResult result = Verify(PutObject(target, "Welcome to Amazon S3."));

        Assert.Null(result.Error);
        Assert.Equal("Welcome to Amazon S3.", await ReadAsync(result.Body));
        Assert.Equal(21, result.DecodedLength);
    }

    [Fact]
    public async Task Put_object_with_another_body()
    {
        AuthenticationResult result = Verify(PutObject("/test$file.text", "Welcome to Amazon S4."));

        Assert.Null(result.Error);
        PayloadRejectedException e = await Assert.ThrowsAsync<PayloadRejectedException>(() => ReadAsync(result.Body));
        Assert.Equal(
            new S3Error(500, "InternalError", "We encountered an internal error, please try again."), e.Error);
    }

    [Fact]
    public async Task Put_object_in_signed_chunks()
    {
        AuthenticationResult result = Verify(PutChunks("0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497"));

        Assert.Null(result.Error);
        Assert.Equal(66560, result.DecodedLength);
        Assert.Equal(new string('a', 66560), await ReadAsync(result.Body));
    }

    [Fact]
    public async Task Put_object_in_signed_chunks_with_a_wrong_signature()
    {
        AuthenticationResult result = Verify(PutChunks("0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5498"));

        Assert.Null(result.Error);
        await Assert.ThrowsAsync<PayloadRejectedException>(() => ReadAsync(result.Body));
    }

    [Fact]
    public void Presigned_get()
    {
        Assert.Null(Verify(Presigned(PresignedTarget)).Error);
    }

    [Theory]
    [InlineData("X-Amz-Expires=86400", "X-Amz-Expires=86401", "SignatureDoesNotMatch")]
    [InlineData("X-Amz-Expires=86400", "X-Amz-Expires=604801", "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-Expires=86400", "X-Amz-Expires=-1", "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-Expires=86400", "X-Amz-Expires=abc", "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-Expires=86400&", "", "MissingFields")]
    [InlineData("X-Amz-SignedHeaders=host&", "", "MissingFields")]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256&", "", "MissingFields")]
    [InlineData("X-Amz-Date=20130524T000000Z&", "", "MissingFields")]
    [InlineData("X-Amz-Date=20130524T", "X-Amz-Date=20130523T", "AuthorizationHeaderMalformed")]
    [InlineData("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLF", "AccessDenied")]
    [InlineData("/test.txt", "/test.tx", "SignatureDoesNotMatch")]
    [InlineData("/test.txt", "/test%FF.txt", "SignatureDoesNotMatch")]
    public void Presigned_get_tampered_with(string part, string replacement, string expectedCode)
    {
        string target = PresignedTarget.Replace(part, replacement, StringComparison.Ordinal);
        Assert.NotEqual(PresignedTarget, target);
        Assert.Equal(expectedCode, Verify(Presigned(target)).Error?.Code);
    }

    [Theory]
    [InlineData(-16, "AccessDenied", "Request is not valid yet")]
    [InlineData(16, "RequestTimeTooSkewed", "The difference between the request time and the server's time is too large.")]
    public void The_clock_is_checked(int minutes, string code, string message)
    {
        S3Error expected = new(403, code, message);
        DateTimeOffset now = SignedAt.AddMinutes(minutes);
        Assert.Equal(expected, Verify(GetObject(GetSignature), now).Error);
        Assert.Equal(expected, Verify(Presigned(PresignedTarget), now).Error);
    }

    [Theory]
    [InlineData(-15)]
    [InlineData(15)]
    public void A_quarter_of_an_hour_is_allowed(int minutes)
    {
        Assert.Null(Verify(GetObject(GetSignature), SignedAt.AddMinutes(minutes)).Error);
    }

    [Fact]
    public void The_clock_does_not_count_with_legacy_signatures()
    {
        DateTimeOffset now = SignedAt.AddDays(400);
        Assert.Null(Verify(GetObject(GetSignature), now, legacy: true).Error);
        Assert.Null(Verify(Presigned(PresignedTarget), now, legacy: true).Error);
    }

    [Fact]
    public void The_signature_is_checked_before_the_clock()
    {
        string wrong = GetSignature[..^1] + "0";
        Assert.Equal("SignatureDoesNotMatch", Verify(GetObject(wrong), SignedAt.AddDays(1)).Error?.Code);
    }

    [Fact]
    public void A_wrong_secret_does_not_match()
    {
        Assert.Equal(
            "SignatureDoesNotMatch", Verify(GetObject(GetSignature), secret: "not-the-secret").Error?.Code);
    }

    [Fact]
    public void A_request_without_a_date_is_refused()
    {
        HttpRequest request = GetObject(GetSignature);
        request.Headers.Remove("x-amz-date");
        Assert.Equal(
            new S3Error(400, "AccessDenied", "AWS authentication requires a valid Date or x-amz-date header"),
            Verify(request).Error);
    }

    [Theory]
    [InlineData("AWS4-HMAC-SHA256 nonsense", "MissingFields")]
    [InlineData("AWS AKIAIOSFODNN7EXAMPLE:AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "SignatureDoesNotMatch")]
    [InlineData("AWS AKIANOSUCHKEY:AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "AccessDenied")]
    public void Other_authorization_headers_are_refused(string authorization, string expectedCode)
    {
        HttpRequest request = GetObject(GetSignature);
        request.Headers.Authorization = authorization;
        AuthenticationResult result = Verify(request);
        Assert.True(result.IsSigned);
        Assert.Equal(expectedCode, result.Error?.Code);
    }

    [Theory]
    [InlineData("Bearer abc")]
    [InlineData("Basic YTpi")]
    [InlineData("")]
    public void A_request_of_another_scheme_is_not_signed(string authorization)
    {
        HttpRequest request = GetObject(GetSignature);
        request.Headers.Authorization = authorization;
        Assert.False(Verify(request).IsSigned);
    }

    private static AuthenticationResult Verify(
        HttpRequest request, DateTimeOffset? now = null, bool legacy = false, string secret = Secret) =>
        new SignatureVerifier(AccessKeyId, secret, legacy, new FixedClock(now ?? SignedAt)).Verify(request);

    private static HttpRequest GetObject(string signature) => Request(
        "GET",
        "/test.txt",
        "host;range;x-amz-content-sha256;x-amz-date",
        signature,
        EmptyHash,
        new() { ["range"] = "bytes=0-9" });

    private static HttpRequest PutObject(string target, string body) => Request(
        "PUT",
        target,
        "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
        new() { ["date"] = "Fri, 24 May 2013 00:00:00 GMT", ["x-amz-storage-class"] = "REDUCED_REDUNDANCY" },
        body);

    private static HttpRequest PutChunks(string secondSignature)
    {
        string body = "10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n"
            + $"{new string('a', 0x10000)}\r\n"
            + $"400;chunk-signature={secondSignature}\r\n"
            + $"{new string('a', 0x400)}\r\n"
            + "0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n";
        return Request(
            "PUT",
            "/examplebucket/chunkObject.txt",
            "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class",
            "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            new()
            {
                ["host"] = "s3.amazonaws.com",
                ["content-encoding"] = "aws-chunked",
                ["x-amz-decoded-content-length"] = "66560",
                ["x-amz-storage-class"] = "REDUCED_REDUNDANCY",
            },
            body);
    }

    private static HttpRequest Presigned(string target)
    {
        HttpRequest request = new DefaultHttpContext().Request;
        request.Method = "GET";
        request.Headers.Host = "examplebucket.s3.amazonaws.com";
        request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = target;
        return request;
    }

    private static HttpRequest Request(
        string method,
        string target,
        string signedHeaders,
        string signature,
        string payloadHash,
        Dictionary<string, string>? headers = null,
        string? body = null)
    {
        HttpRequest request = Presigned(target);
        request.Method = method;
        request.Headers["x-amz-date"] = "20130524T000000Z";
        request.Headers["x-amz-content-sha256"] = payloadHash;
        request.Headers.Authorization =
            $"AWS4-HMAC-SHA256 Credential={AccessKeyId}/20130524/us-east-1/s3/aws4_request,SignedHeaders={signedHeaders},Signature={signature}";
        foreach (KeyValuePair<string, string> header in headers ?? [])
        {
            request.Headers[header.Key] = header.Value;
        }

        if (body is not null)
        {
            byte[] bytes = Encoding.ASCII.GetBytes(body);
            request.Body = new MemoryStream(bytes);
            request.ContentLength = bytes.Length;
        }

        return request;
    }

    private static async Task<string> ReadAsync(Stream body)
    {
        using var reader = new StreamReader(body);
        return await reader.ReadToEndAsync();
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
