using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>Operations that are refused, as lakeFS does or because the gateway has nothing to carry them out with.</summary>
internal static class Unsupported
{
    /// <summary>What lakeFS itself does not implement (rest-admin #15).</summary>
    public static Task RefuseAsLakeFSAsync(RestExchange exchange) => throw new RestFailureException(501, "Not Implemented");

    /// <summary>What lakeFS does and the gateway does not.</summary>
    public static Task RefuseAsync(RestExchange exchange) => throw Refusal(exchange.Record.Operation);

    /// <summary>What needs a storage that others write to.</summary>
    public static RestFailureException DirectAccess() =>
        Refusal("writing to its storage by pre-signed URLs unless its storage has an endpoint");

    /// <summary>Says that it is the gateway which does not do something.</summary>
    /// <param name="what">What.</param>
    public static RestFailureException Refusal(string what) =>
        new(501, $"The local gateway, which stands in for lakeFS here, does not support {what}.");
}
