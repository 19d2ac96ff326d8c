using System.Management.Automation;
using System.Text;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell.Provider.Content;

/// <summary>What Get-Content takes on a drive besides its own parameters.</summary>
public sealed class ReadContentParameters
{
    /// <summary>How the text was written; a byte order mark says so too. UTF-8 where left out.</summary>
    [Parameter]
    [ValidateNotNull]
    [TextEncoding]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public Encoding Encoding { get; set; } = TextEncodingAttribute.Utf8;

    /// <summary>What ends a line; a line feed, with or without a carriage return, where left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Delimiter { get; set; }

    /// <summary>Gives bytes.</summary>
    [Parameter]
    public SwitchParameter AsByteStream { get; set; }

    /// <summary>Gives everything as one text, or as one array of bytes.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    /// <summary>How many lines to give of the object's end, without reading what is before them.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int TailCount { get; set; }
}
