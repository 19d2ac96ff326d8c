namespace LakeFS.S3.Errors;

/// <summary>Errors of repositories, buckets and refs.</summary>
internal static class RefErrors
{
    public static LakeS3Exception RepositoryNotFound(ErrorFacts facts, string accessKeyId) => ErrorCatalog.RepositoryNotFound.Error(
        $"The repository '{facts.Repository}' does not exist at {facts.Endpoint}, or access key {accessKeyId} may not see it.", facts);

    public static LakeS3Exception BucketNotFound(ErrorFacts facts) => ErrorCatalog.BucketNotFound.Error(
        $"The bucket '{facts.Repository}' does not exist at {facts.Endpoint}.", facts);

    public static LakeS3Exception RefNotFound(ErrorFacts facts) => ErrorCatalog.RefNotFound.Error(
        $"The ref '{facts.Ref}' does not exist in repository '{facts.Repository}'.", facts);

    public static LakeS3Exception BranchNotFound(ErrorFacts facts) => ErrorCatalog.BranchNotFound.Error(
        $"The branch '{facts.Ref}' does not exist in repository '{facts.Repository}'.", facts);

    public static LakeS3Exception TagNotFound(ErrorFacts facts) => ErrorCatalog.TagNotFound.Error(
        $"The tag '{facts.Ref}' does not exist in repository '{facts.Repository}'.", facts);

    public static LakeS3Exception CommitNotFound(ErrorFacts facts) => ErrorCatalog.CommitNotFound.Error(
        $"The commit '{facts.Ref}' does not exist in repository '{facts.Repository}'.", facts);

    public static LakeS3Exception NotABranch(ErrorFacts facts) => ErrorCatalog.RefNotWritable.Error(
        $"'{facts.Ref}' is not a branch of repository '{facts.Repository}' but a tag, a commit or an expression, and can't be written to.", facts);

    public static LakeS3Exception ExpressionNotWritable(ErrorFacts facts) => ErrorCatalog.RefNotWritable.Error(
        $"'{facts.Ref}' is a ref expression and can't be written to.", facts);

    public static LakeS3Exception RepositoryExists(ErrorFacts facts) => ErrorCatalog.RepositoryExists.Error(
        $"The repository '{facts.Repository}' exists already.", facts);

    public static LakeS3Exception BranchExists(ErrorFacts facts) => ErrorCatalog.BranchExists.Error(
        $"The branch '{facts.Ref}' exists already in repository '{facts.Repository}'.", facts);

    public static LakeS3Exception TagExists(ErrorFacts facts) => ErrorCatalog.TagExists.Error(
        $"The tag '{facts.Ref}' exists already in repository '{facts.Repository}'; tags are not moved.", facts);

    /// <summary>A new branch has the name of a tag, or a new tag the name of a branch.</summary>
    /// <param name="facts">The facts of the failed request.</param>
    /// <param name="other">What already has the name: <c>tag</c> or <c>branch</c>.</param>
    public static LakeS3Exception NameTaken(ErrorFacts facts, string other) => ErrorCatalog.NameTaken.Error(
        $"Repository '{facts.Repository}' has a {other} named '{facts.Ref}'; a branch and a tag can't have the same name.", facts);

    public static LakeS3Exception StorageNamespaceUsed(ErrorFacts facts) => ErrorCatalog.StorageNamespaceInvalid.Error(
        "The storage namespace was used by a repository before, perhaps by one that was deleted.", facts);

    public static LakeS3Exception StorageNamespaceForeign(ErrorFacts facts) => ErrorCatalog.StorageNamespaceInvalid.Error(
        $"The server does not keep repositories in that storage namespace.{facts.ServerSays}", facts);
}
