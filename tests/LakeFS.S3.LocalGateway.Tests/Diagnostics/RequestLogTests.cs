using System.Linq;
using LakeFS.S3.LocalGateway.Diagnostics;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests.Diagnostics;

/// <summary>The request log keeps the newest entries, in order.</summary>
public sealed class RequestLogTests
{
    [Fact]
    public void It_keeps_the_newest_in_order()
    {
        var log = new RequestLog(capacity: 3);
        foreach (int status in Enumerable.Range(1, 5))
        {
            log.Add(Request(status));
        }

        Assert.Equal([3, 4, 5], log.Snapshot().Select(request => request.Status));
    }

    [Fact]
    public void It_forgets_when_cleared_and_leaves_snapshots_alone()
    {
        var log = new RequestLog();
        log.Add(Request(200));
        var before = log.Snapshot();
        log.Clear();
        log.Add(Request(204));

        Assert.Equal(200, Assert.Single(before).Status);
        Assert.Equal(204, Assert.Single(log.Snapshot()).Status);
    }

    private static LoggedRequest Request(int status) =>
        new("GET", "/repo/main/a", string.Empty, "GetObject", "repo", "main", "a", status, 0, 3, null);
}
