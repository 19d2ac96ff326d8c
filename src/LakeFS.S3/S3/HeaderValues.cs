using System.Linq;
using LakeFS.S3.Errors;

namespace LakeFS.S3.S3;

/// <summary>What a header can carry.</summary>
internal static class HeaderValues
{
    /// <summary>Gives back a value that a header can carry.</summary>
    /// <param name="name">The header.</param>
    /// <param name="value">Its value; may be a secret, so that no error shows it.</param>
    /// <exception cref="LakeS3Exception"><c>LakeHeaderInvalid</c>: a line break would begin a header of its own.</exception>
    public static string Require(string name, string value) => value.All(c => c is >= ' ' and <= '~')
        ? value
        : throw ObjectErrors.HeaderInvalid(name);
}
