using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>An answer as it came, its transfer encoding removed.</summary>
internal sealed record RawHttpResponse(int Status, IReadOnlyList<HeaderField> Headers, byte[] Body)
{
    /// <summary>The body as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The values of a header joined with <c>", "</c>, or null.</summary>
    public string? Header(string name)
    {
        List<string> values = [.. Headers.Where(header => header.Is(name)).Select(header => header.Value)];
        return values.Count == 0 ? null : string.Join(", ", values);
    }
}
