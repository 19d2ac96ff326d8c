using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using LakeFS.S3.Errors;
using LakeFS.S3.LocalFiles;

namespace LakeFS.S3.Connections;

/// <summary>The connections that the user has saved, each in a file of the user's configuration folder.</summary>
internal static class SavedConnections
{
    private const string Extension = ".json";

    /// <summary>The folder: below XDG_CONFIG_HOME or ~/.config, on Windows below %APPDATA%.</summary>
    public static string Folder => Path.Combine(
        Variable("XDG_CONFIG_HOME") ?? Variable("APPDATA") ?? Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "LakeFS.S3",
        "connections");

    /// <summary>The names, sorted; none if nothing was saved.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeFileUnreadable</c>.</exception>
    public static IReadOnlyList<string> Names()
    {
        try
        {
            return Directory.Exists(Folder)
                ? [.. Directory.EnumerateFiles(Folder, "*" + Extension).Select(NameOf).OrderBy(name => name, StringComparer.OrdinalIgnoreCase)]
                : [];
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Unreadable(Folder, inner);
        }
    }

    /// <summary>The connection saved under a name in any case; null for none.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeConfigInvalid</c> or <c>LakeFileUnreadable</c>.</exception>
    public static SavedConnection? Find(string name)
    {
        string? saved = Names().FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));
        return saved is null ? null : Read(PathOf(saved));
    }

    /// <summary>Saves a connection, and replaces one of the same name in any case. Only the user can read the file.</summary>
    /// <returns>The path of the file.</returns>
    /// <exception cref="LakeS3Exception"><c>LakeFileUnwritable</c>.</exception>
    public static string Save(SavedConnection connection)
    {
        string name = Names().FirstOrDefault(known => string.Equals(known, connection.Name, StringComparison.OrdinalIgnoreCase)) ?? connection.Name;
        string path = PathOf(name);
        try
        {
            PrivateFile.CreateFolder(Folder);
            // Another session sees the file of before or the new one, but nothing in between.
            string unfinished = path + ".new";
            PrivateFile.Write(unfinished, JsonSerializer.Serialize(connection, SavedConnectionJson.Default.SavedConnection));
            File.Move(unfinished, path, overwrite: true);
            return path;
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Unwritable(path, inner);
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } folder ? folder : null;

    private static SavedConnection Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), SavedConnectionJson.Default.SavedConnection) ?? throw ConnectionErrors.SavedUnreadable(path, null);
        }
        catch (JsonException inner)
        {
            throw ConnectionErrors.SavedUnreadable(path, inner);
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Unreadable(path, inner);
        }
    }

    // A name may have characters that file names can't have.
    private static string PathOf(string name) => Path.Combine(Folder, Uri.EscapeDataString(name) + Extension);

    private static string NameOf(string path) => Uri.UnescapeDataString(Path.GetFileNameWithoutExtension(path));
}
