using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Diagnostics;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>What is tried again, how often, and what is not; counted where the requests arrive.</summary>
public sealed class RetryPolicyTests
{
    private const int MaxRetries = 3;

    // Key, the fault's members, and how many requests it may cost.
    private static readonly (string Key, object Rule, int Requests)[] Faults =
    [
        ("400", Error("400", 400, "InvalidArgument"), 1),
        ("403", Error("403", 403, "AccessDenied"), 1),
        ("404", Error("404", 404, "NoSuchKey"), 1),
        ("405", Error("405", 405, "ERRLakeFSNotSupported"), 1),
        ("412", Error("412", 412, "PreconditionFailed"), 1),
        ("501", Error("501", 501, "NotImplemented"), 1),
        ("500", Error("500", 500, "InternalError"), 3),
        ("408", Error("408", 408, "RequestTimeout"), MaxRetries + 1),
        ("429", Error("429", 429, "TooManyRequests"), MaxRetries + 1),
        ("502", Error("502", 502, "BadGateway"), MaxRetries + 1),
        ("503", Error("503", 503, "SlowDown"), MaxRetries + 1),
        ("504", Error("504", 504, "GatewayTimeout"), MaxRetries + 1),
        ("reset", new { operation = "*", keyPattern = "reset", fault = "reset", count = 0 }, MaxRetries + 1),
        ("lost", new { operation = "*", keyPattern = "lost", fault = "lost-answer", count = 0 }, MaxRetries + 1),
    ];

    [Theory]
    [InlineData("PutObject")]
    [InlineData("GetObject")]
    public async Task Reasons_that_stay_cost_one_request_and_others_no_more_than_was_allowed(string operation)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("lost");
        gateway.ForgetSetup();
        gateway.Break([.. Faults.Select(fault => fault.Rule)]);
        LakeS3Connection connection = gateway.Connect(MaxRetries);

        await Task.WhenAll(Faults.Select(fault => Assert.ThrowsAsync<LakeS3Exception>(() => operation == "PutObject"
            ? connection.UploadAsync(TestGateway.At(fault.Key), [1, 2, 3])
            : connection.DownloadAsync(TestGateway.At(fault.Key)))));

        IReadOnlyList<LoggedRequest> log = await gateway.StopAsync();
        Assert.Equal(
            Faults.Select(fault => (fault.Key, fault.Requests)),
            Faults.Select(fault => (fault.Key, log.Count(request => request.Operation == operation && request.Key == fault.Key))));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public async Task An_internal_error_is_not_tried_more_often_than_allowed(int maxRetries, int requests)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        gateway.Break(new { operation = "PutObject", fault = "error", status = 500, code = "InternalError", count = 0 });

        await Lake.FailsAsync("LakeServerError", () => gateway.Connect(maxRetries).UploadAsync(TestGateway.At("a"), [1]));

        Assert.Equal(requests, (await gateway.StopAsync()).Count(request => request.Operation == "PutObject"));
    }

    [Theory]
    [InlineData("PutObject")]
    [InlineData("GetObject")]
    public async Task Checksums_do_not_make_more_requests_of_it(string operation)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a");
        gateway.ForgetSetup();
        gateway.Break(new { operation, fault = "error", status = 503, code = "SlowDown", count = 0 });
        LakeS3Connection connection = gateway.Connect(maxRetries: 1, checksums: ChecksumMode.WhenSupported);

        await Lake.FailsAsync("LakeThrottled", () => operation == "PutObject"
            ? connection.UploadAsync(TestGateway.At("a"), [1])
            : connection.DownloadAsync(TestGateway.At("a")));

        Assert.Equal([operation, operation], await gateway.StopAndTellOperationsAsync());
    }

    private static object Error(string key, int status, string code) => new { operation = "*", keyPattern = key, fault = "error", status, code, count = 0 };
}
