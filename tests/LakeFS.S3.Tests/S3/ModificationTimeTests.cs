using System;
using System.Globalization;
using LakeFS.S3.S3;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Modification times as rclone writes them.</summary>
public sealed class ModificationTimeTests
{
    [Theory]
    [InlineData("2020-02-03T04:05:06.1234567Z", "1580702706.1234567")]
    [InlineData("2020-02-03T04:05:06Z", "1580702706")]
    [InlineData("2020-02-03T04:05:06.5Z", "1580702706.5")]
    [InlineData("1970-01-01T00:00:00Z", "0")]
    [InlineData("1969-12-31T23:59:58.5Z", "-1.5")]
    public void They_are_written_in_seconds_and_read_again(string time, string text)
    {
        DateTime written = DateTime.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

        Assert.Equal(text, ModificationTime.Format(written));
        Assert.Equal(written, ModificationTime.Parse(text));
        Assert.Equal(DateTimeKind.Utc, ModificationTime.Parse(text)!.Value.Kind);
    }

    [Fact]
    public void Nanoseconds_are_rounded_to_what_a_time_can_hold() =>
        Assert.Equal(new DateTime(2020, 2, 3, 4, 5, 6, DateTimeKind.Utc).AddTicks(1234568), ModificationTime.Parse("1580702706.123456789"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("1,5")]
    [InlineData("1e9")]
    [InlineData("99999999999999999999999999")]
    [InlineData("-99999999999999")]
    public void What_is_no_time_of_a_file_is_none(string? text) => Assert.Null(ModificationTime.Parse(text));
}
