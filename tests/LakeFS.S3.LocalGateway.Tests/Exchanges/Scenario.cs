using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>
/// Exchanges with a lakeFS server that belong together: its steps make the repositories they need and are
/// replayed in order. The members are those of the files; README.md beside them in tests/Exchanges defines them.
/// </summary>
internal sealed record Scenario
{
    [JsonPropertyName("scenario")]
    public required string Name { get; init; }

    public required string Title { get; init; }

    public string? Notes { get; init; }

    /// <summary>The server that was recorded; one of <see cref="RecordedServers"/>.</summary>
    public required string Server { get; init; }

    public required string? Repository { get; init; }

    public required IReadOnlyList<Step> Steps { get; init; }
}

/// <summary>One request (or one that is repeated) and the answer it got.</summary>
internal sealed record Step
{
    [JsonPropertyName("step")]
    public required int Number { get; init; }

    public required string Name { get; init; }

    public string? Note { get; init; }

    /// <summary><c>storage</c> or <c>bug</c> where a stand-in may answer otherwise, else null.</summary>
    public string? Quirk { get; init; }

    /// <summary>Seconds that a server which caches settings needs before the request.</summary>
    public double WaitSeconds { get; init; }

    public int Repeat { get; init; } = 1;

    public required RecordedRequest Request { get; init; }

    public IReadOnlyList<Capture> Capture { get; init; } = [];

    public required RecordedResponse Response { get; init; }
}

/// <summary>What to keep from an answer, and under which name.</summary>
internal sealed record Capture
{
    public required string Name { get; init; }

    /// <summary><c>body</c> or <c>header:NAME</c>.</summary>
    public required string From { get; init; }

    public string? Xpath { get; init; }

    /// <summary>A JSON pointer.</summary>
    public string? Json { get; init; }

    /// <summary>The first group is kept.</summary>
    public string? Regex { get; init; }
}

/// <summary>A request as it was sent, placeholders aside.</summary>
internal sealed record RecordedRequest
{
    public required string Api { get; init; }

    public required string Method { get; init; }

    /// <summary>Percent-encoded, to be sent byte for byte.</summary>
    public required string Path { get; init; }

    /// <summary>Pairs of name and value, percent-encoded; a null value has no equals sign.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> Query { get; init; } = [];

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public string? Body { get; init; }

    public string? BodyBase64 { get; init; }

    public BodyGenerator? BodyGenerator { get; init; }

    public string? TransferEncoding { get; init; }

    public required RecordedAuthentication Auth { get; init; }
}

/// <summary>A body too large for the file: <see cref="GeneratedBody"/> makes it.</summary>
/// <param name="Size">Length in bytes.</param>
/// <param name="Seed">A number or a text.</param>
internal sealed record BodyGenerator(int Size, JsonElement Seed);

/// <summary>How a request is authenticated; <see cref="RequestSigner"/> carries it out.</summary>
internal sealed record RecordedAuthentication
{
    public required string Key { get; init; }

    public required string Signing { get; init; }

    public string? Payload { get; init; }

    public string Region { get; init; } = "us-east-1";

    public int ClockOffsetMinutes { get; init; }

    /// <summary>A number, or text that is none.</summary>
    public JsonElement ExpiresSeconds { get; init; }

    public IReadOnlyList<string> SignHeaders { get; init; } = [];

    public SignedInstead? SignAs { get; init; }

    public IReadOnlyList<string> DropHeaders { get; init; } = [];

    public IReadOnlyList<string> DropQuery { get; init; } = [];

    public string? Authorization { get; init; }

    public RecordedTrailer? Trailer { get; init; }

    /// <summary>Bytes of content in an aws-chunk.</summary>
    public int ChunkSize { get; init; } = 65536;

    public int? WrongChunk { get; init; }

    public int? CutAfter { get; init; }

    public string? SignPayloadAs { get; init; }
}

/// <summary>Parts of the request that are signed instead of what is sent; null: as sent.</summary>
internal sealed record SignedInstead
{
    public string? Method { get; init; }

    public string? Path { get; init; }

    public IReadOnlyList<IReadOnlyList<string?>>? Query { get; init; }
}

/// <summary>The checksum trailer of an aws-chunked body.</summary>
internal sealed record RecordedTrailer
{
    public required string Name { get; init; }

    /// <summary><c>right</c>, <c>wrong</c>, <c>absent</c>, or the text that is sent.</summary>
    public string Value { get; init; } = "right";

    /// <summary>The name on the trailer line; null: <see cref="Name"/>.</summary>
    public string? SentName { get; init; }
}

/// <summary>The answer lakeFS gave; exactly one kind of body is there.</summary>
internal sealed record RecordedResponse
{
    public required int Status { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public string? Body { get; init; }

    public JsonElement? BodyJson { get; init; }

    public string? BodyBase64 { get; init; }

    public BodyDigest? BodyDigest { get; init; }

    public IReadOnlyList<string> BodyContains { get; init; } = [];

    public IReadOnlyDictionary<string, int> BodyCount { get; init; } = new Dictionary<string, int>();

    public IReadOnlyDictionary<string, JsonElement> BodyPointers { get; init; } = new Dictionary<string, JsonElement>();

    public BodyOnly? BodyOnly { get; init; }
}

/// <summary>Length in bytes and SHA-256 in lower-case hex.</summary>
internal sealed record BodyDigest(int Size, string Sha256);

/// <summary>Which elements of an XML answer count: those whose child begins with a text.</summary>
internal sealed record BodyOnly(string Element, string Child, string StartsWith);
