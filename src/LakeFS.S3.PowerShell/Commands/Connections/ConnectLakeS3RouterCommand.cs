using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using LakeFS.S3.Errors;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.PowerShell.Sessions;
using LakeFS.S3.Routing;

namespace LakeFS.S3.PowerShell;

/// <summary>Combines several connections into one that maps buckets and keys to stores, and makes it the session's.</summary>
[Cmdlet(VerbsCommunications.Connect, "LakeS3Router")]
[OutputType("LakeFS.S3.LakeS3Router")]
public sealed class ConnectLakeS3RouterCommand : LakeCmdlet
{
    /// <summary>The connections to the stores, or their names, by profile name; one must be named default.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public IDictionary? Connection { get; set; }

    /// <summary>The profiles by name, in the order in which to try them, or the path of a file with profiles.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public object? Profile { get; set; }

    /// <summary>A name for the router.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string Name { get; set; } = "router";

    /// <summary>Behaves like Boto S3 Router where that may be unexpected.</summary>
    [Parameter]
    public SwitchParameter Compatible { get; set; }

    /// <summary>Returns the router.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        LakeS3Router? router = null;
        try
        {
            router = LakeS3Router.Open(Name, Stores(), Profiles(), Compatible);
        }
        catch (LakeS3Exception error)
        {
            ThrowTerminatingError(LakeErrorRecord.From(error, Name));
        }

        foreach (RouterProfile profile in router!.Profiles)
        {
            WriteVerbose($"Profile '{profile.Name}': {profile.SourceBucketPattern}/{profile.SourceKeyPattern ?? "*"} leads to '{router.StoreOf(profile.Name).Name}'.");
        }

        ConnectionTable.Of(SessionState).Add(router);
        if (PassThru)
        {
            WriteObject(router);
        }
    }

    private Dictionary<string, LakeS3Connection> Stores()
    {
        Dictionary<string, LakeS3Connection> stores = new(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Connection!)
        {
            string profile = LanguagePrimitives.ConvertTo<string>(entry.Key);
            object? value = entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value;
            stores[profile] = (value is string name ? ConnectionTable.Of(SessionState).Find(name) : value) as LakeS3Connection
                ?? throw RouterErrors.ConnectionInvalid(profile, Describe(value));
        }

        return stores;
    }

    private static string Describe(object? value) => value switch
    {
        null => "nothing",
        string name => $"'{name}'",
        LakeS3Router => "another router",
        _ => value.GetType().ToString(),
    };

    private IReadOnlyList<RouterProfile> Profiles()
    {
        object? given = Profile is PSObject wrapped ? wrapped.BaseObject : Profile;
        return given switch
        {
            IDictionary profiles => ProfileTable.Read(profiles),
            string or FileInfo => FromFile(LocalPath(given.ToString())),
            _ => throw RouterErrors.ProfilesInvalid(Describe(given)),
        };
    }

    private static IReadOnlyList<RouterProfile> FromFile(string path) =>
        string.Equals(Path.GetExtension(path), ".psd1", StringComparison.OrdinalIgnoreCase) ? ProfileTable.ReadFile(path) : RouterProfileFile.Read(path);
}
