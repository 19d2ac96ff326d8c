using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Transfers;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Checks whether an object exists; any other failure is an error.</summary>
[Cmdlet(VerbsDiagnostic.Test, "LakeObject")]
[OutputType(typeof(bool))]
public sealed class TestLakeObjectCommand : ObjectCmdlet
{
    private LakeObjects? _objects;
    private OrderedPump<bool>? _pump;

    /// <summary>The path in the ref, or a complete address.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string[] Key { get; set; } = [];

    private OrderedPump<bool> Pump => _pump ??= new(this, ActiveConnection, "looked for");

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
        Pump.Add(key, stop => objects.ExistsAsync(address, stop), found => WriteObject(found));
    }
}
