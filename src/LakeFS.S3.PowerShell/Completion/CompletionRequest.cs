using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>An argument to complete, and the other parameters of the command.</summary>
/// <param name="connection">The connection to use.</param>
/// <param name="word">The text to complete, without quotes.</param>
/// <param name="bound">The other parameters.</param>
internal sealed class CompletionRequest(LakeConnection connection, string word, IDictionary bound)
{
    public LakeConnection Connection { get; } = connection;

    public string Word { get; } = word;

    /// <summary>The connection, if it is one to lakeFS; otherwise null.</summary>
    public LakeS3Connection? LakeFS => Connection is LakeS3Connection { Store: StoreKind.LakeFS } lake ? lake : null;

    /// <summary>The bucket given by another parameter; null for none.</summary>
    public string? BucketName => Bound(nameof(BucketName));

    /// <summary>The name given by the other parameters and a key.</summary>
    public ObjectName NameOf(string key) => new()
    {
        Key = key,
        Repository = Bound("Repository"),
        // The names of the parameter with the ref that contains the key.
        Ref = Bound("Ref", "Branch", "DifferenceRef", "Name"),
        BucketName = BucketName,
    };

    /// <summary>The repository given by the other parameters; by default the connection's.</summary>
    public string Repository() => LakeFS!.ResolveRepository(Bound("Repository"));

    /// <summary>The completion of a name at the end of the word; the text before it stays.</summary>
    /// <param name="typed">The part of the name that was typed.</param>
    /// <param name="name">The complete name.</param>
    public Proposal Complete(string typed, string name) => new($"{Word.Substring(0, Word.Length - typed.Length)}{name}", name);

    private string? Bound(params string[] names) =>
        names.Select(name => bound[name] is PSObject wrapped ? wrapped.BaseObject : bound[name]).OfType<string>().FirstOrDefault(text => text.Length > 0);
}
