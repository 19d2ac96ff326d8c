using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Authentication;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests.Authentication;

/// <summary>Decoding of aws-chunked bodies, however they arrive and whatever is wrong with them.</summary>
public sealed class ChunkedBodyStreamTests
{
    private const string Date = "20240131T123456Z";
    private const string Scope = "20240131/us-east-1/s3/aws4_request";
    private const string Trailer = "x-amz-checksum-crc32";

    private static readonly byte[] Key = SHA256.HashData("a signing key"u8);
    private static readonly string Seed = new('7', 64);
    private static readonly byte[] Content = Enumerable.Range(0, 250).Select(i => (byte)(i * 31)).ToArray();

    public static TheoryData<bool> Forms => [true, false];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Arriving_in_any_two_pieces(bool hasSignatures)
    {
        byte[] body = Encode(hasSignatures, Content, 100);
        for (int cut = 0; cut <= body.Length; cut++)
        {
            Assert.Equal(Content, await DecodeAsync(hasSignatures, 64, body[..cut], body[cut..]));
        }
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 7)]
    [InlineData(true, 1000)]
    [InlineData(false, 1)]
    [InlineData(false, 7)]
    [InlineData(false, 1000)]
    public async Task Arriving_byte_by_byte(bool hasSignatures, int readSize)
    {
        byte[][] pieces = Encode(hasSignatures, Content, 100).Select(value => new[] { value }).ToArray();
        Assert.Equal(Content, await DecodeAsync(hasSignatures, readSize, pieces));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task In_chunks_of_any_size(bool hasSignatures)
    {
        for (int chunkSize = 1; chunkSize <= Content.Length; chunkSize++)
        {
            Assert.Equal(Content, await DecodeAsync(hasSignatures, 4096, Encode(hasSignatures, Content, chunkSize)));
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Longer_than_every_buffer(bool hasSignatures)
    {
        byte[] content = new byte[300_001];
        new Random(1).NextBytes(content);
        Assert.Equal(content, await DecodeAsync(hasSignatures, 81_920, Encode(hasSignatures, content, 65_536)));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Of_an_empty_content(bool hasSignatures)
    {
        Assert.Empty(await DecodeAsync(hasSignatures, 10, Encode(hasSignatures, [], 100)));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Cut_anywhere_it_is_rejected(bool hasSignatures)
    {
        byte[] body = Encode(hasSignatures, Content, 100);

        // The line break after the last signed chunk's line says nothing, and is not waited for.
        int needed = hasSignatures ? body.Length - 2 : body.Length;
        for (int length = 0; length < needed; length++)
        {
            await Assert.ThrowsAsync<PayloadRejectedException>(() => DecodeAsync(hasSignatures, 64, body[..length]));
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task With_any_byte_changed_it_is_rejected(bool hasSignatures)
    {
        byte[] body = Encode(hasSignatures, Content, 100);
        int needed = hasSignatures ? body.Length - 2 : body.Length;
        for (int i = 0; i < needed; i++)
        {
            byte[] changed = [.. body];
            changed[i] ^= 1;
            try
            {
                // A line break may become another blank, which is trimmed: then the content is the same.
                Assert.Equal(Content, await DecodeAsync(hasSignatures, 64, changed));
                Assert.True(body[i] is (byte)'\r' or (byte)'\n', $"Byte {i} was changed unnoticed.");
            }
            catch (PayloadRejectedException e)
            {
                Assert.Equal("InternalError", e.Error.Code);
            }
        }
    }

    [Fact]
    public async Task Rejected_once_it_stays_rejected()
    {
        byte[] body = Encode(hasSignatures: true, Content, 100);
        body[^80] ^= 1;
        using ChunkedBodyStream stream = Open(hasSignatures: true, new MemoryStream(body));
        byte[] buffer = new byte[1000];
        await Assert.ThrowsAsync<PayloadRejectedException>(() => stream.ReadExactlyAsync(buffer).AsTask());
        await Assert.ThrowsAsync<PayloadRejectedException>(() => stream.ReadAsync(buffer).AsTask());
    }

    [Theory]
    [InlineData("0\r\n\r\n")]
    [InlineData("0\r\nx-amz-checksum-sha256:AAAAAA==\r\n\r\n")]
    [InlineData("0\r\nX-Amz-Checksum-Crc32:AAAAAA==\r\n\r\n")]
    [InlineData("0\r\nx-amz-checksum-crc32:!!!\r\n\r\n")]
    [InlineData("0\r\nx-amz-checksum-crc32:AAAAAQ==\r\n\r\n")]
    [InlineData("0\r\nx-amz-checksum-crc32:AAAAAA==\r\n")]
    [InlineData("\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n")]
    [InlineData("-1\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n")]
    [InlineData("FFFFFFFFFFFFFFFF\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n")]
    [InlineData("0;chunk-signature=00\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n")]
    public async Task Malformed_it_is_rejected(string body)
    {
        await Assert.ThrowsAsync<PayloadRejectedException>(() => DecodeAsync(false, 64, Encoding.ASCII.GetBytes(body)));
    }

    [Theory]
    [InlineData("0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n")]
    [InlineData("0\r\n\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n")]
    [InlineData("0\r\nx-amz-checksum-crc32:AAAAAA==\n\r\n")]
    public async Task Ends_of_an_empty_content_that_clients_send(string body)
    {
        Assert.Empty(await DecodeAsync(false, 64, Encoding.ASCII.GetBytes(body)));
    }

    [Fact]
    public async Task A_line_without_end_is_rejected_early()
    {
        byte[] body = new byte[1_000_000];
        Array.Fill(body, (byte)'0');
        var inner = new MemoryStream(body);
        using ChunkedBodyStream stream = Open(hasSignatures: false, inner);
        await Assert.ThrowsAsync<PayloadRejectedException>(() => stream.ReadAsync(new byte[10]).AsTask());
        Assert.True(inner.Position < 100_000, $"{inner.Position} bytes were read.");
    }

    private static ChunkedBodyStream Open(bool hasSignatures, Stream inner) => hasSignatures
        ? new ChunkedBodyStream(inner, new ChunkSignatureChain(Key, Date, Scope, Seed), checksum: null, string.Empty)
        : new ChunkedBodyStream(inner, signatures: null, Checksum.ForTrailer(Trailer), Trailer);

    private static async Task<byte[]> DecodeAsync(bool hasSignatures, int readSize, params byte[][] pieces)
    {
        using ChunkedBodyStream stream = Open(hasSignatures, new PiecewiseStream(pieces));
        using var decoded = new MemoryStream();
        byte[] buffer = new byte[readSize];
        int read;
        while ((read = await stream.ReadAsync(buffer)) > 0)
        {
            decoded.Write(buffer, 0, read);
        }

        Assert.Equal(0, await stream.ReadAsync(buffer));
        return decoded.ToArray();
    }

    private static byte[] Encode(bool hasSignatures, byte[] content, int chunkSize)
    {
        using var body = new MemoryStream();
        string previous = Seed;
        foreach (byte[] chunk in content.Chunk(chunkSize).Append([]))
        {
            string extension = string.Empty;
            if (hasSignatures)
            {
                previous = Sign(previous, chunk);
                extension = $";chunk-signature={previous}";
            }

            body.Write(Encoding.ASCII.GetBytes($"{chunk.Length:x}{extension}\r\n"));
            body.Write(chunk);
            if (chunk.Length > 0 || hasSignatures)
            {
                body.Write("\r\n"u8);
            }
        }

        if (!hasSignatures)
        {
            body.Write(Encoding.ASCII.GetBytes($"{Trailer}:{Convert.ToBase64String(Crc32(content))}\r\n\r\n"));
        }

        return body.ToArray();
    }

    private static string Sign(string previous, byte[] chunk)
    {
        string empty = Convert.ToHexStringLower(SHA256.HashData([]));
        string hash = Convert.ToHexStringLower(SHA256.HashData(chunk));
        string toSign = string.Join('\n', "AWS4-HMAC-SHA256-PAYLOAD", Date, Scope, previous, empty, hash);
        return Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.ASCII.GetBytes(toSign)));
    }

    // Bit by bit, so that it shares nothing with the tables.
    private static byte[] Crc32(IEnumerable<byte> content)
    {
        uint register = uint.MaxValue;
        foreach (byte value in content)
        {
            register ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                register = (register & 1) != 0 ? (register >> 1) ^ 0xEDB88320 : register >> 1;
            }
        }

        byte[] bytes = BitConverter.GetBytes(~register);
        Array.Reverse(bytes);
        return bytes;
    }
}
