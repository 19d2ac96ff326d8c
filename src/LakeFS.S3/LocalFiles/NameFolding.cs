using System;
using System.Linq;
using System.Text;

namespace LakeFS.S3.LocalFiles;

/// <summary>Which names a folder takes for one and the same.</summary>
/// <param name="IgnoresCase">Whether <c>a</c> and <c>A</c> are one.</param>
/// <param name="IgnoresComposition">Whether a letter with an accent is the same as the letter and the accent.</param>
/// <param name="DropsTrailing">Whether dots and spaces at the end count for nothing.</param>
internal sealed record NameFolding(bool IgnoresCase, bool IgnoresComposition, bool DropsTrailing)
{
    /// <summary>Of a folder where every name is a name of its own.</summary>
    public static NameFolding None { get; } = new(false, false, false);

    /// <summary>Whether any two names are one.</summary>
    public bool IsAny => this != None;

    /// <summary>A path below the folder, with slashes, in the form that all paths share that lead to the same file.</summary>
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
            // Half of a surrogate pair has no other form.
            return name;
        }
    }
}
