using System;
using System.Collections.Generic;
using System.Net.Http;

namespace LakeFS.S3.S3;

/// <summary>A request that transfers no content; can be sent repeatedly.</summary>
internal sealed class S3Request
{
    public S3Request(HttpMethod method, S3RequestUri target)
    {
        Method = method;
        Target = target;
    }

    public HttpMethod Method { get; }

    public S3RequestUri Target { get; }

    /// <summary>The headers by lowercase name; all of them are signed.</summary>
    public SortedDictionary<string, string> Headers { get; } = new(StringComparer.Ordinal);

    /// <summary>The XML body; null for none.</summary>
    public XmlBody? Body { get; init; }

    /// <summary>Called if an attempt failed that the server may have executed all the same; null for nothing.</summary>
    public Action? Lost { get; init; }
}
