using System;
using System.Text.RegularExpressions;

namespace LakeFS.S3.LocalGateway.Actions;

/// <summary>A header or parameter of a webhook. What comes from the environment is not shown.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Shown">What is written of it.</param>
internal sealed partial record HookSetting(string Name, string Value, string Shown)
{
    /// <summary>lakeFS gives hooks no other variables than those that begin so.</summary>
    private const string VariablePrefix = "LAKEFSACTION_";

    private const string Hidden = "*******";

    /// <summary>Fills in <c>{{ ENV.NAME }}</c>.</summary>
    /// <exception cref="InvalidActionException">There is no such variable.</exception>
    public static HookSetting Create(string name, string text)
    {
        string value = Variable().Replace(text, match => Read(match.Groups["name"].Value));
        return new HookSetting(name, value, Variable().IsMatch(text) ? Hidden : value);
    }

    private static string Read(string name) => name.StartsWith(VariablePrefix, StringComparison.Ordinal)
        ? Environment.GetEnvironmentVariable(name) ?? throw new InvalidActionException($"{name} not found: missing env var")
        : string.Empty;

    [GeneratedRegex(@"\{\{ ?ENV\.(?<name>.*?) ?\}\}")]
    private static partial Regex Variable();
}
