using System;
using System.Linq;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Commits;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.Versioning;

namespace LakeFS.S3.PowerShell;

/// <summary>Gets a commit, or the log of a ref.</summary>
[Cmdlet(VerbsCommon.Get, "LakeCommit", DefaultParameterSetName = LogSet)]
[Alias("Get-LakeLog")]
[OutputType("LakeFS.S3.LakeCommit")]
public sealed class GetLakeCommitCommand : RepositoryCmdlet
{
    private const string LogSet = "Log";
    private const string OneSet = "One";

    /// <summary>The commit's id, which may be abbreviated, or a ref.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = OneSet)]
    [ArgumentCompleter(typeof(CommitCompleter))]
    public string? Id { get; set; }

    /// <summary>The ref whose log to read, latest commit first; by default the connection's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = LogSet)]
    [Alias("Branch")]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? Ref { get; set => field = CellOf(value); }

    /// <summary>The maximum number of commits.</summary>
    [Parameter(ParameterSetName = LogSet)]
    [AllowNull]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <summary>Only commits that changed an object with one of these prefixes.</summary>
    [Parameter(ParameterSetName = LogSet)]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string[] Prefix { get; set => field = value ?? []; } = [];

    /// <summary>Only commits that changed one of these objects.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = LogSet)]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string[] Key { get; set => field = value ?? []; } = [];

    /// <summary>Only commits made at this time or later; in local time unless specified.</summary>
    [Parameter(ParameterSetName = LogSet)]
    [AllowNull]
    [IsoTime]
    public DateTime? Since { get; set; }

    /// <summary>Follows only the first parent of merges: the history of the branch itself.</summary>
    [Parameter(ParameterSetName = LogSet)]
    public SwitchParameter FirstParent { get; set; }

    /// <summary>Draws beside the commits which of them branch off and merge.</summary>
    [Parameter(ParameterSetName = LogSet)]
    public SwitchParameter Graph { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Id ?? Ref, () =>
    {
        ObjectAddress[] prefixes = ResolveKeys(Ref, nameof(Prefix), Prefix);
        ObjectAddress[] keys = ResolveKeys(Ref, nameof(Key), [.. Key.Where(key => !string.IsNullOrEmpty(key))]);
        ObjectAddress from = RefOf(Id ?? Ref, [.. prefixes, .. keys]);
        LakeCommits commits = new(LakeFSConnection);
        if (Id is not null)
        {
            WriteVerbose($"Reading commit '{from.Ref}' of repository '{from.Container}' at {LakeFSConnection.EndpointUrl}.");
            WriteObject(Await(commits.GetAsync(from.Container, from.Ref, StopToken)));
            return;
        }

        LogOptions options = new()
        {
            Prefixes = [.. prefixes.Select(prefix => prefix.Key)],
            Keys = [.. keys.Select(key => key.Key)],
            Since = Since,
            First = First,
            FirstParent = FirstParent,
        };
        WriteVerbose($"Reading the log of '{from.Ref}' of repository '{from.Container}' at {LakeFSConnection.EndpointUrl}.");
        bool found = false;
        CommitGraph graph = new();
        foreach (LakeCommit commit in Await(commits.LogAsync(from.Container, from.Ref, options, StopToken)))
        {
            found = true;
            WriteObject(Graph ? GraphedCommit.Of(commit, graph) : commit);
        }

        foreach (ObjectAddress prefix in prefixes)
        {
            WarnOfWildcard(found, prefix.Key, "Name the folder alone.");
        }
    });
}
