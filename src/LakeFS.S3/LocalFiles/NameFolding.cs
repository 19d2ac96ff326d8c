using System;
using System.Linq;
using System.Text;

namespace LakeFS.S3.LocalFiles;

/// <summary>Which names a folder treats as equal.</summary>
/// <param name="IgnoresCase">Whether <c>a</c> and <c>A</c> are equal.</param>
/// <param name="IgnoresComposition">Whether a precomposed letter equals the letter followed by a combining accent.</param>
/// <param name="DropsTrailing">Whether dots and spaces at the end are ignored.</param>
internal sealed record NameFolding(bool IgnoresCase, bool IgnoresComposition, bool DropsTrailing)
{
    /// <summary>No folding: all names are different.</summary>
    public static NameFolding None { get; } = new(false, false, false);

    /// <summary>Whether there is any folding.</summary>
    public bool IsAny => this != None;

    /// <summary>Folds a relative path with slashes; paths of the same file fold to the same string.</summary>
    public string Fold(string path) => IsAny ? string.Join("/", path.Split('/').Select(FoldName)) : path;

    private string FoldName(string name)
    {
        string folded = DropsTrailing ? name.TrimEnd('.', ' ') : name;
        folded = IgnoresComposition ? Compose(folded) : folded;
        return IgnoresCase ? folded.ToUpperInvariant() : folded;
    }

    private static string Compose(string name)
    {
        try
        {
            return name.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // An unpaired surrogate can't be normalized.
            return name;
        }
    }
}
