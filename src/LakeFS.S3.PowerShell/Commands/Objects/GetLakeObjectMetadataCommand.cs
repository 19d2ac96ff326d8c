using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.PowerShell.Commands.Objects;

namespace LakeFS.S3.PowerShell;

/// <summary>Gets all metadata of an object.</summary>
[Cmdlet(VerbsCommon.Get, "LakeObjectMetadata")]
[OutputType("LakeFS.S3.LakeObjectMetadata")]
public sealed class GetLakeObjectMetadataCommand : ObjectLookupCmdlet
{
    private protected override string Done => "looked at";

    private protected override bool TakesWildcards => true;

    private protected override Func<LakeObjects, ObjectAddress, CancellationToken, Task<object>> LookUp =>
        static async (objects, address, stop) => await objects.GetMetadataAsync(address, stop).ConfigureAwait(false);
}
