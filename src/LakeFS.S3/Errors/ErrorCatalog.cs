namespace LakeFS.S3.Errors;

/// <summary>
/// All errors of the engine with their ids and kinds. Their texts are in the classes in this folder, by subject. A test
/// compares the error table in the help and the module's recommended actions with this list.
/// </summary>
internal static class ErrorCatalog
{
    // Connections.
    public static readonly ErrorDefinition ConnectionClosed = new("LakeConnectionClosed", LakeErrorKind.InvalidOperation);
    public static readonly ErrorDefinition EndpointMissing = new("LakeEndpointMissing", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition EndpointInvalid = new("LakeEndpointInvalid", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition EndpointIsApi = new("LakeEndpointIsApi", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition CredentialMissing = new("LakeCredentialMissing", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition CredentialMissingToSign = CredentialMissing with { Kind = LakeErrorKind.InvalidOperation };
    public static readonly ErrorDefinition CredentialIncomplete = new("LakeCredentialIncomplete", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition CredentialInvalid = new("LakeCredentialInvalid", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition ProfileNotFound = new("LakeProfileNotFound", LakeErrorKind.NotFound);
    public static readonly ErrorDefinition ProfileInvalid = new("LakeProfileInvalid", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition ConfigInvalid = new("LakeConfigInvalid", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition CACertificateInvalid = new("LakeCACertificateInvalid", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition NotLakeFS = new("LakeNotLakeFS", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition NotPlainS3 = new("LakeNotPlainS3", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition RegionInvalid = new("LakeRegionInvalid", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition RegionMismatch = new("LakeRegionMismatch", LakeErrorKind.InvalidArgument);

    // Routers.
    public static readonly ErrorDefinition RouterConnectionMissing = new("LakeRouterConnectionMissing", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition RouterConnectionInvalid = new("LakeRouterConnectionInvalid", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition RouterProfileInvalid = new("LakeRouterProfileInvalid", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition RouterFileInvalid = new("LakeRouterFileInvalid", LakeErrorKind.InvalidArgument);

    // Servers that can't be reached or can't do what was requested.
    public static readonly ErrorDefinition CertificateNotTrusted = new("LakeCertificateNotTrusted", LakeErrorKind.Security);
    public static readonly ErrorDefinition ConnectionFailed = new("LakeConnectionFailed", LakeErrorKind.Connection);
    public static readonly ErrorDefinition Timeout = new("LakeTimeout", LakeErrorKind.Timeout);
    public static readonly ErrorDefinition ProxyFailed = new("LakeProxyFailed", LakeErrorKind.Connection);
    public static readonly ErrorDefinition Redirected = new("LakeRedirected", LakeErrorKind.Connection);
    public static readonly ErrorDefinition RequestTooLarge = new("LakeRequestTooLarge", LakeErrorKind.LimitsExceeded);
    public static readonly ErrorDefinition NotAnS3Endpoint = new("LakeNotAnS3Endpoint", LakeErrorKind.Connection);
    public static readonly ErrorDefinition Throttled = new("LakeThrottled", LakeErrorKind.LimitsExceeded);
    public static readonly ErrorDefinition NotSupported = new("LakeNotSupported", LakeErrorKind.NotSupported);
    public static readonly ErrorDefinition DirectTransferFailed = new("LakeDirectTransferFailed", LakeErrorKind.Connection);
    public static readonly ErrorDefinition ServerError = new("LakeServerError", LakeErrorKind.Server);

    // Access.
    public static readonly ErrorDefinition SecretMismatch = new("LakeSecretMismatch", LakeErrorKind.Authentication);
    public static readonly ErrorDefinition SessionTokenInvalid = new("LakeSessionTokenInvalid", LakeErrorKind.Authentication);
    public static readonly ErrorDefinition ClockSkewed = new("LakeClockSkewed", LakeErrorKind.Authentication);
    public static readonly ErrorDefinition AccessDenied = new("LakeAccessDenied", LakeErrorKind.PermissionDenied);
    public static readonly ErrorDefinition ChecksumRefused = new("LakeChecksumRefused", LakeErrorKind.PermissionDenied);
    public static readonly ErrorDefinition BranchProtected = new("LakeBranchProtected", LakeErrorKind.PermissionDenied);
    public static readonly ErrorDefinition RepositoryReadOnly = new("LakeRepositoryReadOnly", LakeErrorKind.PermissionDenied);

    // Names that are missing or invalid.
    public static readonly ErrorDefinition RepositoryMissing = new("LakeRepositoryMissing", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition RefMissing = new("LakeRefMissing", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition KeyMissing = new("LakeKeyMissing", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition BucketMissing = new("LakeBucketMissing", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition BucketNameInvalid = new("LakeBucketNameInvalid", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition AddressAmbiguous = new("LakeAddressAmbiguous", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition RepositoryNameInvalid = new("LakeRepositoryNameInvalid", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition RefInvalid = new("LakeRefInvalid", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition KeyTooLong = new("LakeKeyTooLong", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition KeyInvalid = new("LakeKeyInvalid", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition BranchNameInvalid = new("LakeBranchNameInvalid", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition TagNameInvalid = new("LakeTagNameInvalid", LakeErrorKind.InvalidArgument);

    // Repositories, buckets and refs.
    public static readonly ErrorDefinition RepositoryNotFound = new("LakeRepositoryNotFound", LakeErrorKind.NotFound);
    public static readonly ErrorDefinition BucketNotFound = new("LakeBucketNotFound", LakeErrorKind.NotFound);
    public static readonly ErrorDefinition RefNotFound = new("LakeRefNotFound", LakeErrorKind.NotFound);
    public static readonly ErrorDefinition BranchNotFound = new("LakeBranchNotFound", LakeErrorKind.NotFound);
    public static readonly ErrorDefinition TagNotFound = new("LakeTagNotFound", LakeErrorKind.NotFound);
    public static readonly ErrorDefinition CommitNotFound = new("LakeCommitNotFound", LakeErrorKind.NotFound);
    public static readonly ErrorDefinition RepositoryExists = new("LakeRepositoryExists", LakeErrorKind.AlreadyExists);
    public static readonly ErrorDefinition BranchExists = new("LakeBranchExists", LakeErrorKind.AlreadyExists);
    public static readonly ErrorDefinition TagExists = new("LakeTagExists", LakeErrorKind.AlreadyExists);
    public static readonly ErrorDefinition NameTaken = new("LakeNameTaken", LakeErrorKind.AlreadyExists);
    public static readonly ErrorDefinition StorageNamespaceInvalid = new("LakeStorageNamespaceInvalid", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition RefNotWritable = new("LakeRefNotWritable", LakeErrorKind.InvalidOperation);

    // Objects.
    public static readonly ErrorDefinition ObjectNotFound = new("LakeObjectNotFound", LakeErrorKind.NotFound);
    public static readonly ErrorDefinition ObjectExists = new("LakeObjectExists", LakeErrorKind.AlreadyExists);
    public static readonly ErrorDefinition ObjectChanged = new("LakeObjectChanged", LakeErrorKind.InvalidData);
    public static readonly ErrorDefinition ContentMismatch = new("LakeContentMismatch", LakeErrorKind.InvalidData);
    public static readonly ErrorDefinition ContentTooLarge = new("LakeContentTooLarge", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition MetadataTooLarge = new("LakeMetadataTooLarge", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition MetadataNameInvalid = new("LakeMetadataNameInvalid", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition MetadataValueInvalid = new("LakeMetadataValueInvalid", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition HeaderInvalid = new("LakeHeaderInvalid", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition UploadNotFound = new("LakeUploadNotFound", LakeErrorKind.NotFound);
    public static readonly ErrorDefinition CopyOntoItself = new("LakeCopyOntoItself", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition SourceEmpty = new("LakeSourceEmpty", LakeErrorKind.InvalidArgument);

    // Versioning.
    public static readonly ErrorDefinition NothingToCommit = new("LakeNothingToCommit", LakeErrorKind.InvalidOperation);
    public static readonly ErrorDefinition NothingToMerge = new("LakeNothingToMerge", LakeErrorKind.InvalidOperation);
    public static readonly ErrorDefinition NothingToUndo = new("LakeNothingToUndo", LakeErrorKind.InvalidOperation);
    public static readonly ErrorDefinition MergeConflict = new("LakeMergeConflict", LakeErrorKind.InvalidOperation);
    public static readonly ErrorDefinition BranchDirty = new("LakeBranchDirty", LakeErrorKind.InvalidOperation);
    public static readonly ErrorDefinition BranchHasUncommittedChanges = new("LakeBranchHasUncommittedChanges", LakeErrorKind.InvalidOperation);
    public static readonly ErrorDefinition BranchIsDefault = new("LakeBranchIsDefault", LakeErrorKind.InvalidOperation);
    public static readonly ErrorDefinition HookFailed = new("LakeHookFailed", LakeErrorKind.InvalidOperation);
    public static readonly ErrorDefinition ParentNumberNeeded = new("LakeParentNumberNeeded", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition ParentNumberInvalid = new("LakeParentNumberInvalid", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition CommitIsFirst = new("LakeCommitIsFirst", LakeErrorKind.InvalidOperation);
    public static readonly ErrorDefinition RequestInvalid = new("LakeRequestInvalid", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition ImportNotSupported = new("LakeImportNotSupported", LakeErrorKind.NotSupported);
    public static readonly ErrorDefinition ImportFailed = new("LakeImportFailed", LakeErrorKind.InvalidOperation);
    public static readonly ErrorDefinition ImportUnwatched = new("LakeImportUnwatched", LakeErrorKind.InvalidOperation);
    public static readonly ErrorDefinition ImportNotFound = new("LakeImportNotFound", LakeErrorKind.NotFound);
    public static readonly ErrorDefinition ImportEnded = new("LakeImportEnded", LakeErrorKind.InvalidOperation);

    // Local files.
    public static readonly ErrorDefinition FileNotFound = new("LakeFileNotFound", LakeErrorKind.NotFound);
    public static readonly ErrorDefinition FolderNotFound = new("LakeFolderNotFound", LakeErrorKind.NotFound);
    public static readonly ErrorDefinition FileIsDirectory = new("LakeFileIsDirectory", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition FileNotRegular = new("LakeFileNotRegular", LakeErrorKind.InvalidArgument);
    public static readonly ErrorDefinition FileUnreadable = new("LakeFileUnreadable", LakeErrorKind.PermissionDenied);
    public static readonly ErrorDefinition StreamUnreadable = new("LakeStreamUnreadable", LakeErrorKind.InvalidOperation);
    public static readonly ErrorDefinition FileChanged = new("LakeFileChanged", LakeErrorKind.InvalidData);
    public static readonly ErrorDefinition FileUnwritable = new("LakeFileUnwritable", LakeErrorKind.PermissionDenied);
    public static readonly ErrorDefinition FileExists = new("LakeFileExists", LakeErrorKind.AlreadyExists);
    public static readonly ErrorDefinition FileReadOnly = new("LakeFileReadOnly", LakeErrorKind.PermissionDenied);
    public static readonly ErrorDefinition FileIsLink = new("LakeFileIsLink", LakeErrorKind.InvalidOperation);
    public static readonly ErrorDefinition LinkLoop = new("LakeLinkLoop", LakeErrorKind.InvalidOperation);
    public static readonly ErrorDefinition FileUnsafe = new("LakeFileUnsafe", LakeErrorKind.PermissionDenied);
    public static readonly ErrorDefinition FileNameTaken = new("LakeFileNameTaken", LakeErrorKind.AlreadyExists);
    public static readonly ErrorDefinition PathOutsideFolder = new("LakePathOutsideFolder", LakeErrorKind.InvalidArgument);
}
