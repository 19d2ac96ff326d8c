using System.Management.Automation;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell.Commands.Base;

/// <summary>A cmdlet that does the same with each object it is given.</summary>
public abstract class EachObjectCmdlet : ObjectCmdlet
{
    /// <summary>The path inside the ref, or a whole address.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string[] Key { get; set; } = [];

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        foreach (string key in Key)
        {
            Attempt(key, () => ProcessObject(ResolveObject(key)));
        }
    }

    /// <summary>Does it with one object; an error ends neither the others nor the pipeline where they could succeed.</summary>
    /// <param name="address">The object.</param>
    protected abstract void ProcessObject(ObjectAddress address);
}
