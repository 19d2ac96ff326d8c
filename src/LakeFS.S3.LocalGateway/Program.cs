using System;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway;
using LakeFS.S3.LocalGateway.Hosting;

const int Success = 0;
const int Failure = 1;
const int NotUnderstood = 2;

CommandLine line;
try
{
    line = CommandLine.Parse(args);
}
catch (CommandLineException problem)
{
    await Console.Error.WriteLineAsync($"{problem.Message} See --help.");
    return NotUnderstood;
}

if (line.ShowsHelp)
{
    Console.WriteLine(CommandLine.Help);
    return Success;
}

if (line.ShowsVersion)
{
    Console.WriteLine(Assembly.GetExecutingAssembly().GetName().Version?.ToString(3));
    return Success;
}

try
{
    TaskCompletionSource stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    void OnTerminate(PosixSignalContext context)
    {
        context.Cancel = true;
        stop.TrySetResult();
    }

    // Ctrl+C in a terminal reaches every process that was started from it. It is meant for the command that the session
    // runs, and a gateway that ends with the session is still needed after it.
    void OnInterrupt(PosixSignalContext context)
    {
        context.Cancel = true;
        if (!line.StopsOnInputEnd)
        {
            stop.TrySetResult();
        }
    }

    using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnInterrupt);
    using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnTerminate);

    await using LocalGateway gateway = await LocalGateway.StartAsync(line.Options);
    if (line.FaultPlan is { } plan)
    {
        gateway.Faults.Replace(plan);
    }

    await Announcement.WriteAsync(Console.Out, gateway);
    if (line.StopsOnInputEnd)
    {
        await Task.WhenAny(stop.Task, InputEndAsync());
    }
    else
    {
        await stop.Task;
    }

    return Success;
}
catch (Exception problem) when (problem
    is IOException or UnauthorizedAccessException or ArgumentException or InvalidDataException)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return Failure;
}

static async Task InputEndAsync()
{
    await using Stream input = Console.OpenStandardInput();
    await input.CopyToAsync(Stream.Null);
}
