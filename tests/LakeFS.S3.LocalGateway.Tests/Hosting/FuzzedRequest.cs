using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>A request that makes some sense, or none: its parts are drawn from what the gateway looks at and from what nobody sends.</summary>
internal sealed record FuzzedRequest(
    string Method, string Path, (string Name, string? Value)[] Query, (string Name, string Value)[] Headers, byte[]? Body, string Payload)
{
    private static readonly Gen<string> Escaped =
        from bytes in Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf()
        select string.Concat(bytes.Take(40).Select(value => $"%{value:X2}"));

    private static readonly Gen<string> Segment = Gen.OneOf(
        Gen.Elements("fuzzed", "main", "main@", "main~1", "main^2", "main$", "v1", "k", "a/b", "", ".", "..", "%2F", "%00", "%", "%zz", "+", "*", new string('k', 1100), "api", "v1", "repositories", "refs", "branches", "objects", "ls", "commits"),
        Escaped);

    private static readonly Gen<string> Value = Gen.OneOf(
        Gen.Elements("", "0", "1", "-1", "2147483648", "99999999999999999999", "main/", "main%2F", "%2F", "url", "true", "x", "%FF", "*", "bytes=0-1", "bytes=-", "bytes=5-1", "/fuzzed/main/k", "fuzzed/main/k?versionId=x", "REPLACE", "=?UTF-8?Q?=?=", "=?X?B?", "1970-01-01", "STREAMING-X"),
        Escaped);

    private static readonly Gen<string> Content = Gen.OneOf(
        Gen.Elements("", "x", "<", "<a/>", "<Delete><Object><Key>main/k</Key></Object></Delete>", "<Delete><Object><Key/></Object></Delete>", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "<CompleteMultipartUpload><Part><ETag>x</ETag></Part></CompleteMultipartUpload>", "{}", "[]", "null", "{\"name\":1}", "{\"paths\":[null]}", "{\"message\":\"m\",\"metadata\":{\"k\":1}}", "{\"name\":\"n\",\"source\":\"main\"}", "\ud83d\ude00", "{\"events\":[{}]}", "[[[[[[[["),
        from text in ArbMap.Default.GeneratorFor<NonNull<string>>() select text.Get);

    private static readonly string[] Parameters =
    [
        "list-type", "prefix", "delimiter", "max-keys", "continuation-token", "start-after", "marker", "encoding-type", "uploads",
        "uploadId", "partNumber", "delete", "tagging", "acl", "location", "versioning", "path", "amount", "after", "type", "ref", "id", "objects",
    ];

    private static readonly string[] HeaderNames =
    [
        "range", "x-amz-copy-source", "x-amz-copy-source-range", "x-amz-metadata-directive", "if-none-match", "if-match", "content-md5",
        "content-type", "x-amz-meta-k", "x-amz-meta-", "x-amz-trailer", "accept", "expect", "x-lakefs-meta-k",
    ];

    /// <summary>Makes requests to the S3 gateway.</summary>
    public static Gen<FuzzedRequest> S3 =>
        from method in Gen.Elements("GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS")
        from path in Segment.ArrayOf(3)
        from rest in Segment.ArrayOf()
        from request in Any(method, "/" + string.Join('/', path.Concat(rest.Take(3))))
        select request;

    /// <summary>Makes requests to the REST API.</summary>
    public static Gen<FuzzedRequest> Rest =>
        from method in Gen.Elements("GET", "HEAD", "PUT", "POST", "DELETE", "PATCH")
        from path in Gen.Elements(
            "", "/branches", "/branches/main", "/branches/main/commits", "/branches/main/objects", "/branches/main/objects/delete", "/branches/main/diff",
            "/branches/main/revert", "/branches/main/cherry-pick", "/branches/main/import", "/branches/main/hard_reset", "/refs/main/merge/main", "/refs/main/commits",
            "/refs/main/diff/main", "/refs/main/objects/ls", "/refs/main/objects/stat", "/tags", "/tags/v1", "/commits/main", "/settings/branch_protection",
            "/settings/gc_rules", "/pulls", "/metadata", "/actions/runs")
        from more in Segment.ArrayOf()
        from request in Any(method, "/api/v1/repositories/fuzzed" + path + string.Concat(more.Take(1).Select(segment => "/" + segment)))
        select request;

    public override string ToString() =>
        $"{Method} {Path}?{string.Join('&', Query.Select(item => $"{item.Name}={item.Value}"))} {string.Join("; ", Headers.Select(item => $"{item.Name}: {item.Value}"))} ({Payload}) {(Body is null ? "-" : Convert.ToBase64String(Body))}";

    private static Gen<FuzzedRequest> Any(string method, string path) =>
        from query in Pairs(Parameters)
        from headers in Pairs(HeaderNames)
        from body in Content
        from payload in Gen.Elements("sha256", "unsigned", "streaming-signed", "streaming-unsigned-trailer", "wrong-sha256")
        select new FuzzedRequest(
            method,
            path,
            [.. query.Select(item => (item.Name, (string?)item.Value))],
            [.. headers.DistinctBy(item => item.Name)],
            method is "PUT" or "POST" or "PATCH" ? Encoding.UTF8.GetBytes(body) : null,
            payload);

    private static Gen<(string Name, string Value)[]> Pairs(string[] names) =>
        from count in Gen.Choose(0, 4)
        from pairs in (from name in Gen.Elements(names) from value in Value select (name, value)).ArrayOf(count)
        select pairs;
}
