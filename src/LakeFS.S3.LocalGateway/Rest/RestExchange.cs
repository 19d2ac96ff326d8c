using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Requests;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>One request to the REST API and the answer to it.</summary>
internal sealed class RestExchange(
    HttpContext http,
    QueryParameters query,
    IReadOnlyDictionary<string, string> parameters,
    RepositoryStore store,
    LocalGatewayOptions options,
    RequestRecord record)
{
    /// <summary>The one user there is.</summary>
    public const string UserName = "admin";

    /// <summary>Why nothing is written to a read-only repository.</summary>
    public const string ReadOnlyRepository = "read-only repository";

    /// <summary>The most items on a page.</summary>
    public const int MaxPageSize = 1000;

    private const int DefaultPerPage = 100;

    private static readonly JsonWriterOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public HttpRequest Request => http.Request;

    public HttpResponse Response => http.Response;

    public CancellationToken Aborted => http.RequestAborted;

    public QueryParameters Query => query;

    public RepositoryStore Store => store;

    public LocalGatewayOptions Options => options;

    public RequestRecord Record => record;

    /// <summary>Whether the request named the user and the secret. Some operations answer without.</summary>
    public bool IsAuthenticated { get; set; }

    /// <summary>The part of the path that stands for a name in the route's pattern.</summary>
    public string Parameter(string name) => parameters[name];

    /// <exception cref="RestFailureException">There is no such repository.</exception>
    public Repository RequireRepository()
    {
        string id = Parameter("repository");
        return store.Find(id)
            ?? throw (NameRules.IsRepositoryId(id)
                ? RestFailureException.NotFound("repository not found")
                : new RestFailureException(400, "argument repository: repository id: invalid value: validation error"));
    }

    /// <summary>The repository, if it can be written to: one that is read-only with force alone.</summary>
    /// <param name="isForced">Whether the request asks for that.</param>
    /// <exception cref="RestFailureException">There is no such repository, or it is read-only.</exception>
    public Repository RequireWritableRepository(bool isForced = false)
    {
        Repository repository = RequireRepository();
        return repository.IsReadOnly && !isForced ? throw new RestFailureException(403, ReadOnlyRepository) : repository;
    }

    /// <summary>The branch that the path names.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="missing">What to say where there is none.</param>
    /// <exception cref="RestFailureException">There is none.</exception>
    public Branch RequireBranch(Repository repository, string missing = "branch not found")
    {
        string name = Parameter("branch");
        RequireBranchId(name);
        return repository.FindBranch(name) ?? throw RestFailureException.NotFound(missing);
    }

    /// <exception cref="RestFailureException">The name could not be a branch's.</exception>
    public static void RequireBranchId(string name)
    {
        if (!NameRules.IsBranchId(name))
        {
            throw new RestFailureException(400, "argument branch: branch id: invalid value: validation error");
        }
    }

    /// <summary>The commit a ref stands for.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="expression">The ref expression.</param>
    /// <param name="context">What comes before the words of an error, with its colon and blank.</param>
    /// <exception cref="RestFailureException">It stands for none.</exception>
    public static Commit RequireCommit(Repository repository, string expression, string context)
    {
        RefTarget target = RefExpression.Resolve(repository, expression);
        if (target.IsStaging)
        {
            throw new RestFailureException(
                400, $"{context}reference '{expression}': reference to staging area with $ is not a commit");
        }

        return target.Status switch
        {
            RefStatus.Found => target.Commit!,
            RefStatus.Invalid => throw new RestFailureException(
                400, $"{context}reference '{expression}': invalid ref: validation error"),
            _ => throw RestFailureException.NotFound($"{context}not found"),
        };
    }

    /// <summary>A query parameter that must be there and not be empty.</summary>
    /// <exception cref="RestFailureException">It is not.</exception>
    public string RequireQuery(string name) => query[name] switch
    {
        null => throw InvalidQuery(name, "value is required but missing"),
        "" => throw InvalidQuery(name, "empty value is not allowed"),
        string value => value,
    };

    public bool IsQueryTrue(string name) => query[name] == "true";

    /// <summary>How many items to answer: amounts of 0 and -1 mean the default of 100.</summary>
    /// <exception cref="RestFailureException">It is not a number, or out of range.</exception>
    public int PageSize()
    {
        string? text = query["amount"];
        if (string.IsNullOrEmpty(text))
        {
            return DefaultPerPage;
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int amount))
        {
            throw InvalidQuery("amount", $"value {text}: an invalid integer: invalid syntax");
        }

        return amount switch
        {
            > MaxPageSize => throw InvalidQuery("amount", "number must be at most 1000\nSchema:\n  {}\n"),
            < -1 => throw InvalidQuery("amount", "number must be at least -1\nSchema:\n  {}\n"),
            <= 0 => DefaultPerPage,
            _ => amount,
        };
    }

    public static RestFailureException InvalidQuery(string name, string problem) =>
        new(400, $"parameter \"{name}\" in query has an error: {problem}");

    /// <summary>Answers with a status and nothing else.</summary>
    public Task AnswerEmptyAsync(int status = StatusCodes.Status204NoContent)
    {
        Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>Answers with text.</summary>
    public async Task AnswerTextAsync(int status, string text, string contentType = "text/plain; charset=utf-8")
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Response.StatusCode = status;
        Response.ContentType = contentType;
        await SendAsync(bytes).ConfigureAwait(false);
    }

    /// <summary>Answers with a JSON value.</summary>
    public async Task AnswerJsonAsync(Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Compact))
        {
            write(json);
        }

        Response.StatusCode = status;
        Response.ContentType = "application/json";
        Response.Headers.XContentTypeOptions = "nosniff";
        await SendAsync(buffer.WrittenMemory).ConfigureAwait(false);
    }

    public Task AnswerErrorAsync(int status, string message) =>
        AnswerJsonAsync(
            json =>
            {
                json.WriteStartObject();
                json.WriteString("message", message);
                json.WriteEndObject();
            },
            status);

    /// <summary>Reads a body of JSON.</summary>
    /// <param name="schema">The name that the API's description has for it.</param>
    /// <param name="isRequired">Whether no body at all is an error.</param>
    /// <exception cref="RestFailureException">It is missing or no JSON.</exception>
    public async Task<JsonRequest> ReadJsonAsync(string schema, bool isRequired = true)
    {
        using MemoryStream body = new();
        await Request.Body.CopyToAsync(body, Aborted).ConfigureAwait(false);
        record.BytesIn += body.Length;
        if (body.Length == 0 && !isRequired)
        {
            return JsonRequest.Empty(schema);
        }

        string contentType = Request.ContentType ?? string.Empty;
        if (!contentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw JsonRequest.Invalid($"header Content-Type has unexpected value \"{contentType}\"");
        }

        return body.Length == 0
            ? throw JsonRequest.Invalid("value is required but missing")
            : JsonRequest.Parse(schema, body.GetBuffer().AsMemory(0, (int)body.Length));
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        if (HttpMethods.IsHead(Request.Method))
        {
            return;
        }

        Response.ContentLength = bytes.Length;
        record.BytesOut += bytes.Length;
        await Response.Body.WriteAsync(bytes, Aborted).ConfigureAwait(false);
    }
}
