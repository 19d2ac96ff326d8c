using System.Collections.Generic;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Actions;
using LakeFS.S3.LocalGateway.Faults;
using LakeFS.S3.LocalGateway.Requests;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>Answers requests to the REST API: path, credentials, operation, in this order.</summary>
internal static class RestHandler
{
    public static async Task HandleAsync(
        HttpContext http,
        RequestTarget target,
        RestMatch? match,
        RepositoryStore store,
        LocalGatewayOptions options,
        RequestRecord record)
    {
        IReadOnlyDictionary<string, string> parameters = match?.Parameters ?? new Dictionary<string, string>();
        RestExchange exchange = new(http, target.Query, parameters, store, options, record);
        try
        {
            if (match is null)
            {
                throw RestFailureException.NotFound("invalid API endpoint");
            }

            store.CountUse();
            exchange.IsAuthenticated = RestAuthentication.Check(http.Request, options, store.Now);
            if (!exchange.IsAuthenticated && !match.Operation.IsOpen)
            {
                throw RestAuthentication.Refusal();
            }

            RequireNames(match);
            await match.Operation.HandleAsync(exchange).ConfigureAwait(false);
        }
        catch (HookAbortException abort)
        {
            await exchange.AnswerErrorAsync(abort.Status, abort.Message).ConfigureAwait(false);
        }
        catch (RestFailureException failure)
        {
            await exchange.AnswerErrorAsync(failure.Status, failure.Message).ConfigureAwait(false);
        }
    }

    /// <summary>Answers with an error in place of the operation; one of a hook with what lakeFS says of hooks.</summary>
    public static Task AnswerErrorAsync(
        HttpContext http,
        RequestTarget target,
        RepositoryStore store,
        LocalGatewayOptions options,
        RequestRecord record,
        S3Error error)
    {
        RestExchange exchange = new(http, target.Query, new Dictionary<string, string>(), store, options, record);
        return error.Code == FaultInjector.HookCode
            ? HooksResource.RefuseAsync(exchange, error.Message)
            : exchange.AnswerErrorAsync(error.Status, error.Message);
    }

    /// <exception cref="RestFailureException">A name in the path is empty, as where a client's variable is.</exception>
    private static void RequireNames(RestMatch match)
    {
        foreach ((string name, string value) in match.Parameters)
        {
            if (value.Length == 0)
            {
                throw new RestFailureException(400, $"parameter \"{name}\" in path has an error: value is required but missing");
            }
        }
    }
}
