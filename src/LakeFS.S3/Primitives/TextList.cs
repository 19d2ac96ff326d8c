using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace LakeFS.S3.Primitives;

/// <summary>A list of texts that is itself shown as text, where the name of its type would be no use: in a cell of a CSV file.</summary>
/// <param name="texts">The texts.</param>
internal sealed class TextList(IList<string> texts) : ReadOnlyCollection<string>(texts)
{
    /// <inheritdoc/>
    public override string ToString() => string.Join(" ", this);
}
