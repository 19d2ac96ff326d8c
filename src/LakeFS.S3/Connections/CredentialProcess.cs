using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading.Tasks;
using Amazon.Runtime;
using LakeFS.S3.Errors;

namespace LakeFS.S3.Connections;

/// <summary>
/// Key pairs printed by a profile's <c>credential_process</c>. The SDK's own implementation has no time limit, and puts the
/// process's error output, which may contain a secret, into the exception.
/// </summary>
internal sealed class CredentialProcess : RefreshingAWSCredentials
{
    private readonly string _profile;
    private readonly string _command;
    private readonly TimeSpan _timeLimit;

    /// <summary>Describes the command without running it.</summary>
    public CredentialProcess(string profile, string command, TimeSpan timeLimit)
    {
        _profile = profile;
        _command = command;
        _timeLimit = timeLimit;
        PreemptExpiryTime = TimeSpan.FromMinutes(15);
    }

    protected override CredentialsRefreshState GenerateNewCredentials() => Task.Run(GenerateNewCredentialsAsync).GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        string output = await RunAsync().ConfigureAwait(false);
        try
        {
            using JsonDocument document = JsonDocument.Parse(output);
            JsonElement root = document.RootElement;
            DateTime end = Text(root, "Expiration") is string expiration ? DateTimeOffset.Parse(expiration, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime : DateTime.MaxValue;
            return Text(root, "AccessKeyId") is string id && Text(root, "SecretAccessKey") is string secret
                ? new CredentialsRefreshState(new ImmutableCredentials(id, secret, Text(root, "SessionToken")), end)
                : throw Unusable("prints no AccessKeyId and SecretAccessKey");
        }
        catch (Exception notCredentials) when (notCredentials is JsonException or FormatException or InvalidOperationException)
        {
            // The output may contain a secret, so it is not shown.
            throw Unusable("prints something other than credentials as JSON");
        }
    }

    private async Task<string> RunAsync()
    {
        using Process process = new() { StartInfo = StartInfo() };
        try
        {
            process.Start();
        }
        catch (Exception failure) when (failure is Win32Exception or InvalidOperationException)
        {
            throw Unusable("can't be started");
        }

        Task<string> output = process.StandardOutput.ReadToEndAsync();
        // Read so that the process does not block on a full pipe, but never shown.
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task both = Task.WhenAll(output, errors);
        if (await Task.WhenAny(both, Task.Delay(_timeLimit)).ConfigureAwait(false) != both)
        {
            Kill(process);
            throw Unusable($"did not end within {_timeLimit.TotalSeconds:0.#} s");
        }

        process.WaitForExit();
        return process.ExitCode == 0 ? await output.ConfigureAwait(false) : throw Unusable($"ended with exit code {process.ExitCode}");
    }

    private ProcessStartInfo StartInfo()
    {
        bool isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
        return new ProcessStartInfo
        {
            FileName = isWindows ? "cmd.exe" : "sh",
            Arguments = isWindows ? $"/c {_command}" : $"-c \"{_command.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"",
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception ended) when (ended is InvalidOperationException or Win32Exception)
        {
            // It has exited in the meantime.
        }
    }

    private LakeS3Exception Unusable(string what) => ConnectionErrors.ProfileUnusable(_profile, $"its credential_process {what}.");

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
