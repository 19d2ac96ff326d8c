using System;
using System.IO;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Files that somebody writes to while they are being sent: no object is made of two states of a file.</summary>
public sealed class ChangingFileTests : IDisposable
{
    private const long Large = 65L * 1024 * 1024;

    // Larger than what is read at once, smaller than what goes in parts.
    private const long Medium = 8L * 1024 * 1024;

    private static readonly ObjectAddress Address = TestGateway.At("a");

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, long, Transport> Cases => new()
    {
        { "grows", Large, Transport.Http },
        { "shrinks", Large, Transport.Http },
        { "shrinks", Large, Transport.Https },
        { "is rewritten", Large, Transport.Http },
        { "is rewritten", Large, Transport.Https },
        { "shrinks", Medium, Transport.Http },
        { "shrinks", Medium, Transport.Https },
        { "is rewritten", Medium, Transport.Http },
        { "is rewritten", Medium, Transport.Https },
        { "grows", Medium, Transport.Http },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_file_that_changes_is_an_error_and_no_object(string change, long size, Transport transport)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(transport, BlockStorage.Memory);
        string path = _folder.File("a");
        using (FileStream file = File.Create(path))
        {
            file.SetLength(size);
        }

        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));
        bool isChanged = false;
        ImmediateProgress changing = new(_ =>
        {
            if (!isChanged)
            {
                isChanged = true;
                Change(path, change);
            }
        });

        // One request at a time, so that most of the content is still to be read after the first bytes have gone.
        await Lake.FailsAsync("LakeFileChanged", () => gateway.Connect(maxConcurrency: 1).UploadFileAsync(Address, path, changing));

        Assert.True(isChanged);
        Assert.False(await gateway.Connection.ExistsAsync(Address));
        Assert.Empty(await Uploads.UnfinishedAsync(gateway));
    }

    private static void Change(string path, string change)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        switch (change)
        {
            case "grows":
                file.SetLength(file.Length + 1);
                break;
            case "shrinks":
                file.SetLength(file.Length / 2);
                break;
            default:
                file.Position = file.Length - 10;
                file.Write("rewritten."u8);
                break;
        }
    }
}
