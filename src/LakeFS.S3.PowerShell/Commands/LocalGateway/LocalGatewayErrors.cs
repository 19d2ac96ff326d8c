using System;
using LakeFS.S3.Errors;

namespace LakeFS.S3.PowerShell.Commands.LocalGateway;

/// <summary>The errors of starting and stopping local gateways.</summary>
internal static class LocalGatewayErrors
{
    private static readonly ErrorDefinition NoGateway = new("LakeGatewayNotFound", LakeErrorKind.NotFound);
    private static readonly ErrorDefinition NoProgram = new("LakeGatewayNotInstalled", LakeErrorKind.NotFound);
    private static readonly ErrorDefinition NoRuntime = new("LakeGatewayRuntimeMissing", LakeErrorKind.NotFound);
    private static readonly ErrorDefinition NoStart = new("LakeGatewayNotStarted", LakeErrorKind.InvalidOperation);
    private static readonly ErrorDefinition NoPlan = new("LakeFaultPlanInvalid", LakeErrorKind.InvalidArgument);

    public static LakeS3Exception NotFound(string? connection) => NoGateway.Error(connection is null
        ? "This session has started no local gateway, or has stopped it already."
        : $"The connection '{connection}' does not lead to a local gateway that this session has started.");

    public static LakeS3Exception NotInstalled(string program) => NoProgram.Error($"The module has no local gateway: '{program}' does not exist.");

    public static LakeS3Exception DotnetMissing(string? root) => NoRuntime.Error(root is null
        ? "The local gateway needs the ASP.NET Core runtime 10 or later, and no dotnet command was found."
        : $"The local gateway needs the ASP.NET Core runtime 10 or later, and DOTNET_ROOT, '{root}', has no dotnet command.");

    public static LakeS3Exception RuntimeMissing(string dotnet) => NoRuntime.Error(
        $"The local gateway needs the ASP.NET Core runtime 10 or later, which '{dotnet}' does not have.");

    public static LakeS3Exception NotStarted(int exitCode, string reason) => NoStart.Error(
        $"The local gateway ended with exit code {exitCode} before it was ready: {reason}");

    public static LakeS3Exception NotStarted(string dotnet, Exception inner) => NoStart.Error(
        $"'{dotnet}' can't be started: {inner.Message}", new ErrorFacts { Inner = inner });

    public static LakeS3Exception FaultPlanInvalid(string reason) => NoPlan.Error(reason);
}
