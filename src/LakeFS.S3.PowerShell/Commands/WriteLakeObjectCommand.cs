using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Text;

namespace LakeFS.S3.PowerShell;

/// <summary>Writes objects to a branch: files, text, bytes or a stream.</summary>
[Cmdlet(VerbsCommunications.Write, "LakeObject", SupportsShouldProcess = true, DefaultParameterSetName = FileSet)]
[OutputType("LakeFS.S3.LakeTransferResult")]
public sealed class WriteLakeObjectCommand : ObjectCmdlet
{
    private const string FileSet = "File";
    private const string ContentSet = "Content";
    private const string StreamSet = "Stream";

    private readonly Dictionary<ObjectAddress, string> _written = [];

    /// <summary>The path inside the branch, or a whole address; the file's name where left out.</summary>
    [Parameter(Position = 0, ParameterSetName = FileSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ContentSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = StreamSet)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Key { get; set; }

    /// <summary>What is put in front of the files' names, or a whole address that ends so.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [Alias("Prefix")]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? KeyPrefix { get; set; }

    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = FileSet)]
    [Alias("FullName", "LiteralPath")]
    public string? File { get; set; }

    /// <summary>The content: a string, written as UTF-8, or bytes.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ContentSet)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? Content { get; set; }

    /// <summary>A stream, read from its present position to its end and left open.</summary>
    [Parameter(Mandatory = true, ParameterSetName = StreamSet)]
    public Stream? Stream { get; set; }

    /// <summary>The content type; by the extension where left out.</summary>
    [Parameter]
    public string? ContentType { get; set; }

    /// <summary>User metadata: names and one-line texts, 2,048 bytes in all.</summary>
    [Parameter]
    public IDictionary? Metadata { get; set; }

    /// <summary>Leaves an object that exists alone and reports an error.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Returns what was written.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case FileSet:
                Attempt(File, WriteFile);
                break;
            case ContentSet:
                Attempt(Key, WriteContent);
                break;
            default:
                Attempt(Key, () => Send(ResolveObject(Key), "the stream", (request, progress) => new LakeTransfers(Lake).UploadAsync(request, Stream!, progress, StopToken), Remaining(Stream!)));
                break;
        }
    }

    private void WriteFile()
    {
        string path = GetUnresolvedProviderPathFromPSPath(File);
        ObjectAddress address = ResolveObject(KeyOf(path));
        if (_written.TryGetValue(address, out string? earlier))
        {
            throw new LakeS3Exception("LakeKeyWrittenTwice", LakeErrorKind.InvalidArgument, $"'{path}' would overwrite {address.Uri}, which was just written from '{earlier}'.")
            {
                RecommendedAction = "Files of one name need keys of their own: use -Key, or another -KeyPrefix for each folder.",
                Repository = address.Repository,
                Ref = address.Ref,
                Key = address.Key,
            };
        }

        _written[address] = path;
        long? size = System.IO.File.Exists(path) ? new FileInfo(path).Length : null;
        Send(address, $"'{path}'", (request, progress) => new LakeTransfers(Lake).UploadFileAsync(request, path, progress, StopToken), size);
    }

    private void WriteContent()
    {
        ObjectAddress address = ResolveObject(Key);
        byte[] bytes = BytesOf(Content is PSObject wrapped ? wrapped.BaseObject : Content);
        using MemoryStream content = new(bytes, writable: false);
        Send(address, "the content", (request, progress) => new LakeTransfers(Lake).UploadAsync(request, content, progress, StopToken), bytes.Length);
    }

    private void Send(
        ObjectAddress address,
        string what,
        Func<UploadRequest, IProgress<long>, System.Threading.Tasks.Task<LakeTransferResult>> send,
        long? size)
    {
        if (!ShouldProcess(address.Uri, $"Write {what}"))
        {
            return;
        }

        UploadRequest request = new(address) { ContentType = ContentType, Metadata = Metadata, NoClobber = NoClobber };
        TransferProgress progress = new($"Writing {address.Uri}", size);
        WriteVerbose($"Writing {what} to {address.Uri} at {Lake.EndpointUrl}.");
        LakeTransferResult result = Await(send(request, progress), progress);
        if (PassThru)
        {
            WriteObject(result);
        }
    }

    private string KeyOf(string path)
    {
        if (Key is not null && KeyPrefix is not null)
        {
            throw new LakeS3Exception("LakeAddressAmbiguous", LakeErrorKind.InvalidArgument, "-Key and -KeyPrefix name the same thing twice.")
            {
                RecommendedAction = "Use -Key for one file, -KeyPrefix for many.",
            };
        }

        return Key ?? KeyPrefix + Path.GetFileName(path);
    }

    private static byte[] BytesOf(object? content) => content switch
    {
        null => [],
        string text => Encoding.UTF8.GetBytes(text),
        byte[] bytes => bytes,
        _ => throw new LakeS3Exception("LakeContentInvalid", LakeErrorKind.InvalidArgument, $"-Content takes one string or bytes, not {content.GetType()}.")
        {
            RecommendedAction = "Join lines first (Get-Content -Raw, Out-String), or cast to [byte[]].",
        },
    };

    private static long? Remaining(Stream stream) => stream.CanSeek ? stream.Length - stream.Position : null;
}
