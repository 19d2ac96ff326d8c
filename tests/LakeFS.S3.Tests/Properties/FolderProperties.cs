using System;
using System.IO;
using System.Linq;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LakeFS.S3.LocalFiles;

namespace LakeFS.S3.Tests;

/// <summary>Where objects come to lie in a folder, whatever their keys.</summary>
public sealed class FolderProperties
{
    private const int Cases = 2000;

    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "folder");

    private static readonly string[] Names =
    [
        "a", "A", "b", ".", "..", "...", "", " ", "a ", "a.", "CON", "con.txt", "NUL", "nul.tar.gz", "COM1", "LPT\u00b9", "CONIN$", "C:", "C:\\x", "\\\\server", "..\\x", "a:b", "a:$DATA", "\\\\?\\C:",
        "\u00e9", "e\u0301", "\u212b", "\u00c5", "A\u030a", "\u0130", "i", "I", "\u00df", "SS", "\u202egpj.exe", "a\nb", "\0", ".x.lakefs-partial",
    ];

    private static readonly Arbitrary<string> Keys = Gen.Elements(Names).NonEmptyListOf().Select(names => string.Join('/', names)).ToArbitrary();

    [Property(MaxTest = Cases)]
    public Property A_key_is_a_file_of_that_name_inside_the_folder_or_none() => Prop.ForAll(Keys, key =>
    {
        string? path = new FolderLayout(Folder, string.Empty).TryPathOf(key);
        return path is null
            || (Path.GetFullPath(path) == path && Path.GetRelativePath(Folder, path).Replace(Path.DirectorySeparatorChar, '/') == key && path.StartsWith(Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));
    });

    [Property(MaxTest = Cases)]
    public Property A_key_below_a_prefix_is_inside_the_folder_too() => Prop.ForAll(Keys, Keys, (prefix, rest) =>
    {
        string? path = new FolderLayout(Folder, prefix + "/").TryPathOf($"{prefix}/{rest}");
        return path is null || Path.GetFullPath(path).StartsWith(Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    });

    [Property(MaxTest = Cases)]
    public Property Windows_would_take_a_name_for_that_name_alone() => Prop.ForAll(Gen.Elements(Names).Where(name => name.Length > 0).ToArbitrary(), name =>
    {
        // Microsoft's "Naming Files, Paths, and Namespaces", word for word.
        string[] reserved = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "COM", "LPT"];
        string stem = name.Split('.')[0].TrimEnd().ToUpperInvariant();
        bool isDevice = reserved.Any(device => device.Length == 3 && device is "COM" or "LPT"
            ? stem.Length == 4 && stem.StartsWith(device, StringComparison.Ordinal) && "123456789\u00b9\u00b2\u00b3".Contains(stem[3], StringComparison.Ordinal)
            : stem == device);
        bool isForbidden = name.Any(c => c < 32 || "<>:\"/\\|?*".Contains(c, StringComparison.Ordinal)) || name.EndsWith(' ') || name.EndsWith('.');
        return WindowsName.IsSafe(name) == !(isDevice || isForbidden);
    });

    [Property(MaxTest = Cases)]
    public Property Two_objects_never_share_a_file(bool ignoresCase, bool ignoresComposition, bool dropsTrailing) => Prop.ForAll(Keys, Keys, (one, other) =>
    {
        NameClaims claims = new(new NameFolding(ignoresCase, ignoresComposition, dropsTrailing));
        bool isSame = string.Equals(OnDisk(one), OnDisk(other), StringComparison.Ordinal);
        return claims.TryClaim(one, one) && claims.TryClaim(other, other) == (one == other || !isSame) && claims.IsClaimed(one);

        string OnDisk(string path)
        {
            string folded = dropsTrailing ? string.Join('/', path.Split('/').Select(name => name.TrimEnd(' ', '.'))) : path;
            folded = ignoresComposition ? folded.Normalize(NormalizationForm.FormC) : folded;
            return ignoresCase ? folded.ToUpperInvariant() : folded;
        }
    });
}
