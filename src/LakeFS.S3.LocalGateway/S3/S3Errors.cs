namespace LakeFS.S3.LocalGateway.S3;

/// <summary>The errors lakeFS 1.84's gateway answers with, as recorded.</summary>
internal static class S3Errors
{
    public static readonly S3Error NoSuchKey = new(404, "NoSuchKey", "The specified key does not exist.");
    public static readonly S3Error NoSuchBucket = new(404, "NoSuchBucket", "The specified bucket does not exist");

    public static readonly S3Error NoSuchVersion = new(
        404, "NoSuchVersion", "Indicates that the version ID specified in the request does not match an existing version.");

    /// <summary>The path begins with the REST API's: an endpoint URL that has <c>/api/v1</c> at its end.</summary>
    public static readonly S3Error PossibleApiEndpoint = new(
        404,
        "ErrNoSuchBucketPossibleAPIEndpoint",
        "Repository \"api\" not found; this can happen if your endpoint URL mistakenly ends in \"/api/v1\".");

    public static readonly S3Error InternalError = new(
        500, "InternalError", "We encountered an internal error, please try again.");

    public static readonly S3Error BadRequest = new(400, "BadRequest", "400 BadRequest");
    public static readonly S3Error MissingFields = new(400, "MissingFields", "Missing fields in request.");

    public static readonly S3Error MalformedXml = new(
        400,
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published schema.");

    public static readonly S3Error NotImplemented = new(
        501, "NotImplemented", "A header you provided implies functionality that is not implemented");

    public static readonly S3Error NotSupported = new(
        405, "ERRLakeFSNotSupported", "This operation is not supported in LakeFS");

    public static readonly S3Error PreconditionFailed = new(
        412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");

    public static readonly S3Error InvalidRange = new(
        416, "InvalidRange", "The requested range is not satisfiable");

    public static readonly S3Error InvalidHeaderValue = new(400, "InvalidArgument", "Invalid header value.");

    public static readonly S3Error InvalidPartNumber = new(
        400, "InvalidArgument", "Argument partNumberMarker must be an integer.");

    public static readonly S3Error InvalidMaxUploads = new(
        400, "InvalidArgument", "Argument max-uploads must be an integer between 0 and 2147483647");

    public static readonly S3Error InvalidCopySource = new(
        400,
        "InvalidArgument",
        "Copy Source must mention the source bucket and key: sourcebucket/sourcekey.");

    public static readonly S3Error MissingCopySourcePath = new(
        400, "InvalidRequest", "argument path: missing path: required value: validation error");

    public static readonly S3Error CopyToProtectedBranch = new(
        400, "InvalidRequest", "cannot write to protected branch");

    public static readonly S3Error MetadataTooLarge = new(
        400, "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size");

    public static readonly S3Error WriteToProtectedBranch = new(
        403, "ErrWriteToProtectedBranch", "Attempted to write to a protected branch");

    public static readonly S3Error ReadOnlyRepository = new(
        403, "ErrReadOnlyRepository", "Attempted to write to a read-only repository");

    public static readonly S3Error BucketAlreadyExists = new(
        409,
        "BucketAlreadyExists",
        "The requested bucket name is not available. The bucket namespace is shared by all users of the system. "
        + "Please select a different name and try again.");
}
