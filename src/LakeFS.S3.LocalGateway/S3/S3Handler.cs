using System;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Authentication;
using LakeFS.S3.LocalGateway.Requests;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.S3;

/// <summary>Answers requests to the gateway: signature, repository, operation, in this order.</summary>
internal static class S3Handler
{
    public static async Task HandleAsync(
        HttpContext http,
        RequestTarget target,
        S3Address address,
        S3Operation operation,
        AuthenticationResult authentication,
        RepositoryStore store,
        LocalGatewayOptions options,
        RequestRecord record)
    {
        S3Exchange exchange = new(http, target, address, authentication, store, options, record);
        try
        {
            if (!authentication.IsSigned)
            {
                throw new S3FailureException(S3Errors.MissingFields, ErrorScope.BeforeOperation);
            }

            if (authentication.Error is { } refused)
            {
                throw new S3FailureException(refused, ErrorScope.BeforeOperation);
            }

            FindRepository(exchange, operation);
            if (operation.IsWrite && exchange.Repository.IsReadOnly)
            {
                throw new S3FailureException(S3Errors.ReadOnlyRepository);
            }

            await operation.HandleAsync(exchange).ConfigureAwait(false);
        }
        catch (S3FailureException failure)
        {
            await exchange.AnswerErrorAsync(failure.Error, failure.Scope).ConfigureAwait(false);
        }
        catch (PayloadRejectedException rejection)
        {
            await exchange.AnswerErrorAsync(rejection.Error).ConfigureAwait(false);
        }
    }

    /// <summary>Answers with an error in place of the operation.</summary>
    public static Task AnswerErrorAsync(
        HttpContext http,
        RequestTarget target,
        S3Address address,
        AuthenticationResult authentication,
        RepositoryStore store,
        LocalGatewayOptions options,
        RequestRecord record,
        S3Error error) =>
        new S3Exchange(http, target, address, authentication, store, options, record)
            .AnswerErrorAsync(error, ErrorScope.Refused);

    private static void FindRepository(S3Exchange exchange, S3Operation operation)
    {
        S3Address address = exchange.Address;
        if (address.Repository is null)
        {
            return;
        }

        if (exchange.Store.Find(address.Repository) is { } repository)
        {
            exchange.Repository = repository;
            return;
        }

        // Only an invalid name in the path is a failure; in the host it is just missing (s3-virtual-host #6).
        S3Error error = operation.Name == "CreateBucket" ? S3Errors.NotImplemented
            : IsApiPath(exchange.Target.Path) ? S3Errors.PossibleApiEndpoint
            : address.IsVirtualHost || NameRules.IsRepositoryId(address.Repository) ? S3Errors.NoSuchBucket
            : S3Errors.InternalError;
        throw new S3FailureException(error, ErrorScope.BeforeOperation);
    }

    private static bool IsApiPath(string path) =>
        path == "/api/v1" || path.StartsWith("/api/v1/", StringComparison.Ordinal);
}
