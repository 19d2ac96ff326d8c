using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace LakeFS.S3.Architecture.Tests;

/// <summary>What users read, held against a list of words that make it harder to read.</summary>
public sealed class PlainLanguageTests
{
    private static readonly string[] PagePatterns = ["*.md", "*-Help.xml"];

    // Poetic, dated or private uses, which readers have to puzzle out.
    private static readonly Regex UnusualWords = new(
        "\\b(mend(s|ed|ing)?|told|cuts?|noughts?|whoever|garbage|rehears\\w*|patien(t|ce)|anew|whatsoever|one's own|what surprises)\\b",
        RegexOptions.IgnoreCase);

    public static TheoryData<string> Pages => [.. PagePaths()];

    [Fact]
    public void Error_texts_have_plain_words()
    {
        ErrorSources errors = new(new SourceProject("LakeFS.S3"), new SourceProject("LakeFS.S3.PowerShell"));
        AssertPlain(errors.Texts().Select(text => (text.Place, text.Text)));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Pages_have_plain_words(string page)
    {
        string[] lines = File.ReadAllLines(Path.Combine(SourceProject.RepositoryRoot, page));
        AssertPlain(lines.Select((line, index) => ($"{page}:{index + 1}", line)));
    }

    private static IEnumerable<string> PagePaths()
    {
        string root = SourceProject.RepositoryRoot;
        IEnumerable<string> docs = PagePatterns
            .SelectMany(pattern => Directory.EnumerateFiles(Path.Combine(root, "docs"), pattern, SearchOption.AllDirectories));
        return Directory.EnumerateFiles(root, "*.md").Concat(docs)
            .Select(path => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/'))
            .OrderBy(path => path, StringComparer.Ordinal);
    }

    private static void AssertPlain(IEnumerable<(string Place, string Text)> texts)
    {
        string all = string.Join(Environment.NewLine, texts
            .Select(text => (text.Place, Word: UnusualWords.Match(text.Text)))
            .Where(found => found.Word.Success)
            .Select(found => $"{found.Place} has the word '{found.Word.Value}'"));
        Assert.True(all.Length == 0, all);
    }
}
