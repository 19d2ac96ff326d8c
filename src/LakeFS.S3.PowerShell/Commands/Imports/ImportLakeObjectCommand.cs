using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Imports;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Adds objects in the server's storage to a branch without copying them, and commits them.</summary>
[Cmdlet(VerbsData.Import, "LakeObject", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = PrefixSet)]
[OutputType("LakeFS.S3.LakeImport")]
public sealed class ImportLakeObjectCommand : RepositoryCmdlet
{
    private const string PrefixSet = "Prefix";
    private const string ObjectSet = "Object";

    private readonly List<string> _sources = [];

    /// <summary>The URLs of the objects in the server's storage, such as s3://bucket/prefix/.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string[] SourceUrl { get; set; } = [];

    /// <summary>The prefix of the keys in the branch; objects that already have it are replaced. By default, or as a single slash, the whole branch.</summary>
    [Parameter(Position = 1, ParameterSetName = PrefixSet)]
    [NoScriptBlock]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? KeyPrefix { get; set; }

    /// <summary>The key of a single object, whose URL is given.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ObjectSet)]
    [NoScriptBlock]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Key { get; set; }

    /// <summary>The branch; by default the connection's.</summary>
    [Parameter]
    [NoScriptBlock]
    [Alias("Branch")]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? Ref { get; set; }

    /// <summary>The commit's message; by default the URLs of the sources.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Message { get; set; }

    /// <summary>The commit's metadata: names and texts.</summary>
    [Parameter]
    public IDictionary? Metadata { get; set; }

    /// <summary>Returns the import immediately, while it continues on the server.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>Accepted for scripts that ask for the import, which is always returned.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _sources.AddRange(SourceUrl);

    /// <inheritdoc/>
    protected override void EndProcessing() => Attempt(Ref, () =>
    {
        ObjectAddress branch = ResolvePrefix(
            new ObjectName { Repository = Repository, Ref = Ref, Key = Key ?? Whole(KeyPrefix) }, Key is null ? nameof(KeyPrefix) : nameof(Key));
        string from = string.Join(", ", _sources);
        if (_sources.Count == 0 || !ShouldProcess(Describe("branch", branch), Action(from, branch.Key)))
        {
            return;
        }

        ImportRequest request = new()
        {
            Sources = [.. _sources.Select(url => new ImportSource(url, branch.Key, isObject: Key is not null))],
            Message = Message ?? "Import from " + from,
            Metadata = CommitMetadata.Of(Metadata),
        };
        WriteVerbose($"Importing {from} to {branch.Uri} at {LakeFSConnection.EndpointUrl}.");
        Run(branch, request);
    });

    private string Action(string from, string key) =>
        key.Length == 0 ? $"Replace everything on it by an import of {from}"
        : Key is null ? $"Replace what is below '{key}' by an import of {from}"
        : $"Import {from} as '{key}'";

    private void Run(ObjectAddress branch, ImportRequest request)
    {
        LakeImports imports = new(LakeFSConnection);
        if (NoWait)
        {
            string id = Await(imports.StartAsync(branch.Container, branch.Ref, request, StopToken));
            LakeImport started = Await(imports.GetAsync(branch.Container, branch.Ref, id, StopToken));
            Connections.Imports.Add(started);
            WriteObject(started);
            return;
        }

        ImportProgress progress = new("Importing");
        LakeImport import = Await(imports.RunAsync(branch.Container, branch.Ref, request, progress, StopToken), progress);
        if (import.ObjectCount == 0)
        {
            WriteWarning($"Nothing was found at {string.Join(", ", _sources)}, so no object was imported to {branch.Uri}.");
        }

        WriteObject(import);
    }
}
