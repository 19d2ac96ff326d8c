using System;

namespace LakeFS.S3.Errors;

/// <summary>Errors of servers that can't be reached, are not S3 endpoints, or can't do what was requested.</summary>
internal static class ServerErrors
{
    public static LakeS3Exception CertificateNotTrusted(ErrorFacts facts, string reason) => ErrorCatalog.CertificateNotTrusted.Error(
        $"The certificate of {facts.Endpoint} is not trusted: {reason}.", facts);

    public static LakeS3Exception TlsFailed(ErrorFacts facts, string reason) => ErrorCatalog.ConnectionFailed.Error(
        $"{facts.Endpoint} does not speak TLS, or no version that this machine accepts: {reason}.", facts, LakeErrorReason.TlsFailed);

    public static LakeS3Exception ConnectionLost(ErrorFacts facts, string reason, Attempts attempts, bool mayBeDone) => ErrorCatalog.ConnectionFailed.Error(
        $"The connection to {facts.Endpoint} was lost: {reason} ({attempts}).", facts, mayBeDone ? LakeErrorReason.OutcomeUnknown : LakeErrorReason.ConnectionLost);

    public static LakeS3Exception Unreachable(ErrorFacts facts, string reason, Attempts attempts, bool mayBeDone) => ErrorCatalog.ConnectionFailed.Error(
        $"{facts.Endpoint} can't be reached: {reason} ({attempts}).", facts, mayBeDone ? LakeErrorReason.OutcomeUnknown : LakeErrorReason.None);

    public static LakeS3Exception Timeout(ErrorFacts facts, TimeSpan timeout, Attempts attempts, bool mayBeDone) => ErrorCatalog.Timeout.Error(
        $"{facts.Endpoint} did not answer within {timeout.TotalSeconds:0.#} s ({attempts}).", facts, mayBeDone ? LakeErrorReason.OutcomeUnknown : LakeErrorReason.None);

    /// <summary>A proxy timed out on a change, which lakeFS may still complete.</summary>
    public static LakeS3Exception GatewayTimeout(ErrorFacts facts) => ErrorCatalog.Timeout.Error(
        $"A proxy in front of {facts.Endpoint} stopped waiting for lakeFS ({facts.StatusText}). The change may have been made all the same.",
        facts,
        LakeErrorReason.OutcomeUnknown);

    /// <summary>A proxy lost its connection to lakeFS during a change.</summary>
    public static LakeS3Exception BadGateway(ErrorFacts facts) => ErrorCatalog.ConnectionFailed.Error(
        $"A proxy in front of {facts.Endpoint} lost its connection to lakeFS ({facts.StatusText}). The change may have been made all the same.",
        facts,
        LakeErrorReason.OutcomeUnknown);

    public static LakeS3Exception ProxyUnusable(ErrorFacts facts, Uri proxy, string reason, Attempts attempts) => ErrorCatalog.ProxyFailed.Error(
        $"The proxy {proxy.GetLeftPart(UriPartial.Authority)} can't be used: {reason} ({attempts}).", facts);

    public static LakeS3Exception ProxyCredentialNeeded(ErrorFacts facts, Uri? proxy) => ErrorCatalog.ProxyFailed.Error(
        $"The proxy {proxy?.GetLeftPart(UriPartial.Authority) ?? "on the way"} wants a valid user name and password (407).", facts, LakeErrorReason.ProxyCredential);

    // The query may contain a signature.
    public static LakeS3Exception Redirected(ErrorFacts facts, Uri target) => ErrorCatalog.Redirected.Error(
        $"{facts.Endpoint} redirects to {target.GetLeftPart(UriPartial.Path)} ({(int)facts.Status!}). Redirects are not followed, because they would take the key pair's signature there.",
        facts);

    public static LakeS3Exception RefusedOnTheWay(ErrorFacts facts) => ErrorCatalog.AccessDenied.Error(
        $"Something in front of the server at {facts.Endpoint} refused the request ({facts.StatusText}): its answer is not the server's.",
        facts,
        LakeErrorReason.RefusedOnTheWay);

