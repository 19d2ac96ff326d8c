using System;
using System.Buffers;
using System.Globalization;
using System.Text;

namespace LakeFS.S3.LocalGateway.S3;

/// <summary>
/// Writes the gateway's XML as UTF-8 into a pooled buffer. Text is escaped as lakeFS does it: control characters and
/// what XML cannot hold become U+FFFD (s3-odd-keys #81).
/// </summary>
internal sealed class S3XmlWriter : IDisposable
{
    /// <summary>The namespace that some results have.</summary>
    public const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int _length;

    public S3XmlWriter()
    {
        Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"u8);
    }

    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    public S3XmlWriter Start(ReadOnlySpan<byte> name)
    {
        Raw("<"u8);
        Raw(name);
        Raw(">"u8);
        return this;
    }

    public S3XmlWriter StartWithNamespace(ReadOnlySpan<byte> name)
    {
        Raw("<"u8);
        Raw(name);
        Raw(" xmlns=\""u8);
        Text(Namespace);
        Raw("\">"u8);
        return this;
    }

    public S3XmlWriter End(ReadOnlySpan<byte> name)
    {
        Raw("</"u8);
        Raw(name);
        Raw(">"u8);
        return this;
    }

    public S3XmlWriter Element(ReadOnlySpan<byte> name, string text)
    {
        Start(name);
        Text(text);
        return End(name);
    }

    public S3XmlWriter Element(ReadOnlySpan<byte> name, string textBefore, string text)
    {
        Start(name);
        Text(textBefore);
        Text(text);
        return End(name);
    }

    public S3XmlWriter Element(ReadOnlySpan<byte> name, bool value)
    {
        Start(name);
        Raw(value ? "true"u8 : "false"u8);
        return End(name);
    }

    public S3XmlWriter Element(ReadOnlySpan<byte> name, long value)
    {
        Start(name);
        Reserve(20);
        value.TryFormat(_buffer.AsSpan(_length), out int written, default, CultureInfo.InvariantCulture);
        _length += written;
        return End(name);
    }

    /// <summary>A time in UTC with milliseconds.</summary>
    public S3XmlWriter Element(ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Start(name);
        Reserve(32);
        time.UtcDateTime.TryFormat(
            _buffer.AsSpan(_length), out int written, "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        _length += written;
        return End(name);
    }

    /// <summary>An ETag in quotes.</summary>
    public S3XmlWriter ETag(string etag)
    {
        Raw("<ETag>&#34;"u8);
        Text(etag);
        Raw("&#34;</ETag>"u8);
        return this;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private void Text(string text)
    {
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            int plain = 0;
            while (plain < rest.Length && IsPlain(rest[plain]))
            {
                plain++;
            }

            if (plain > 0)
            {
                Reserve(plain * 3);
                _length += Encoding.UTF8.GetBytes(rest[..plain], _buffer.AsSpan(_length));
                rest = rest[plain..];
            }
            else
            {
                rest = rest[WriteSpecial(rest)..];
            }
        }
    }

    private static bool IsPlain(char c) =>
        c is >= ' ' and < '\uD800' and not ('&' or '<' or '>' or '"' or '\'') or (>= '\uE000' and < '\uFFFE');

    /// <summary>Writes a character that is not plain; how many UTF-16 units it took.</summary>
    private int WriteSpecial(ReadOnlySpan<char> text)
    {
        if (text.Length > 1 && char.IsSurrogatePair(text[0], text[1]))
        {
            Reserve(4);
            _length += Encoding.UTF8.GetBytes(text[..2], _buffer.AsSpan(_length));
            return 2;
        }

        Raw(text[0] switch
        {
            '&' => "&amp;"u8,
            '<' => "&lt;"u8,
            '>' => "&gt;"u8,
            '"' => "&#34;"u8,
            '\'' => "&#39;"u8,
            '\t' => "&#x9;"u8,
            '\n' => "&#xA;"u8,
            '\r' => "&#xD;"u8,
            _ => "\uFFFD"u8,
        });
        return 1;
    }

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _length >= count)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + count));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
