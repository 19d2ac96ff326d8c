using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Tests;

/// <summary>A gateway in a process of its own, so that its memory is not the test's.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Otherwise each start makes a new one, and the clients of the one before are refused.
    private const string SecretOfEachStart = "the-secret-of-each-start";

    private readonly Process _process;
    private readonly Dictionary<string, string> _announced = [];

    private GatewayProcess(Process process)
    {
        _process = process;
    }

    /// <summary>The port it listens at.</summary>
    public int Port => new Uri(_announced["url"]).Port;

    /// <summary>Starts the executable with a data directory and waits until it is ready.</summary>
    /// <param name="dataDirectory">What it keeps its objects in, which may hold some already.</param>
    /// <param name="port">The port to listen at; 0 for a free one.</param>
    public static Task<GatewayProcess> StartAsync(string dataDirectory, int port = 0) =>
        StartAsync("--port", port.ToString(CultureInfo.InvariantCulture), "--data", dataDirectory, "--secret-access-key", SecretOfEachStart);

    /// <summary>Starts the executable and waits until it is ready.</summary>
    /// <param name="options">Its options, beside those that every test needs.</param>
    public static async Task<GatewayProcess> StartAsync(params string[] options)
    {
        string host = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        ProcessStartInfo start = new(
            Path.GetFullPath(host),
            [
                typeof(LocalGateway.LocalGateway).Assembly.Location,
                "--repository", TestGateway.Repository, "--stop-on-stdin-end", .. options,
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        GatewayProcess gateway = new(Process.Start(start)!);
        try
        {
            using CancellationTokenSource patience = new(Patience);
            for (string? line = null; line != "ready";)
            {
                line = await gateway._process.StandardOutput.ReadLineAsync(patience.Token)
                    ?? throw new InvalidOperationException("The gateway ended before it was ready.");
                string[] parts = line.Split(": ", 2);
                gateway._announced[parts[0]] = parts[^1];
            }

            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a connection to the process.</summary>
    public LakeS3Connection Connect(
        int maxRetries = 3,
        int maxConcurrency = ConnectionOptions.DefaultMaxConcurrency,
        PayloadSigning signing = PayloadSigning.Automatic) =>
        LakeS3Connection.Open(new ConnectionOptions
        {
            EndpointUrl = _announced["url"],
            Credential = new LakeCredential(_announced["access_key_id"], _announced["secret_access_key"], "the test"),
            MaxRetries = maxRetries,
            MaxConcurrency = maxConcurrency,
            PayloadSigning = signing,
            // Tests measure memory over it: what a list has not let go of counts, not what waits for the runtime.
            CollectsMemoryInLists = true,
        });

    /// <summary>Makes requests go wrong from now on, by a fault plan.</summary>
    public async Task BreakAsync(string plan)
    {
        using HttpClient client = new();
        using StringContent content = new(plan, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PutAsync(Control("faults"), content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Forgets the requests that were answered.</summary>
    public async Task ForgetRequestsAsync()
    {
        using HttpClient client = new();
        using HttpResponseMessage answer = await client.DeleteAsync(Control("requests"));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>How many requests of an operation were answered, once it is so many; a client may have its answer an instant before that.</summary>
    public async Task<int> CountRequestsAsync(string operation, int expected)
    {
        using HttpClient client = new();
        using CancellationTokenSource patience = new(Patience);
        int count;
        do
        {
            JsonElement requests = JsonSerializer.Deserialize<JsonElement>(await client.GetStringAsync(Control("requests"), patience.Token));
            count = requests.EnumerateArray().Count(request => request.GetProperty("operation").GetString() == operation);
        }
        while (count < expected);
        return count;
    }

    /// <summary>Ends the process without a warning, as a crash does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using (CancellationTokenSource patience = new(Patience))
        {
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
                throw;
            }
        }

        _process.Dispose();
    }

    private Uri Control(string what) => new($"{_announced["url"].TrimEnd('/')}/_gateway/{what}");
}
