using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>
/// Authenticates a request as its recording says, faults included: expired, tampered with, parts left out. Shares
/// no code with the server, so that a mistake in one shows in the other.
/// </summary>
internal sealed class RequestSigner(KeyPair keys, TimeProvider time)
{
    private const string UnsignedPayload = "UNSIGNED-PAYLOAD";

    /// <summary>Adds to the request what authenticates it, and encodes its body.</summary>
    public void Sign(OutgoingRequest request, RecordedAuthentication auth)
    {
        switch (auth.Signing)
        {
            case "sigv4-header":
                SignInHeader(request, auth);
                break;
            case "sigv4-presigned":
                SignInQuery(request, auth);
                break;
            case "sigv2-header":
                SignWithVersion2(request, auth);
                break;
            case "basic":
                KeyPair pair = keys.For(auth.Key);
                SetAuthorization(request, auth, "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{pair.AccessKeyId}:{pair.SecretAccessKey}")));
                break;
            case "none":
                break;
            default:
                throw new ReplayException($"there is no signing {auth.Signing}");
        }
    }

    private void SignInHeader(OutgoingRequest request, RecordedAuthentication auth)
    {
        KeyPair pair = keys.For(auth.Key);
        SignatureV4 signature = new(pair.SecretAccessKey, auth.Region, time.GetUtcNow().AddMinutes(auth.ClockOffsetMinutes));
        byte[] content = request.Body ?? [];
        string? payload = PayloadHeader(auth, content);

        Add("x-amz-date", signature.Timestamp);
        if (payload is not null)
        {
            Add("x-amz-content-sha256", payload);
        }

        bool isStreaming = payload?.StartsWith("STREAMING-", StringComparison.Ordinal) == true;
        if (isStreaming)
        {
            Add("x-amz-decoded-content-length", $"{content.Length}");
            Add("content-encoding", "aws-chunked");
            if (auth.Trailer is not null)
            {
                Add("x-amz-trailer", auth.Trailer.Name);
            }
        }

        List<HeaderField> signed = [.. request.Headers.Where(IsSignedInHeader)];
        string requestSignature = signature.SignRequest(
            auth.SignAs?.Method ?? request.Method,
            auth.SignAs?.Path ?? request.Path,
            SignedQuery(request, auth),
            signed,
            payload ?? auth.SignPayloadAs ?? throw new ReplayException("nothing says what to sign as the payload"));
        SetAuthorization(request, auth, $"AWS4-HMAC-SHA256 Credential={pair.AccessKeyId}/{signature.Scope}, SignedHeaders={SignatureV4.SignedHeaders(signed)}, Signature={requestSignature}");

        if (isStreaming)
        {
            request.Body = new AwsChunkedBody(auth, signature, requestSignature).Encode(content);
        }

        if (auth.CutAfter is { } length)
        {
            request.Body = request.Body?[..length];
        }

        void Add(string name, string value)
        {
            if (!auth.DropHeaders.Contains(name, StringComparer.OrdinalIgnoreCase) && !request.HasHeader(name))
            {
                request.Headers.Add(new HeaderField(name, value));
            }
        }
    }

    private void SignWithVersion2(OutgoingRequest request, RecordedAuthentication auth)
    {
        KeyPair pair = keys.For(auth.Key);
        string date = time.GetUtcNow().AddMinutes(auth.ClockOffsetMinutes).ToString("R", CultureInfo.InvariantCulture);
        if (!auth.DropHeaders.Contains("date", StringComparer.OrdinalIgnoreCase))
        {
            request.Headers.Add(new HeaderField("Date", date));
        }

        SetAuthorization(request, auth, $"AWS {pair.AccessKeyId}:{SignatureV2.Sign(request, date, pair.SecretAccessKey)}");
    }

    private void SignInQuery(OutgoingRequest request, RecordedAuthentication auth)
    {
        KeyPair pair = keys.For(auth.Key);
        SignatureV4 signature = new(pair.SecretAccessKey, auth.Region, time.GetUtcNow().AddMinutes(auth.ClockOffsetMinutes));
        List<HeaderField> signed = [.. request.Headers.Where(header => header.Is("host") || auth.SignHeaders.Any(header.Is))];
        List<QueryParameter> added =
        [
            new("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
            new("X-Amz-Credential", Encoded($"{pair.AccessKeyId}/{signature.Scope}")),
            new("X-Amz-Date", signature.Timestamp),
            new("X-Amz-Expires", Encoded(auth.ExpiresSeconds.ToString())),
            new("X-Amz-SignedHeaders", Encoded(SignatureV4.SignedHeaders(signed))),
        ];
        added.RemoveAll(parameter => auth.DropQuery.Contains(parameter.Name));

        string requestSignature = signature.SignRequest(
            auth.SignAs?.Method ?? request.Method,
            auth.SignAs?.Path ?? request.Path,
            SignedQuery(request, auth).Concat(added),
            signed,
            UnsignedPayload);
        request.Query.AddRange(added);
        request.Query.Add(new QueryParameter("X-Amz-Signature", requestSignature));

        static string Encoded(string text) => PercentEncoding.Encode(Encoding.UTF8.GetBytes(text), keepSlash: false);
    }

    private static string? PayloadHeader(RecordedAuthentication auth, byte[] content) => auth.Payload switch
    {
        "sha256" => SignatureV4.Hash(content),
        "wrong-sha256" => SignatureV4.Hash("not the body"u8),
        "unsigned" => UnsignedPayload,
        "none" => null,
        "streaming-signed" => "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
        "streaming-unsigned-trailer" => "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "streaming-signed-trailer" => "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
        _ => throw new ReplayException($"there is no payload {auth.Payload}"),
    };

    private static bool IsSignedInHeader(HeaderField header) =>
        header.Is("host") || header.Is("content-type") || header.Is("content-md5") || header.Is("content-encoding")
        || header.Name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<QueryParameter> SignedQuery(OutgoingRequest request, RecordedAuthentication auth) =>
        auth.SignAs?.Query?.Select(pair => new QueryParameter(pair[0]!, pair[1])) ?? request.Query;

    private static void SetAuthorization(OutgoingRequest request, RecordedAuthentication auth, string computed) =>
        request.Headers.Add(new HeaderField("Authorization", auth.Authorization ?? computed));
}
