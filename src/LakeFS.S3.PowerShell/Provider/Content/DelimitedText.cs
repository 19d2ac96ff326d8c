using System.IO;
using System.Text;

namespace LakeFS.S3.PowerShell.Provider.Content;

/// <summary>Reads text piece by piece, up to a delimiter, which is left out.</summary>
internal sealed class DelimitedText(StreamReader text, string delimiter)
{
    private readonly StringBuilder _piece = new();

    /// <summary>The next piece; null at the end.</summary>
    public string? Read()
    {
        _piece.Clear();
        for (int read = text.Read(); read >= 0; read = text.Read())
        {
            _piece.Append((char)read);
            if (EndsWithDelimiter())
            {
                _piece.Length -= delimiter.Length;
                return _piece.ToString();
            }
        }

        return _piece.Length == 0 ? null : _piece.ToString();
    }

    private bool EndsWithDelimiter()
    {
        int start = _piece.Length - delimiter.Length;
        for (int i = delimiter.Length - 1; start >= 0 && i >= 0; i--)
        {
            if (_piece[start + i] != delimiter[i])
            {
                return false;
            }
        }

        return start >= 0;
    }
}
