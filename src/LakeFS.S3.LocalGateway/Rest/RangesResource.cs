using System.Linq;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Ranges;
using LakeFS.S3.LocalGateway.Requests;
using LakeFS.S3.LocalGateway.Storage;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>The tables that a commit's objects are kept in.</summary>
internal static class RangesResource
{
    /// <summary>Says where lakeFS would keep the list of objects of a commit, whether there is one or not (rest-settings #31).</summary>
    public static Task GetLocationAsync(RestExchange exchange)
    {
        exchange.RequireRepository();
        string location = $"_lakefs/{exchange.Parameter("range")}";
        exchange.Response.Headers.Location = location;
        return exchange.AnswerJsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("location", location);
            json.WriteEndObject();
        });
    }

    /// <summary>Answers a table, for those that read it themselves.</summary>
    public static async Task GetTableAsync(RestExchange exchange)
    {
        Repository repository = exchange.RequireRepository();
        ObjectsResource.RefusePresigning(exchange);
        string id = exchange.Parameter("id");
        byte[]? table = exchange.Parameter("type") switch
        {
            "meta_range" => repository.Commits.FirstOrDefault(item => item.MetaRangeId == id) is { } commit
                ? RangeTables.WriteMetaRange(commit)
                : null,
            "range" => repository.Commits.FirstOrDefault(item => RangeTables.RangeIdOf(item.MetaRangeId) == id) is { } commit
                ? RangeTables.WriteRange(commit)
                : null,
            _ => throw new RestFailureException(
                400, "parameter \"type\" in path has an error: value is not one of the allowed values [\"range\",\"meta_range\"]"),
        };
        if (table is null)
        {
            throw new RestFailureException(410, "No data");
        }

        exchange.Response.ContentType = "application/octet-stream";
        ContentProtection.AddTo(exchange.Response);
        exchange.Response.ContentLength = table.Length;
        exchange.Record.BytesOut += table.Length;
        await exchange.Response.Body.WriteAsync(table, exchange.Aborted).ConfigureAwait(false);
    }
}
