using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>An argument to complete, and the other parameters of the command.</summary>
/// <param name="server">The connection to use.</param>
/// <param name="command">The command's name.</param>
/// <param name="parameter">The parameter's name.</param>
/// <param name="word">The text to complete, without quotes.</param>
/// <param name="bound">The other parameters.</param>
internal sealed class CompletionRequest(CompletionServer server, string command, string parameter, string word, IDictionary bound)
{
    // No list of a level is longer: the names that begin with what was typed are asked for instead.
    private const int MaxListed = 1000;

    public LakeConnection Connection { get; } = server.Connection.WithRetries(0);

    public string Word { get; } = word;

    /// <summary>The connection, if it is one to lakeFS; otherwise null.</summary>
    public LakeS3Connection? LakeFS => Connection is LakeS3Connection { Store: StoreKind.LakeFS } lake ? lake : null;

    /// <summary>The bucket given by another parameter; null for none.</summary>
    public string? BucketName => IsDestination ? Bound("DestinationBucketName") : Bound("BucketName");

    /// <summary>Whether the ref of the argument has to be a branch.</summary>
    public bool TakesBranchesOnly => BranchArguments.Has(command, parameter);

    /// <summary>Whether an address fits: no other parameter names what it would name.</summary>
    public bool TakesAddress => (BucketName ?? Bound("Repository", "Ref", "Branch")) is null;

    /// <summary>The name given by the other parameters and a key.</summary>
    public ObjectName NameOf(string key) => new()
    {
        Key = key,
        Repository = BucketName is null ? GivenRepository : null,
        // The names of the parameter with the ref that contains the key.
        Ref = BucketName is not null ? null : (IsDestination ? Bound("DestinationRef") : null) ?? Bound("Ref", "Branch", "DifferenceRef", "Name"),
        BucketName = BucketName,
    };

    /// <summary>The repository given by the other parameters; by default the connection's.</summary>
    public string Repository() => LakeFS!.ResolveRepository(GivenRepository);

    private string? GivenRepository => (IsDestination ? Bound("DestinationRepository") : null) ?? Bound("Repository");

    private bool IsDestination => parameter.StartsWith("Destination", StringComparison.Ordinal);

    /// <summary>The completion of a name at the end of the word; the text before it stays.</summary>
    /// <param name="typed">The part of the name that was typed.</param>
    /// <param name="name">The complete name.</param>
    /// <param name="label">The text for the list of completions; null for the name.</param>
    /// <param name="toolTip">What the list shows about it.</param>
    public Proposal Complete(string typed, string name, string? label = null, string? toolTip = null) =>
        new($"{Word.Substring(0, Word.Length - typed.Length)}{name}", label ?? name, toolTip);

    /// <summary>The first items of a list, from the server or as it said some seconds ago.</summary>
    /// <param name="question">What is listed.</param>
    /// <param name="list">Lists it.</param>
    /// <param name="stop">Cancels the requests.</param>
    /// <returns>The items, and whether they are all.</returns>
    /// <typeparam name="T">The type of the items.</typeparam>
    public async Task<(IReadOnlyList<T> Items, bool AreAll)> ListAsync<T>(string question, IAsyncEnumerable<T> list, CancellationToken stop)
    {
        question = $"{server.Key} {question}";
        if (server.Cache.Find(question) is not List<T> items)
        {
            items = [];
            await foreach (T item in list.WithCancellation(stop).ConfigureAwait(false))
            {
                items.Add(item);
                if (items.Count > MaxListed)
                {
                    break;
                }
            }

            server.Cache.Add(question, items);
        }

        return (items, items.Count <= MaxListed);
    }

    private string? Bound(params string[] names) =>
        names.Select(name => bound[name] is PSObject wrapped ? wrapped.BaseObject : bound[name]).OfType<string>().FirstOrDefault(text => text.Length > 0);
}
