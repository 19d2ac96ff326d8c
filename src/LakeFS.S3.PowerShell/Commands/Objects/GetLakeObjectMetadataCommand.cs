using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Transfers;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Gets all metadata of an object.</summary>
[Cmdlet(VerbsCommon.Get, "LakeObjectMetadata")]
[OutputType("LakeFS.S3.LakeObjectMetadata")]
public sealed class GetLakeObjectMetadataCommand : ObjectCmdlet
{
    private LakeObjects? _objects;
    private OrderedPump<LakeObjectMetadata>? _pump;

    /// <summary>The path in the ref, or a complete address.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string[] Key { get; set; } = [];

    private OrderedPump<LakeObjectMetadata> Pump => _pump ??= new(this, ActiveConnection, "looked at");

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string key in Key)
        {
            Attempt(key, () => Add(key, ResolveObject(key)));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => _pump?.Finish();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pump?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Add(string key, ObjectAddress address)
    {
        WriteVerbose($"HEAD {address.Uri} {ActiveConnection.Describe(address)}.");
        LakeObjects objects = _objects ??= new LakeObjects(ActiveConnection);
        Pump.Add(key, stop => objects.GetMetadataAsync(address, stop), found => WriteObject(found));
    }
}
