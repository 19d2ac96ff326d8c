using System;
using System.Linq;
using System.Text.Json;
using LakeFS.S3.LocalGateway.Faults;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests.Faults;

/// <summary>Which requests a fault plan hits, and what it says about a plan it cannot read.</summary>
public sealed class FaultPlanTests
{
    [Theory]
    [InlineData(1, 1, "X.....")]
    [InlineData(3, 1, "..X...")]
    [InlineData(2, 3, ".XXX..")]
    [InlineData(1, 0, "XXXXXX")]
    [InlineData(4, 0, "...XXX")]
    public void A_rule_hits_the_nth_and_those_after_it(int nth, int count, string expected)
    {
        FaultPlan plan = FaultPlan.Parse(
            $$"""{"rules":[{"operation":"PutObject","nth":{{nth}},"count":{{count}},"fault":"reset"}]}""");
        string hits = string.Concat(expected.Select(_ => plan.Match("PutObject", "a") is null ? '.' : 'X'));
        Assert.Equal(expected, hits);
    }

    [Theory]
    [InlineData("PutObject", "*.bin", "PutObject", "a/b.bin", true)]
    [InlineData("PutObject", "*.bin", "PutObject", "a/b.bin2", false)]
    [InlineData("PutObject", "*.bin", "PutObject", "a/bxbin", false)]
    [InlineData("PutObject", "*.bin", "PutObject", "new\nline.bin", true)]
    [InlineData("PutObject", "*.BIN", "PutObject", "a.bin", false)]
    [InlineData("PutObject", "a?c", "PutObject", "abc", true)]
    [InlineData("PutObject", "a?c", "PutObject", "ac", false)]
    [InlineData("PutObject", "[a]", "PutObject", "a", false)]
    [InlineData("PutObject", "*", "PutObject", null, false)]
    [InlineData("PutObject", "*", "GetObject", "a", false)]
    [InlineData("*", "*", "GetObject", "a", true)]
    [InlineData("*", null, "ListBuckets", null, true)]
    public void A_rule_hits_by_operation_and_key(
        string operation, string? keyPattern, string requested, string? key, bool isHit)
    {
        var rule = new { operation, fault = "reset" };
        string json = keyPattern is null
            ? JsonSerializer.Serialize(new { rules = new[] { rule } })
            : JsonSerializer.Serialize(new { rules = new[] { new { operation, keyPattern, fault = "reset" } } });
        Assert.Equal(isHit, FaultPlan.Parse(json).Match(requested, key) is not null);
    }

    [Fact]
    public void Only_matching_requests_count()
    {
        FaultPlan plan = FaultPlan.Parse("""{"rules":[{"operation":"PutObject","keyPattern":"b","nth":2,"fault":"reset"}]}""");
        Assert.Null(plan.Match("PutObject", "b"));
        Assert.Null(plan.Match("GetObject", "b"));
        Assert.Null(plan.Match("PutObject", "a"));
        Assert.NotNull(plan.Match("PutObject", "b"));
    }

    [Fact]
    public void The_first_rule_wins_and_the_others_count_on()
    {
        FaultPlan plan = FaultPlan.Parse(
            """{"rules":[{"operation":"*","fault":"reset"},{"operation":"*","nth":2,"fault":"error","status":500,"code":"InternalError","message":"m"}]}""");
        Assert.Equal(FaultKind.Reset, plan.Match("GetObject", null)?.Fault);
        FaultRule? second = plan.Match("GetObject", null);
        Assert.NotNull(second);
        Assert.Equal((FaultKind.Error, 500, "InternalError", "m"), (second.Fault, second.Status, second.Code, second.Message));
        Assert.Null(plan.Match("GetObject", null));
    }

