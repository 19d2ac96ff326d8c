using System.Management.Automation;
using LakeFS.S3.Addressing;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Creates a tag.</summary>
[Cmdlet(VerbsCommon.New, "LakeTag", SupportsShouldProcess = true)]
[OutputType("LakeFS.S3.LakeTag")]
public sealed class NewLakeTagCommand : RepositoryCmdlet
{
    /// <summary>The new tag's name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [NoScriptBlock]
    [Alias("Tag")]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Name { get; set; }

    /// <summary>The ref to tag; by default the connection's.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Branch")]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? Ref { get; set => field = CellOf(value); }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Name, () =>
    {
        string name = AddressUri.RefIn(Name!).Ref;
        NameRules.CheckTag(name);
        string repository = ResolveRepository(Repository, Name, Ref);
        ObjectAddress source = ResolveRef(repository, Ref);
        ObjectAddress tag = new(repository, name, string.Empty);
        if (!ShouldProcess(Describe("tag", tag), $"Create at '{source.Ref}'"))
        {
            return;
        }

        WriteVerbose($"Creating {Describe("tag", tag)} at '{source.Ref}' at {LakeFSConnection.EndpointUrl}.");
        WriteObject(Await(new LakeTags(LakeFSConnection).CreateAsync(tag.Container, tag.Ref, source.Ref, StopToken)));
    });
}
