using System;
using System.Text;
using LakeFS.S3.Errors;

namespace LakeFS.S3.PowerShell.Sessions;

/// <summary>Errors that cmdlets detect: those specific to cmdlets, and the engine's with a cmdlet's wording.</summary>
internal static class CmdletErrors
{
    private static readonly ErrorDefinition NoConnection = new("LakeNotConnected", LakeErrorKind.Connection);
    private static readonly ErrorDefinition NoSuchConnection = new("LakeConnectionNotFound", LakeErrorKind.NotFound);
    private static readonly ErrorDefinition FixedSetting = new("LakeSettingFixed", LakeErrorKind.InvalidArgument);
    private static readonly ErrorDefinition InTransaction = new("LakeConnectionInTransaction", LakeErrorKind.InvalidOperation);
    private static readonly ErrorDefinition NoSecret = new("LakeSecretNotSaved", LakeErrorKind.Authentication);
    private static readonly ErrorDefinition NoVault = new("LakeVaultFailed", LakeErrorKind.InvalidOperation);
    private static readonly ErrorDefinition NotSavable = new("LakeConnectionNotSavable", LakeErrorKind.InvalidArgument);
    private static readonly ErrorDefinition NoRouter = new("LakeNotARouter", LakeErrorKind.InvalidOperation);
    private static readonly ErrorDefinition NoLakeFS = ErrorCatalog.NotLakeFS with { Kind = LakeErrorKind.InvalidOperation };
    private static readonly ErrorDefinition ContentUnknown = new("LakeContentInvalid", LakeErrorKind.InvalidArgument);
    private static readonly ErrorDefinition NoContent = new("LakeContentMissing", LakeErrorKind.InvalidArgument);
    private static readonly ErrorDefinition SeveralContents = new("LakeContentAmbiguous", LakeErrorKind.InvalidArgument);
    private static readonly ErrorDefinition WrittenTwice = new("LakeKeyWrittenTwice", LakeErrorKind.InvalidArgument);
    private static readonly ErrorDefinition SeveralOutputs = new("LakeOutputAmbiguous", LakeErrorKind.InvalidArgument);
    private static readonly ErrorDefinition SeveralResets = new("LakeResetAmbiguous", LakeErrorKind.InvalidArgument);
    private static readonly ErrorDefinition NoExpiry = new("LakeExpiryInvalid", LakeErrorKind.InvalidArgument);
    private static readonly ErrorDefinition OtherProvider = new("LakePathNotFileSystem", LakeErrorKind.InvalidArgument);
    private static readonly ErrorDefinition NoPath = new("LakePathInvalid", LakeErrorKind.InvalidArgument);
    private static readonly ErrorDefinition NoPattern = new("LakePatternInvalid", LakeErrorKind.InvalidArgument);
    private static readonly ErrorDefinition EmptyParameter = new("LakeParameterEmpty", LakeErrorKind.InvalidArgument);
    private static readonly ErrorDefinition NoPrefix = new("LakePrefixMissing", LakeErrorKind.InvalidArgument);
    private static readonly ErrorDefinition NoMessage = new("LakeCommitMessageMissing", LakeErrorKind.InvalidArgument);
    private static readonly ErrorDefinition NoCommit = new("LakeCommitSkipped", LakeErrorKind.InvalidOperation);

    public static LakeS3Exception NotConnected() => NoConnection.Error("This session is not connected to lakeFS.");

    public static LakeS3Exception ConnectionNotFound(string? name) => NoSuchConnection.Error(
        name is null ? "This session has no connection." : $"No open connection is named '{name}'.");

    public static LakeS3Exception SettingFixed(string parameter, LakeConnection shared) => FixedSetting.Error(
        $"-{parameter} can't be set: the new connection shares the clients of '{shared.Name}', which have their settings already.");

    public static LakeS3Exception ConnectionInTransaction(LakeConnection connection) => InTransaction.Error(
        $"The connection '{connection.Name}' is in a transaction, which decides its repository and ref until its end.");

    public static LakeS3Exception SecretNotSaved(string name, string accessKeyId) => NoSecret.Error(
        $"The connection '{name}' was saved without the secret of its access key {accessKeyId}.");

    public static LakeS3Exception VaultFailed(string vault, string reason, Exception? inner) => NoVault.Error(
        $"The vault '{vault}' can't be used: {reason.TrimEnd('.')}.", new ErrorFacts { Inner = inner });

    public static LakeS3Exception RouterNotSavable(LakeConnection router) => NotSavable.Error(
        $"'{router.Name}' is a router, which has no endpoint and key pair of its own.");

