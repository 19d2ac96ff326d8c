using System;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Authentication;
using LakeFS.S3.LocalGateway.Requests;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.S3;

/// <summary>How much an error's body says about where it happened.</summary>
internal enum ErrorScope
{
    /// <summary>
    /// The request did not get as far as an operation (signature, missing repository): an empty Resource, and no
    /// x-amz-request-id header (auth-header #5).
    /// </summary>
    BeforeOperation,

    /// <summary>An operation that is refused for what it is: an empty Resource (s3-unsupported #3).</summary>
    Refused,

    /// <summary>As <see cref="Refused"/>, without a Region (s3-buckets #13).</summary>
    RefusedWithoutRegion,

    /// <summary>In an operation: the repository, and ref and key where there are any.</summary>
    Operation,
}

/// <summary>One request to the gateway and the answer to it.</summary>
internal sealed class S3Exchange(
    HttpContext http,
    RequestTarget target,
    S3Address address,
    AuthenticationResult authentication,
    RepositoryStore store,
    LocalGatewayOptions options,
    RequestRecord record)
{
    private const string SniffedXml = "text/xml; charset=utf-8";

    private readonly string _requestId = NewId();
    private Repository? _repository;

    public HttpRequest Request => http.Request;

    public HttpResponse Response => http.Response;

    public CancellationToken Aborted => http.RequestAborted;

    public RequestTarget Target => target;

    public QueryParameters Query => target.Query;

    public S3Address Address => address;

    public RepositoryStore Store => store;

    public LocalGatewayOptions Options => options;

    public RequestRecord Record => record;

    /// <summary>The decoded body: reading it to its end verifies it.</summary>
    public Stream Body => authentication.Body;

    public long? BodyLength => authentication.DecodedLength;

    /// <summary>The repository, in operations that have one.</summary>
    public Repository Repository
    {
        get => _repository ?? throw new InvalidOperationException("The operation has no repository.");
        set => _repository = value;
    }

    /// <summary>The ref, in operations on objects.</summary>
    public string Ref => address.Ref ?? throw new InvalidOperationException("The operation has no ref.");

    /// <summary>The key, in operations on objects.</summary>
    public string Key => address.Key ?? throw new InvalidOperationException("The operation has no key.");

    /// <summary>The first value of a header; null if it is missing or empty.</summary>
    public string? Header(string name)
    {
        string value = Request.Headers[name].ToString();
        return value.Length == 0 ? null : value;
    }

    /// <summary>Answers with a status and nothing else.</summary>
    public void AnswerEmpty(int status)
    {
        Response.StatusCode = status;
        SetRequestId();
        SetDefaultContentType();
    }

    /// <summary>Answers with XML, which is disposed of.</summary>
    public async Task AnswerXmlAsync(S3XmlWriter xml, int status = StatusCodes.Status200OK)
    {
        using (xml)
        {
            Response.StatusCode = status;
            SetRequestId();
            SetDefaultContentType(sniffed: SniffedXml);
            await WriteAsync(xml).ConfigureAwait(false);
        }
    }

    /// <summary>Answers with an error.</summary>
    public async Task AnswerErrorAsync(S3Error error, ErrorScope scope = ErrorScope.Operation)
    {
        using S3XmlWriter xml = new();
        xml.Start("Error"u8).Element("Code"u8, error.Code).Element("Message"u8, error.Message);
        string resource = string.Empty;
        if (scope == ErrorScope.Operation)
        {
            string repository = Repository.Id;
            resource = repository;
            if (address.Key is not null)
            {
                xml.Element("Key"u8, address.Key);
                resource = $"{address.Ref}@{repository}";
            }

            xml.Element("BucketName"u8, repository);
        }

        xml.Element("Resource"u8, resource);
        if (scope != ErrorScope.RefusedWithoutRegion)
        {
            xml.Element("Region"u8, options.Region);
        }

        xml.Element("RequestId"u8, _requestId).Element("HostId"u8, NewId()).End("Error"u8);

        Response.StatusCode = error.Status;
        if (scope == ErrorScope.BeforeOperation)
        {
            Response.ContentType = SniffedXml;
        }
        else
        {
            SetRequestId();
            SetDefaultContentType(sniffed: SniffedXml);
        }

        await WriteAsync(xml).ConfigureAwait(false);
    }

    /// <summary>Sets the header every answer of an operation has.</summary>
    public void SetRequestId() => Response.Headers["x-amz-request-id"] = _requestId;

    private static string NewId() => Random.Shared.NextInt64().ToString("X16", CultureInfo.InvariantCulture);

    private async Task WriteAsync(S3XmlWriter xml)
    {
        if (HttpMethods.IsHead(Request.Method))
        {
            return;
        }

        Response.ContentLength = xml.Written.Length;
        record.BytesOut += xml.Written.Length;
        await Response.Body.WriteAsync(xml.Written, Aborted).ConfigureAwait(false);
    }

    /// <summary>
    /// The content type the client accepts: application/xml where it does not say; where it names neither that nor
    /// text/xml, what lakeFS's server sniffs from the body, and none where there is no body (s3-objects #14 to #17).
    /// </summary>
    private void SetDefaultContentType(string? sniffed = null)
    {
        string accept = Request.Headers.Accept.ToString();
        if (accept.Length == 0)
        {
            Response.ContentType = "application/xml";
            return;
        }

        foreach (Range range in accept.AsSpan().Split(','))
        {
            ReadOnlySpan<char> type = accept.AsSpan(range);
            int semicolon = type.IndexOf(';');
            type = (semicolon < 0 ? type : type[..semicolon]).Trim();
            if (type is "application/xml" or "text/xml")
            {
                Response.ContentType = type.ToString();
                return;
            }
        }

        Response.ContentType = sniffed;
    }
}
