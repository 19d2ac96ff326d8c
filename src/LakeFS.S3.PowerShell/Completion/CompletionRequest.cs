using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>An argument that is to be completed, and what else stands on the command line.</summary>
/// <param name="connection">The connection to ask.</param>
/// <param name="word">What was typed of the argument, unquoted.</param>
/// <param name="bound">The other parameters.</param>
internal sealed class CompletionRequest(LakeConnection connection, string word, IDictionary bound)
{
    public LakeConnection Connection { get; } = connection;

    public string Word { get; } = word;

    /// <summary>The connection where it leads to lakeFS; null for others.</summary>
    public LakeS3Connection? LakeFS => Connection is LakeS3Connection { Store: StoreKind.LakeFS } lake ? lake : null;

    /// <summary>The bucket that another parameter names; null for none.</summary>
    public string? BucketName => Bound(nameof(BucketName));

    /// <summary>The place that the other parameters and a key name together.</summary>
    public ObjectName NameOf(string key) => new()
    {
        Key = key,
        Repository = Bound("Repository"),
        // As cmdlets call the ref that a key of theirs is in.
        Ref = Bound("Ref", "Branch", "DifferenceRef", "Name"),
        BucketName = BucketName,
    };

    /// <summary>The repository that the other parameters name, the connection's default where none does.</summary>
    public string Repository() => LakeFS!.ResolveRepository(Bound("Repository"));

    /// <summary>The proposal of a name in place of what was typed of it at the word's end; what stands before that stays.</summary>
    /// <param name="typed">What was typed of the name.</param>
    /// <param name="name">The name, with what follows it.</param>
    public Proposal Complete(string typed, string name) => new($"{Word.Substring(0, Word.Length - typed.Length)}{name}", name);

    private string? Bound(params string[] names) =>
        names.Select(name => bound[name] is PSObject wrapped ? wrapped.BaseObject : bound[name]).OfType<string>().FirstOrDefault(text => text.Length > 0);
}
