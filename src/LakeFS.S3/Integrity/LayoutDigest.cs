namespace LakeFS.S3.Integrity;

/// <summary>The ETag that content has if it was uploaded in a certain part layout.</summary>
/// <param name="layout">The layout; null means one piece.</param>
/// <param name="value">32 hex digits.</param>
internal sealed class LayoutDigest(PartLayout? layout, string value)
{
    /// <summary>The layout; null means one piece.</summary>
    public PartLayout? Layout { get; } = layout;

    /// <summary>The ETag as 32 hex digits, without the number of parts.</summary>
    public string Value { get; } = value;
}
