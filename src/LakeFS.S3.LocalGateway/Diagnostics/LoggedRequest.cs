namespace LakeFS.S3.LocalGateway.Diagnostics;

/// <summary>One request that the gateway has answered, as the request log keeps it.</summary>
/// <param name="Method">The HTTP method, as on the wire.</param>
/// <param name="Path">The path, percent-encoded as on the wire.</param>
/// <param name="Query">The query without its question mark and without the signature.</param>
/// <param name="Operation">The S3 API's name of the operation (<c>PutObject</c>), or lakeFS's operationId for REST.</param>
/// <param name="Repository">The repository that was addressed, if any.</param>
/// <param name="Ref">The ref that was addressed, if any.</param>
/// <param name="Key">The object key without the ref, if any.</param>
/// <param name="Status">The HTTP status of the answer; 0 when the connection was aborted before it began.</param>
/// <param name="BytesIn">Bytes of the request body.</param>
/// <param name="BytesOut">Bytes of the response body.</param>
/// <param name="PayloadHash">What the header <c>x-amz-content-sha256</c> says; null without it.</param>
public sealed record LoggedRequest(
    string Method,
    string Path,
    string Query,
    string Operation,
    string? Repository,
    string? Ref,
    string? Key,
    int Status,
    long BytesIn,
    long BytesOut,
    string? PayloadHash);
