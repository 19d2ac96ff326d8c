using System.IO;
using System.Management.Automation.Provider;
using LakeFS.S3.PowerShell.Provider.Content;
using LakeFS.S3.PowerShell.Provider.Places;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Provider;

/// <content>Get-Content, Set-Content, Add-Content and Clear-Content.</content>
public sealed partial class LakeProvider
{
    /// <inheritdoc/>
    public object GetContentReaderDynamicParameters(string path) => new ReadContentParameters();

    /// <inheritdoc/>
    public IContentReader? GetContentReader(string path) => Ask<IContentReader?>(path, failed: null, () =>
    {
        DrivePlace place = PlaceOf(path);
        WriteVerbose($"Reading {place.Uri} over the connection '{place.Connection.Name}'.");
        return new ObjectContentReader(
            new ObjectSource(place.Connection, place.Object, Wait),
            DynamicParameters as ReadContentParameters ?? new ReadContentParameters(),
            error => ThrowTerminatingError(LakeErrorRecord.From(error, path)));
    });

    /// <inheritdoc/>
    public object GetContentWriterDynamicParameters(string path) => new WriteContentParameters();

    /// <inheritdoc/>
    public IContentWriter? GetContentWriter(string path) => Ask<IContentWriter?>(path, failed: null, () =>
    {
        DrivePlace place = PlaceOf(path);
        ObjectAddress address = WritableObject(place);
        WriteContentParameters parameters = DynamicParameters as WriteContentParameters ?? new WriteContentParameters();
        WriteVerbose($"Writing {place.Uri} over the connection '{place.Connection.Name}'.");
        return new ObjectContentWriter(
            new BackgroundUpload(place.Connection, new UploadRequest(address) { ContentType = parameters.ContentType }, Wait),
            parameters,
            new CommandPhase(this),
            error => Report(error, path),
            error => ThrowTerminatingError(LakeErrorRecord.From(error, path)),
            DriveErrors.AppendNotSupported(place));
    });

    /// <inheritdoc/>
    public object ClearContentDynamicParameters(string path) => new ClearContentParameters();

    /// <inheritdoc/>
    public void ClearContent(string path)
    {
        // Set-Content asks for this before it writes. What is there stays until the new content is.
        if (DynamicParameters is not WriteContentParameters)
        {
            Attempt(path, () =>
            {
                DrivePlace place = PlaceOf(path);
                ObjectAddress address = WritableObject(place);
                if (ShouldProcess(place.Uri, "Clear content"))
                {
                    Upload(place, new UploadRequest(address), []);
                }
            });
        }
    }

    private ObjectAddress WritableObject(DrivePlace place) => RequireWritable(place, place.Object);

    private ObjectAddress RequireWritable(DrivePlace place, ObjectAddress address)
    {
        Writable.Require(place.Connection, address, Wait);
        return address;
    }

    private void Upload(DrivePlace place, UploadRequest request, byte[] content)
    {
        using MemoryStream stream = new(content);
        _ = Wait.For(new LakeTransfers(place.Connection).UploadAsync(request, stream, progress: null, Wait.Stop));
        Lookup.Forget();
    }
}
