using System;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace LakeFS.S3.Tests;

/// <summary>Answers of a server with something done to them.</summary>
internal static class Mangled
{
    private static readonly string[] Inserts =
    [
        "<", ">", "&", "\"", "{", "}", "[", "]", ",", "\0", "\u0001", "\uffff", "]]>", "<!--", "<![CDATA[", "<?x?>", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "&#0;", "&#xD800;", "<Key/>", "<Error>",
        "null", "true", "-1", "1e400", "99999999999999999999", "NaN", "\\ud800", "\\u0000", " ", "\n", "<a xmlns='b'>", "0001-01-01T00:00:00Z", "9999-12-31T23:59:60Z",
    ];

    /// <summary>One to four changes of an answer: cut off, cut out, doubled, replaced, or with something put in.</summary>
    public static Gen<string> Of(string answer) =>
        from changes in Gen.Choose(1, 4)
        from places in Gen.Choose(0, int.MaxValue - 1).ArrayOf(changes * 3)
        select Change(answer, places);

    private static string Change(string answer, int[] places)
    {
        StringBuilder text = new(answer);
        for (int i = 0; i < places.Length && text.Length > 0; i += 3)
        {
            int at = places[i] % text.Length;
            int length = Math.Min(text.Length - at, places[i + 1] % 24);
            switch (places[i + 2] % 5)
            {
                case 0:
                    text.Length = at;
                    break;
                case 1:
                    text.Remove(at, length);
                    break;
                case 2:
                    text.Insert(at, text.ToString(at, length));
                    break;
                case 3:
                    text[at] = (char)(places[i + 1] % 0xD800);
                    break;
                default:
                    text.Insert(at, Inserts[places[i + 1] % Inserts.Length]);
                    break;
            }
        }

        return text.ToString();
    }
}
