using System;
using System.Diagnostics;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Faults;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests.Faults;

/// <summary>Answers that are complete but strange: mangled, slow, or from another server.</summary>
public sealed class StrangeAnswerTests
{
    [Fact]
    public async Task A_mangled_answer_is_as_long_as_the_real_one_and_has_no_structure()
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.Mangle);

        RawAnswer answer = await server.SendAsync("GET", "/xml");

        Assert.Equal(200, answer.Status);
        Assert.Contains("~Result~", answer.BodyText, StringComparison.Ordinal);
        Assert.DoesNotContain('<', answer.BodyText);
    }

    [Fact]
    public async Task Mangled_content_is_all_the_same_byte()
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.Mangle);

        RawAnswer answer = await server.SendAsync("GET", "/object");

        Assert.Equal(FaultyServer.Content.Length, answer.Body.Length);
        Assert.All(answer.Body, value => Assert.Equal((byte)'~', value));
    }

    [Fact]
    public async Task A_body_that_drips_is_whole_in_the_end()
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.Drip, seconds: 0.4);
        Stopwatch watch = Stopwatch.StartNew();

        RawAnswer answer = await server.SendAsync("GET", "/object");

        Assert.Equal(FaultyServer.Content, answer.Body);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.35, 30);
    }

    [Fact]
    public async Task A_redirect_leads_to_another_server()
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.Redirect);

        RawAnswer answer = await server.SendAsync("PUT", "/object");

        Assert.Equal(307, answer.Status);
        Assert.StartsWith("http://127.0.0.2:9/", answer.Header("Location"), StringComparison.Ordinal);
    }
}
