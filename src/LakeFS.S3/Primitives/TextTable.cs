using System;
using System.Collections;
using System.Linq;

namespace LakeFS.S3.Primitives;

/// <summary>Names and texts that are themselves shown as text, as in <c>a=1; b=2</c>.</summary>
/// <param name="comparer">Says which names are the same.</param>
internal sealed class TextTable(StringComparer comparer) : Hashtable(comparer)
{
    /// <inheritdoc/>
    public override string ToString() =>
        string.Join("; ", this.Cast<DictionaryEntry>().Select(entry => $"{entry.Key}={entry.Value}").OrderBy(pair => pair, StringComparer.Ordinal));
}
