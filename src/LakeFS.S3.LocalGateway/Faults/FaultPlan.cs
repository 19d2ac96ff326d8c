using System;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Threading;

namespace LakeFS.S3.LocalGateway.Faults;

/// <summary>
/// The rules by which requests go wrong on purpose. Rules can be replaced while the gateway serves; all members may be
/// used by many threads.
/// </summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private volatile FaultRule[] _rules;

    /// <summary>Makes a plan without rules: nothing goes wrong.</summary>
    public FaultPlan()
        : this([])
    {
    }

    private FaultPlan(FaultRule[] rules)
    {
        _rules = rules;
    }

    /// <summary>Reads a plan.</summary>
    /// <param name="json">The plan, <c>{"rules":[…]}</c>.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="FormatException">The text is not a valid plan; the message names the rule and the member.</exception>
    public static FaultPlan Parse(string json) => new(FaultPlanReader.Read(json));

    /// <summary>Replaces the rules and resets the counters. An invalid plan changes nothing.</summary>
    /// <param name="json">The plan, <c>{"rules":[…]}</c>.</param>
    /// <exception cref="FormatException">The text is not a valid plan; the message names the rule and the member.</exception>
    public void Replace(string json) => _rules = FaultPlanReader.Read(json);

    /// <summary>Removes every rule.</summary>
    public void Clear() => _rules = [];

    /// <summary>
    /// Counts a request, and tells the rule that hits it. Every rule that matches counts the request; where more than
    /// one would hit it, the first in the plan does.
    /// </summary>
    /// <param name="operation">The name of the operation.</param>
    /// <param name="key">The object key without its ref; null if the operation has none.</param>
    /// <returns>The rule, or null if nothing goes wrong.</returns>
    public FaultRule? Match(string operation, string? key)
    {
        FaultRule[] rules = _rules;
        if (rules.Length == 0)
        {
            return null;
        }

        lock (_lock)
        {
            FaultRule? hit = null;
            foreach (FaultRule rule in rules)
            {
                if (!rule.Matches(operation, key))
                {
                    continue;
                }

                rule.Matched++;
                bool hits = rule.Matched >= rule.Nth && (rule.Count == 0 || rule.Matched - rule.Nth < rule.Count);
                if (hits && hit is null)
                {
                    rule.Hits++;
                    hit = rule;
                }
            }

            return hit;
        }
    }

    /// <summary>The plan as JSON, each rule with all its members, and with <c>matched</c> and <c>hits</c>: the requests it matched and hit.</summary>
    /// <returns>The JSON text.</returns>
    public string ToJson()
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteStartArray("rules");
            lock (_lock)
            {
                foreach (FaultRule rule in _rules)
                {
                    WriteRule(json, rule);
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static void WriteRule(Utf8JsonWriter json, FaultRule rule)
    {
        json.WriteStartObject();
        json.WriteString("operation", rule.Operation);
        if (rule.KeyPattern is not null)
        {
            json.WriteString("keyPattern", rule.KeyPattern);
        }

        json.WriteNumber("nth", rule.Nth);
        json.WriteNumber("count", rule.Count);
        json.WriteString("fault", FaultPlanReader.NameOf(rule.Fault));
        json.WriteNumber("status", rule.Status);
        json.WriteString("code", rule.Code);
        json.WriteString("message", rule.Message);
        json.WriteNumber("afterBytes", rule.AfterBytes);
        json.WriteNumber("seconds", rule.Seconds);
        json.WriteNumber("matched", rule.Matched);
        json.WriteNumber("hits", rule.Hits);
        json.WriteEndObject();
    }
}
