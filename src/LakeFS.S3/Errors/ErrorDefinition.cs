namespace LakeFS.S3.Errors;

/// <summary>The definition of an error. <see cref="ErrorCatalog"/> contains each one once.</summary>
/// <param name="Id">The stable, documented id.</param>
/// <param name="Kind">The kind of failure.</param>
internal sealed record ErrorDefinition(string Id, LakeErrorKind Kind)
{
    /// <summary>Whether an exception has this error's id.</summary>
    public bool Is(LakeS3Exception error) => error.ErrorId == Id;

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="facts">Where it happened and what the server said, as far as known.</param>
    /// <param name="reason">Which of several causes it was, if the remedies differ.</param>
    public LakeS3Exception Error(string message, ErrorFacts? facts = null, LakeErrorReason reason = LakeErrorReason.None)
    {
        facts ??= ErrorFacts.None;
        return new LakeS3Exception(Id, Kind, facts.Alias is null ? message : $"{facts.Alias}: {message}", facts.Output, facts.Inner)
        {
            Reason = reason,
            Code = facts.Code,
            StatusCode = facts.Status,
            RequestId = facts.RequestId,
            Endpoint = facts.Endpoint,
            Repository = facts.Repository,
            Ref = facts.Ref,
            Key = facts.Key,
            Keys = facts.Keys,
        };
    }
}
