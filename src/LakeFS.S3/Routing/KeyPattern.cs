using System.Collections.Generic;
using System.Linq;

namespace LakeFS.S3.Routing;

/// <summary>
/// A pattern as in Python's <c>fnmatch</c>, which Boto S3 Router uses: <c>*</c> and <c>?</c> also match slashes, and
/// <c>[seq]</c> and <c>[!seq]</c> match one character. There is no escape character. Matching is case-sensitive on every
/// system.
/// </summary>
internal sealed class KeyPattern
{
    private readonly List<Piece> _pieces = [];

    public KeyPattern(string text)
    {
        Text = text;
        int[] points = [.. PointsOf(text)];
        for (int i = 0; i < points.Length;)
        {
            i = Read(points, i);
        }

        LiteralPrefix = string.Concat(_pieces.TakeWhile(piece => piece.Literal is not null).Select(piece => char.ConvertFromUtf32(piece.Literal!.Value)));
    }

    /// <summary>The pattern as written.</summary>
    public string Text { get; }

    /// <summary>The literal prefix of everything that matches.</summary>
    public string LiteralPrefix { get; }

    /// <summary>Whether a text matches completely.</summary>
    public bool Matches(string text)
    {
        int[] points = [.. PointsOf(text)];
        int position = 0;
        int piece = 0;
        int star = -1;
        int resume = 0;
        while (position < points.Length)
        {
            if (piece < _pieces.Count && _pieces[piece].IsStar)
            {
                star = piece++;
                resume = position;
            }
            else if (piece < _pieces.Count && _pieces[piece].Takes(points[position]))
            {
                piece++;
                position++;
            }
            else if (star >= 0)
            {
                // Let the last star match one more character. Earlier stars never need to: the last one can match whatever
                // they could.
                piece = star + 1;
                position = ++resume;
            }
            else
            {
                return false;
            }
        }

        return _pieces.Skip(piece).All(left => left.IsStar);
    }

    /// <summary>Whether everything with a prefix matches.</summary>
    public bool Covers(string prefix) => _pieces.Count > 0 && _pieces[_pieces.Count - 1].IsStar && Matches(prefix);

    /// <summary>Whether something with a prefix may match.</summary>
    public bool CanMatchBelow(string prefix) =>
        LiteralPrefix.StartsWith(prefix, System.StringComparison.Ordinal) || prefix.StartsWith(LiteralPrefix, System.StringComparison.Ordinal);

    public override string ToString() => Text;

    private int Read(int[] points, int start)
    {
        switch (points[start])
        {
            case '*':
                _pieces.Add(Piece.Star);
                return start + 1;
            case '?':
                _pieces.Add(Piece.Any);
                return start + 1;
            case '[' when EndOfSet(points, start + 1) is int end:
                _pieces.Add(Piece.Set(points, start + 1, end));
                return end + 1;
            default:
                _pieces.Add(Piece.Of(points[start]));
                return start + 1;
        }
    }

    // A closing bracket in first position is part of the set; a set without an end is literal text.
    private static int? EndOfSet(int[] points, int start)
    {
        int first = start < points.Length && points[start] == '!' ? start + 1 : start;
        for (int i = first + 1; i < points.Length; i++)
        {
            if (points[i] == ']')
            {
                return i;
            }
        }

        return null;
    }

    private static IEnumerable<int> PointsOf(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            yield return isPair ? char.ConvertToUtf32(text[i], text[++i]) : text[i];
        }
    }

    private sealed class Piece
    {
        private readonly List<(int From, int To)> _ranges = [];
        private readonly bool _isNegated;

        private Piece(bool isNegated)
        {
            _isNegated = isNegated;
        }

        public static Piece Star { get; } = new(isNegated: true) { IsStar = true };

        // Any character: not in the empty set.
        public static Piece Any { get; } = new(isNegated: true);

        public bool IsStar { get; private init; }

        public int? Literal { get; private init; }

        public static Piece Of(int point)
        {
            Piece piece = new(isNegated: false) { Literal = point is >= 0xD800 and <= 0xDFFF ? null : point };
            piece._ranges.Add((point, point));
            return piece;
        }

        public static Piece Set(int[] points, int start, int end)
        {
            bool isNegated = points[start] == '!';
            Piece piece = new(isNegated);
            for (int i = isNegated ? start + 1 : start; i < end;)
            {
                // A reversed range is empty.
                bool isRange = i + 2 < end && points[i + 1] == '-';
                piece._ranges.Add((points[i], isRange ? points[i + 2] : points[i]));
                i += isRange ? 3 : 1;
            }

            return piece;
        }

        public bool Takes(int point) => _ranges.Exists(range => range.From <= point && point <= range.To) != _isNegated;
    }
}
