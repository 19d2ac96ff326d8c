using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.S3;

/// <summary>An XML request body.</summary>
internal sealed class XmlBody : IRequestBody
{
    private const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    // Keys may contain line ends and characters that XML does not allow; they are written as character references.
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        NewLineHandling = NewLineHandling.Entitize,
        CheckCharacters = false,
    };

    private readonly byte[] _bytes;

    private XmlBody(byte[] bytes)
    {
        _bytes = bytes;
        Sha256 = Hex.Of(Hashes.Sha256(bytes));
        Md5 = Hashes.Md5(bytes, bytes.Length);
    }

    public long Length => _bytes.Length;

    public string? Sha256 { get; }

    public Exception? SourceFailure => null;

    public byte[] Md5 { get; }

    byte[]? IRequestBody.Md5 => Md5;

    /// <summary>The MD5 as the Content-MD5 header has it.</summary>
    public string ContentMd5 => Convert.ToBase64String(Md5);

    /// <summary>Creates a body.</summary>
    /// <param name="root">The name of the root element.</param>
    /// <param name="write">Writes the content of the root element.</param>
    public static XmlBody Of(string root, Action<XmlWriter> write)
    {
        using MemoryStream bytes = new();
        using (XmlWriter writer = XmlWriter.Create(bytes, Settings))
        {
            writer.WriteStartElement(root, Namespace);
            write(writer);
            writer.WriteEndElement();
        }

        return new XmlBody(bytes.ToArray());
    }

    public Task HashAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Rewind()
    {
        // Progress is not counted for XML bodies.
    }

    public Task CopyToAsync(Stream target) => target.WriteAsync(_bytes, 0, _bytes.Length);

    public Stream AsStream() => new MemoryStream(_bytes, writable: false);
}
