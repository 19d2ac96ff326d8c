using System.Linq;
using System.Management.Automation;
using LakeFS.S3.Addressing;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Lists a repository's tags.</summary>
[Cmdlet(VerbsCommon.Get, "LakeTag")]
[OutputType("LakeFS.S3.LakeTag")]
public sealed class GetLakeTagCommand : ConnectedCmdlet
{
    /// <summary>The tag's name; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [AllowEmptyString]
    [Alias("Tag")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TagCompleter))]
    public string? Name { get; set; }

    /// <summary>The repository; by default the connection's.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set => field = CellOf(value); }

    /// <summary>The maximum number of tags.</summary>
    [Parameter]
    [AllowNull]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Name, () =>
    {
        string repository = ResolveRepository(Repository, Name);
        NamePattern pattern = new(Name is null ? null : AddressUri.RefIn(Name).Ref);
        LakeTags tags = new(LakeFSConnection);
        if (pattern.IsLiteral)
        {
            WriteVerbose($"Reading tag '{pattern.Text}' of '{repository}' at {LakeFSConnection.EndpointUrl}.");
            WriteObject(Await(tags.GetAsync(repository, pattern.Text!, StopToken)));
            return;
        }

        WriteVerbose($"Listing the tags of '{repository}' at {LakeFSConnection.EndpointUrl}.");
        foreach (LakeTag tag in Await(tags.ListAsync(repository, pattern.LiteralPrefix, StopToken)).Where(tag => pattern.Matches(tag.Ref)).Take(First ?? int.MaxValue))
        {
            WriteObject(tag);
        }
    });
}
