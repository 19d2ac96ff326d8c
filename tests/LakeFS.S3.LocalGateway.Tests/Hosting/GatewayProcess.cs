using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>What a process printed until it ended, and its exit code.</summary>
internal sealed record ProcessOutcome(int ExitCode, string Output, string Errors);

/// <summary>The gateway's executable in a process of its own, which a test starts and ends.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly Task<string> errors;
    private readonly List<string> lines = [];

    private GatewayProcess(Process process)
    {
        this.process = process;
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>What it printed up to <c>ready</c>.</summary>
    public IReadOnlyList<string> Lines => lines;

    /// <summary>A client with the address and key pair that the process printed.</summary>
    public GatewayClient Client => new(new Uri(Value("url")), Keys);

    /// <summary>The key pair that the process printed.</summary>
    public KeyPair Keys => new(Value("access_key_id"), Value("secret_access_key"));

    /// <summary>Runs the executable to its end.</summary>
    public static async Task<ProcessOutcome> RunAsync(params string[] arguments)
    {
        await using GatewayProcess gateway = new(Start(arguments, temporaryFolder: null));
        gateway.process.StandardInput.Close();
        return await gateway.ReadOutcomeAsync();
    }

    /// <summary>Starts the executable and waits until it is ready.</summary>
    /// <param name="temporaryFolder">Where its temporary files go; null: where they usually do.</param>
    /// <param name="arguments">Its command line.</param>
    public static Task<GatewayProcess> StartAsync(string? temporaryFolder, params string[] arguments) =>
        ReadyAsync(new GatewayProcess(Start(arguments, temporaryFolder)));

    /// <summary>Starts the executable where no file may grow beyond some 32 KiB: what is written behind that fails, as on a full disk.</summary>
    public static Task<GatewayProcess> StartWithSmallFilesAsync(params string[] arguments) => ReadyAsync(new GatewayProcess(
        Start(arguments, temporaryFolder: null, ["/bin/sh", "-c", "trap '' XFSZ; ulimit -f 64; exec \"$@\"", "sh"])));

    /// <summary>Starts the executable, writes a line to its standard input and waits until it is ready.</summary>
    /// <param name="line">The line.</param>
    /// <param name="arguments">Its command line.</param>
    public static async Task<GatewayProcess> StartWithInputAsync(string line, params string[] arguments)
    {
        GatewayProcess gateway = new(Start(arguments, temporaryFolder: null));
        await gateway.process.StandardInput.WriteLineAsync(line);
        await gateway.process.StandardInput.FlushAsync();
        return await ReadyAsync(gateway);
    }

    /// <summary>What the process printed after a name and a colon.</summary>
    public string Value(string name) => lines.Single(line => line.StartsWith(name + ": ", StringComparison.Ordinal))[(name.Length + 2)..];

    /// <summary>Sends the process SIGTERM and waits for its end.</summary>
    public async Task<ProcessOutcome> TerminateAsync()
    {
        await SignalAsync("TERM");
        return await ReadOutcomeAsync();
    }

    /// <summary>Sends the process a signal.</summary>
    /// <param name="name">The signal's name.</param>
    public async Task SignalAsync(string name)
    {
        // The shell's own kill: a bare machine need not have the program.
        using Process kill = Process.Start("/bin/sh", ["-c", $"kill -{name} {process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Ends the process's standard input and waits for its end.</summary>
    public Task<ProcessOutcome> EndInputAsync()
    {
        process.StandardInput.Close();
        return ReadOutcomeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private static async Task<GatewayProcess> ReadyAsync(GatewayProcess gateway)
    {
        try
        {
            using CancellationTokenSource patience = new(Patience);
            while (gateway.lines.LastOrDefault() != "ready")
            {
                gateway.lines.Add(await gateway.process.StandardOutput.ReadLineAsync(patience.Token)
                    ?? throw new InvalidOperationException($"The gateway ended before it was ready: {await gateway.errors}"));
            }

            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    private static Process Start(string[] arguments, string? temporaryFolder, params string[] launcher)
    {
        string runtime = RuntimeEnvironment.GetRuntimeDirectory();
        string dotnet = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        string[] command = [.. launcher, dotnet, typeof(LocalGateway).Assembly.Location, .. arguments];
        ProcessStartInfo start = new(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The runtime's own sockets for debuggers would lie among the temporary files.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        // The runtime would map its code by way of a large file.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        if (temporaryFolder is not null)
        {
            start.Environment[OperatingSystem.IsWindows() ? "TMP" : "TMPDIR"] = temporaryFolder;
        }

        return Process.Start(start)!;
    }

    /// <summary>Waits for the end of the process.</summary>
    public async Task<ProcessOutcome> ReadOutcomeAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        string output = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return new ProcessOutcome(process.ExitCode, output, await errors);
    }
}
