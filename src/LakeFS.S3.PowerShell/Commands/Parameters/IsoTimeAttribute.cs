using System;
using System.Globalization;
using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>
/// Reads a time written as in ISO 8601 alike everywhere: PowerShell would read it by the calendar of the session's culture.
/// Other texts are left to PowerShell.
/// </summary>
internal sealed class IsoTimeAttribute : ArgumentTransformationAttribute
{
    private static readonly string[] Formats =
        ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text
        && DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time)
            ? time
            : inputData;
}
