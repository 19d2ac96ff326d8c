using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Amazon.S3;
using Amazon.S3.Model;
using LakeFS.S3.Errors;
using LakeFS.S3.Model;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.S3;

/// <summary>
/// The one way to send a request over S3, whether the SDK sends it or this library. Here are those that concern an object
/// but carry no content; the others are a property away. Every failure is explained.
/// </summary>
internal sealed class S3Client
{
    private readonly LakeS3Connection _connection;
    private readonly RefProbe _refs;
    private readonly ErrorTranslator _errors;

    public S3Client(LakeS3Connection connection)
    {
        SignedRequests requests = new(connection);
        ListClient lists = new(connection, requests);
        _connection = connection;
        _refs = new RefProbe(lists);
        _errors = new ErrorTranslator(connection, _refs);
        Lists = new S3Listing(connection, lists, _errors);
        Content = new ContentClient(connection, requests, _errors);
        Uploads = new MultipartUploads(connection, _errors);
    }

    /// <summary>Repositories, branches and objects.</summary>
    public S3Listing Lists { get; }

    /// <summary>Objects' content, and parts of it.</summary>
    public ContentClient Content { get; }

    /// <summary>Uploads in parts.</summary>
    public MultipartUploads Uploads { get; }

    /// <summary>Says what a ref is; Unknown where the server refuses to list.</summary>
    public Task<RefState> LookAtRefAsync(string repository, string reference, CancellationToken cancellationToken) =>
        _refs.LookAsync(repository, reference, cancellationToken);

    /// <summary>Whether an address is on a branch that lists show.</summary>
    /// <exception cref="LakeS3Exception">The server refused or could not be reached.</exception>
    public Task<bool> IsBranchAsync(ObjectAddress address, CancellationToken cancellationToken) => _errors.RunAsync(
        S3Operation.RemoveObjects, address, () => _refs.IsBranchAsync(address.Container, address.Ref, cancellationToken), cancellationToken);

