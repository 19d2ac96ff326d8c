using System.Management.Automation;
using System.Text;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell.Provider.Content;

/// <summary>What Set-Content takes on a drive besides its own parameters.</summary>
public sealed class WriteContentParameters
{
    /// <summary>How the text is written; UTF-8 without a byte order mark where left out.</summary>
    [Parameter]
    [ValidateNotNull]
    [TextEncoding]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public Encoding Encoding { get; set; } = TextEncodingAttribute.Utf8;

    /// <summary>Takes bytes.</summary>
    [Parameter]
    public SwitchParameter AsByteStream { get; set; }

    /// <summary>Puts no line ends between the values.</summary>
    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    /// <summary>The object's content type; by the key's extension where left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ContentType { get; set; }
}
