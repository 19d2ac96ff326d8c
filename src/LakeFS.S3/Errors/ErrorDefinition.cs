namespace LakeFS.S3.Errors;

/// <summary>An error that there is. <see cref="ErrorCatalog"/> has each once.</summary>
/// <param name="Id">Its stable id, as documented.</param>
/// <param name="Kind">What sort of failure it is.</param>
internal sealed record ErrorDefinition(string Id, LakeErrorKind Kind)
{
    /// <summary>Whether an exception is this error.</summary>
    public bool Is(LakeS3Exception error) => error.ErrorId == Id;

    /// <summary>Makes the exception a caller gets.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="facts">Where it happened and what the server said, as far as that is known.</param>
    /// <param name="reason">Which of several causes it was, where the remedies differ.</param>
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
