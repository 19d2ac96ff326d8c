using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.Model;

namespace LakeFS.S3.S3;

/// <summary>
/// The only way to send a request over S3. This class has the requests for objects that transfer no content; the others are
/// in its properties. Every failure is translated.
/// </summary>
internal sealed class S3Client
{
    // The maximum validity of a signature.
    private static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(7);

    // Headers that S3, unlike lakeFS, stores with an object in addition to its content type.
    private static readonly string[] KeptHeaders = ["cache-control", "content-disposition", "content-encoding"];

    private readonly LakeS3Connection _connection;
    private readonly S3Exchange _exchange;
    private readonly RefProbe _refs;
    private readonly ErrorTranslator _errors;

    public S3Client(LakeS3Connection connection)
    {
        SignedRequests requests = new(connection);
        _connection = connection;
        _exchange = new S3Exchange(connection, requests);
        ListClient lists = new(_exchange);
        _refs = new RefProbe(lists);
        _errors = new ErrorTranslator(connection, _refs);
        Lists = new S3Listing(connection, _exchange, lists, _errors);
        Content = new ContentClient(connection, requests, _errors);
        Uploads = new MultipartUploads(_exchange, _errors);
    }

    /// <summary>Lists repositories, branches and objects.</summary>
    public S3Listing Lists { get; }

    /// <summary>Transfers content of objects and parts.</summary>
    public ContentClient Content { get; }

    /// <summary>Multipart uploads.</summary>
    public MultipartUploads Uploads { get; }

    /// <summary>Determines the state of a ref; Unknown if the server refuses to list.</summary>
    public Task<RefState> LookAtRefAsync(string repository, string reference, CancellationToken cancellationToken) =>
        _refs.LookAsync(repository, reference, cancellationToken);

    /// <summary>Whether an address is on a branch that lists show.</summary>
    /// <exception cref="LakeS3Exception">The server rejected the request or could not be reached.</exception>
    public Task<bool> IsBranchAsync(ObjectAddress address, CancellationToken cancellationToken) => _errors.RunAsync(
        S3Operation.RemoveObjects, address, () => _refs.IsBranchAsync(address.Container, address.Ref, cancellationToken), cancellationToken);

    /// <summary>Gets all metadata of an object.</summary>
    /// <exception cref="LakeS3Exception">The object, ref or repository does not exist, or the server rejected the request
    /// or could not be reached.</exception>
    public Task<LakeObjectMetadata> GetMetadataAsync(ObjectAddress address, CancellationToken cancellationToken) => _errors.RunAsync(
        S3Operation.ReadObject,
        address,
        () => _exchange.SendAsync(_exchange.ToObject(HttpMethod.Head, address), (answer, _) => Describe(address, answer), cancellationToken),
        cancellationToken);

