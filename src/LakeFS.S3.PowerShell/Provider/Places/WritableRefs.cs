using System.Collections.Generic;
using LakeFS.S3.Addressing;
using LakeFS.S3.Refs;
using LakeFS.S3.S3;

namespace LakeFS.S3.PowerShell.Provider.Places;

/// <summary>
/// Makes sure that something can be written before its content is sent: lakeFS says only at the end of a request that a
/// ref is a tag or a commit. A branch that was seen once is not looked at again.
/// </summary>
internal sealed class WritableRefs
{
    private readonly HashSet<(string Repository, string Ref)> _branches = [];

    /// <summary>Refuses what is no branch.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeRefNotWritable</c>, <c>LakeBranchNotFound</c> or <c>LakeRepositoryNotFound</c>.</exception>
    public void Require(LakeConnection connection, ObjectAddress address, PipelineWait wait)
    {
        NameRules.RequireBranch(address);
        if (!address.IsOnLakeFS || _branches.Contains((address.Container, address.Ref)))
        {
            return;
        }

        LakeS3Connection store = connection.StoreOf(address);
        RefState state = wait.For(new RefLookup(store).LookAsync(address.Container, address.Ref, wait.Stop));
        if (state == RefState.Branch)
        {
            _branches.Add((address.Container, address.Ref));
        }
        else if (state != RefState.Unknown)
        {
            throw S3Errors.ContainerNotFound(new S3ErrorContext(store, S3Operation.WriteObject, address) { RefState = state });
        }
    }
}
