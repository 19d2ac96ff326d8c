using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Transfers;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell.Commands.Objects;

/// <summary>The base class of cmdlets that look objects up in parallel and write the results in the order of the input.</summary>
public abstract class ObjectLookupCmdlet : ObjectCmdlet
{
    private LakeObjects? _objects;
    private OrderedPump<object>? _pump;

    /// <summary>The path in the ref, or a complete address.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string[] Key { get; set; } = [];

    /// <summary>What is done to the objects, for the warning about those that are left.</summary>
    private protected abstract string Done { get; }

    /// <summary>Whether a key on the command line may have wildcards.</summary>
    private protected virtual bool TakesWildcards => false;

    /// <summary>Looks one object up. It runs on another thread and must not touch the cmdlet.</summary>
    private protected abstract Func<LakeObjects, ObjectAddress, CancellationToken, Task<object>> LookUp { get; }

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
        LakeObjects objects = _objects ??= new LakeObjects(ActiveConnection);
        if (TakesWildcards && IsTyped(nameof(Key)) && WildcardPattern.ContainsWildcardCharacters(address.Key))
        {
            foreach (LakeObject found in new NamedObjects(this, objects).Find(address))
            {
                Add(found.Key, found.ToAddress(), objects);
            }

            return;
        }

        Add(key, address, objects);
    }

    private void Add(string key, ObjectAddress address, LakeObjects objects)
    {
        WriteVerbose($"HEAD {address.Uri} {ActiveConnection.Describe(address)}.");
        Func<LakeObjects, ObjectAddress, CancellationToken, Task<object>> lookUp = LookUp;
        _pump ??= new OrderedPump<object>(this, ActiveConnection, Done);
        _pump.Add(key, stop => lookUp(objects, address, stop), WriteObject);
    }
}
