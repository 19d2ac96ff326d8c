namespace LakeFS.S3.PowerShell.Sessions;

/// <summary>What a prompt shows of a connection.</summary>
internal static class PromptText
{
    /// <summary>The name and the defaults, as in <c>[work example-repo/main]</c>. Nothing is sent.</summary>
    public static string Of(LakeConnection connection) => PlaceOf(connection) is string place ? $"[{connection.Name} {place}]" : $"[{connection.Name}]";

    private static string? PlaceOf(LakeConnection connection)
    {
        if (connection is not LakeS3Connection { Repository: string repository } store)
        {
            return (connection as LakeS3Connection)?.BucketName;
        }

        // The default branch is shown once a command has asked for it.
        string? reference = store.Ref ?? store.DefaultBranches.Of(repository);
        return reference is null ? repository : $"{repository}/{reference}";
    }
}
