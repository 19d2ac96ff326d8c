using System;
using System.Linq;
using System.Text;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>Makes the request of a step: its placeholders filled in, not yet authenticated.</summary>
internal static class RequestBuilder
{
    /// <exception cref="ReplayException">A placeholder has no value.</exception>
    public static OutgoingRequest Build(RecordedRequest recorded, Variables variables)
    {
        OutgoingRequest request = new()
        {
            Method = recorded.Method,
            Path = variables.Expand(recorded.Path),
            ChunkedTransfer = recorded.TransferEncoding switch
            {
                null => false,
                "chunked" => true,
                _ => throw new ReplayException($"there is no transfer encoding {recorded.TransferEncoding}"),
            },
            Body = recorded.Body is not null ? Encoding.UTF8.GetBytes(variables.Expand(recorded.Body))
                : recorded.BodyBase64 is not null ? Convert.FromBase64String(recorded.BodyBase64)
                : recorded.BodyGenerator is not null ? GeneratedBody.Make(recorded.BodyGenerator)
                : null,
        };
        request.Query.AddRange(recorded.Query.Select(pair => new QueryParameter(
            variables.Expand(pair[0]!),
            pair[1] is { } value ? variables.Expand(value) : null)));
        if (!recorded.Headers.Keys.Any(name => name.Equals("host", StringComparison.OrdinalIgnoreCase)))
        {
            request.Headers.Add(new HeaderField("Host", variables.Expand("{{host}}")));
        }

        request.Headers.AddRange(recorded.Headers.Select(header => new HeaderField(header.Key, variables.Expand(header.Value))));
        return request;
    }
}
