using System;
using System.IO;
using System.Threading;
using EngineSample;
using LakeFS.S3;
using LakeFS.S3.LocalGateway;

// The main job of the module, done through its engine: for machines without PowerShell, and for .NET programs that want
// the engine alone. Exit code 0 if everything came back equal, 1 if not.
using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stop.Cancel();
};

string data = Path.Combine(AppContext.BaseDirectory, "data");
string work = Path.Combine(Path.GetTempPath(), $"LakeFS.S3-sample-{Guid.NewGuid():N}");
await using LocalGateway gateway = await LocalGateway.StartAsync(new LocalGatewayOptions { Repositories = ["example-repo"] }, stop.Token);
Console.WriteLine($"A local gateway answers at {gateway.Url} in place of lakeFS.");
try
{
    Directory.CreateDirectory(work);
    using LakeS3Connection lake = LakeS3Connection.Open(new ConnectionOptions
    {
        EndpointUrl = gateway.Url.AbsoluteUri,
        Credential = new LakeCredential(gateway.AccessKeyId, gateway.SecretAccessKey, "the local gateway"),
        Repository = "example-repo",
        Ref = "main",
    });
    await lake.VerifyAsync(stop.Token);
    int equal = await new MainJob(lake, data, work).RunAsync(stop.Token);
    Console.WriteLine($"All {equal} files were equal byte for byte.");
    return 0;
}
catch (LakeS3Exception error)
{
    Console.Error.WriteLine($"{error.ErrorId}: {error.Message}");
    return 1;
}
catch (InvalidDataException difference)
{
    Console.Error.WriteLine(difference.Message);
    return 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("Stopped.");
    return 1;
}
finally
{
    Directory.Delete(work, recursive: true);
}
