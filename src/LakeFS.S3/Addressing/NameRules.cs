using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using LakeFS.S3.Errors;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Addressing;

/// <summary>lakeFS's rules for names, checked before anything is sent.</summary>
internal static class NameRules
{
    /// <summary>The maximum length of a key in UTF-8 bytes, without the ref; lakeFS 1.84 returns 500 for longer keys.</summary>
    public const int MaxKeyBytes = 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // The rule that lakeFS 1.84 applies when a repository is created.
    private static readonly Regex Repository = new("^[a-z0-9][a-z0-9-]{2,62}\\z", RegexOptions.CultureInvariant);

    // rest-branches #17 to #24.
    private static readonly Regex Branch = new("^[A-Za-z0-9_][A-Za-z0-9_-]*\\z", RegexOptions.CultureInvariant);

    // lakeFS also accepts names with ~, ^, @ and $ (rest-tags #17), but as refs these are expressions that never resolve to
    // the tag.
    private static readonly Regex Tag = new("^[^\\s~^@$/:?*\\[\\\\\\p{Cc}]+\\z", RegexOptions.CultureInvariant);

    private static readonly Regex ExistingTag = new("^[^\\s/:?*\\[\\\\\\p{Cc}]+\\z", RegexOptions.CultureInvariant);

    private static readonly Regex CommitId = new("^[0-9a-f]{64}\\z", RegexOptions.CultureInvariant);

    // A base and its modifiers: ~N and ^N select ancestors, @ the committed state, $ the staged one. What no branch and no tag
    // can be called is a path or a wildcard in the wrong place.
    private static readonly Regex Reference = new("^[^\\s~^@$/:?*\\[\\\\\\p{Cc}]+(?:[~^][0-9]*|[@$])*\\z", RegexOptions.CultureInvariant);

    /// <summary>Checks a repository's id.</summary>
    /// <exception cref="LakeS3Exception">The id is invalid: <c>LakeRepositoryNameInvalid</c>.</exception>
    public static void CheckRepository(string repository)
    {
        if (!Repository.IsMatch(repository))
        {
            throw AddressErrors.RepositoryNameInvalid(repository);
        }
    }

    /// <summary>Checks a ref or ref expression.</summary>
    /// <exception cref="LakeS3Exception">The ref is invalid: <c>LakeRefInvalid</c>.</exception>
    public static void CheckRef(string reference)
    {
        if (!Reference.IsMatch(reference))
        {
            throw AddressErrors.RefInvalid(reference);
        }
    }

    /// <summary>Checks the name of a new branch.</summary>
    /// <exception cref="LakeS3Exception">The name is invalid: <c>LakeBranchNameInvalid</c>.</exception>
    public static void CheckBranch(string branch)
    {
        if (!Branch.IsMatch(branch))
        {
            throw AddressErrors.BranchNameInvalid(branch);
        }
    }

    /// <summary>Checks the name of a new tag: a ref without modifiers (rest-tags #14 to #25).</summary>
    /// <exception cref="LakeS3Exception">The name is invalid: <c>LakeTagNameInvalid</c>.</exception>
    public static void CheckTag(string tag)
    {
        if (!Tag.IsMatch(tag))
        {
            throw AddressErrors.TagNameInvalid(tag);
        }
    }

    /// <summary>Checks the name of an existing tag, which other tools may have created.</summary>
    /// <exception cref="LakeS3Exception">The name is invalid: <c>LakeTagNameInvalid</c>.</exception>
    public static void CheckExistingTag(string tag)
    {
        if (!ExistingTag.IsMatch(tag))
        {
            throw AddressErrors.TagNameInvalid(tag);
        }
    }

    /// <summary>Whether a text is a valid branch name.</summary>
    public static bool CanBeBranch(string name) => Branch.IsMatch(name);

    /// <summary>Whether a text is a complete commit id.</summary>
    public static bool IsCommitId(string text) => CommitId.IsMatch(text);

    /// <summary>
    /// Checks that a ref is not an expression: those are read-only, and lakeFS returns 500 for a write (s3-refs #65).
    /// </summary>
    /// <exception cref="LakeS3Exception"><c>LakeRefNotWritable</c>.</exception>
    public static void RequireBranch(ObjectAddress address)
    {
        if (address.IsOnLakeFS && address.Ref.IndexOfAny(['~', '^', '@', '$']) >= 0)
        {
            throw RefErrors.ExpressionNotWritable(address.Facts);
        }
    }

    /// <summary>Checks the length of a key and that it can be encoded as UTF-8.</summary>
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
    /// Rejects a key that this version of .NET can't send: the request would be for another object, with a wrong signature.
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
