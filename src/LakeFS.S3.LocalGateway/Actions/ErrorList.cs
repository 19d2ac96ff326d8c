using System.Collections.Generic;
using System.Linq;

namespace LakeFS.S3.LocalGateway.Actions;

/// <summary>Several errors in one text, as lakeFS writes them.</summary>
internal static class ErrorList
{
    public static string Describe(IReadOnlyList<string> errors) =>
        (errors.Count == 1 ? "1 error occurred:\n" : $"{errors.Count} errors occurred:\n")
        + string.Concat(errors.Select(error => $"\t* {error}\n")) + "\n";
}
