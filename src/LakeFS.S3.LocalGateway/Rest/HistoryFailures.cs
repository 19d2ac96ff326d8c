using LakeFS.S3.LocalGateway.Storage;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>What lakeFS says where it refuses to change the history.</summary>
internal static class HistoryFailures
{
    /// <param name="refusal">Why.</param>
    /// <param name="context">What comes before the words of some errors, with its colon and blank.</param>
    public static RestFailureException Of(HistoryException refusal, string context) => refusal.Error switch
    {
        HistoryError.BranchNotFound => RestFailureException.NotFound("branch not found"),
        HistoryError.NoChanges => new RestFailureException(400, $"{context}no changes"),
        HistoryError.Dirty => new RestFailureException(400, "uncommitted changes (dirty branch)"),
        _ => new RestFailureException(409, $"{context}conflict found"),
    };
}
