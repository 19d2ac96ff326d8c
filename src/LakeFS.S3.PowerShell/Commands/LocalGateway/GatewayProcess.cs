using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.PowerShell.Commands.LocalGateway;

/// <summary>
/// The process of a local gateway. It ends when its standard input does, so it never outlives this process, however that ends.
/// </summary>
internal sealed class GatewayProcess : IDisposable
{
    // The gateway gives requests under way five seconds.
    private const int StopMilliseconds = 10_000;

    // What the gateway says of a fault plan that it does not understand.
    private const string FaultPlanProblem = "--faults -: ";
    private const string HelpHint = " See --help.";

    // The host's exit code for a missing framework is 0x80008096; Unix keeps the last byte.
    private const int FrameworkMissing = 0x96;

    private readonly Process _process;
    private readonly StreamWriter _input;
    private readonly string _dotnet;
    private readonly Task<string> _errors;
    private readonly Dictionary<string, string> _announced = new(StringComparer.Ordinal);

    private GatewayProcess(Process process, string dotnet)
    {
        _process = process;
        _input = process.StandardInput;
        _dotnet = dotnet;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Where the gateway answers: its HTTPS URL if it has one.</summary>
    public string Url => Announced("https_url") ?? Announced("url")!;

    /// <summary>The file of the certificate authority; null without HTTPS.</summary>
    public string? CAFile => Announced("ca_file");

    /// <summary>The key pair, made for this start.</summary>
    public LakeCredential Credential => new(Announced("access_key_id")!, Announced("secret_access_key")!, "the local gateway");

    /// <summary>Starts a gateway and waits until it listens.</summary>
    /// <exception cref="LakeS3Exception">It can't run, or ended before it was ready.</exception>
    public static async Task<GatewayProcess> StartAsync(string dotnet, string program, GatewayOptions options, CancellationToken stop)
    {
        GatewayProcess gateway = new(Start(dotnet, options.ToArguments(program)), dotnet);
        try
        {
            using (stop.Register(gateway.Kill))
            {
                await gateway.SendAsync(options.FaultPlan).ConfigureAwait(false);
                await gateway.ReadAnnouncementAsync(stop).ConfigureAwait(false);
            }

            return gateway;
        }
        catch
        {
            gateway.Dispose();
            throw;
        }
    }

    /// <summary>Stops the gateway and waits for its end.</summary>
    /// <returns>What it reported while it ran, such as failures of its own; usually empty.</returns>
    public string Stop()
    {
        _input.Close();
        if (!_process.WaitForExit(StopMilliseconds))
        {
            Kill();
            _process.WaitForExit();
        }

        return _errors.GetAwaiter().GetResult().Trim();
    }

    /// <summary>Lets the gateway end, without waiting for it.</summary>
    public void Dispose()
    {
        // Disposing a process does not close a stream that was used.
        _input.Close();
        _process.Dispose();
    }

    private static Process Start(string dotnet, string arguments)
    {
        ProcessStartInfo start = new(dotnet, arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception inner)
        {
            throw LocalGatewayErrors.NotStarted(dotnet, inner);
        }
    }

    private async Task SendAsync(string? faultPlan)
    {
        if (faultPlan is null)
        {
            return;
        }

        byte[] line = Encoding.ASCII.GetBytes(faultPlan + "\n");
        try
        {
            await _input.BaseStream.WriteAsync(line, 0, line.Length).ConfigureAwait(false);
            await _input.BaseStream.FlushAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It has ended; reading the announcement finds out why.
        }
    }

    private async Task ReadAnnouncementAsync(CancellationToken stop)
    {
        while (await _process.StandardOutput.ReadLineAsync().ConfigureAwait(false) is var line && line != "ready")
        {
            if (line is null)
            {
                stop.ThrowIfCancellationRequested();
                throw await EndedAsync().ConfigureAwait(false);
            }

            string[] parts = line.Split([": "], 2, StringSplitOptions.None);
            _announced[parts[0]] = parts[parts.Length - 1];
        }
    }

    private async Task<LakeS3Exception> EndedAsync()
    {
        string errors = (await _errors.ConfigureAwait(false)).Trim();
        _process.WaitForExit();
        return (_process.ExitCode & 0xFF) == FrameworkMissing ? LocalGatewayErrors.RuntimeMissing(_dotnet)
            : errors.StartsWith(FaultPlanProblem, StringComparison.Ordinal) ? LocalGatewayErrors.FaultPlanInvalid(errors.Substring(FaultPlanProblem.Length).Replace(HelpHint, string.Empty))
            : LocalGatewayErrors.NotStarted(_process.ExitCode, errors);
    }

    private string? Announced(string name) => _announced.TryGetValue(name, out string? value) ? value : null;

    private void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }
}
