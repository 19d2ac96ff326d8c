using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Transfers.Upload;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Parts of unseekable streams that are too large for memory.</summary>
public sealed class SpooledContentTests
{
    // A length by which its file is known among those of others.
    private const int Length = 654_321;

    [Fact]
    public async Task Is_read_from_any_position_and_vanishes_with_its_file()
    {
        byte[] content = Lake.Content(Length + 1000);
        using UnseekableStream stream = new(new MemoryStream(content));
        byte[] read = new byte[content.Length];

        using (SpooledContent part = await SpooledContent.ReadAsync(stream, Length, CancellationToken.None))
        {
            Assert.Equal(Length, part.Length);
            Assert.Single(FilesOfLength(Length));
            foreach (int start in new[] { 300_000, 0 })
            {
                int position = start;
                for (int count; (count = await part.ReadAsync(position, read, 100_000, CancellationToken.None)) > 0; position += count)
                {
                    Assert.Equal(content[position..(position + count)], read[..count]);
                }

                Assert.Equal(Length, position);
            }
        }

        Assert.Empty(FilesOfLength(Length));
        Assert.Equal(1000, stream.Read(read, 0, read.Length));
    }

    [Fact]
    public async Task A_source_that_fails_leaves_no_file()
    {
        // It fails when a number of bytes has gone into the file that no other file has.
        const int Whole = 777_217;
        using Stream source = new UnseekableStream(new MemoryStream(Lake.Content(Whole)))
        {
            BeforeRead = read =>
            {
                if (read == Whole)
                {
                    Assert.Single(FilesOfLength(Whole));
                    throw new IOException(BrokenStream.Message);
                }
            },
        };

        IOException error = await Assert.ThrowsAsync<IOException>(() => SpooledContent.ReadAsync(source, 2 * Whole, CancellationToken.None));

        Assert.Equal(BrokenStream.Message, error.Message);
        Assert.Empty(FilesOfLength(Whole));
    }

    private static string[] FilesOfLength(int length) =>
        [.. new DirectoryInfo(Path.GetTempPath()).EnumerateFiles().Where(file => file.Exists && file.Length == length).Select(file => file.Name)];
}
