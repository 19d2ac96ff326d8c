using System.Linq;
using System.Management.Automation;
using LakeFS.S3.Addressing;
using LakeFS.S3.Errors;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell;

/// <summary>Lists a repository's branches.</summary>
[Cmdlet(VerbsCommon.Get, "LakeBranch")]
[OutputType("LakeFS.S3.LakeBranch")]
public sealed class GetLakeBranchCommand : ConnectedCmdlet
{
    /// <summary>The branch's name; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [AllowEmptyString]
    [Alias("Branch")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? Name { get; set; }

    /// <summary>The repository; by default the connection's.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set => field = CellOf(value); }

    /// <summary>Includes hidden branches.</summary>
    [Parameter]
    public SwitchParameter IncludeHidden { get; set; }

    /// <summary>The maximum number of branches.</summary>
    [Parameter]
    [AllowNull]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Name, () =>
    {
        string repository = ResolveRepository(Repository, Name);
        NamePattern pattern = new(Name is null ? null : AddressUri.RefIn(Name).Ref);
        bool found = false;
        LakeBranches branches = new(LakeFSConnection);
        string? main = null;
        WriteVerbose($"Listing the branches of '{repository}' at {LakeFSConnection.EndpointUrl}.");
        foreach (LakeBranch branch in Await(branches.ListAsync(repository, pattern.LiteralPrefix, IncludeHidden, StopToken))
            .Where(branch => pattern.Matches(branch.Ref)).Take(First ?? int.MaxValue))
        {
            if (!found && branch.CommitId is null)
            {
                WriteVerbose("The REST API could not be used; S3 lists names only.");
            }

            main = found ? main : DefaultOf(branches, branch);
            branch.IsDefault = main is null ? null : branch.Ref == main;
            found = true;
            WriteObject(branch);
        }

        if (!found && pattern.IsLiteral)
        {
            throw RefErrors.BranchNotFound(new ErrorFacts { Endpoint = LakeFSConnection.EndpointUrl, Repository = repository, Ref = pattern.Text });
        }
    });

    // The list is worth showing without the mark.
    private string? DefaultOf(LakeBranches branches, LakeBranch first)
    {
        try
        {
            return first.CommitId is null ? null : Await(branches.DefaultAsync(first.Repository, StopToken));
        }
        catch (LakeS3Exception error) when (!LakeErrorRecord.EndsPipeline(error))
        {
            WriteVerbose($"The default branch is unknown. {error.Message}");
            return null;
        }
    }
}
