using System;
using System.Collections.Generic;
using LakeFS.S3.Integrity;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Which metadata gives away the tool that wrote an object.</summary>
public sealed class WritingToolTests
{
    [Theory]
    [InlineData("md5chksum", 5 * 1024 * 1024)]
    [InlineData("MD5CHKSUM", 5 * 1024 * 1024)]
    [InlineData("mtime", null)]
    public void Metadata_tells_how_content_was_split(string name, int? size)
    {
        Dictionary<string, string> metadata = new(StringComparer.OrdinalIgnoreCase) { [name] = "value" };

        Assert.Equal(size is int known ? PartLayout.Of(known) : null, WritingTool.LayoutOf(metadata));
    }
}
