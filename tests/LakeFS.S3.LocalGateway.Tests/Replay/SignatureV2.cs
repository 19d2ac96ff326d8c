using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>AWS Signature Version 2 for S3, as AWS describes it.</summary>
internal static class SignatureV2
{
    private static readonly HashSet<string> SubResources =
    [
        "acl", "cors", "delete", "lifecycle", "location", "logging", "notification", "partNumber", "policy", "requestPayment",
        "response-content-type", "tagging", "torrent", "uploadId", "uploads", "versionId", "versioning", "versions", "website",
    ];

    /// <summary>The signature of a request, in base64.</summary>
    public static string Sign(OutgoingRequest request, string date, string secretAccessKey)
    {
        string Value(string name) => request.Headers.Where(header => header.Is(name)).Select(header => header.Value).FirstOrDefault() ?? "";
        IEnumerable<string> amazon = request.Headers
            .Where(header => header.Name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase))
            .OrderBy(header => header.Name.ToLowerInvariant(), StringComparer.Ordinal)
            .Select(header => $"{header.Name.ToLowerInvariant()}:{header.Value}\n");
        IEnumerable<string> resources = request.Query
            .Where(parameter => SubResources.Contains(parameter.Name))
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
            .Select(parameter => parameter.Value is null ? parameter.Name : $"{parameter.Name}={parameter.Value}");
        string resource = string.Join('&', resources);
        string text = $"{request.Method}\n{Value("Content-MD5")}\n{Value("Content-Type")}\n{date}\n{string.Concat(amazon)}{request.Path}"
            + (resource.Length == 0 ? "" : "?" + resource);
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secretAccessKey), Encoding.UTF8.GetBytes(text)));
    }
}
