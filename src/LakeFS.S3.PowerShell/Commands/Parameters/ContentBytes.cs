using System.Management.Automation;
using System.Text;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>Converts the value of <c>-Content</c>, a string or bytes; strings are encoded as UTF-8.</summary>
internal static class ContentBytes
{
    /// <summary>The bytes of a value.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeContentInvalid</c>: the value has another type.</exception>
    public static byte[] Of(object? content) => (content is PSObject wrapped ? wrapped.BaseObject : content) switch
    {
        null => [],
        string text => Encoding.UTF8.GetBytes(text),
        byte[] bytes => bytes,
        object other => throw CmdletErrors.ContentInvalid(other.GetType()),
    };
}
