using System;
using System.Collections.Generic;
using System.Linq;
using LakeFS.S3.Integrity;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>ETags computed while content passes, against the same computed from the parts.</summary>
public sealed class ContentDigestTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("10")]
    [InlineData("10+")]
    [InlineData("1000")]
    [InlineData("16777216")]
    public void Is_the_ETag_however_the_content_comes(string? layout)
    {
        PartLayout? cut = PartLayout.Parse(layout);
        foreach (int size in new[] { 0, 1, 9, 10, 11, 999, 1000, 9_999, 10_000, 10_001, 10_047 })
        {
            byte[] content = Lake.Content(size);
            string expected = cut is null ? Lake.Md5(content) : ETagOf(Cut(content, cut));
            foreach (int piece in new[] { 1, 7, 10, 4096, 20_000 })
            {
                using ContentDigest digest = new(cut);
                for (int start = 0; start < size; start += piece)
                {
                    digest.Append(content, start, Math.Min(piece, size - start));
                }

                Assert.Equal((size, piece, expected), (size, piece, digest.Finish().Value));
            }
        }
    }

    private static string ETagOf(IEnumerable<byte[]> parts) =>
        Lake.Md5([.. parts.SelectMany(part => Convert.FromHexString(Lake.Md5(part)))]);

    private static IEnumerable<byte[]> Cut(byte[] content, PartLayout layout)
    {
        int start = 0;
        for (int number = 1; start < content.Length; number++)
        {
            int end = (int)Math.Min(content.Length, start + layout.SizeOf(number));
            yield return content[start..end];
            start = end;
        }
    }
}
