using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Requests;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>An operation of the REST API.</summary>
/// <param name="Id">lakeFS's operation id.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Pattern">The path below <c>/api/v1</c>; segments in braces stand for names.</param>
/// <param name="HandleAsync">Carries it out.</param>
/// <param name="IsOpen">Whether it answers without credentials.</param>
internal sealed record RestOperation(
    string Id, string Method, string Pattern, Func<RestExchange, Task> HandleAsync, bool IsOpen = false)
{
    public string[] Segments { get; } = Pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>An operation and the names in the path it was found by.</summary>
internal sealed record RestMatch(RestOperation Operation, IReadOnlyDictionary<string, string> Parameters);

/// <summary>Finds out what operation a request asks for.</summary>
internal static class RestRouter
{
    public const string BasePath = "/api/v1";

    /// <summary>Finds the operation; null if there is none. Names in the path may be empty, but for one at its end.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="rawPath">The path as it was sent: a name may have an escaped slash in it.</param>
    public static RestMatch? Route(string method, string rawPath)
    {
        if (!rawPath.StartsWith(BasePath + "/", StringComparison.Ordinal))
        {
            return null;
        }

        string[] segments = rawPath[(BasePath.Length + 1)..].Split('/');
        foreach (RestOperation operation in RestOperations.All)
        {
            if (operation.Method == method && Match(operation.Segments, segments) is { } parameters)
            {
                return new RestMatch(operation, parameters);
            }
        }

        return null;
    }

    private static Dictionary<string, string>? Match(string[] pattern, string[] segments)
    {
        if (pattern.Length != segments.Length)
        {
            return null;
        }

        Dictionary<string, string> parameters = new(StringComparer.Ordinal);
        for (int i = 0; i < pattern.Length; i++)
        {
            if (!pattern[i].StartsWith('{'))
            {
                if (pattern[i] != segments[i])
                {
                    return null;
                }
            }
            else if ((segments[i].Length > 0 || i < pattern.Length - 1)
                && PercentEncoding.TryDecode(segments[i], plusIsSpace: false, out string value))
            {
                parameters.Add(pattern[i][1..^1], value);
            }
            else
            {
                return null;
            }
        }

        return parameters;
    }
}
