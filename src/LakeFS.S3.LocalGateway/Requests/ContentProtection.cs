using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Requests;

/// <summary>The headers with which lakeFS keeps a browser from running what it hands out.</summary>
internal static class ContentProtection
{
    public static void AddTo(HttpResponse response)
    {
        IHeaderDictionary headers = response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "SAMEORIGIN";
    }
}
