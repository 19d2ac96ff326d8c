namespace LakeFS.S3.Errors;

/// <summary>Errors of content that was to go straight to or from the object store behind lakeFS.</summary>
internal static class DirectTransferErrors
{
    public static LakeS3Exception NotOffered(ErrorFacts facts) => Failed(facts, "the server hands out no pre-signed URLs of its storage");

    public static LakeS3Exception UrlInvalid(ErrorFacts facts, string problem) => Failed(facts, $"the URL that the server handed out {problem}");

    /// <summary>The store can't be reached.</summary>
    /// <param name="facts">The store.</param>
    /// <param name="reason">Why, as a sentence.</param>
    public static LakeS3Exception Unreachable(ErrorFacts facts, string reason) => Failed(facts, reason.TrimEnd('.'));

    /// <summary>The store refused a URL that was signed a moment ago. Its message may contain the signature, so it is not shown.</summary>
    public static LakeS3Exception Refused(ErrorFacts facts) => Failed(
        facts, $"{facts.Endpoint} refused the pre-signed URL ({facts.StatusText}{(facts.Code is null ? string.Empty : " " + facts.Code)})");

    private static LakeS3Exception Failed(ErrorFacts facts, string reason) => ErrorCatalog.DirectTransferFailed.Error(
        $"Content can't go straight to or from the object store: {reason}.", facts);
}
