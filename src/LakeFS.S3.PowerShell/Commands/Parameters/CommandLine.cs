using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using LakeFS.S3.Addressing;

namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>
/// What stood on the command line, kept before the pipeline begins: later PowerShell adds to the same dictionary what the
/// pipeline binds.
/// </summary>
/// <param name="invocation">The command.</param>
/// <param name="defaults">$PSDefaultParameterValues.</param>
internal sealed class CommandLine(InvocationInfo invocation, object? defaults)
{
    private readonly Dictionary<string, object?> _given = new(invocation.BoundParameters, StringComparer.OrdinalIgnoreCase);
    private readonly IDictionary? _defaults = (defaults is PSObject wrapped ? wrapped.BaseObject : defaults) as IDictionary;

    /// <summary>Whether a parameter stood there, or has a value from $PSDefaultParameterValues.</summary>
    public bool Has(string parameter) => _given.ContainsKey(parameter);

    /// <summary>Whether a parameter has the value that $PSDefaultParameterValues gives it, and so was not necessarily typed.</summary>
    public bool IsDefault(string parameter) =>
        _defaults is not null
        && _given.TryGetValue(parameter, out object? value)
        && _defaults.Cast<DictionaryEntry>().Any(entry => IsFor(entry.Key as string, parameter) && Equals(TextOf(entry.Value), TextOf(value)));

    /// <summary>
    /// What the parameters mean together: defaults give way to what was typed, and an address is one only where it was typed.
    /// What comes by the pipeline as a key is a key.
    /// </summary>
    /// <param name="said">The values of -Repository, -Ref, -BucketName and the parameter with the key.</param>
    /// <param name="keyParameter">That parameter.</param>
    public ObjectName Read(ObjectName said, string keyParameter) => new()
    {
        Key = Has(keyParameter) ? said.Key : null,
        LiteralKey = said.Key is null || Has(keyParameter) ? said.LiteralKey : said.Key + said.LiteralKey,
        Repository = IsDefault(nameof(said.Repository)) ? null : said.Repository,
        Ref = IsDefault(nameof(said.Ref)) ? null : said.Ref,
        BucketName = IsDefault(nameof(said.BucketName)) ? null : said.BucketName,
        Defaults = new ObjectName
        {
            Repository = IsDefault(nameof(said.Repository)) ? said.Repository : null,
            Ref = IsDefault(nameof(said.Ref)) ? said.Ref : null,
            BucketName = IsDefault(nameof(said.BucketName)) ? said.BucketName : null,
        },
    };

    /// <summary>Whether a name has a key by the pipeline that looks like an address, and nothing beside it, which would say where it is.</summary>
    public bool IsDoubtful(ObjectName said, string keyParameter) =>
        !Has(keyParameter) && AddressUri.IsAddress(said.Key) && invocation.BoundParameters.Keys.All(bound => Has(bound) || bound == keyParameter);

    // The keys are written as in 'Get-Lake*:Repository'.
    private bool IsFor(string? key, string parameter)
    {
        string[] parts = (key ?? string.Empty).Split([':'], 2);
        return parts.Length == 2 && Matches(parts[0], invocation.MyCommand.Name) && Matches(parts[1], parameter);
    }

    private static bool Matches(string pattern, string name) =>
        WildcardPattern.Get(pattern.Trim(' ', '\'', '"'), WildcardOptions.IgnoreCase).IsMatch(name);

    private static string? TextOf(object? value) => value?.ToString();
}
