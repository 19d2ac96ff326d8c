using System.IO;
using System.Linq;
using System.Text;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>The <c>aws-chunked</c> encoding of a body: chunks that are signed or not, and a trailer.</summary>
/// <param name="auth">What the recording asks for.</param>
/// <param name="signature">Signs the chunks.</param>
/// <param name="seedSignature">The signature of the request, which the first chunk's builds on.</param>
internal sealed class AwsChunkedBody(RecordedAuthentication auth, SignatureV4 signature, string seedSignature)
{
    private static readonly string NoSignature = new('0', 64);

    /// <summary>Encodes the content.</summary>
    public byte[] Encode(byte[] content)
    {
        bool isSigned = auth.Payload != "streaming-unsigned-trailer";
        string last = seedSignature;
        using MemoryStream encoded = new();
        byte[][] chunks = [.. content.Chunk(auth.ChunkSize), []];
        for (int index = 0; index < chunks.Length; index++)
        {
            Write($"{chunks[index].Length:x}");
            if (isSigned)
            {
                last = signature.SignChunk(last, chunks[index]);
                Write($";chunk-signature={(index == auth.WrongChunk ? NoSignature : last)}");
            }

            Write("\r\n");
            if (chunks[index].Length > 0)
            {
                encoded.Write(chunks[index]);
                Write("\r\n");
            }
        }

        if (auth.Trailer is { } trailer && TrailerLine(trailer, content) is { } line)
        {
            Write(line + "\r\n");
            if (isSigned)
            {
                Write($"x-amz-trailer-signature:{signature.SignTrailer(last, line)}\r\n");
            }
        }

        Write("\r\n");
        return encoded.ToArray();

        void Write(string text) => encoded.Write(Encoding.UTF8.GetBytes(text));
    }

    private static string? TrailerLine(RecordedTrailer trailer, byte[] content)
    {
        string name = trailer.SentName ?? trailer.Name;
        return trailer.Value switch
        {
            "absent" => null,
            "right" => $"{name}:{TrailerChecksum.Compute(trailer.Name, content)}",
            "wrong" => $"{name}:{TrailerChecksum.Compute(trailer.Name, [.. content, (byte)'!'])}",
            _ => $"{name}:{trailer.Value}",
        };
    }
}
