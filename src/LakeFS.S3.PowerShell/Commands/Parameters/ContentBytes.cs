using System.Management.Automation;
using System.Text;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>Content as <c>-Content</c> takes it: one string, written as UTF-8, or bytes.</summary>
internal static class ContentBytes
{
    /// <summary>The bytes of some content.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeContentInvalid</c>: it is something else.</exception>
    public static byte[] Of(object? content) => (content is PSObject wrapped ? wrapped.BaseObject : content) switch
    {
        null => [],
        string text => Encoding.UTF8.GetBytes(text),
        byte[] bytes => bytes,
        object other => throw CmdletErrors.ContentInvalid(other.GetType()),
    };
}
