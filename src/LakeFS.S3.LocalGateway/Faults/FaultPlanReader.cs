using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace LakeFS.S3.LocalGateway.Faults;

/// <summary>Reads fault plans from JSON, and says what is wrong with one that cannot be read.</summary>
internal static class FaultPlanReader
{
    // A day: what a client waits for is far below, and a timer takes it.
    private const double MaxSeconds = 86_400;

    private static readonly Dictionary<string, FaultKind> KindsByName = new(StringComparer.Ordinal)
    {
        ["error"] = FaultKind.Error,
        ["hook"] = FaultKind.Hook,
        ["reset"] = FaultKind.Reset,
        ["half-close"] = FaultKind.HalfClose,
        ["reset-in-body"] = FaultKind.ResetInBody,
        ["lost-answer"] = FaultKind.LostAnswer,
        ["stall"] = FaultKind.Stall,
        ["stall-in-body"] = FaultKind.StallInBody,
        ["wrong-content-length"] = FaultKind.WrongContentLength,
        ["wrong-etag"] = FaultKind.WrongETag,
        ["truncate"] = FaultKind.Truncate,
        ["corrupt"] = FaultKind.Corrupt,
        ["mangle"] = FaultKind.Mangle,
        ["drip"] = FaultKind.Drip,
        ["redirect"] = FaultKind.Redirect,
        ["html"] = FaultKind.Html,
        ["delay"] = FaultKind.Delay,
    };

    private static readonly Dictionary<FaultKind, string> NamesByKind =
        KindsByName.ToDictionary(pair => pair.Value, pair => pair.Key);

    private static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "operation", "keyPattern", "nth", "count", "fault", "status", "code", "message", "afterBytes", "seconds",

        // What ToJson adds, so that a plan that was read back can be sent again.
        "matched", "hits",
    };

    public static string NameOf(FaultKind kind) => NamesByKind[kind];

    public static FaultRule[] Read(string json)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            throw new FormatException($"The fault plan is not JSON: {e.Message}", e);
        }

        using (document)
        {
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("rules", out JsonElement rules)
                || rules.ValueKind != JsonValueKind.Array)
            {
                throw new FormatException("The fault plan must be an object with the member 'rules', an array.");
            }

            foreach (JsonProperty member in root.EnumerateObject())
            {
                if (member.Name != "rules")
                {
                    throw new FormatException($"The fault plan has an unknown member '{member.Name}'.");
                }
            }

            return rules.EnumerateArray().Select((rule, index) => ReadRule(rule, index + 1)).ToArray();
        }
    }

    private static FaultRule ReadRule(JsonElement rule, int number)
    {
        if (rule.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"Rule {number} of the fault plan must be an object.");
        }

        foreach (JsonProperty member in rule.EnumerateObject())
        {
            if (!Members.Contains(member.Name))
            {
                throw new FormatException($"Rule {number} of the fault plan has an unknown member '{member.Name}'.");
            }
        }

        string? keyPattern = Text(rule, number, "keyPattern");
        string operation = Text(rule, number, "operation") ?? throw Missing(number, "operation");
        if (operation.Length == 0)
        {
            throw Wrong(number, "operation", "the name of an operation or '*'");
        }

        FaultKind fault = Kind(rule, number);
        var defaults = new FaultRule { Operation = operation, Fault = fault };
        return new FaultRule
        {
            Operation = operation,
            Fault = fault,
            KeyPattern = keyPattern,
            Nth = (int)Whole(rule, number, "nth", defaults.Nth, 1, int.MaxValue),
            Count = (int)Whole(rule, number, "count", defaults.Count, 0, int.MaxValue),
            Status = (int)Whole(rule, number, "status", defaults.Status, 200, 599),
            Code = Text(rule, number, "code") ?? defaults.Code,
            Message = Text(rule, number, "message") ?? defaults.Message,
            AfterBytes = Whole(rule, number, "afterBytes", defaults.AfterBytes, 0, long.MaxValue),
            Seconds = Seconds(rule, number, defaults.Seconds),
        };
    }

    private static FaultKind Kind(JsonElement rule, int number)
    {
        string name = Text(rule, number, "fault") ?? throw Missing(number, "fault");
        return KindsByName.TryGetValue(name, out FaultKind kind)
            ? kind
            : throw Wrong(number, "fault", $"one of {string.Join(", ", KindsByName.Keys)}, not '{name}'");
    }

    private static string? Text(JsonElement rule, int number, string member)
    {
        if (!rule.TryGetProperty(member, out JsonElement value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(number, member, "a text");
    }

    private static long Whole(JsonElement rule, int number, string member, long otherwise, long least, long most)
    {
        if (!rule.TryGetProperty(member, out JsonElement value))
        {
            return otherwise;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long whole) && whole >= least && whole <= most
            ? whole
            : throw Wrong(number, member, $"a whole number from {least} to {most}");
    }

    private static double Seconds(JsonElement rule, int number, double otherwise)
    {
        if (!rule.TryGetProperty("seconds", out JsonElement value))
        {
            return otherwise;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double seconds) && seconds is >= 0 and <= MaxSeconds
            ? seconds
            : throw Wrong(number, "seconds", $"a number from 0 to {MaxSeconds}");
    }

    private static FormatException Missing(int number, string member) =>
        new($"Rule {number} of the fault plan has no member '{member}'.");

    private static FormatException Wrong(int number, string member, string expected) =>
        new($"Rule {number} of the fault plan: '{member}' must be {expected}.");
}
