using System.Collections.Generic;

namespace LakeFS.S3.PowerShell.Sessions;

/// <summary>The recommended action for each error. A test compares the table with the error catalogs.</summary>
internal static class RecommendedActions
{
    // Actions for particular causes; those for the other causes of an error are in the table of ids.
    private static readonly Dictionary<LakeErrorReason, string> ByReason = new()
    {
        [LakeErrorReason.OutcomeUnknown] = "It may have been done all the same: look before you try again (Get-LakeCommit, Get-LakeBranch, Get-LakeChange). "
            + "Connect with a larger -TimeoutSeconds to wait longer; how long a proxy waits is set there, as nginx's proxy_read_timeout.",
        [LakeErrorReason.TlsFailed] = "Check the port. The URL of a server without TLS begins with http://.",
        [LakeErrorReason.ConnectionLost] = "Try again; a proxy or firewall on the way may end long transfers.",
        [LakeErrorReason.ProxyCredential] = "Connect with -ProxyCredential.",
        [LakeErrorReason.EndpointWithoutTls] = "Use an https:// URL, or leave out -CACertificate and -SkipCertificateCheck.",
        [LakeErrorReason.RequestTooSlow] = "Try again; on a slow line, connect with a smaller -MaxConcurrency.",
        [LakeErrorReason.AnswerUnbelievable] = "Check what answers at the endpoint.",
        [LakeErrorReason.RefusedOnTheWay] = "Ask the administrator of the proxy or firewall there. The key pair was not checked.",
        [LakeErrorReason.Anonymous] = "Connect with a key pair.",
        [LakeErrorReason.SignatureUnreadable] = "Check the access key id, which has 3 to 20 characters, and the region, which has no dot.",
        [LakeErrorReason.KeyPairRefused] = "Check both halves of the key pair.",
        [LakeErrorReason.PermissionMissing] = "Ask the server's administrator what the key's user may do.",
        [LakeErrorReason.ConnectionSetting] = "Leave it out with -Store S3; -BucketName names a default bucket.",
        [LakeErrorReason.RoutedWithoutRef] = "Give the profile a mapped_prefix that begins with a branch and a slash, as in main/. Resolve-LakeS3Route shows the way.",
        [LakeErrorReason.KeyWithoutRef] = "Put the branch, tag or commit id and a slash before the path, or use -Repository and -Ref instead of -BucketName.",
        [LakeErrorReason.DotSegment] = "Use PowerShell 7 for this object.",
        [LakeErrorReason.KeyNotListable] = "Name this object by its real key.",
        [LakeErrorReason.Overlap] = "Use a destination that is neither in the source nor around it.",
        [LakeErrorReason.ChangedSince] = "Write what is to be there by hand, and commit it.",
        [LakeErrorReason.Transaction] = "Run the transaction again, which begins from the branch as it is then. Or use -Strategy SourceWins or DestinationWins.",
        [LakeErrorReason.ImportSource] = "Name objects of the server's storage that are not the repository's own; Get-LakeServerInfo shows what its addresses look like.",
        [LakeErrorReason.UnknownCall] = "Get-LakeServerInfo shows the server's version.",
        [LakeErrorReason.CredentialPadded] = "Leave it out where the key is read, as in (Get-Content -Raw key.txt).Trim().",
        [LakeErrorReason.FileInTheWay] = "Move the file, or use another folder.",
        [LakeErrorReason.SavedConnection] = "Correct or delete the file; Save-LakeS3Connection writes a new one.",
        [LakeErrorReason.UnorderedList] = "Check what is between this machine and the server; lakeFS itself lists keys in order.",
    };

