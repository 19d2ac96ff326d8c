using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;
using LakeFS.S3.Http;

namespace LakeFS.S3.S3;

/// <summary>
/// Determines the kind of a ref, with lists of one entry: the gateway returns the same error for a missing branch, a tag, a
/// missing key and a missing repository, or reports success for a request that had no effect.
/// </summary>
internal sealed class RefProbe
{
    private readonly ListClient _lists;

    public RefProbe(ListClient lists)
    {
        _lists = lists;
    }

    /// <summary>Determines the state of a ref; Unknown if the server refuses to list.</summary>
    public async Task<RefState> LookAsync(string repository, string reference, CancellationToken cancellationToken)
    {
        try
        {
            return await IsBranchAsync(repository, reference, cancellationToken).ConfigureAwait(false)
                ? RefState.Branch
                : await CanBeListedAsync(repository, reference, cancellationToken).ConfigureAwait(false)
                    ? RefState.ReadOnly
                    : RefState.Missing;
        }
        catch (ServerErrorException error) when (error.ErrorCode == "NoSuchBucket")
        {
            return RefState.RepositoryMissing;
        }
        catch (Exception error) when (error is ServerErrorException or HttpRequestException or IOException or XmlException)
        {
            // The original error is reported anyway, only less precisely.
            return RefState.Unknown;
        }
    }

    /// <summary>Whether the repository has a branch with this exact name that lists show.</summary>
    /// <exception cref="ServerErrorException">The server rejected the request.</exception>
    public async Task<bool> IsBranchAsync(string repository, string reference, CancellationToken cancellationToken)
    {
        // A prefix without a slash lists branches in order; a branch sorts before those whose names start with its name.
        ListResult branches = await ListOneAsync(repository, reference, cancellationToken).ConfigureAwait(false);
        return branches.Prefixes.FirstOrDefault() == reference + "/";
    }

    private async Task<bool> CanBeListedAsync(string repository, string reference, CancellationToken cancellationToken)
    {
        try
        {
            await ListOneAsync(repository, reference + "/", cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ServerErrorException error) when (error.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.InternalServerError)
        {
            // 400 for a ref that does not exist, 500 for an expression that resolves to nothing (s3-list #71, s3-list-refs
            // #21).
            return false;
        }
    }

    private Task<ListResult> ListOneAsync(string repository, string prefix, CancellationToken cancellationToken) =>
        _lists.AskAsync(new ListRequest(repository) { Prefix = prefix, MaxKeys = 1 }, continuation: null, cancellationToken);
}
