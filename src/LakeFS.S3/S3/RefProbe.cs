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
/// Finds out what a ref is, with lists of one entry: the gateway answers a missing branch, a tag, a missing key
/// and a missing repository alike, or claims a success that was none.
/// </summary>
internal sealed class RefProbe
{
    private readonly ListClient _lists;

    public RefProbe(ListClient lists)
    {
        _lists = lists;
    }

    /// <summary>Says what the ref is; Unknown where the server refuses to list.</summary>
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
            // The error that led here is told all the same; it is only told less precisely.
            return RefState.Unknown;
        }
    }

    /// <summary>Whether the repository has a branch of just this name that lists show.</summary>
    /// <exception cref="ServerErrorException">The server refused.</exception>
    public async Task<bool> IsBranchAsync(string repository, string reference, CancellationToken cancellationToken)
    {
        // A prefix without a slash lists branches in order; the branch itself sorts before those it is a prefix of.
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
            // 400 for a ref that does not exist, 500 for an expression that leads nowhere (s3-list #71, s3-list-refs #21).
            return false;
        }
    }

    private Task<ListResult> ListOneAsync(string repository, string prefix, CancellationToken cancellationToken) =>
        _lists.AskAsync(new ListRequest(repository) { Prefix = prefix, MaxKeys = 1 }, continuation: null, cancellationToken);
}
