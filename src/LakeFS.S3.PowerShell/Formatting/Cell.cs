using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Formatting;

namespace LakeFS.S3.PowerShell;

/// <summary>The cells of the module's tables: what they say, and in which color. All text is as harmless as <see cref="SafeText"/> makes it.</summary>
public static class Cell
{
    private const int IdLength = 12;

    /// <summary>Where an object is: the group of its row.</summary>
    /// <param name="entry">The object.</param>
    /// <returns>For example, <c>lakefs://example-repo/main</c>.</returns>
    public static string? Place(AddressedResult entry) =>
        SafeText.Format(entry.BucketName is null ? $"lakefs://{entry.Repository}/{entry.Ref}" : $"s3://{entry.BucketName}");

    /// <summary>Which states a change is between: the group of its row.</summary>
    /// <param name="change">The change.</param>
    /// <returns>For example, <c>lakefs://example-repo/main...dev</c>.</returns>
    public static string? Sides(LakeChange change) => SafeText.Format(
        $"lakefs://{change.Repository}/{(change.Before == change.After + "@" ? $"{change.After} (uncommitted)" : $"{change.Before}...{change.After}")}");

    /// <summary>Where a sync has worked, or would work: the group of its row.</summary>
    /// <param name="result">The result.</param>
    /// <returns>For example, <c>lakefs://example-repo/main (plan)</c>.</returns>
    public static string? Run(LakeSyncResult result) => Place(result) + (result.IsPlan ? " (plan)" : string.Empty);

    /// <summary>A key, in the color of folders where it is one.</summary>
    /// <param name="entry">The object or prefix.</param>
    /// <returns>The key.</returns>
    public static string? Key(AddressedResult entry) => Name(entry.Key, entry is LakePrefix);

    /// <summary>A name, in the color of folders where it is one.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isFolder">Whether it is a folder.</param>
    /// <returns>The name.</returns>
    public static string? Name(string? name, bool isFolder) => isFolder ? ViewColor.Folder.Paint(name) : SafeText.Format(name);

    /// <summary>What a connection uses if a command names no ref or bucket.</summary>
    /// <param name="connection">The connection.</param>
    /// <returns>Repository and ref, or the bucket.</returns>
    public static string? Default(LakeConnection connection) => connection is not LakeS3Connection store ? null
        : SafeText.Format(store.BucketName ?? (store.Ref is null ? store.Repository : $"{store.Repository}/{store.Ref}"));

    /// <summary>Where a connection leads.</summary>
    /// <param name="connection">The connection.</param>
    /// <returns>The server's URL, or a router's profiles.</returns>
    public static string? Server(LakeConnection connection) => SafeText.Format(connection is LakeS3Router router
        ? string.Join(", ", router.Profiles.Select(profile => profile.Name).Append("default"))
        : ((LakeS3Connection)connection).EndpointUrl.GetLeftPart(UriPartial.Authority));

    /// <summary>An object on one line, for where it stands among others of another type.</summary>
    /// <param name="item">The object.</param>
    /// <returns>What names it.</returns>
    public static string? Line(object item) => (item is PSObject wrapped ? wrapped.BaseObject : item) switch
    {
        LakeChange change => SafeText.Format($"{change.Type} {change.Uri}"),
        LakeSyncResult result => SafeText.Format($"{result.Action} {result.Uri}"),
        LakeRemoval removal => SafeText.Format($"{(removal.Removed ? "Removed" : "Not removed")} {removal.Uri}"),
        LakeObject listed => SafeText.Format($"{listed.Uri} ({Size(listed.Size)})"),
        AddressedResult result => SafeText.Format(result.Uri),
        LakeBranch branch => SafeText.Format($"lakefs://{branch.Repository}/{branch.Ref}"),
        LakeTag tag => SafeText.Format($"lakefs://{tag.Repository}/{tag.Ref}"),
        LakeCommit commit => SafeText.Format($"{Id(commit.Id)} {Time(commit.CreationDate)} {commit.Committer}: {FirstLine(commit.Message)}"),
        LakeUpload upload => SafeText.Format($"{upload.Key} ({upload.UploadId})"),
        LakeConnection connection => SafeText.Format($"{connection.Name} ({Server(connection)})"),
        object other => SafeText.Format(other),
    };

    /// <summary>A time, the same in all cultures, so that it sorts and has one width.</summary>
    /// <param name="time">The time, or null.</param>
    /// <returns>The time in local time, to the second.</returns>
    public static string? Time(DateTime? time) => time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A size with a unit.</summary>
    /// <param name="bytes">The size, or null.</param>
    /// <returns>The size.</returns>
    public static string? Size(long? bytes) => bytes is long known ? ByteSize.Format(known) : null;

    /// <summary>The beginning of a commit's id.</summary>
    /// <param name="id">The id, or null.</param>
    /// <returns>Enough of it to name the commit.</returns>
    public static string? Id(string? id) => SafeText.Format(id is null || id.Length <= IdLength ? id : id.Substring(0, IdLength));

    /// <summary>The first line of a message.</summary>
    /// <param name="message">The message.</param>
    /// <returns>Its first line.</returns>
    public static string? FirstLine(string? message) => SafeText.Format(message?.Split(['\r', '\n'], 2)[0]);

    /// <summary>A commit in the graph of a log.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="graph">Its part of the graph, perhaps with lines above and below.</param>
    /// <returns>The graph, with the commit's id, time, committer and first line beside its star.</returns>
    public static string Graph(LakeCommit commit, string graph)
    {
        string text = $" {ViewColor.Changed.Paint(Id(commit.Id))} {Time(commit.CreationDate)} {SafeText.Format(commit.Committer)}: {FirstLine(commit.Message)}";
        return string.Join(Environment.NewLine, graph.Split([Environment.NewLine], StringSplitOptions.None).Select(line => line.Contains('*') ? line + text : line));
    }

    /// <summary>A change, a planned action or whether a removal succeeded, in its color.</summary>
    /// <param name="what">The word.</param>
    /// <returns>The word.</returns>
    public static string? Action(object? what) => what?.ToString() switch
    {
        "Added" or "Upload" or "Download" or "Copy" => ViewColor.Added.Paint(what),
        "Removed" or "Delete" => ViewColor.Removed.Paint(what),
        "Changed" => ViewColor.Changed.Paint(what),
        "Conflict" or "False" => ViewColor.Failed.Paint(what),
        _ => SafeText.Format(what),
    };

    /// <summary>An error, in its color.</summary>
    /// <param name="error">The error, or null.</param>
    /// <returns>Its text.</returns>
    public static string? Error(object? error) => error is null ? null : ViewColor.Failed.Paint(error);

    /// <summary>A star for the one of several that a property marks.</summary>
    /// <param name="item">The object.</param>
    /// <param name="property">The property; it may be missing.</param>
    /// <returns>A star, or null.</returns>
    public static string? Mark(object item, string property) =>
        LanguagePrimitives.IsTrue(PSObject.AsPSObject(item).Properties[property]?.Value) ? ViewColor.Added.Paint("*") : null;
}