    /// <summary>Whether an object exists.</summary>
    /// <returns>False if the object, its ref or its repository does not exist.</returns>
    /// <exception cref="LakeS3Exception">The request failed in any other way, so the result is unknown.</exception>
    public async Task<bool> ExistsAsync(ObjectAddress address, CancellationToken cancellationToken)
    {
        try
        {
            await GetMetadataAsync(address, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (LakeS3Exception error) when (error.Kind == LakeErrorKind.NotFound || error.Reason == LakeErrorReason.KeyNotListable)
        {
            return false;
        }
    }

    /// <summary>Copies an object within the store.</summary>
    /// <exception cref="LakeS3Exception">The source does not exist, the target can't be written, or the server rejected the
    /// request.</exception>
    public Task<CopyResult> CopyAsync(ObjectAddress source, ObjectAddress target, CancellationToken cancellationToken)
    {
        S3Request request = _exchange.ToObject(HttpMethod.Put, target);
        request.Headers["x-amz-copy-source"] = $"/{source.Container}/{S3RequestUri.Escape(source.S3Key, keepSlashes: true)}";
        request.Headers["x-amz-metadata-directive"] = "COPY";
        return _errors.RunAsync(
            S3Operation.CopyObject, target, () => _exchange.SendAsync(request, StoreAnswers.ReadCopy, cancellationToken), cancellationToken);
    }

    /// <summary>Removes an object. Also succeeds if the object does not exist.</summary>
    /// <exception cref="LakeS3Exception">The server rejected the request or could not be reached.</exception>
    public async Task RemoveAsync(ObjectAddress address, CancellationToken cancellationToken)
    {
        HttpStatusCode status = await _errors.RunAsync(
            S3Operation.RemoveObjects,
            address,
            () => _exchange.SendAsync(_exchange.ToObject(HttpMethod.Delete, address), (answer, _) => answer.StatusCode, cancellationToken),
            cancellationToken).ConfigureAwait(false);

        // A web server may respond with 200 to every request; only 204 shows that an S3 server handled it.
        if (status != HttpStatusCode.NoContent)
        {
            throw ServerErrors.NotAnS3Endpoint(new S3ErrorContext(_connection, S3Operation.RemoveObjects, address).Facts with { Status = status });
        }
    }

    /// <summary>Removes up to 1,000 objects of a repository or bucket.</summary>
    /// <returns>The errors of the objects that were not removed.</returns>
    /// <exception cref="LakeS3Exception">The server rejected the request or could not be reached.</exception>
    public async Task<IReadOnlyDictionary<ObjectAddress, LakeS3Exception>> RemoveAsync(
        string repository, IReadOnlyCollection<ObjectAddress> addresses, CancellationToken cancellationToken)
    {
        XmlBody body = XmlBody.Of("Delete", xml =>
        {
            foreach (ObjectAddress address in addresses)
            {
                xml.WriteStartElement("Object");
                xml.WriteElementString("Key", address.S3Key);
                xml.WriteEndElement();
            }
        });
        S3Request request = _exchange.ToBucket(HttpMethod.Post, repository, "delete=", body);
        request.Headers["content-md5"] = body.ContentMd5;
        RemovalAnswer removal = await _errors.RunAsync(
            S3Operation.RemoveObjects,
            repository,
            reference: null,
            key: null,
            () => _exchange.SendAsync(request, StoreAnswers.ReadRemoval, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        Dictionary<ObjectAddress, LakeS3Exception> errors = [];
        foreach (ObjectAddress address in addresses)
        {
            if (!removal.TryGet(address.S3Key, out (string? Code, string? Message)? error))
            {
                errors[address] = NotRemoved(address, code: null, "The answer does not mention the key.");
            }
            else if (error is not null)
            {
                errors[address] = NotRemoved(address, error.Value.Code, error.Value.Message);
            }
        }

        return errors;
    }

    /// <summary>Creates a URL with which anyone can read or write one object for a limited time. Nothing is sent.</summary>
    /// <exception cref="LakeS3Exception">The URL could not be signed.</exception>
    public string Presign(ObjectAddress address, PresignRequest request)
    {
        if (_connection.Credential.IsAnonymous)
        {
            throw ConnectionErrors.CannotSign(_connection.Name);
        }

        return new RequestSigner(_connection.Credential, _connection.Region).Presign(
            request.ForWriting ? "PUT" : "GET",
            new S3RequestUri(_connection.EndpointUrl, _connection.IsInHost(address.Container), address, string.Empty),
            request.Lifetime < MaxLifetime ? request.Lifetime : MaxLifetime,
            request.ContentDisposition,
            _connection.Clock.Now);
    }

    private LakeObjectMetadata Describe(ObjectAddress address, HttpResponseMessage answer)
    {
        string? etag = AnswerHeaders.Get(answer, "ETag");
        if (string.IsNullOrEmpty(etag))
        {
            // A web server may respond with 200 to HEAD too, but every object has an ETag.
            throw ServerErrors.NotAnS3Endpoint(new S3ErrorContext(_connection, S3Operation.ReadObject, address).Facts with { Status = answer.StatusCode });
        }

        IReadOnlyDictionary<string, string> metadata = AnswerHeaders.MetadataOf(answer);
        return new LakeObjectMetadata(address, UserMetadata.Read(metadata))
        {
            FileTime = ModificationTime.In(metadata) ?? answer.Content.Headers.LastModified?.UtcDateTime,
            Size = ObjectSizes.Require(answer.Content.Headers.ContentLength ?? 0),
            ETag = ETags.Require(_connection, S3Operation.ReadObject, address, etag),
            LastModified = answer.Content.Headers.LastModified?.UtcDateTime,
            ContentType = AnswerHeaders.Get(answer, "Content-Type"),
            AcceptRanges = AnswerHeaders.Get(answer, "Accept-Ranges"),
            RequestId = AnswerHeaders.Get(answer, "x-amz-request-id"),
            HasMd5 = AnswerHeaders.HasMd5(answer),
            Headers = StandardHeaders.Of(KeptHeaders.Select(name => new KeyValuePair<string, string?>(name, AnswerHeaders.Get(answer, name)))),
        };
    }

    private LakeS3Exception NotRemoved(ObjectAddress address, string? code, string? message)
    {
        S3ErrorContext failure = new(_connection, S3Operation.RemoveObjects, address) { RefState = RefState.Branch };
        failure.Facts = failure.Facts with { Code = code, ServerMessage = message };
        return S3Errors.Explain(failure);
    }
}
