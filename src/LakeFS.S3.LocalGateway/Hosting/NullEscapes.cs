using System;
using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace LakeFS.S3.LocalGateway.Hosting;

/// <summary>
/// Lets keys with a NUL through (s3-odd-keys #78): Kestrel refuses <c>%00</c> in a path before any of our code runs,
/// lakeFS does not. In front of Kestrel's parser the escape is written over with one of the same length that no client
/// sends and Kestrel leaves alone; the raw target is put right before anybody looks at it.
/// </summary>
internal sealed class NullEscapes : IDuplexPipe
{
    /// <summary>A percent sign before two DEL characters, which no request line may have unescaped.</summary>
    private const string StandIn = "%\u007F\u007F";

    private readonly RequestLineReader _input;

    private NullEscapes(IDuplexPipe transport)
    {
        _input = new RequestLineReader(transport.Input);
        Output = transport.Output;
    }

    public PipeReader Input => _input;

    public PipeWriter Output { get; }

    /// <summary>Puts itself between a connection and Kestrel's parser.</summary>
    public static ConnectionDelegate Install(ConnectionDelegate next) => connection =>
    {
        NullEscapes escapes = new(connection.Transport);
        connection.Transport = escapes;
        connection.Features.Set(escapes);
        return next(connection);
    };

    /// <summary>Says that the request line has been read, and puts the raw target right.</summary>
    public static void EndRequestLine(IFeatureCollection features)
    {
        if (features.Get<NullEscapes>() is { } escapes)
        {
            escapes._input.IsAtRequestLine = false;
            if (escapes._input.HasReplaced)
            {
                escapes._input.HasReplaced = false;
                IHttpRequestFeature request = features.GetRequiredFeature<IHttpRequestFeature>();
                request.RawTarget = request.RawTarget.Replace(StandIn, "%00", StringComparison.Ordinal);
            }
        }
    }

    /// <summary>
    /// Says that the next request line is to come. The rest of a body that nobody read may come first: it is thrown
    /// away, so that it does not matter what is written over in it.
    /// </summary>
    public static void AwaitRequestLine(IFeatureCollection features)
    {
        if (features.Get<NullEscapes>() is { } escapes)
        {
            escapes._input.IsAtRequestLine = true;
        }
    }

    /// <summary>Reads from a connection and looks at what is a request line.</summary>
    private sealed class RequestLineReader(PipeReader inner) : PipeReader
    {
        public bool IsAtRequestLine { get; set; } = true;

        public bool HasReplaced { get; set; }

        public override bool TryRead(out ReadResult result)
        {
            bool hasRead = inner.TryRead(out result);
            if (hasRead && IsAtRequestLine)
            {
                ReplaceInFirstLine(result.Buffer);
            }

            return hasRead;
        }

        public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            ReadResult result = await inner.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (IsAtRequestLine)
            {
                ReplaceInFirstLine(result.Buffer);
            }

            return result;
        }

        public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) =>
            inner.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

        private void ReplaceInFirstLine(ReadOnlySequence<byte> buffer)
        {
            SequenceReader<byte> reader = new(buffer);
            if (!reader.TryReadTo(out ReadOnlySequence<byte> line, (byte)'\n', advancePastDelimiter: false))
            {
                return;
            }

            SequenceReader<byte> escapes = new(line);
            while (escapes.TryAdvanceTo((byte)'%', advancePastDelimiter: false))
            {
                if (escapes.IsNext("%00"u8))
                {
                    Overwrite(line.Slice(escapes.Position, StandIn.Length));
                    HasReplaced = true;
                }

                escapes.Advance(1);
            }
        }

        /// <summary>Writes over the pipe's own memory, which nobody has read yet.</summary>
        private static void Overwrite(ReadOnlySequence<byte> place)
        {
            int index = 0;
            foreach (ReadOnlyMemory<byte> segment in place)
            {
                foreach (ref byte target in MemoryMarshal.AsMemory(segment).Span)
                {
                    target = (byte)StandIn[index++];
                }
            }
        }
    }
}
