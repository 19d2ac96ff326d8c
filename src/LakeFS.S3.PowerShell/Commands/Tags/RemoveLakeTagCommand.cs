using System.Management.Automation;
using LakeFS.S3.Addressing;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Removes tags.</summary>
[Cmdlet(VerbsCommon.Remove, "LakeTag", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveLakeTagCommand : RepositoryCmdlet
{
    /// <summary>The tags' names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Ref", "Tag")]
    [ArgumentCompleter(typeof(TagCompleter))]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in Name)
        {
            Attempt(name, () => Remove(ResolveTag(name)));
        }
    }

    // A tag may have a name that means something else as a ref, such as v1@x.
    private ObjectAddress ResolveTag(string name)
    {
        string tag = AddressUri.RefIn(name).Ref;
        NameRules.CheckExistingTag(tag);
        return new ObjectAddress(ResolveRepository(Repository, name), tag, string.Empty);
    }

    private void Remove(ObjectAddress tag)
    {
        if (ShouldProcess(Describe("tag", tag), "Remove"))
        {
            WriteVerbose($"Removing {Describe("tag", tag)} at {LakeFSConnection.EndpointUrl}.");
            Wait(new LakeTags(LakeFSConnection).DeleteAsync(tag.Container, tag.Ref, StopToken));
        }
    }
}
