using System.Collections.Generic;
using System.Management.Automation;
using LakeFS.S3.Errors;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Objects;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Streams the objects of a ref.</summary>
[Cmdlet(VerbsCommon.Get, "LakeObjectList", DefaultParameterSetName = PrefixSet)]
[Alias("Get-LakeObject")]
[OutputType("LakeFS.S3.LakeObject", "LakeFS.S3.LakePrefix")]
public sealed class GetLakeObjectListCommand : ObjectCmdlet
{
    private const string PrefixSet = "Prefix";
    private const string KeySet = "Key";

    /// <summary>
    /// The prefix of the keys, or a complete address. With wildcards, and if no key begins with this text, the pattern of
    /// the keys.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = PrefixSet)]
    [SupportsWildcards]
    [AllowEmptyString]
    [Alias("KeyPrefix")]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Prefix { get; set; }

    /// <summary>The keys, which may have wildcards; a key that exists as it is written is that object alone.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeySet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string[] Key { get; set; } = [];

    /// <summary>The delimiter of folders: keys in a folder are returned as one LakePrefix.</summary>
    [Parameter(ParameterSetName = PrefixSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Delimiter { get; set; }

    /// <summary>Returns only folders.</summary>
    [Parameter(ParameterSetName = PrefixSet)]
    public SwitchParameter Directory { get; set; }

    /// <summary>The key after which the list starts.</summary>
    [Parameter(ParameterSetName = PrefixSet)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? StartAfter { get; set; }

    /// <summary>Wildcards that keys must match; without a slash they are matched against the last part of the key.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string[]? Include { get; set; }

    /// <summary>Wildcards that keys must not match.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string[]? Exclude { get; set; }

    /// <summary>A share of the keys, such as 3/16 for the third of sixteen: others are left out.</summary>
    [Parameter]
    [Shard]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Shard { get; set; }

    /// <summary>The maximum number of entries.</summary>
    [Parameter]
    [AllowNull]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    private LakeObjects Objects => field ??= new LakeObjects(ActiveConnection);

    private NamedObjects Named => field ??= new NamedObjects(this, Objects);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == PrefixSet)
        {
            Attempt(Prefix, WritePrefix);
            return;
        }

        foreach (string key in Key)
        {
            Attempt(key, () => WriteNamed(ResolveObject(key)));
        }
    }

    private void WritePrefix()
    {
        ObjectAddress prefix = ResolvePrefix(Prefix);
        ObjectFilter filter = FilterBelow(prefix);
        bool isFiltered = Directory || Shard is not null || Include is { Length: > 0 } || Exclude is { Length: > 0 };
        ListOptions options = new() { Delimiter = Delimiter ?? (Directory ? "/" : null), StartAfter = StartAfter, First = isFiltered ? null : First };
        WriteVerbose($"Listing {prefix.Uri} {ActiveConnection.Describe(prefix)}.");
        bool found = Write(Await(Objects.ListAsync(prefix, options, StopToken)), filter);
        if (found || !WildcardPattern.ContainsWildcardCharacters(prefix.Key))
        {
            return;
        }

        // What came from the pipeline is a prefix, whatever characters it has.
        if (!IsTyped(nameof(Prefix)) || options.Delimiter is not null || StartAfter is not null)
        {
            WarnOfWildcard(found, prefix.Key, "Use -Include with the wildcard, and -Prefix with the folder.");
        }
        else if (!Write(Named.FindMatching(prefix), filter))
        {
            WriteWarning($"No key starts with '{prefix.Key}' or matches it.");
        }
    }

    private void WriteNamed(ObjectAddress named)
    {
        WriteVerbose($"Listing {named.Uri} {ActiveConnection.Describe(named)}.");
        if (!Write(Named.Find(named), FilterBelow(named)) && !WildcardPattern.ContainsWildcardCharacters(named.Key))
        {
            throw ObjectErrors.NotFound(named.Facts);
        }
    }

    private ObjectFilter FilterBelow(ObjectAddress prefix)
    {
        ObjectFilter filter = new(Include, Exclude, prefix.Key) { Shard = KeyShard.Parse(Shard) };
        WarnOfImpossible(filter);
        return filter;
    }

    // Returns whether there were any, wanted or not.
    private bool Write(IEnumerable<LakeEntry> entries, ObjectFilter filter)
    {
        bool found = false;
        int left = First ?? int.MaxValue;
        foreach (LakeEntry entry in entries)
        {
            found = true;
            if ((entry is LakePrefix || !Directory) && filter.Accepts(entry.Key))
            {
                WriteObject(entry);
                if (--left == 0)
                {
                    break;
                }
            }
        }

        return found;
    }
}
