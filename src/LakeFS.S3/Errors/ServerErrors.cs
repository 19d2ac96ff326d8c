using System;

namespace LakeFS.S3.Errors;

/// <summary>The errors of servers that can't be reached, are something else, or do not do what they were asked.</summary>
internal static class ServerErrors
{
    public static LakeS3Exception CertificateNotTrusted(ErrorFacts facts, string reason) => ErrorCatalog.CertificateNotTrusted.Error(
        $"The certificate of {facts.Endpoint} is not trusted: {reason}.", facts);

    public static LakeS3Exception TlsFailed(ErrorFacts facts, string reason) => ErrorCatalog.ConnectionFailed.Error(
        $"{facts.Endpoint} does not speak TLS, or no version that this machine accepts: {reason}.", facts, LakeErrorReason.TlsFailed);

    public static LakeS3Exception ConnectionLost(ErrorFacts facts, string reason, bool mayBeDone) => ErrorCatalog.ConnectionFailed.Error(
        $"The connection to {facts.Endpoint} was lost: {reason}.", facts, mayBeDone ? LakeErrorReason.OutcomeUnknown : LakeErrorReason.ConnectionLost);

    public static LakeS3Exception Unreachable(ErrorFacts facts, string reason, int retries, bool mayBeDone) => ErrorCatalog.ConnectionFailed.Error(
        $"{facts.Endpoint} can't be reached: {reason} ({Tried(retries)}).", facts, mayBeDone ? LakeErrorReason.OutcomeUnknown : LakeErrorReason.None);

    public static LakeS3Exception Timeout(ErrorFacts facts, TimeSpan timeout, int retries, bool mayBeDone) => ErrorCatalog.Timeout.Error(
        $"{facts.Endpoint} did not answer within {timeout.TotalSeconds:0.#} s ({Tried(retries)}).", facts, mayBeDone ? LakeErrorReason.OutcomeUnknown : LakeErrorReason.None);

    public static LakeS3Exception NotAnS3Endpoint(ErrorFacts facts) => ErrorCatalog.NotAnS3Endpoint.Error(
        $"What answers at {facts.Endpoint} is not an S3 endpoint: it sent something other than S3's XML.", facts);

    public static LakeS3Exception NotARestEndpoint(ErrorFacts facts) => ErrorCatalog.NotAnS3Endpoint.Error(
        $"What answers at {facts.Endpoint} is not lakeFS's REST API: it sent something other than its JSON.", facts);

    public static LakeS3Exception Throttled(ErrorFacts facts, int retries) => ErrorCatalog.Throttled.Error(
        $"{facts.Endpoint} asks for fewer requests ({facts.Code ?? facts.StatusText}, {Tried(retries)}).{facts.ServerSays}", facts);

    public static LakeS3Exception NotSupported(ErrorFacts facts) => ErrorCatalog.NotSupported.Error(
        $"{(facts.IsOnLakeFS ? "lakeFS" : facts.Endpoint!.ToString())} does not support this operation.{facts.ServerSays}", facts);

    public static LakeS3Exception UnknownCall(ErrorFacts facts) => ErrorCatalog.NotSupported.Error(
        $"The lakeFS server at {facts.Endpoint} does not know this call. It may be too old for it.", facts, LakeErrorReason.UnknownCall);

    public static LakeS3Exception Unexpected(ErrorFacts facts) => ErrorCatalog.ServerError.Error(
        $"{facts.Endpoint} answered {facts.StatusText}{(facts.Code is null ? string.Empty : " " + facts.Code)}.{facts.ServerSays}", facts);

    /// <summary>A failure that has no meaning of its own here.</summary>
    public static LakeS3Exception Unexplained(Exception inner) => ErrorCatalog.ServerError.Error(inner.Message, new ErrorFacts { Inner = inner });

    public static LakeS3Exception EndlessList(ErrorFacts facts, string list) => ErrorCatalog.ServerError.Error(
        $"{facts.Endpoint} says that the list of {list} goes on, but not where.", facts);

    public static LakeS3Exception UnorderedList(ErrorFacts facts, string previous, string key) => ErrorCatalog.ServerError.Error(
        $"{facts.Endpoint} lists {facts.Address} out of order: '{key}' after '{previous}'. It can't be compared with anything.", facts, LakeErrorReason.UnorderedList);

    private static string Tried(int retries) => retries == 0 ? "tried once" : $"tried {retries + 1} times";
}
