using System.Linq;
using LakeFS.S3.Errors;

namespace LakeFS.S3.S3;

/// <summary>Validates header values.</summary>
internal static class HeaderValues
{
    /// <summary>Returns a value if it is valid in a header.</summary>
    /// <param name="name">The header.</param>
    /// <param name="value">The value; may be a secret, so no error shows it.</param>
    /// <exception cref="LakeS3Exception"><c>LakeHeaderInvalid</c>: for example, a line break would start another
    /// header.</exception>
    public static string Require(string name, string value) => value.All(c => c is >= ' ' and <= '~')
        ? value
        : throw ObjectErrors.HeaderInvalid(name);
}