    public static LakeS3Exception RequestTooLarge(ErrorFacts facts) => ErrorCatalog.RequestTooLarge.Error(
        $"{facts.Endpoint} does not take a request this large ({facts.StatusText}).", facts);

    public static LakeS3Exception RequestTooSlow(ErrorFacts facts, Attempts attempts) => ErrorCatalog.ServerError.Error(
        $"{facts.Endpoint} waited too long for the request ({facts.StatusText}, {attempts}).", facts, LakeErrorReason.RequestTooSlow);

    public static LakeS3Exception AnswerUnbelievable(ErrorFacts facts, string what) => ErrorCatalog.ServerError.Error(
        $"The answer of {facts.Endpoint} can't be right. {what}", facts, LakeErrorReason.AnswerUnbelievable);

    /// <summary>A change was accepted, but the response says nothing that can be read.</summary>
    public static LakeS3Exception AnswerUnreadable(ErrorFacts facts) => ErrorCatalog.ServerError.Error(
        $"The answer of {facts.Endpoint} can't be read. The change may have been made all the same.", facts, LakeErrorReason.OutcomeUnknown);

    public static LakeS3Exception NotAnS3Endpoint(ErrorFacts facts) => ErrorCatalog.NotAnS3Endpoint.Error(
        $"What answers at {facts.Endpoint} is not an S3 endpoint: it sent something other than S3's XML{With(facts)}.", facts);

    public static LakeS3Exception NotARestEndpoint(ErrorFacts facts) => ErrorCatalog.NotAnS3Endpoint.Error(
        $"What answers at {facts.Endpoint} is not lakeFS's REST API: it sent something other than its JSON{With(facts)}.", facts);

    public static LakeS3Exception Throttled(ErrorFacts facts, Attempts attempts) => ErrorCatalog.Throttled.Error(
        $"{facts.Endpoint} asks for fewer requests ({facts.Code ?? facts.StatusText}, {attempts}).{facts.ServerSays}", facts);

    public static LakeS3Exception NotSupported(ErrorFacts facts) => ErrorCatalog.NotSupported.Error(
        $"{(facts.IsOnLakeFS ? "lakeFS" : facts.Endpoint!.ToString())} does not support this operation.{facts.ServerSays}", facts);

    public static LakeS3Exception UnknownCall(ErrorFacts facts) => ErrorCatalog.NotSupported.Error(
        $"The lakeFS server at {facts.Endpoint} does not know this call. It may be too old for it.", facts, LakeErrorReason.UnknownCall);

    public static LakeS3Exception Unexpected(ErrorFacts facts) => ErrorCatalog.ServerError.Error(
        $"{facts.Endpoint} answered {facts.StatusText}{(facts.Code is null ? string.Empty : " " + facts.Code)}.{facts.ServerSays}", facts);

    /// <summary>A failure without a more specific error.</summary>
    public static LakeS3Exception Unexplained(Exception inner) => ErrorCatalog.ServerError.Error(inner.Message, new ErrorFacts { Inner = inner });

    public static LakeS3Exception EndlessList(ErrorFacts facts, string list) => ErrorCatalog.ServerError.Error(
        $"{facts.Endpoint} says that the list of {list} goes on, but not where.", facts);

    public static LakeS3Exception RepeatedList(ErrorFacts facts, string list) => ErrorCatalog.ServerError.Error(
        $"The list of {list} at {facts.Endpoint} has no end: its pages are empty, or the same again.", facts, LakeErrorReason.AnswerUnbelievable);

    public static LakeS3Exception UnorderedList(ErrorFacts facts, string previous, string key) => ErrorCatalog.ServerError.Error(
        $"{facts.Endpoint} lists {facts.Address} out of order: '{key}' after '{previous}'. It can't be compared with anything.", facts, LakeErrorReason.UnorderedList);

    private static string With(ErrorFacts facts) => facts.Status is null ? string.Empty : $", with status {(int)facts.Status}";
}
