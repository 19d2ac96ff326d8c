using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using LakeFS.S3.Errors;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Addressing;

/// <summary>What lakeFS accepts as a name, checked before anything is sent.</summary>
internal static class NameRules
{
    /// <summary>The longest key, in UTF-8 bytes, without the ref; lakeFS 1.84 answers 500 above it.</summary>
    public const int MaxKeyBytes = 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Ids as lakeFS 1.84 validates them when a repository is created.
    private static readonly Regex Repository = new("^[a-z0-9][a-z0-9-]{2,62}\\z", RegexOptions.CultureInvariant);

    // rest-branches #17 to #24.
    private static readonly Regex Branch = new("^[A-Za-z0-9_][A-Za-z0-9_-]*\\z", RegexOptions.CultureInvariant);

    // lakeFS also takes names with ~, ^, @ and $ (rest-tags #17), which as refs are expressions and never lead to the tag.
    private static readonly Regex Tag = new("^[^\\s~^@$/:?*\\[\\\\\\p{Cc}]+\\z", RegexOptions.CultureInvariant);

    private static readonly Regex ExistingTag = new("^[^\\s/:?*\\[\\\\\\p{Cc}]+\\z", RegexOptions.CultureInvariant);

    private static readonly Regex CommitId = new("^[0-9a-f]{64}\\z", RegexOptions.CultureInvariant);

    // A base and its modifiers: ~N and ^N walk to ancestors, @ is the committed state, $ the staged one.
    private static readonly Regex Reference = new("^[^\\s~^@$/\\p{Cc}]+(?:[~^][0-9]*|[@$])*\\z", RegexOptions.CultureInvariant);

    /// <summary>Checks a repository's id.</summary>
    /// <exception cref="LakeS3Exception">The id can't be one: <c>LakeRepositoryNameInvalid</c>.</exception>
    public static void CheckRepository(string repository)
    {
        if (!Repository.IsMatch(repository))
        {
            throw AddressErrors.RepositoryNameInvalid(repository);
        }
    }

    /// <summary>Checks a ref or ref expression.</summary>
    /// <exception cref="LakeS3Exception">The ref can't be one: <c>LakeRefInvalid</c>.</exception>
    public static void CheckRef(string reference)
    {
        if (!Reference.IsMatch(reference))
        {
            throw AddressErrors.RefInvalid(reference);
        }
    }

    /// <summary>Checks the name of a new branch.</summary>
    /// <exception cref="LakeS3Exception">The name can't be one: <c>LakeBranchNameInvalid</c>.</exception>
    public static void CheckBranch(string branch)
    {
        if (!Branch.IsMatch(branch))
        {
            throw AddressErrors.BranchNameInvalid(branch);
        }
    }

    /// <summary>Checks the name of a new tag: a ref without modifiers (rest-tags #14 to #25).</summary>
    /// <exception cref="LakeS3Exception">The name can't be one: <c>LakeTagNameInvalid</c>.</exception>
    public static void CheckTag(string tag)
    {
        if (!Tag.IsMatch(tag))
        {
            throw AddressErrors.TagNameInvalid(tag);
        }
    }

    /// <summary>Checks the name of a tag that is to be removed: others than this module may have made it.</summary>
    /// <exception cref="LakeS3Exception">The name can't be one: <c>LakeTagNameInvalid</c>.</exception>
    public static void CheckExistingTag(string tag)
    {
        if (!ExistingTag.IsMatch(tag))
        {
            throw AddressErrors.TagNameInvalid(tag);
        }
    }

    /// <summary>Whether a branch can have this name.</summary>
    public static bool CanBeBranch(string name) => Branch.IsMatch(name);

    /// <summary>Whether a text is a whole commit id.</summary>
    public static bool IsCommitId(string text) => CommitId.IsMatch(text);

    /// <summary>Checks that a ref is no expression: those can be read only, and lakeFS answers 500 to a write (s3-refs #65).</summary>
    /// <exception cref="LakeS3Exception"><c>LakeRefNotWritable</c>.</exception>
    public static void RequireBranch(ObjectAddress address)
    {
        if (address.IsOnLakeFS && address.Ref.IndexOfAny(['~', '^', '@', '$']) >= 0)
        {
            throw RefErrors.ExpressionNotWritable(address.Facts);
        }
    }

    /// <summary>Checks a key's length and that it can be written as UTF-8.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeKeyTooLong</c> or <c>LakeKeyInvalid</c>.</exception>
    public static void CheckKey(string key)
    {
        int bytes;
        try
        {
            bytes = StrictUtf8.GetByteCount(key);
        }
        catch (EncoderFallbackException inner)
        {
            throw AddressErrors.KeyNotUnicode(key, inner);
        }

        if (bytes > MaxKeyBytes)
        {
            throw AddressErrors.KeyTooLong(key, bytes, MaxKeyBytes);
        }
    }

    /// <summary>
    /// Refuses a key that this .NET can't address: the request would name another object, and its signature would be wrong.
    /// </summary>
    /// <exception cref="LakeS3Exception">A segment of the key is <c>.</c> or <c>..</c>.</exception>
    public static void CheckSegments(string key)
    {
        if (!ExactUri.KeepsDotSegments && key.Split('/').Any(segment => segment is "." or ".."))
        {
            throw AddressErrors.KeyHasDotSegment(key);
        }
    }
}
