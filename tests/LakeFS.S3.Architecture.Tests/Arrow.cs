namespace LakeFS.S3.Architecture.Tests;

/// <summary>A reference from a line of one file to what another file declares.</summary>
/// <param name="File">The file that refers.</param>
/// <param name="Line">Where.</param>
/// <param name="Target">The file that is referred to, <see cref="Sdk"/> or <see cref="Nothing"/>.</param>
internal sealed record Arrow(string File, int Line, string Target)
{
    /// <summary>The target of what refers to the AWS SDK.</summary>
    public const string Sdk = "Amazon";

    /// <summary>The target of a name that means nothing to the compiler.</summary>
    public const string Nothing = "?";
}
