using System.Collections.Generic;

namespace LakeFS.S3;

/// <summary>What the commits of a transaction say, and how it is merged.</summary>
public sealed class TransactionRequest
{
    /// <summary>The message, of the commit on the transaction's branch and of the merge.</summary>
    public string Message { get; init; } = string.Empty;

    /// <summary>Names and texts kept with both commits.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>What happens to keys that were changed on the target meanwhile, too.</summary>
    public MergeStrategy Strategy { get; init; }

    /// <summary>Whether to commit and merge even if nothing has changed.</summary>
    public bool AllowEmpty { get; init; }

    /// <summary>Whether lists of branches show the transaction's branch.</summary>
    public bool Visible { get; init; }
}
