using System;
using System.Collections.Frozen;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Requests;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.S3;

/// <summary>An operation of the S3 API.</summary>
/// <param name="Name">The S3 API's name of it.</param>
/// <param name="HandleAsync">Carries it out.</param>
/// <param name="IsWrite">Whether a read-only repository refuses it.</param>
internal sealed record S3Operation(string Name, Func<S3Exchange, Task> HandleAsync, bool IsWrite = false);

/// <summary>Finds out what operation a request asks for.</summary>
internal static class S3Router
{
    private static readonly FrozenSet<string> UnsupportedOnBucket = FrozenSet.Create(
        StringComparer.Ordinal,
        "accelerate", "acl", "analytics", "cors", "encryption", "intelligent-tiering", "inventory", "lifecycle",
        "logging", "metrics", "notification", "object-lock", "ownershipControls", "policy", "policyStatus",
        "publicAccessBlock", "replication", "requestPayment", "tagging", "versions", "website");

    private static readonly FrozenSet<string> UnsupportedOnObject = FrozenSet.Create(
        StringComparer.Ordinal, "acl", "legal-hold", "retention", "torrent");

    private static readonly FrozenSet<string> UnsupportedOnPost = FrozenSet.Create(
        StringComparer.Ordinal, "restore", "select");

    private static readonly S3Operation Nothing = new("Unknown", AnswerNothingAsync);
    private static readonly S3Operation Refused = Refusing(ErrorScope.Refused);
    private static readonly S3Operation RefusedWithoutRegion = Refusing(ErrorScope.RefusedWithoutRegion);
    private static readonly S3Operation RefusedInOperation = Refusing(ErrorScope.Operation);

    private static readonly S3Operation ListBuckets = new("ListBuckets", BucketOperations.ListAsync);
    private static readonly S3Operation HeadBucket = new("HeadBucket", BucketOperations.HeadAsync);
    private static readonly S3Operation CreateBucket = new("CreateBucket", BucketOperations.CreateAsync);
    private static readonly S3Operation GetLocation = new("GetBucketLocation", BucketOperations.GetLocationAsync);

    private static readonly S3Operation GetVersioning = new(
        "GetBucketVersioning", BucketOperations.GetVersioningAsync);

    private static readonly S3Operation GetObjectVersioning = new(
        "GetBucketVersioning", BucketOperations.GetObjectVersioningAsync);

    private static readonly S3Operation GetTagging = new("GetObjectTagging", BucketOperations.GetObjectTaggingAsync);
    private static readonly S3Operation ListV2 = new("ListObjectsV2", Listing.ListV2Async);
    private static readonly S3Operation ListV1 = new("ListObjects", Listing.ListV1Async);

    private static readonly S3Operation ListUploads = new(
        "ListMultipartUploads", MultipartListing.ListUploadsAsync);

    private static readonly S3Operation DeleteMany = new("DeleteObjects", ObjectDeletion.DeleteManyAsync, true);
    private static readonly S3Operation Get = new("GetObject", ObjectReading.GetAsync);
    private static readonly S3Operation Head = new("HeadObject", ObjectReading.HeadAsync);
    private static readonly S3Operation Put = new("PutObject", ObjectWriting.PutAsync, true);
    private static readonly S3Operation Copy = new("CopyObject", ObjectCopying.CopyAsync, true);
    private static readonly S3Operation Delete = new("DeleteObject", ObjectDeletion.DeleteAsync, true);
    private static readonly S3Operation ListParts = new("ListParts", MultipartListing.ListPartsAsync);
    private static readonly S3Operation UploadPart = new("UploadPart", MultipartUploads.UploadPartAsync, true);
    private static readonly S3Operation CopyPart = new("UploadPartCopy", MultipartUploads.CopyPartAsync, true);
    private static readonly S3Operation Abort = new("AbortMultipartUpload", MultipartUploads.AbortAsync, true);

    private static readonly S3Operation CreateUpload = new(
        "CreateMultipartUpload", MultipartUploads.CreateAsync, true);

    private static readonly S3Operation Complete = new(
        "CompleteMultipartUpload", MultipartUploads.CompleteAsync, true);

    /// <summary>A POST without a query, which only a read-only repository has words for (s3-readonly #11).</summary>
    private static readonly S3Operation PostNothing = new("Unknown", AnswerMethodNotAllowedAsync, true);

    public static S3Operation Route(HttpRequest request, S3Address address, QueryParameters query)
    {
        if (address.Repository is null)
        {
            return request.Method == HttpMethods.Get ? ListBuckets : Nothing;
        }

        if (!address.HasRest)
        {
            return RouteBucket(request.Method, query);
        }

        return address.Key is null ? Nothing : RouteObject(request, query);
    }

    private static S3Operation RouteBucket(string method, QueryParameters query)
    {
        switch (method)
        {
            case "GET":
                return query.HasAny(UnsupportedOnBucket) ? Refused
                    : query.Has("location") ? GetLocation
                    : query.Has("versioning") ? GetVersioning
                    : query.Has("uploads") ? ListUploads
                    : query["list-type"] is null or "" or "1" ? ListV1
                    : ListV2;
            case "HEAD":
                return HeadBucket;
            case "PUT":
                return query.HasAny(UnsupportedOnBucket) || query.Has("versioning") ? Refused : CreateBucket;
            case "DELETE":
                return RefusedWithoutRegion;
            case "POST":
                return query.Has("delete") ? DeleteMany : RefusedInOperation;
            default:
                return Nothing;
        }
    }

    /// <summary>Sub-resources that are not named here are ignored, even where that is a surprise (s3-unsupported #52).</summary>
    private static S3Operation RouteObject(HttpRequest request, QueryParameters query)
    {
        switch (request.Method)
        {
            case "GET":
                return query.HasAny(UnsupportedOnObject) ? Refused
                    : query.Has("tagging") ? GetTagging
                    : query.Has("versioning") ? GetObjectVersioning
                    : query.Has("uploadId") ? ListParts
                    : Get;
            case "HEAD":
                return Head;
            case "PUT":
                bool isCopy = request.Headers[CopySource.HeaderName].ToString().Length > 0;
                return query.Has("acl") ? Refused
                    : query.Has("tagging") ? RefusedInOperation
                    : query.Has("uploadId") ? (isCopy ? CopyPart : UploadPart)
                    : isCopy ? Copy
                    : Put;
            case "DELETE":
                return query.Has("tagging") ? Refused : query.Has("uploadId") ? Abort : Delete;
            case "POST":
                return query.HasAny(UnsupportedOnPost) ? Refused
                    : query.Has("uploads") ? CreateUpload
                    : query.Has("uploadId") ? Complete
                    : PostNothing;
            default:
                return Nothing;
        }
    }

    private static S3Operation Refusing(ErrorScope scope) =>
        new("NotSupported", exchange => exchange.AnswerErrorAsync(S3Errors.NotSupported, scope));

    private static Task AnswerNothingAsync(S3Exchange exchange)
    {
        exchange.AnswerEmpty(StatusCodes.Status404NotFound);
        return Task.CompletedTask;
    }

    private static Task AnswerMethodNotAllowedAsync(S3Exchange exchange)
    {
        exchange.AnswerEmpty(StatusCodes.Status405MethodNotAllowed);
        return Task.CompletedTask;
    }
}