    public static LakeS3Exception NotARouter() => NoRouter.Error("The connection in use is not a router.");

    public static LakeS3Exception NeedsLakeFS(string cmdlet, LakeConnection connection) => NoLakeFS.Error(
        $"{cmdlet} needs a connection to lakeFS; '{connection.Name}' is {(connection is LakeS3Router ? "a router" : "one to a plain S3 store")}.");

    public static LakeS3Exception NoCommitsThere(ObjectAddress target) => NoLakeFS.Error($"{target.Uri} is on a plain S3 store, which has no commits.");

    public static LakeS3Exception OnlyForS3(string parameter) => ErrorCatalog.NotPlainS3.Error($"-{parameter} is for plain S3 stores.");

    public static LakeS3Exception KeyAndKeyPrefix() => ErrorCatalog.AddressAmbiguous.Error(
        "-Key and -KeyPrefix exclude each other: one names a single file's object, the other begins the keys of many.");

    public static LakeS3Exception ContentInvalid(Type type) => ContentUnknown.Error($"Content is text or bytes; {type} is neither.");

    public static LakeS3Exception CharacterMissing(string encoding, EncoderFallbackException inner) => ContentUnknown.Error(
        $"The text has the character U+{(inner.CharUnknownHigh == 0 ? inner.CharUnknown : char.ConvertToUtf32(inner.CharUnknownHigh, inner.CharUnknownLow)):X4}, which {encoding} can't store.",
        new ErrorFacts { Inner = inner });

    public static LakeS3Exception ContentMissing(string? key) => NoContent.Error(
        key is null ? "Nothing says what to write." : $"Nothing says what to write to '{key}'.");

    public static LakeS3Exception ContentAndFile() => SeveralContents.Error("Both -File and text from the pipeline say what to write.");

    public static LakeS3Exception PathAndOther(string other) => SeveralContents.Error($"Both -Path and {other} say what to write.");

    public static LakeS3Exception ContentWithoutKey() => ErrorCatalog.KeyMissing.Error("Content came through the pipeline, and no key says where to write it.");

    public static LakeS3Exception ContentNotBytes(Type type) => ContentUnknown.Error($"-AsByteStream takes bytes, not {type}.");

    public static LakeS3Exception KeyWrittenTwice(string path, ObjectAddress address, string earlier) => WrittenTwice.Error(
        $"'{path}' would overwrite {address.Uri}, which was just written from '{earlier}'.", address.Facts);

    public static LakeS3Exception EncodingOfBytes() => SeveralOutputs.Error("-Encoding is for text, which -AsByteStream and -AsStream do not return.");

    public static LakeS3Exception DispositionOfUpload() => SeveralOutputs.Error("-ContentDisposition is for the response of a download, and -Method PUT is an upload.");

    public static LakeS3Exception OutputAmbiguous() => SeveralOutputs.Error("-AsString, -AsByteStream and -AsStream exclude each other.");

    public static LakeS3Exception ResetAmbiguous() => SeveralResets.Error("-To, -Prefix and -Key exclude each other.");

    public static LakeS3Exception PathNotFileSystem(string path, string provider) => OtherProvider.Error(
        $"'{path}' is a place of the provider {provider}, not of the file system.");

    public static LakeS3Exception PathInvalid(string path, Exception inner) => NoPath.Error(
        $"'{path}' names no file or folder: {inner.Message}", new ErrorFacts { Inner = inner });

    public static LakeS3Exception PatternInvalid(string pattern, Exception inner) => NoPattern.Error(
        $"'{pattern}' is not a valid wildcard: {inner.Message}", new ErrorFacts { Inner = inner });

    public static LakeS3Exception ParameterEmpty(string parameter) => EmptyParameter.Error($"-{parameter} was given and is empty.");

    public static LakeS3Exception PrefixMissing(string parameter) => NoPrefix.Error($"With -Delete, -{parameter} has to say what is made equal.");

    public static LakeS3Exception ExpiryInvalid(TimeSpan lifetime, TimeSpan longest) => NoExpiry.Error(
        $"A URL can't be valid for {lifetime}: from one second to {longest.TotalDays} days is possible.");

    public static LakeS3Exception CommitMessageMissing() => NoMessage.Error("-CommitMetadata is metadata of a commit, and without -CommitMessage there is none.");

    public static LakeS3Exception CommitSkipped(string repository, string branch) => NoCommit.Error(
        $"Nothing was committed, because not everything succeeded. What was written is uncommitted on branch '{branch}' of repository '{repository}'.",
        new ErrorFacts { Repository = repository, Ref = branch });
}
