using System.Management.Automation;
using System.Reflection;

namespace LakeFS.S3.PowerShell.Formatting;

/// <summary>
/// The colors of views, from $PSStyle. PowerShell takes them out of what does not go to a terminal, and everywhere if
/// NO_COLOR or $PSStyle.OutputRendering say so. Windows PowerShell has no $PSStyle, and no colors.
/// </summary>
internal sealed class ViewColor
{
    // This module is built for all editions, so it does not know the type.
    private static readonly object? Style = typeof(PSObject).Assembly.GetType("System.Management.Automation.PSStyle")?.GetProperty("Instance")?.GetValue(null);

    private readonly object? _group;
    private readonly PropertyInfo? _color;

    private ViewColor(string group, string color)
    {
        _group = Style?.GetType().GetProperty(group)?.GetValue(Style);
        _color = _group?.GetType().GetProperty(color);
    }

    /// <summary>What was added.</summary>
    public static ViewColor Added { get; } = new("Foreground", "Green");

    /// <summary>What was removed.</summary>
    public static ViewColor Removed { get; } = new("Foreground", "Red");

    /// <summary>What was changed.</summary>
    public static ViewColor Changed { get; } = new("Foreground", "Yellow");

    /// <summary>Folders, as dir shows them.</summary>
    public static ViewColor Folder { get; } = new("FileInfo", "Directory");

    /// <summary>Failures, as errors are shown.</summary>
    public static ViewColor Failed { get; } = new("Formatting", "Error");

    /// <summary>Paints a text.</summary>
    /// <param name="text">The text, which is made harmless first.</param>
    /// <returns>The text in this color, if there is one.</returns>
    public string? Paint(object? text)
    {
        string? shown = SafeText.Format(text);
        return string.IsNullOrEmpty(shown) || _color?.GetValue(_group) is not string { Length: > 0 } color ? shown : color + shown + "\u001b[0m";
    }
}