    [Fact]
    public void The_plan_is_shown_with_its_counts_and_can_be_sent_again()
    {
        FaultPlan plan = FaultPlan.Parse(
            """{"rules":[{"operation":"GetObject","keyPattern":"*","nth":2,"fault":"stall-in-body","afterBytes":7,"seconds":1.5}]}""");
        plan.Match("GetObject", "a");
        plan.Match("GetObject", "a");
        plan.Match("GetObject", "a");

        string shown = plan.ToJson();
        using JsonDocument document = JsonDocument.Parse(shown);
        JsonElement rule = Assert.Single(document.RootElement.GetProperty("rules").EnumerateArray());
        Assert.Equal(3, rule.GetProperty("matched").GetInt32());
        Assert.Equal(1, rule.GetProperty("hits").GetInt32());
        Assert.Equal("stall-in-body", rule.GetProperty("fault").GetString());
        Assert.Equal(1.5, rule.GetProperty("seconds").GetDouble());

        plan.Replace(shown);
        Assert.Null(plan.Match("GetObject", "a"));
        Assert.Equal(7, plan.Match("GetObject", "a")?.AfterBytes);
    }

    [Fact]
    public void A_cleared_plan_hits_nothing()
    {
        FaultPlan plan = FaultPlan.Parse("""{"rules":[{"operation":"*","count":0,"fault":"reset"}]}""");
        Assert.NotNull(plan.Match("GetObject", null));
        plan.Clear();
        Assert.Null(plan.Match("GetObject", null));
        Assert.Equal("""{"rules":[]}""", plan.ToJson());
    }

    [Theory]
    [InlineData("not json", "not JSON")]
    [InlineData("[]", "'rules'")]
    [InlineData("{}", "'rules'")]
    [InlineData("""{"rules":[],"rule":1}""", "'rule'")]
    [InlineData("""{"rules":[7]}""", "Rule 1")]
    [InlineData("""{"rules":[{"fault":"reset"}]}""", "Rule 1|'operation'")]
    [InlineData("""{"rules":[{"operation":"","fault":"reset"}]}""", "Rule 1|'operation'")]
    [InlineData("""{"rules":[{"operation":"*"}]}""", "Rule 1|'fault'")]
    [InlineData("""{"rules":[{"operation":"*","fault":"reset"},{"operation":"*","fault":"explode"}]}""", "Rule 2|'fault'|explode|stall-in-body")]
    [InlineData("""{"rules":[{"operation":"*","fault":"reset","afterbytes":1}]}""", "Rule 1|'afterbytes'")]
    [InlineData("""{"rules":[{"operation":"*","fault":"reset","nth":0}]}""", "Rule 1|'nth'")]
    [InlineData("""{"rules":[{"operation":"*","fault":"reset","nth":"1"}]}""", "Rule 1|'nth'")]
    [InlineData("""{"rules":[{"operation":"*","fault":"reset","count":-1}]}""", "Rule 1|'count'")]
    [InlineData("""{"rules":[{"operation":"*","fault":"error","status":99}]}""", "Rule 1|'status'")]
    [InlineData("""{"rules":[{"operation":"*","fault":"error","code":1}]}""", "Rule 1|'code'")]
    [InlineData("""{"rules":[{"operation":"*","fault":"truncate","afterBytes":1.5}]}""", "Rule 1|'afterBytes'")]
    [InlineData("""{"rules":[{"operation":"*","fault":"stall","seconds":-1}]}""", "Rule 1|'seconds'")]
    [InlineData("""{"rules":[{"operation":"*","fault":"stall","seconds":1e300}]}""", "Rule 1|'seconds'")]
    public void A_bad_plan_is_refused_by_name_and_changes_nothing(string json, string expectedParts)
    {
        FaultPlan plan = FaultPlan.Parse("""{"rules":[{"operation":"*","count":0,"fault":"reset"}]}""");
        FormatException e = Assert.Throws<FormatException>(() => plan.Replace(json));
        Assert.All(expectedParts.Split('|'), part => Assert.Contains(part, e.Message, StringComparison.Ordinal));
        Assert.Throws<FormatException>(() => FaultPlan.Parse(json));
        Assert.NotNull(plan.Match("GetObject", null));
    }
}
