using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>A clock that does not go as the server's does.</summary>
public sealed class ClockTests
{
    private const string Buckets = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListAllMyBucketsResult><Buckets></Buckets></ListAllMyBucketsResult>";
    private const string Skewed = "<Error><Code>RequestTimeTooSkewed</Code><Message>The difference is too large.</Message></Error>";

    [Theory]
    [InlineData(-3)]
    [InlineData(20)]
    public async Task Is_set_right_by_the_first_refusal_for_all_that_follows(int hours)
    {
        TimeSpan offset = TimeSpan.FromHours(hours);
        int refused = 0;
        using ScriptedServer server = new(head => Answer(head, DateTimeOffset.UtcNow + offset, ref refused));
        using LakeS3Connection connection = server.Connect().WithDefaults(new ConnectionDefaults { Repository = "data-lake", Ref = "main" });

        await connection.VerifyAsync(CancellationToken.None);
        int before = refused;
        Assert.Empty(await connection.ListAsync(TestGateway.At("x")));

        Assert.InRange(before, 1, 2);
        Assert.Equal(before, refused);
        Assert.InRange(connection.Clock.Now - DateTime.UtcNow - offset, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Is_what_is_wrong_where_nothing_can_be_learned()
    {
        using ScriptedServer server = new(_ => new ScriptedAnswer(403, Skewed));
        using LakeS3Connection connection = server.Connect();

        await Lake.FailsAsync("LakeClockSkewed", () => connection.ListAsync(TestGateway.At(string.Empty)));
    }

    [Theory]
    [InlineData(3650)]
    [InlineData(-2)]
    public async Task Is_not_set_to_another_day(int days)
    {
        List<string> dates = [];
        using ScriptedServer server = new(head =>
        {
            dates.Add(head.Split('\n').First(line => line.StartsWith("x-amz-date:", StringComparison.OrdinalIgnoreCase)));
            return new ScriptedAnswer(403, Skewed) { Date = DateTimeOffset.UtcNow.AddDays(days) };
        });
        using LakeS3Connection connection = server.Connect();

        await Lake.FailsAsync("LakeClockSkewed", () => connection.ListAsync(TestGateway.At("a")));
        await Lake.FailsAsync("LakeClockSkewed", () => connection.UploadAsync(TestGateway.At("a"), [1]));

        string today = DateTime.UtcNow.ToString("yyyyMM", CultureInfo.InvariantCulture);
        Assert.All(dates, date => Assert.Contains(" " + today, date, StringComparison.Ordinal));
        Assert.Equal(2, dates.Count);
    }

    private static ScriptedAnswer Answer(string head, DateTimeOffset now, ref int refused)
    {
        string[] lines = head.Split('\n');
        if (lines[0].StartsWith("GET /api/v1/", StringComparison.Ordinal))
        {
            return new ScriptedAnswer(500, "{}", "application/json");
        }

        string signed = lines.First(line => line.StartsWith("x-amz-date:", StringComparison.OrdinalIgnoreCase)).Split(':', 2)[1].Trim();
        DateTimeOffset time = DateTimeOffset.ParseExact(signed, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        if ((time - now).Duration() > TimeSpan.FromMinutes(15))
        {
            refused++;
            return new ScriptedAnswer(403, Skewed) { Date = now };
        }

        bool isList = lines[0].Contains("list-type=2", StringComparison.Ordinal);
        return new ScriptedAnswer(200, isList ? ScriptedServer.ListOf(string.Empty) : Buckets) { Date = now };
    }
}