    /// <summary>Reads everything the server says of an object.</summary>
    /// <exception cref="LakeS3Exception">The object, ref or repository does not exist, or the server refused or could not be reached.</exception>
    public async Task<LakeObjectMetadata> GetMetadataAsync(ObjectAddress address, CancellationToken cancellationToken)
    {
        GetObjectMetadataResponse head = await _errors.RunAsync(
            S3Operation.ReadObject,
            address,
            () => _connection.S3.GetObjectMetadataAsync(
                new GetObjectMetadataRequest { BucketName = address.Container, Key = address.S3Key }, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrEmpty(head.ETag))
        {
            // A web page answers 200 to HEAD too; every object has an ETag.
            throw ServerErrors.NotAnS3Endpoint(new S3ErrorContext(_connection, S3Operation.ReadObject, address) { Status = head.HttpStatusCode }.Facts);
        }

        return new LakeObjectMetadata(address, UserMetadata.Read(head.Metadata))
        {
            Size = head.ContentLength,
            ETag = ETags.Require(_connection, S3Operation.ReadObject, address, head.ETag),
            LastModified = Utc.From(head.LastModified),
            ContentType = head.Headers.ContentType,
            AcceptRanges = head.AcceptRanges,
            RequestId = head.ResponseMetadata?.RequestId,
            HasMd5 = ETags.IsMd5Under(head.ServerSideEncryptionMethod?.Value, head.ServerSideEncryptionCustomerMethod?.Value),
            Headers = HeadersOf(head.Headers),
        };
    }

    /// <summary>Says whether an object exists.</summary>
    /// <returns>False if the object, its ref or its repository does not exist.</returns>
    /// <exception cref="LakeS3Exception">Anything else went wrong, so that nobody knows.</exception>
    public async Task<bool> ExistsAsync(ObjectAddress address, CancellationToken cancellationToken)
    {
        try
        {
            await GetMetadataAsync(address, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (LakeS3Exception error) when (error.Kind == LakeErrorKind.NotFound)
        {
            return false;
        }
    }

    /// <summary>Copies an object within the store.</summary>
    /// <exception cref="LakeS3Exception">The source does not exist, the target can't be written, or the server refused.</exception>
    public async Task<CopyResult> CopyAsync(ObjectAddress source, ObjectAddress target, CancellationToken cancellationToken)
    {
        CopyObjectResponse answer = await _errors.RunAsync(
            S3Operation.CopyObject,
            target,
            () => _connection.S3.CopyObjectAsync(
                new CopyObjectRequest
                {
                    SourceBucket = source.Container,
                    SourceKey = source.S3Key,
                    DestinationBucket = target.Container,
                    DestinationKey = target.S3Key,
                    MetadataDirective = S3MetadataDirective.COPY,
                },
                cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return new CopyResult(
            ETags.Unquote(answer.ETag), Utc.Parse(answer.LastModified), ETags.IsMd5Under(answer.ServerSideEncryptionMethod?.Value, customerAlgorithm: null));
    }

    /// <summary>Removes an object. The server also agrees where there was none.</summary>
    /// <exception cref="LakeS3Exception">The server refused or could not be reached.</exception>
    public async Task RemoveAsync(ObjectAddress address, CancellationToken cancellationToken)
    {
        DeleteObjectResponse answer = await _errors.RunAsync(
            S3Operation.RemoveObjects,
            address,
            () => _connection.S3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = address.Container, Key = address.S3Key }, cancellationToken),
            cancellationToken).ConfigureAwait(false);

        // A web page answers 200 to anything; only 204 says that a gateway understood.
        if (answer.HttpStatusCode != HttpStatusCode.NoContent)
        {
            throw ServerErrors.NotAnS3Endpoint(
                new S3ErrorContext(_connection, S3Operation.RemoveObjects, address) { ServerMessage = answer.HttpStatusCode.ToString() }.Facts);
        }
    }

    /// <summary>Removes up to a thousand objects of a repository or bucket.</summary>
    /// <returns>The errors of those that were not removed.</returns>
    /// <exception cref="LakeS3Exception">The server refused or could not be reached.</exception>
    public async Task<IReadOnlyDictionary<ObjectAddress, LakeS3Exception>> RemoveAsync(
        string repository, IReadOnlyCollection<ObjectAddress> addresses, CancellationToken cancellationToken)
    {
        DeleteObjectsRequest request = new()
        {
            BucketName = repository,
            Objects = [.. addresses.Select(address => new KeyVersion { Key = address.S3Key })],
        };
        DeleteObjectsResponse answer = await _errors.RunAsync(
            S3Operation.RemoveObjects, repository, reference: null, key: null, () => SendAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
        Dictionary<string, DeleteError> refused = (answer.DeleteErrors ?? [])
            .GroupBy(error => error.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        HashSet<string> gone = new((answer.DeletedObjects ?? []).Select(deleted => deleted.Key), StringComparer.Ordinal);
        Dictionary<ObjectAddress, LakeS3Exception> errors = [];
        foreach (ObjectAddress address in addresses)
        {
            if (refused.TryGetValue(address.S3Key, out DeleteError? error))
            {
                errors[address] = NotRemoved(address, error.Code, error.Message);
            }
            else if (!gone.Contains(address.S3Key))
            {
                errors[address] = NotRemoved(address, code: null, "The answer does not mention the key.");
            }
        }

        return errors;
    }

    /// <summary>Makes a URL that lets anybody read or write one object for a while. Nothing is sent.</summary>
    /// <exception cref="LakeS3Exception">The URL could not be signed.</exception>
    public Task<string> PresignAsync(ObjectAddress address, bool forWriting, TimeSpan lifetime) => _connection.Credential.IsAnonymous
        ? throw ConnectionErrors.CannotSign(_connection.Name)
        : _errors.RunAsync(
            forWriting ? S3Operation.WriteObject : S3Operation.ReadObject,
            address,
            () => new UrlPresigner(_connection.S3, _connection.EndpointUrl).SignAsync(address, forWriting ? HttpVerb.PUT : HttpVerb.GET, lifetime),
            CancellationToken.None);

    private static StandardHeaders HeadersOf(HeadersCollection answer) => StandardHeaders.Of(
    [
        new("cache-control", answer.CacheControl),
        new("content-disposition", answer.ContentDisposition),
        new("content-encoding", answer.ContentEncoding),
    ]);

    private async Task<DeleteObjectsResponse> SendAsync(DeleteObjectsRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await _connection.S3.DeleteObjectsAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (DeleteObjectsException partly)
        {
            return partly.Response;
        }
    }

    private LakeS3Exception NotRemoved(ObjectAddress address, string? code, string message) => S3Errors.Explain(
        new S3ErrorContext(_connection, S3Operation.RemoveObjects, address) { Code = code, ServerMessage = message, RefState = RefState.Branch });
}
