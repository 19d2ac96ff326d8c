using System.Linq;
using System.Management.Automation;
using LakeFS.S3.Addressing;
using LakeFS.S3.Errors;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Lists the repositories that the key pair may see.</summary>
[Cmdlet(VerbsCommon.Get, "LakeRepository")]
[OutputType("LakeFS.S3.LakeRepository")]
public sealed class GetLakeRepositoryCommand : ConnectedCmdlet
{
    /// <summary>The repository's id; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [Alias("Repository")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Name { get; set; }

    /// <summary>The maximum number of repositories.</summary>
    [Parameter]
    [AllowNull]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Name, () =>
    {
        NamePattern pattern = new(Name is null ? null : AddressUri.RepositoryIn(Name));
        WriteVerbose($"Listing the repositories at {LakeFSConnection.EndpointUrl}.");
        bool found = false;
        foreach (LakeRepository repository in Await(new LakeRepositories(LakeFSConnection).ListAsync(pattern.LiteralPrefix, StopToken))
            .Where(repository => pattern.Matches(repository.Repository)).Take(First ?? int.MaxValue))
        {
            if (!found && repository.StorageNamespace is null)
            {
                WriteVerbose("The REST API could not be used; S3 lists names and dates only.");
            }

            found = true;
            WriteObject(repository);
        }

        if (!found && pattern.IsLiteral)
        {
            throw RefErrors.RepositoryNotFound(new ErrorFacts { Endpoint = LakeFSConnection.EndpointUrl, Repository = pattern.Text }, LakeFSConnection.AccessKeyId);
        }
    });
}
