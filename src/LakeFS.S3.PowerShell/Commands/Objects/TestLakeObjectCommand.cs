using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.PowerShell.Commands.Objects;

namespace LakeFS.S3.PowerShell;

/// <summary>Checks whether an object exists; any other failure is an error.</summary>
[Cmdlet(VerbsDiagnostic.Test, "LakeObject")]
[OutputType(typeof(bool))]
public sealed class TestLakeObjectCommand : ObjectLookupCmdlet
{
    private protected override string Done => "looked for";

    private protected override Func<LakeObjects, ObjectAddress, CancellationToken, Task<object>> LookUp =>
        static async (objects, address, stop) => await objects.ExistsAsync(address, stop).ConfigureAwait(false);
}
