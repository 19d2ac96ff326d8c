using LakeFS.S3.Errors;

namespace LakeFS.S3.PowerShell.Sessions;

/// <summary>The warning about something left on the server, with the command that removes it.</summary>
internal static class LeftoverText
{
    public static string Of(Leftover left) => left.Kind switch
    {
        LeftoverKind.Import when left.Id.Length == 0 => $"An import into branch '{left.Ref}' of repository '{left.Repository}' may have been started and may be committed: {left.Reason} "
            + $"Get-LakeCommit -Repository {Quote(left.Repository)} -Ref {Quote(left.Ref!)} shows whether it was.",
        LeftoverKind.Import => $"Import '{left.Id}' into branch '{left.Ref}' of repository '{left.Repository}' may still be running and may be committed: {left.Reason} "
            + $"Stop-LakeImport -Repository {Quote(left.Repository)} -Ref {Quote(left.Ref!)} -ImportId {Quote(left.Id)} stops it.",
        LeftoverKind.LostUpload when left.Id.Length == 0 => $"An upload to '{left.Key}' without parts may be left on the server, which did not tell its id: {left.Reason} "
            + $"{LookAt(left)} shows it.",
        LeftoverKind.LostUpload => $"Upload '{left.Id}' to '{left.Key}' is left on the server: its beginning was not answered. "
            + $"If nobody else is writing that object, {RemovalOf(left)} removes it.",
        LeftoverKind.DirectUpload => $"An unfinished upload to '{left.Key}' is still in the object store behind lakeFS, with the parts sent so far: {left.Reason} "
            + $"A lifecycle rule of the store for incomplete uploads removes it; the upload id is {Quote(left.Id)}.",
        LeftoverKind.LostDirectUpload => $"An upload to '{left.Key}' without parts may be left in the object store behind lakeFS: its beginning was not answered. "
            + $"ListMultipartUploads of a tool for S3 shows it below the storage namespace that Get-LakeRepository {Quote(left.Repository)} names, and AbortMultipartUpload "
            + "or a lifecycle rule of the store for incomplete uploads removes it.",
        _ => $"Parts of an unfinished upload to '{left.Key}' are still on the server: {left.Reason} "
            + $"{RemovalOf(left)} removes them.",
    };

    private static string RemovalOf(Leftover left) => left.Ref is null
        ? $"AbortMultipartUpload of a tool for S3, with bucket {Quote(left.Repository)} and upload id {Quote(left.Id)},"
        : $"Remove-LakeUpload -Repository {Quote(left.Repository)} -Ref {Quote(left.Ref)} -Key {Quote(left.Key)} -UploadId {Quote(left.Id)}";

    private static string LookAt(Leftover left) => left.Ref is null
        ? $"ListMultipartUploads of a tool for S3, with bucket {Quote(left.Repository)},"
        : $"Get-LakeUpload -Repository {Quote(left.Repository)}";

    private static string Quote(string text) => "'" + text.Replace("'", "''") + "'";
}
