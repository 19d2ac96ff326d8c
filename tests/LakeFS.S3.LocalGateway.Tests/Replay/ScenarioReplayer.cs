using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>Sends the requests of a scenario, in order, and compares the answers.</summary>
internal sealed class ScenarioReplayer(ReplayTarget target)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RequestSigner signer = new(target.Keys, TimeProvider.System);
    private RawHttpConnection? connection;

    /// <summary>Replays all steps; one that fails does not stop the ones after it.</summary>
    public async Task<IReadOnlyList<ReplayedStep>> ReplayAsync(Scenario scenario)
    {
        Variables variables = new();
        variables.Set("host", target.Url.Authority);
        List<ReplayedStep> replayed = [];
        try
        {
            foreach (Step step in scenario.Steps)
            {
                replayed.Add(new ReplayedStep(scenario.Name, step, await ReplayAsync(step, variables)));
            }
        }
        finally
        {
            await CloseAsync();
        }

        return replayed;
    }

    private async Task<IReadOnlyList<string>> ReplayAsync(Step step, Variables variables)
    {
        if (target.CachesSettings && step.WaitSeconds > 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(step.WaitSeconds));
        }

        try
        {
            RawHttpResponse response = await SendAsync(step.Request, variables, 0);
            for (int i = 1; i < step.Repeat && response.Status == step.Response.Status; i++)
            {
                response = await SendAsync(step.Request, variables, i);
            }

            List<string> missing = [.. step.Capture.Where(capture => !Keep(capture, response, variables)).Select(capture => $"there is no {capture.Name} to capture")];
            return [.. new ResponseComparer(variables).Compare(step.Response, response), .. missing];
        }
        catch (ReplayException error)
        {
            return [error.Message];
        }
    }

    private async Task<RawHttpResponse> SendAsync(RecordedRequest recorded, Variables variables, int repetition)
    {
        variables.Set("i", repetition.ToString("D4", CultureInfo.InvariantCulture));
        OutgoingRequest request = RequestBuilder.Build(recorded, variables);
        signer.Sign(request, recorded.Auth);
        using CancellationTokenSource patience = new(Patience);
        try
        {
            connection ??= await RawHttpConnection.OpenAsync(target.Url, trusted: null, patience.Token);
            RawHttpResponse response = await connection.ExchangeAsync(request, patience.Token);
            if (!connection.IsReusable)
            {
                await CloseAsync();
            }

            return response;
        }
        catch (Exception error) when (error is IOException or SocketException or InvalidDataException or FormatException or OperationCanceledException)
        {
            await CloseAsync();
            throw new ReplayException($"no answer: {error.GetType().Name}: {error.Message}", error);
        }
    }

    private static bool Keep(Capture capture, RawHttpResponse response, Variables variables)
    {
        string? value = CaptureReader.Read(capture, response);
        if (value is not null)
        {
            variables.Set(capture.Name, value);
        }

        return value is not null;
    }

    private async Task CloseAsync()
    {
        if (connection is not null)
        {
            await connection.DisposeAsync();
            connection = null;
        }
    }
}
