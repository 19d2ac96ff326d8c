using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace LakeFS.S3.PowerShell.Commands.LocalGateway;

/// <summary>What a local gateway is started with.</summary>
/// <param name="Repositories">The repositories to create.</param>
/// <param name="SeedFolder">The folder whose files the first repository has at the start; null for none.</param>
/// <param name="Https">Whether it serves HTTPS.</param>
/// <param name="FaultPlan">The fault plan as a line of JSON; null for none.</param>
internal sealed record GatewayOptions(IReadOnlyList<string> Repositories, string? SeedFolder, bool Https, string? FaultPlan)
{
    /// <summary>The arguments of dotnet. Neither the fault plan nor a secret is among them.</summary>
    public string ToArguments(string program) => string.Join(" ", Arguments(program).Select(Quote));

    private IEnumerable<string> Arguments(string program) =>
    [
        program,
        "--port", "0",
        "--stop-on-stdin-end",
        .. Https ? ["--https-port", "0"] : (string[])[],
        .. Repositories.SelectMany(repository => (string[])["--repository", repository]),
        .. SeedFolder is null ? (string[])[] : ["--seed", SeedFolder],
        .. FaultPlan is null ? (string[])[] : ["--faults", "-"],
    ];

    // As programs on Windows split their command line, and .NET does on other systems; .NET Framework takes no list.
    private static string Quote(string argument) =>
        $"\"{Regex.Replace(Regex.Replace(argument, "(\\\\*)\"", "$1$1\\\""), "(\\\\+)$", "$1$1")}\"";
}
