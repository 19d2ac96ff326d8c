using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using LakeFS.S3.Addressing;

namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>
/// The parameters given on the command line. Created before the pipeline starts, because later PowerShell adds the
/// parameters bound by the pipeline to the same dictionary.
/// </summary>
/// <param name="invocation">The command.</param>
/// <param name="defaults">$PSDefaultParameterValues.</param>
internal sealed class CommandLine(InvocationInfo invocation, object? defaults)
{
    private readonly Dictionary<string, object?> _parameters = new(invocation.BoundParameters, StringComparer.OrdinalIgnoreCase);
    private readonly IDictionary? _defaults = (defaults is PSObject wrapped ? wrapped.BaseObject : defaults) as IDictionary;

    /// <summary>Whether a parameter was given, or has a value from $PSDefaultParameterValues.</summary>
    public bool Has(string parameter) => _parameters.ContainsKey(parameter);

    /// <summary>Whether a parameter has its value from $PSDefaultParameterValues.</summary>
    public bool IsDefault(string parameter) =>
        _defaults is not null
        && _parameters.TryGetValue(parameter, out object? value)
        && _defaults.Cast<DictionaryEntry>().Any(entry => IsFor(entry.Key as string, parameter) && Equals(TextOf(entry.Value), TextOf(value)));

    /// <summary>
    /// Combines the parameters of a name. What was typed comes before $PSDefaultParameterValues. A key may be an address only
    /// if it was typed; one from the pipeline is always a key.
    /// </summary>
    /// <param name="given">The values of -Repository, -Ref, -BucketName and the parameter with the key.</param>
    /// <param name="keyParameter">The parameter with the key.</param>
    public ObjectName Read(ObjectName given, string keyParameter) => new()
    {
        Key = Has(keyParameter) ? given.Key : null,
        LiteralKey = given.Key is null || Has(keyParameter) ? given.LiteralKey : given.Key + given.LiteralKey,
        Repository = IsDefault(nameof(given.Repository)) ? null : given.Repository,
        Ref = IsDefault(nameof(given.Ref)) ? null : given.Ref,
        BucketName = IsDefault(nameof(given.BucketName)) ? null : given.BucketName,
        Defaults = new ObjectName
        {
            Repository = IsDefault(nameof(given.Repository)) ? given.Repository : null,
            Ref = IsDefault(nameof(given.Ref)) ? given.Ref : null,
            BucketName = IsDefault(nameof(given.BucketName)) ? given.BucketName : null,
        },
    };

    /// <summary>Whether a key from the pipeline looks like an address, and may have been meant as one: nothing else came with it.</summary>
    public bool IsDoubtful(ObjectName given, string keyParameter) =>
        !Has(keyParameter) && AddressUri.IsAddress(given.Key) && invocation.BoundParameters.Keys.All(bound => Has(bound) || bound == keyParameter);

    // The keys are written like 'Get-Lake*:Repository'.
    private bool IsFor(string? key, string parameter)
    {
        string[] parts = (key ?? string.Empty).Split([':'], 2);
        return parts.Length == 2 && Matches(parts[0], invocation.MyCommand.Name) && Matches(parts[1], parameter);
    }

    private static bool Matches(string pattern, string name) =>
        WildcardPattern.Get(pattern.Trim(' ', '\'', '"'), WildcardOptions.IgnoreCase).IsMatch(name);

    private static string? TextOf(object? value) => value?.ToString();
}
