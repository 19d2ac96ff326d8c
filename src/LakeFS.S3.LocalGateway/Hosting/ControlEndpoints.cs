using System;
using System.Buffers;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Diagnostics;
using LakeFS.S3.LocalGateway.Faults;
using LakeFS.S3.LocalGateway.Requests;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Hosting;

/// <summary>
/// What tests steer a gateway with over HTTP: <c>/_gateway/requests</c> (GET, DELETE) and <c>/_gateway/faults</c>
/// (GET, PUT, DELETE). No credentials are asked for: the gateway listens on the loopback interface only, and <see cref="BrowserGuard"/>
/// keeps pages of other sites out.
/// </summary>
internal sealed class ControlEndpoints(RequestLog log, FaultPlan faults, RequestsUnderWay underWay)
{
    private const string BasePath = "/_gateway/";

    public static bool Covers(string path) => path.StartsWith(BasePath, StringComparison.Ordinal);

    public Task HandleAsync(HttpContext context, RequestTarget target)
    {
        switch (context.Request.Method, target.Path[BasePath.Length..])
        {
            case ("GET", "requests"):
                return AnswerRequestsAsync(context);
            case ("DELETE", "requests"):
                return ForgetRequestsAsync(context);
            case ("GET", "faults"):
                return AnswerAsync(context, StatusCodes.Status200OK, Encoding.UTF8.GetBytes(faults.ToJson()));
            case ("PUT", "faults"):
                return ReplaceFaultsAsync(context);
            case ("DELETE", "faults"):
                faults.Clear();
                return AnswerNothingAsync(context, StatusCodes.Status204NoContent);
            default:
                return AnswerNothingAsync(context, StatusCodes.Status404NotFound);
        }
    }

    private async Task AnswerRequestsAsync(HttpContext context)
    {
        await underWay.SettleAsync().ConfigureAwait(false);
        await AnswerAsync(context, StatusCodes.Status200OK, WriteRequests()).ConfigureAwait(false);
    }

    private async Task ForgetRequestsAsync(HttpContext context)
    {
        await underWay.SettleAsync().ConfigureAwait(false);
        log.Clear();
        await AnswerNothingAsync(context, StatusCodes.Status204NoContent).ConfigureAwait(false);
    }

    private async Task ReplaceFaultsAsync(HttpContext context)
    {
        using StreamReader reader = new(context.Request.Body, Encoding.UTF8);
        string json = await reader.ReadToEndAsync(context.RequestAborted).ConfigureAwait(false);
        try
        {
            faults.Replace(json);
        }
        catch (FormatException problem)
        {
            ArrayBufferWriter<byte> buffer = new();
            using (Utf8JsonWriter message = new(buffer))
            {
                message.WriteStartObject();
                message.WriteString("message", problem.Message);
                message.WriteEndObject();
            }

            await AnswerAsync(context, StatusCodes.Status400BadRequest, buffer.WrittenMemory).ConfigureAwait(false);
            return;
        }

        await AnswerNothingAsync(context, StatusCodes.Status204NoContent).ConfigureAwait(false);
    }

    private ReadOnlyMemory<byte> WriteRequests()
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartArray();
            foreach (LoggedRequest request in log.Snapshot())
            {
                json.WriteStartObject();
                json.WriteString("method", request.Method);
                json.WriteString("path", request.Path);
                json.WriteString("query", request.Query);
                json.WriteString("operation", request.Operation);
                json.WriteString("repository", request.Repository);
                json.WriteString("ref", request.Ref);
                json.WriteString("key", request.Key);
                json.WriteNumber("status", request.Status);
                json.WriteNumber("bytesIn", request.BytesIn);
                json.WriteNumber("bytesOut", request.BytesOut);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return buffer.WrittenMemory;
    }

    private static Task AnswerNothingAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static async Task AnswerAsync(HttpContext context, int status, ReadOnlyMemory<byte> json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json, context.RequestAborted).ConfigureAwait(false);
    }
}
