using System.Collections.Generic;
using LakeFS.S3.Integrity;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Which headers give away the tool that wrote an object.</summary>
public class WritingToolTests
{
    private const long MiB = 1024 * 1024;

    [Theory]
    [InlineData("md5chksum", "text/csv", 5 * MiB)]
    [InlineData("MD5CHKSUM", "binary/octet-stream", 5 * MiB)]
    [InlineData("owner", "binary/octet-stream", 8 * MiB)]
    [InlineData("mtime", "application/octet-stream", null)]
    [InlineData("owner", null, null)]
    public void Metadata_and_a_missing_content_type_tell_how_content_was_split(string name, string? contentType, long? size)
    {
        Dictionary<string, string> metadata = new(System.StringComparer.OrdinalIgnoreCase) { [name] = "value" };

        Assert.Equal(size is long known ? PartLayout.Of(known) : null, WritingTool.LayoutOf(metadata, contentType));
    }
}
