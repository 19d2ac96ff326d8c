using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LakeFS.S3.LocalGateway.Actions;

/// <summary>Durations as Go writes them: <c>1m30s</c>, <c>500ms</c>.</summary>
internal static partial class GoDuration
{
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        Match match = Syntax().Match(text);
        if (!match.Success)
        {
            return false;
        }

        for (int i = 0; i < match.Groups["unit"].Captures.Count; i++)
        {
            double count = double.Parse(match.Groups["count"].Captures[i].Value, CultureInfo.InvariantCulture);
            double seconds = count * match.Groups["unit"].Captures[i].Value switch
            {
                "h" => 3600,
                "m" => 60,
                "s" => 1,
                "ms" => 1e-3,
                "ns" => 1e-9,
                _ => 1e-6,
            };
            duration += TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue));
        }

        return true;
    }

    [GeneratedRegex(@"^((?<count>\d+(\.\d+)?)(?<unit>ns|us|µs|ms|s|m|h))+\z")]
    private static partial Regex Syntax();
}
