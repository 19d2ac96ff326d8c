using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Streams the objects of a ref.</summary>
[Cmdlet(VerbsCommon.Get, "LakeObjectList")]
[OutputType("LakeFS.S3.LakeObject", "LakeFS.S3.LakePrefix")]
public sealed class GetLakeObjectListCommand : ObjectCmdlet
{
    /// <summary>The prefix of the keys, or a complete address.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [Alias("KeyPrefix")]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Prefix { get; set; }

    /// <summary>The delimiter of folders: keys in a folder are returned as one LakePrefix.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Delimiter { get; set; }

    /// <summary>Returns only folders.</summary>
    [Parameter]
    public SwitchParameter Directory { get; set; }

    /// <summary>The key after which the list starts.</summary>
    [Parameter]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? StartAfter { get; set; }

    /// <summary>Wildcards that keys must match; without a slash they are matched against the last part of the key.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [SupportsWildcards]
    public string[]? Include { get; set; }

    /// <summary>Wildcards that keys must not match.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [SupportsWildcards]
    public string[]? Exclude { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Prefix, () =>
    {
        ObjectAddress prefix = ResolvePrefix(Prefix);
        ObjectFilter filter = new(Include, Exclude, prefix.Key);
        WarnOfImpossible(filter);
        ListOptions options = new() { Delimiter = Delimiter ?? (Directory ? "/" : null), StartAfter = StartAfter };
        WriteVerbose($"Listing {prefix.Uri} {ActiveConnection.Describe(prefix)}.");
        bool found = false;
        foreach (LakeEntry entry in Await(new LakeObjects(ActiveConnection).ListAsync(prefix, options, StopToken)))
        {
            found = true;
            if ((entry is LakePrefix || !Directory) && filter.Accepts(entry.Key))
            {
                WriteObject(entry);
            }
        }

        WarnOfWildcard(found, prefix.Key, "Use -Include with the wildcard, and -Prefix with the folder.");
    });
}
