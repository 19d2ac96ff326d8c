using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace LakeFS.S3.Architecture.Tests;

/// <summary>The catalogs of errors, held against what uses them, what explains them and what documents them.</summary>
public sealed class ErrorCatalogTests
{
    private const string NoCategory = "NotSpecified";

    // "-Ref" and "Get-LakeBranch", but neither "X-Amz-Date" nor "-----BEGIN".
    private static readonly Regex PowerShellWords = new("(?<![\\w-])-[A-Z][A-Za-z]+|\\b[A-Z][a-z]+-Lake[A-Z]\\w*");

    private static readonly Lazy<ErrorSources> Engine = new(() => new ErrorSources(new SourceProject("LakeFS.S3")));
    private static readonly Lazy<ErrorSources> All = new(() => new ErrorSources(new SourceProject("LakeFS.S3"), new SourceProject("LakeFS.S3.PowerShell")));

    [Fact]
    public void An_id_stands_once()
    {
        ILookup<string, string> kinds = All.Value.Kinds;
        AssertNone(All.Value.Texts()
            .Where(text => kinds.Contains(text.Text) && !text.Place.StartsWith("Sessions/RecommendedActions.cs", StringComparison.Ordinal))
            .GroupBy(text => text.Text, text => text.Place)
            .Where(places => places.Count() > 1)
            .Select(places => $"{places.Key}: {string.Join(", ", places)}"));
    }

    [Fact]
    public void Every_error_is_made_from_a_catalog() => AssertNone(All.Value.MadeByHand());

    [Fact]
    public void Every_error_has_a_recommended_action_and_every_action_an_error() => AssertSame(
        All.Value.Kinds.Select(error => error.Key),
        ErrorSources.KeysOf(All.Value.File("RecommendedActions.cs"), "ById"));

    [Fact]
    public void Every_reason_has_a_recommended_action_and_every_action_a_reason()
    {
        IEnumerable<string> reasons = All.Value.File("LakeErrorReason.cs").GetRoot().DescendantNodes().OfType<EnumMemberDeclarationSyntax>()
            .Select(member => member.Identifier.Text).Where(name => name != "None");
        AssertSame(reasons, ErrorSources.KeysOf(All.Value.File("RecommendedActions.cs"), "ByReason"));
    }

    [Fact]
    public void The_help_has_every_error_with_its_categories_and_no_other()
    {
        Dictionary<string, string> categories = Regex
            .Matches(All.Value.File("LakeErrorRecord.cs").ToString(), "LakeErrorKind\\.(\\w+) => ErrorCategory\\.(\\w+)")
            .ToDictionary(arm => arm.Groups[1].Value, arm => arm.Groups[2].Value);
        IEnumerable<string> errors = All.Value.Kinds.Select(
            error => $"{error.Key}: {string.Join(", ", error.Select(kind => categories.GetValueOrDefault(kind, NoCategory)))}");
        string help = File.ReadAllText(Path.Combine(SourceProject.RepositoryRoot, "docs", "en-US", "about_LakeFS.S3.md"));
        AssertSame(errors, Regex.Matches(help, "^\\| `(Lake\\w+)` \\|.*\\| ([\\w, ]+) \\|\\r?$", RegexOptions.Multiline)
            .Select(row => $"{row.Groups[1].Value}: {row.Groups[2].Value}"));
    }

    [Fact]
    public void The_engine_names_no_cmdlet_and_no_parameter() =>
        AssertNone(Engine.Value.Texts().Where(text => PowerShellWords.IsMatch(text.Text)).Select(text => $"{text.Place} {text.Text}"));

    private static void AssertSame(IEnumerable<string> expected, IEnumerable<string> actual)
    {
        string[] left = [.. expected];
        string[] right = [.. actual];
        AssertNone([
            .. left.Except(right).Select(missing => $"{missing} is missing there"),
            .. right.Except(left).Select(unknown => $"{unknown} is not among the errors"),
            .. right.GroupBy(item => item).Where(same => same.Count() > 1).Select(same => $"{same.Key} stands there twice")]);
    }

    private static void AssertNone(IEnumerable<string> flaws)
    {
        string all = string.Join(Environment.NewLine, flaws);
        Assert.True(all.Length == 0, all);
    }
}
