using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>A step that a source or a page names as what it knows something from, as in <c>s3-list #71</c>.</summary>
/// <param name="File">The file inside the repository.</param>
/// <param name="Line">Where.</param>
/// <param name="Scenario">The scenario: the one named last in the line, for <c>(s3-range #16 to #26)</c> names it once.</param>
/// <param name="Step">The number of the step.</param>
internal sealed partial record Citation(string File, int Line, string Scenario, int Step)
{
    private static readonly string[] Folders = ["src", "tests", "docs"];
    private static readonly string[] Generated = ["bin", "obj"];
    private static readonly string[] Extensions = [".cs", ".ps1", ".psm1", ".md"];

    /// <summary>Every citation in the repository.</summary>
    public static IEnumerable<Citation> FindAll()
    {
        string root = FindRoot();
        return Folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(root))
            .Where(path => Extensions.Contains(Path.GetExtension(path)))
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(file => !file.Split('/').Intersect(Generated).Any())
            .SelectMany(file => FindIn(file, System.IO.File.ReadLines(Path.Combine(root, file))));
    }

    private static IEnumerable<Citation> FindIn(string file, IEnumerable<string> lines)
    {
        foreach ((int index, string line) in lines.Index())
        {
            string scenario = "";
            foreach (Match match in ScenarioAndStep().Matches(line))
            {
                scenario = match.Groups["scenario"] is { Success: true } named ? named.Value : scenario;
                if (scenario.Length > 0)
                {
                    yield return new Citation(file, index + 1, scenario, int.Parse(match.Groups["step"].ValueSpan, CultureInfo.InvariantCulture));
                }
            }
        }
    }

    [GeneratedRegex(@"(\b(?<scenario>(auth|flow|quirk|rest|s3)(-[a-z0-9]+)+) )?#(?<step>[0-9]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex ScenarioAndStep();

    private static string FindRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