    private static readonly Dictionary<string, string> ById = new()
    {
        // Connections.
        ["LakeNotConnected"] = "Run Connect-LakeS3, or use -Connection.",
        ["LakeSettingFixed"] = "Leave it out, or connect with -EndpointUrl and the key pair.",
        ["LakeConnectionInTransaction"] = "Use -Repository, -Ref or -Connection of the commands in the transaction, or change the connection after it.",
        ["LakeSecretNotSaved"] = "Connect with -Name and -Credential; Save-LakeS3Connection keeps the secret if there is a vault of Microsoft.PowerShell.SecretManagement.",
        ["LakeVaultFailed"] = "Get-SecretVault lists the vaults; Test-SecretVault checks one. Connect-LakeS3 -Name with -Credential does without.",
        ["LakeConnectionNotSavable"] = "Save the connections that it routes to; Connect-LakeS3Router takes its profiles from a file.",
        ["LakeConnectionNotFound"] = "Get-LakeS3Connection lists the connections; Connect-LakeS3 opens one.",
        ["LakeConnectionClosed"] = "Open a new one with Connect-LakeS3.",
        ["LakeEndpointMissing"] = "Use -EndpointUrl, -Name with a saved connection, set LAKECTL_SERVER_ENDPOINT_URL, or run 'lakectl config'.",
        ["LakeEndpointInvalid"] = "Give the server's URL alone, as in https://lakefs.example.com or http://127.0.0.1:8000.",
        ["LakeEndpointIsApi"] = "Give the server's URL without /api/v1.",
        ["LakeCredentialMissing"] = "Use -Credential, -AccessKeyId with -SecretAccessKey, or -ProfileName. What everyone may read on plain S3 needs only -Anonymous.",
        ["LakeCredentialIncomplete"] = "Give both halves of the key pair.",
        ["LakeCredentialInvalid"] = "Check that the access key id and the secret were not confused.",
        ["LakeProfileNotFound"] = "See the shared credentials file (~/.aws/credentials, or AWS_SHARED_CREDENTIALS_FILE).",
        ["LakeProfileInvalid"] = "Use a profile with a key pair, with or without a session token, or with credential_process. For a role or for SSO, "
            + "make a profile with: credential_process = aws configure export-credentials --profile NAME",
        ["LakeConfigInvalid"] = "Correct the file, or run 'lakectl config' to write a new one.",
        ["LakeCACertificateInvalid"] = "Use -CACertificate with a PEM or DER file of the certificate of the authority that signed the server's.",
        ["LakeCertificateNotTrusted"] = "Use -CACertificate with the authority's certificate, or -SkipCertificateCheck for a test server.",
        ["LakeConnectionFailed"] = "Check the endpoint, the network and the proxy.",
        ["LakeTimeout"] = "Try again, or connect with a larger -TimeoutSeconds.",
        ["LakeProxyFailed"] = "Check -Proxy, and the environment's HTTP_PROXY and HTTPS_PROXY.",
        ["LakeRedirected"] = "If you trust the server that it redirects to, connect with that one's URL as -EndpointUrl.",
        ["LakeDirectTransferFailed"] = "Connect with -DirectTransfer Auto or Never, with which the content goes through lakeFS's gateway.",
        ["LakeRequestTooLarge"] = "A proxy in front of the server has a limit, as nginx has with client_max_body_size: it has to let 64 MiB through.",
        ["LakeNotAnS3Endpoint"] = "Check host and port. lakeFS's S3 gateway may have a host name of its own (gateways.s3.domain_name), which does not serve the REST API.",
        ["LakeNotLakeFS"] = "Use -Connection with a connection to lakeFS (Get-LakeS3Connection lists them). On plain S3 name objects by -BucketName and -Key, or by "
            + "s3://bucket/key, and leave out what only lakeFS has.",
        ["LakeNotPlainS3"] = "Leave it out for lakeFS, where -Repository and -Ref name the defaults; or use -Store S3.",
        ["LakeRegionInvalid"] = "Name the region by its code, as in eu-central-1.",
        ["LakeRegionMismatch"] = "Connect with -Region for the bucket's region.",
        ["LakeRouterConnectionMissing"] = "Give -Connection an entry for each profile, and one named default.",
        ["LakeRouterConnectionInvalid"] = "Get-LakeS3Connection lists the open connections; Connect-LakeS3 -PassThru opens one and returns it.",
        ["LakeRouterProfileInvalid"] = "A profile has source_bucket_pattern and may have source_key_pattern, mapped_bucket_name and mapped_prefix. "
            + "Write several as [ordered]@{ name = @{ source_bucket_pattern = '...' } }.",
        ["LakeRouterFileInvalid"] = "Use [ordered]@{ name = @{ source_bucket_pattern = '...' } }, or a file with profiles by name as JSON (.json), YAML (.yaml, .yml) or "
            + "PowerShell data (.psd1).",
        ["LakeNotARouter"] = "Run Connect-LakeS3Router, or use -Connection with a router.",

        // Access.
        ["LakeSecretMismatch"] = "Check the secret access key; a proxy that changes requests can be the cause too.",
        ["LakeSessionTokenInvalid"] = "Get a new temporary key pair, and connect again.",
        ["LakeClockSkewed"] = "Set the clock, or let the machine synchronise it.",
        ["LakeAccessDenied"] = "Check the access key id, and what its user may do.",
        ["LakeChecksumRefused"] = "Connect with -RequestChecksum WhenRequired, the default. If that is refused too, the access key may not write there.",
        ["LakeBranchProtected"] = "Write to another branch and merge it.",
        ["LakeRepositoryReadOnly"] = "Write to another repository.",

        // Names.
        ["LakeRepositoryMissing"] = "Use -Repository, a lakefs:// address, or Connect-LakeS3 -Repository.",
        ["LakeRefMissing"] = "Use -Ref with a branch, tag or commit id, a lakefs:// address, or Connect-LakeS3 -Ref.",
        ["LakeKeyMissing"] = "Give the object's path inside the ref.",
        ["LakeBucketMissing"] = "Use -BucketName, an s3:// address, or Connect-LakeS3 -Store S3 -BucketName.",
        ["LakeBucketNameInvalid"] = "Name the bucket alone; what comes after it belongs to the key.",
        ["LakeAddressAmbiguous"] = "Name an object in one way: a whole address, -Repository and -Ref, or -BucketName with the ref in front of the key.",
        ["LakeRepositoryNameInvalid"] = "Name the repository by its id, as Get-LakeRepository lists it.",
        ["LakeRefInvalid"] = "Use a branch, a tag or a commit id for -Ref, with modifiers such as main~1 or main@. What comes after the ref belongs to the key.",
        ["LakeKeyTooLong"] = "Shorten the key.",
        ["LakeKeyInvalid"] = "Correct the key: it has to be valid Unicode.",
        ["LakeBranchNameInvalid"] = "Choose another name, such as exp-2026_01.",
        ["LakeTagNameInvalid"] = "Choose another name, such as v1.2.3.",
        ["LakeRepositoryNotFound"] = "Get-LakeRepository lists the repositories.",
        ["LakeRefNotFound"] = "Get-LakeBranch and Get-LakeTag list branches and tags; commit ids are refs too.",
        ["LakeBucketNotFound"] = "Check the bucket's name, the endpoint and the region.",
        ["LakeBranchNotFound"] = "Get-LakeBranch lists the branches.",
        ["LakeTagNotFound"] = "Get-LakeTag lists the tags.",
        ["LakeCommitNotFound"] = "Get-LakeCommit -Ref with a branch shows its log; an abbreviated id has to be unambiguous.",
        ["LakeRepositoryExists"] = "Choose another name. A repository may exist that this access key does not see.",
        ["LakeBranchExists"] = "Choose another name, or remove the branch first.",
        ["LakeTagExists"] = "Choose another name, or remove the tag first.",
        ["LakeNameTaken"] = "Choose another name.",
        ["LakeStorageNamespaceInvalid"] = "Use a namespace of its own, in the server's storage; Get-LakeServerInfo shows an example.",
        ["LakeRefNotWritable"] = "Write to a branch; Get-LakeBranch lists them.",
        ["LakeObjectNotFound"] = "Get-LakeObjectList shows what is there; keys are case-sensitive.",

        // Objects, copies and commits.
        ["LakeObjectExists"] = "Leave -NoClobber out to replace it.",
        ["LakeContentInvalid"] = "Pipe lines, or make it text first: ConvertTo-Json, ConvertTo-Csv or Out-String; or cast to [byte[]]. For other characters use -Encoding utf8.",
        ["LakeContentMissing"] = "Name a file with -File or text with -Content, or pipe files or text into the command.",
        ["LakeContentAmbiguous"] = "Leave one of them out.",
        ["LakeContentTooLarge"] = "Store it as several objects.",
        ["LakeContentMismatch"] = "Try again; if it happens again, something on the way to the storage changes content. Read-LakeObject -SkipIntegrityCheck reads it all the same.",
        ["LakeObjectChanged"] = "Read it again, or read it at a tag or commit, where nothing changes.",
        ["LakeKeyWrittenTwice"] = "Give files of the same name keys of their own: use -Key, or another -KeyPrefix for each folder.",
        ["LakeMetadataTooLarge"] = "Shorten names and values.",
        ["LakeMetadataNameInvalid"] = "Use letters, digits, hyphens and underscores, and each name once.",
        ["LakeMetadataValueInvalid"] = "Use one line of text without blanks around it.",
        ["LakeHeaderInvalid"] = "Use one line of printable ASCII characters.",
        ["LakeCopyOntoItself"] = "Use -DestinationKey, -DestinationRef or another of the -Destination parameters.",
        ["LakeSourceEmpty"] = "Check the source's name. If the target is to be emptied, use -Force.",
        ["LakeNothingToCommit"] = "Use -AllowEmpty to commit all the same.",
        ["LakeCommitSkipped"] = "Run the command again when the other errors are resolved. Get-LakeChange shows what is uncommitted, Reset-LakeBranch drops it.",
        ["LakeCommitMessageMissing"] = "Use -CommitMessage, too.",
        ["LakeUploadNotFound"] = "Start the upload again.",
        ["LakeExpiryInvalid"] = "Use -ExpiresIn with a TimeSpan such as '00:10:00'.",

        // Versioning.
        ["LakeMergeConflict"] = "Merge the other way first and resolve the conflicts there, or use -Strategy SourceWins or DestinationWins.",
        ["LakeNothingToMerge"] = "Use -AllowEmpty to make a merge commit all the same.",
        ["LakeNothingToUndo"] = "Use -AllowEmpty to commit all the same.",
        ["LakeBranchDirty"] = "Get-LakeChange shows the changes. Commit them with New-LakeCommit, or drop them with Reset-LakeBranch.",
        ["LakeBranchHasUncommittedChanges"] = "Get-LakeChange shows the changes. Commit them with New-LakeCommit, or use -Force to lose them.",
        ["LakeBranchIsDefault"] = "Get-LakeRepository shows the default branch.",
        ["LakeHookFailed"] = "Correct what the hook complains about, and try again.",
        ["LakeParentNumberNeeded"] = "Use -ParentNumber 1 for what the merge brought into its branch, 2 for what the branch had and the merged one had not.",
        ["LakeParentNumberInvalid"] = "Get-LakeCommit shows the commit's parents; the first is 1.",
        ["LakeResetAmbiguous"] = "Use one of them, or none to drop all uncommitted changes.",
        ["LakeCommitIsFirst"] = "Copy its objects with Copy-LakeObject or Sync-LakeFolder.",
        ["LakeRequestInvalid"] = "Name branches and tags by letters, digits, hyphens and underscores; ref expressions can only be read.",
        ["LakeImportNotSupported"] = "Get-LakeServerInfo shows whether it does. Upload with Write-LakeObject or Sync-LakeFolder.",
        ["LakeImportFailed"] = "Check the sources' URLs, and that the server may read them.",
        ["LakeImportUnwatched"] = "Get-LakeImport with this id tells how it ends, and Get-LakeCommit whether it was committed; Stop-LakeImport stops it.",
        ["LakeImportNotFound"] = "Check the id. The server remembers an import only for some time after its end.",
        ["LakeImportEnded"] = "Undo-LakeCommit undoes its commit.",

        // Local files.
        ["LakeFileNotFound"] = "Check the path.",
        ["LakeFolderNotFound"] = "Name a folder; a single file goes with -File.",
        ["LakeFileIsDirectory"] = "Name a file, or use -Folder.",
        ["LakeFileNotRegular"] = "Name a regular file. What comes out of a pipe is sent with -Stream; what goes into one is read with -AsByteStream.",
        ["LakeFileUnreadable"] = "Check the file's permissions and whether another program holds it open.",
        ["LakeStreamUnreadable"] = "Use a stream that is open and can be read; one that was read up to where it failed has to be opened again.",
        ["LakeFileChanged"] = "Run the command again when nothing writes to the file any more.",
        ["LakeFileUnwritable"] = "Check the folder's permissions and the free space on the disk.",
        ["LakeFileExists"] = "Leave -NoClobber out to replace it.",
        ["LakeFileReadOnly"] = "Use -Force to replace it all the same.",
        ["LakeFileIsLink"] = "Use -Link Follow to take what it leads to, or -Link Skip to pass it over.",
        ["LakeLinkLoop"] = "Leave it out with -Exclude.",
        ["LakeFileUnsafe"] = "Find out who made it and delete it, or leave -Resume out.",
        ["LakeFileNameTaken"] = "Read this object with -File and a name of your own, or leave it out with -Exclude.",
        ["LakePathNotFileSystem"] = "Use a whole path such as FileSystem::/data, or Set-Location to a folder first.",
        ["LakePathInvalid"] = "Check the path; Get-PSDrive lists the drives.",
        ["LakePatternInvalid"] = "Put a backtick before a character that is meant as it is; [WildcardPattern]::Escape does so.",
        ["LakeParameterEmpty"] = "Check the variable that it comes from, or leave the parameter out.",
        ["LakePrefixMissing"] = "Name the prefix; a slash alone is everything.",
        ["LakePathOutsideFolder"] = "Read this object with -File and a name of your own.",
        ["LakeOutputAmbiguous"] = "Use one of them.",

        // Drives.
        ["LakeItemNotObject"] = "Name an object in it. Repositories, branches and tags have cmdlets of their own, such as New-LakeBranch and Remove-LakeBranch.",
        ["LakeItemExists"] = "Use -Force to replace an object, or choose another name.",
        ["LakeFolderNotCreated"] = "Write the object; the folders in its path need not be created.",
        ["LakeRecurseMissing"] = "Use -Recurse.",
        ["LakeAppendNotSupported"] = "Read the object, and write it with everything that it is to hold (Get-Content, Set-Content); or write another object beside it.",
        ["LakePropertyReadOnly"] = "Write the object again, with Write-LakeObject -Metadata and -ContentType.",
        ["LakeBucketsNotListed"] = "Name the bucket in the path. Resolve-LakeS3Route shows where it leads.",
        ["LakeConnectionsDiffer"] = "Use -Connection with the drive's connection. To copy from one connection to another, route both with Connect-LakeS3Router, or "
            + "use Read-LakeObject and Write-LakeObject.",
        ["LakeItemNameInvalid"] = "Give a name alone; Move-Item takes a path.",
        ["LakeCopyBetweenProviders"] = "Use Read-LakeObject to copy to a file or folder, and Write-LakeObject to copy from one.",

        // Local gateways.
        ["LakeGatewayNotFound"] = "Start-LakeLocalGateway starts one. Disconnect-LakeS3 closes a connection that leads elsewhere.",
        ["LakeGatewayNotInstalled"] = "Install the module again, or build it with build.ps1.",
        ["LakeGatewayRuntimeMissing"] = "Install the ASP.NET Core Runtime 10 or later from https://dotnet.microsoft.com/download/dotnet, or the .NET SDK, which has it. "
            + "If it is installed, set DOTNET_ROOT to its folder.",
        ["LakeGatewayNotStarted"] = "Remove the cause that the message names, and try again.",
        ["LakeFaultPlanInvalid"] = "A rule is a hashtable such as @{ operation = 'PutObject'; fault = 'error'; status = 503 }; about_LakeFS.S3_Testing lists what it can have.",

        // Servers.
        ["LakeThrottled"] = "Wait, or connect with a smaller -MaxConcurrency or more -MaxRetries.",
        ["LakeNotSupported"] = "See the server's documentation for what it supports.",
        ["LakeServerError"] = "The server's log says more under the request id. lakeFS also answers so to refs and keys that it can't make sense of.",
    };

    /// <summary>The recommended action for an error; empty if there is none.</summary>
    public static string For(LakeS3Exception error) =>
        ByReason.TryGetValue(error.Reason, out string? action) || ById.TryGetValue(error.ErrorId, out action) ? action : string.Empty;
}
