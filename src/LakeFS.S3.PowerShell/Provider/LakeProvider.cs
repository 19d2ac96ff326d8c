using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Provider;
using System.Threading;
using LakeFS.S3.PowerShell.Provider.Places;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Provider;

/// <summary>
/// Drives over connections: repositories, refs, folders and objects, or buckets, folders and objects, by path. Each file of
/// this class has the methods for one group of PowerShell's own cmdlets.
/// </summary>
/// <remarks>
/// PowerShell makes one instance when the module is imported, to register the provider, and one for each command. So nothing
/// here touches the engine before a path is used.
/// </remarks>
[CmdletProvider("LakeFS", ProviderCapabilities.ShouldProcess | ProviderCapabilities.Filter)]
[SuppressMessage("Design", "CA1001", Justification = "PowerShell disposes no providers, and a source whose wait handle nobody asks for holds nothing.")]
public sealed partial class LakeProvider : NavigationCmdletProvider, IContentCmdletProvider, IPropertyCmdletProvider
{
    private readonly CancellationTokenSource _stop = new();
    private PlaceLookup? _lookup;
    private PipelineWait? _wait;
    private WritableRefs? _writable;

    private PipelineWait Wait => _wait ??= new PipelineWait(_stop, () => Stopping || Completion.IsOver);

    private CompletionLimit Completion => field ??= new CompletionLimit(ConnectionTable.Of(SessionState).Unanswering);

    private PlaceLookup Lookup => _lookup ??= new PlaceLookup(Wait);

    private PlaceListing Listing => new(Wait, WriteWarning);

    private WritableRefs Writable => PSDriveInfo is LakeDrive drive ? drive.Writable : _writable ??= new WritableRefs();

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Where a path leads.</summary>
    /// <exception cref="LakeS3Exception">The connection is not known.</exception>
    private DrivePlace PlaceOf(string path)
    {
        // For a literal path to something that does not exist, PowerShell leaves the drive's root out.
        DrivePath parsed = DrivePath.Parse(PSDriveInfo is LakeDrive drive && IndexOfSeparator(path) == 0 ? drive.Root + path : path);
        DrivePlace place = new(ConnectionOf(parsed), parsed);
        Completion.Connection = place.Connection;
        return place;
    }

    // A path without a drive, as an item's PSPath, still has the connection's name.
    private LakeConnection ConnectionOf(DrivePath path)
    {
        IEnumerable<LakeDrive> drives = PSDriveInfo is LakeDrive own ? [own] : SessionState.Drive.GetAll().OfType<LakeDrive>();
        return drives.Select(drive => drive.Connection).LastOrDefault(connection => connection.Name.Equals(path.Connection, StringComparison.OrdinalIgnoreCase))
            ?? ConnectionTable.Of(SessionState).Find(path.Connection)
            ?? throw CmdletErrors.ConnectionNotFound(path.Connection);
    }

    /// <summary>
    /// Does something for one path; its failure is an error record, and the command goes on with the next path. What a
    /// provider throws loses its error id and its recommended action on the way.
    /// </summary>
    private void Attempt(string path, Action action) => _ = Ask(path, failed: false, () =>
    {
        action();
        return true;
    });

    /// <summary>Finds something out.</summary>
    /// <param name="path">The path, for the error record.</param>
    /// <param name="failed">The answer if there is none.</param>
    /// <param name="question">What is asked.</param>
    private T Ask<T>(string path, T failed, Func<T> question)
    {
        try
        {
            return question();
        }
        catch (LakeS3Exception error)
        {
            Report(error, path);
            return failed;
        }
    }

    /// <summary>Writes the error of one of several objects, or gives the others up if they would fail, too.</summary>
    private void ReportOne(LakeS3Exception error, string uri)
    {
        if (LakeErrorRecord.EndsPipeline(error))
        {
            throw error;
        }

        Report(error, uri);
    }

    private void Report(LakeS3Exception error, string path) => WriteError(LakeErrorRecord.From(error, path));

    private void Write(LakeDriveItem item) => WriteItemObject(item, item.Path, item.IsContainer);
}
