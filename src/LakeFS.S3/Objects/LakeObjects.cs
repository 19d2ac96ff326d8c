using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Amazon.S3;
using Amazon.S3.Model;

namespace LakeFS.S3;

/// <summary>Objects by name: list, describe, test, copy, sign.</summary>
public sealed class LakeObjects
{
    private readonly LakeS3Connection _connection;

    /// <summary>Works over a connection.</summary>
    /// <param name="connection">The connection.</param>
    public LakeObjects(LakeS3Connection connection)
    {
        _connection = connection;
    }

    /// <summary>Streams the objects, and with a delimiter the folders, below a prefix in the order of their keys.</summary>
    /// <param name="prefix">Repository, ref and prefix.</param>
    /// <param name="options">Delimiter and starting point.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <returns><see cref="LakeObject"/> and <see cref="LakePrefix"/>; a page is asked for only when it is wanted.</returns>
    /// <exception cref="LakeS3Exception">The repository or ref does not exist, or the server refused or could not be reached.</exception>
    public async IAsyncEnumerable<LakeEntry> ListAsync(
        ObjectAddress prefix, ListOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ListObjectsV2Request request = new()
        {
            BucketName = prefix.Repository,
            Prefix = prefix.S3Key,
            Delimiter = options.Delimiter,
            StartAfter = options.StartAfter is null ? null : prefix.WithKey(options.StartAfter).S3Key,
        };
        int refLength = prefix.Ref.Length + 1;
        bool empty = true;
        ListPages pages = new(_connection, S3Operation.ListObjects, prefix);
        await foreach (LakeEntry entry in pages.ReadAsync(request, page => Entries(page, prefix, refLength), cancellationToken).ConfigureAwait(false))
        {
            empty = false;
            yield return entry;
        }

        if (empty)
        {
            await RequireRefAsync(prefix, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads everything the server says of an object.</summary>
    /// <param name="address">The object.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The description.</returns>
    /// <exception cref="LakeS3Exception">The object, ref or repository does not exist, or the server refused or could not be reached.</exception>
    public async Task<LakeObjectMetadata> GetMetadataAsync(ObjectAddress address, CancellationToken cancellationToken)
    {
        GetObjectMetadataResponse head = await _connection.Errors.RunAsync(
            S3Operation.ReadObject,
            address,
            s3 => s3.GetObjectMetadataAsync(
                new GetObjectMetadataRequest { BucketName = address.Repository, Key = address.S3Key }, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrEmpty(head.ETag))
        {
            // A web page answers 200 to HEAD too; every object has an ETag.
            throw ErrorTable.NotAnS3Endpoint(new Failure(_connection, S3Operation.ReadObject)
            {
                Status = head.HttpStatusCode,
                Repository = address.Repository,
                Ref = address.Ref,
                Key = address.Key,
            });
        }

        return new LakeObjectMetadata(address, UserMetadata.Read(head.Metadata))
        {
            Size = head.ContentLength,
            ETag = ETags.Require(_connection, S3Operation.ReadObject, address, head.ETag),
            LastModified = Utc.From(head.LastModified),
            ContentType = head.Headers.ContentType,
            AcceptRanges = head.AcceptRanges,
            RequestId = head.ResponseMetadata?.RequestId,
        };
    }

    /// <summary>Says whether an object exists.</summary>
    /// <param name="address">The object.</param>
    /// <param name="cancellationToken">Stops the request.</param>
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

    /// <summary>Copies an object within the server, without its content travelling.</summary>
    /// <param name="source">The object.</param>
    /// <param name="target">Where to; may be another branch or repository.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The copy, as a list would show it.</returns>
    /// <exception cref="LakeS3Exception">The source does not exist, the target can't be written, or the server refused.</exception>
    public async Task<LakeObject> CopyAsync(ObjectAddress source, ObjectAddress target, CancellationToken cancellationToken)
    {
        NameRules.RequireBranch(target);
        // Also says what the copy will be: the answer to a copy has no size.
        LakeObjectMetadata original = await GetMetadataAsync(source, cancellationToken).ConfigureAwait(false);
        return await CopyAsync(source, target, original.Size, original.ETag, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Copies an object whose size and ETag are known already.</summary>
    /// <exception cref="LakeS3Exception">The target can't be written, the source is another one by now, or the server refused.</exception>
    internal async Task<LakeObject> CopyAsync(
        ObjectAddress source, ObjectAddress target, long size, string? knownETag, CancellationToken cancellationToken)
    {
        CopyObjectResponse answer = await _connection.Errors.RunAsync(
            S3Operation.CopyObject,
            target,
            s3 => s3.CopyObjectAsync(
                new CopyObjectRequest
                {
                    SourceBucket = source.Repository,
                    SourceKey = source.S3Key,
                    DestinationBucket = target.Repository,
                    DestinationKey = target.S3Key,
                    MetadataDirective = S3MetadataDirective.COPY,
                },
                cancellationToken),
            cancellationToken).ConfigureAwait(false);
        string? etag = ETags.Unquote(answer.ETag);
        return etag == knownETag
            ? new LakeObject(target, size, Utc.Parse(answer.LastModified), etag, S3StorageClass.Standard)
            : throw ErrorTable.ContentMismatch(
                _connection, target, $"the copy has ETag {etag ?? "none"}, the source had {knownETag ?? "none"} when it was looked at.", "The copy was left as it is.");
    }

    /// <summary>Makes a URL that lets anybody read or write one object for a while. Nothing is sent.</summary>
    /// <param name="address">The object.</param>
    /// <param name="forWriting">Whether the URL is for PUT instead of GET.</param>
    /// <param name="lifetime">How long it holds, at most 7 days.</param>
    /// <returns>The URL; who has it has the right it stands for.</returns>
    /// <exception cref="LakeS3Exception">The URL could not be signed.</exception>
    public Task<string> PresignAsync(ObjectAddress address, bool forWriting, TimeSpan lifetime) => _connection.Errors.RunAsync(
        forWriting ? S3Operation.WriteObject : S3Operation.ReadObject,
        address,
        s3 => new UrlSigner(s3, _connection.EndpointUrl).SignAsync(address, forWriting ? HttpVerb.PUT : HttpVerb.GET, lifetime),
        CancellationToken.None);

    // lakeFS 1.84 answers 400 to a list of a ref that does not exist (s3-list #71), other versions an empty list.
    private async Task RequireRefAsync(ObjectAddress prefix, CancellationToken cancellationToken)
    {
        try
        {
            await new LakeCommits(_connection).GetAsync(prefix.Repository, prefix.Ref, cancellationToken).ConfigureAwait(false);
        }
        catch (LakeS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            throw ErrorTable.RefNotFound(new Failure(_connection, S3Operation.ListObjects)
            {
                Repository = prefix.Repository,
                Ref = prefix.Ref,
                Status = error.StatusCode,
                ServerMessage = error.Message,
            });
        }
        catch (LakeS3Exception error) when (error.StatusCode is not null)
        {
            // Who may list but not read commits is left with what the list said, and so is a ref expression that
            // REST does not know.
        }
    }

    private static List<LakeEntry> Entries(ListObjectsV2Response page, ObjectAddress prefix, int refLength)
    {
        List<LakeEntry> entries = new((page.CommonPrefixes?.Count ?? 0) + (page.S3Objects?.Count ?? 0));
        entries.AddRange((page.CommonPrefixes ?? []).Select(found => new LakePrefix(prefix.WithKey(found.Substring(refLength)))));
        entries.AddRange((page.S3Objects ?? []).Select(found => new LakeObject(
            prefix.WithKey(found.Key.Substring(refLength)),
            found.Size ?? 0,
            Utc.From(found.LastModified),
            ETags.Unquote(found.ETag),
            found.StorageClass?.Value)));
        return entries;
    }
}
