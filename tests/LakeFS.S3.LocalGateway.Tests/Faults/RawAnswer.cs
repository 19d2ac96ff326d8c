using System;
using System.Linq;
using System.Text;

namespace LakeFS.S3.LocalGateway.Tests.Faults;

/// <summary>What came over a connection before it ended.</summary>
/// <param name="Head">Status line and headers; empty if none came whole.</param>
/// <param name="Body">The bytes after them, in the form on the wire.</param>
/// <param name="IsReset">Whether the connection was reset, not closed.</param>
internal sealed record RawAnswer(string Head, byte[] Body, bool IsReset)
{
    public int Status => int.Parse(Head.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    public string BodyText => Encoding.ASCII.GetString(Body);

    public static RawAnswer Parse(byte[] received, bool isReset)
    {
        int end = received.AsSpan().IndexOf("\r\n\r\n"u8);
        return end < 0
            ? new RawAnswer(string.Empty, received, isReset)
            : new RawAnswer(Encoding.ASCII.GetString(received, 0, end), received[(end + 4)..], isReset);
    }

    public string? Header(string name) => Head
        .Split("\r\n")
        .Skip(1)
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..]
        .Trim();
}
