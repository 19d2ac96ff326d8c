using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Util;
using Amazon.S3;
using Amazon.S3.Model;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LakeFS.S3.S3;

namespace LakeFS.S3.Tests;

/// <summary>Signatures against those of the SDK's own signer, whatever the key, the query and the headers.</summary>
public sealed class SignatureProperties
{
    private const string KeyId = "AKIAIOSFODNN7EXAMPLE";
    private const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private static readonly Uri Endpoint = new("http://127.0.0.1:8000");

    private static readonly Arbitrary<(string Key, string Value, string Method)> Requests =
        (from key in Hostile.Keys.Generator
         from value in Gen.Elements('a', ' ', ',', '"', '=', '~', '/', '+').ListOf()
         from method in Gen.Elements("GET", "PUT", "DELETE", "POST", "HEAD")
         select (key, new string([.. value]), method)).ToArbitrary();

    [Property(MaxTest = 500)]
    public Property A_request_is_signed_as_the_SDK_signs_it() => Prop.ForAll(Requests, request =>
    {
        DefaultRequest theirs = new(new GetObjectRequest(), "AmazonS3")
        {
            Endpoint = Endpoint,
            HttpMethod = request.Method,
            ResourcePath = "/data-lake/main/{Key+}",
            UseDoubleEncoding = false,
            UseQueryString = true,
        };
        theirs.AddPathResource("{Key+}", request.Key);
        theirs.Parameters["prefix"] = request.Key;
        theirs.Headers["x-amz-meta-a"] = request.Value;
        theirs.Headers["X-Amz-Content-SHA256"] = RequestSigner.EmptyPayload;
        AmazonS3Config config = new() { ServiceURL = Endpoint.ToString(), AuthenticationRegion = "us-east-1" };
        AWS4SigningResult signed = new AWS4Signer().SignRequest(theirs, config, new RequestMetrics(), KeyId, Secret);

        SortedDictionary<string, string> headers = new(StringComparer.Ordinal);
        foreach (string name in signed.SignedHeaders.Split(';').Except(["host", "x-amz-date", "x-amz-content-sha256"]))
        {
            headers[name] = theirs.Headers.Single(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        }

        DateTime time = DateTime.ParseExact(
            signed.ISO8601DateTime, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        S3RequestUri target = new(
            Endpoint, virtualHost: false, new ObjectAddress("data-lake", "main", request.Key), "prefix=" + S3RequestUri.Escape(request.Key, keepSlashes: false));
        string? ours = new RequestSigner(new LakeCredential(KeyId, Secret, "the test"), "us-east-1")
            .Sign(request.Method, target, headers, RequestSigner.EmptyPayload, time);
        return ours!.EndsWith("Signature=" + signed.Signature, StringComparison.Ordinal);
    });
}
