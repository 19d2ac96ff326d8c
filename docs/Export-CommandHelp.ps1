#requires -Version 5.1
<#
.SYNOPSIS
    Makes the cmdlets' help of their pages.
.DESCRIPTION
    The pages become MAML, by Microsoft.PowerShell.PlatyPS. What PlatyPS leaves of markdown in the MAML is turned into what
    Get-Help shows best: code as code, prose without marks. The result is committed, because PlatyPS comes from the
    PowerShell Gallery and from nowhere else: a module that is built without it has to have help all the same.
    The file pages.sha256 beside it holds the hash of each page and of the result. A test compares them, so that a page
    can't be changed and its help be forgotten.
.EXAMPLE
    ./docs/Export-CommandHelp.ps1 -Source ./docs/en-US -Destination ./docs/help

    Makes the committed help anew; build.ps1 Docs does it.
#>
[CmdletBinding()]
param(
    # The folder of the pages.
    [Parameter(Mandatory)]
    [string] $Source,

    # The folder of the result; made where it is missing.
    [Parameter(Mandatory)]
    [string] $Destination,

    # The module's manifest, which says where the project is.
    [string] $Manifest = (Join-Path $PSScriptRoot '../LakeFS.S3.psd1')
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0
Import-Module -Name Microsoft.PowerShell.PlatyPS
Import-Module -Name (Join-Path $PSScriptRoot 'Markdown.psm1')

$mamlNamespace = 'http://schemas.microsoft.com/maml/2004/10'
$commandNamespace = 'http://schemas.microsoft.com/maml/dev/command/2004/10'
$devNamespace = 'http://schemas.microsoft.com/maml/dev/2004/10'
$online = "$((Import-PowerShellDataFile -LiteralPath $Manifest).PrivateData.PSData.ProjectUri)/blob/main/docs/en-US"

function Write-Paragraph {
    # Replaces an element's content by paragraphs.
    param([Xml.XmlElement] $Element, [string[]] $Text)

    while ($Element.HasChildNodes) {
        $null = $Element.RemoveChild($Element.FirstChild)
    }
    foreach ($paragraph in $Text) {
        $node = $Element.OwnerDocument.CreateElement('maml', 'para', $mamlNamespace)
        $node.InnerText = $paragraph
        $null = $Element.AppendChild($node)
    }
}

function Get-Markdown {
    # The markdown that PlatyPS put into an element's paragraphs. U+0080 is what it writes for an empty line.
    param([Xml.XmlElement] $Element)

    ($Element.ChildNodes | ForEach-Object InnerText | ForEach-Object { $_ -replace '\u0080' }) -join "`n`n"
}

function Convert-Prose {
    # Turns the markdown of a description into plain paragraphs.
    param([Xml.XmlElement] $Element)

    $text = foreach ($block in Split-Markdown (Get-Markdown $Element)) {
        if ($block.Kind -eq 'Code') { $block.Lines -join "`n" } else { Join-Prose $block.Lines }
    }
    Write-Paragraph -Element $Element -Text $text
}

function Convert-Example {
    # Puts an example's first code block where Get-Help expects code, and the rest below it.
    param([Xml.XmlElement] $Example)

    $introduction = $Example['introduction', $mamlNamespace]
    $blocks = @(Split-Markdown (Get-Markdown $introduction))
    $code = $blocks | Where-Object Kind -EQ 'Code' | Select-Object -First 1
    $Example['code', $devNamespace].InnerText = $code.Lines -join "`n"
    Write-Paragraph -Element $introduction -Text @()
    $remarks = foreach ($block in $blocks | Where-Object { $_ -ne $code }) {
        if ($block.Kind -eq 'Code') { $block.Lines -join "`n" } else { Join-Prose $block.Lines }
    }
    # Get-Help sets examples apart by nothing but what they end with.
    Write-Paragraph -Element $Example['remarks', $devNamespace] -Text (@($remarks) + '')
}

function Add-DefaultValue {
    # Tells the defaults of a command's parameters, which PlatyPS 1.0 leaves out of MAML.
    param([Xml.XmlDocument] $Maml, [Xml.XmlNamespaceManager] $Names, [psobject] $Help)

    foreach ($parameter in $Help.Parameters | Where-Object DefaultValue) {
        $path = "//command:command[command:details/command:name='$($Help.Title)']/command:parameters/command:parameter[maml:name='$($parameter.Name)']"
        $node = $Maml.CreateElement('dev', 'defaultValue', $devNamespace)
        $node.InnerText = $parameter.DefaultValue
        $null = $Maml.SelectSingleNode($path, $Names).AppendChild($node)
    }
}

function Add-OnlineVersion {
    # Puts the page's address before a command's other links: there Get-Help -Online finds it.
    param([Xml.XmlElement] $Links, [string] $Name)

    $link = $Links.OwnerDocument.CreateElement('maml', 'navigationLink', $mamlNamespace)
    foreach ($part in @{ linkText = 'Online Version:' }, @{ uri = "$online/$Name.md" }) {
        $node = $Links.OwnerDocument.CreateElement('maml', "$($part.Keys)", $mamlNamespace)
        $node.InnerText = $part.Values
        $null = $link.AppendChild($node)
    }
    $null = $Links.PrependChild($link)
}

function Convert-MamlFile {
    # Cleans one MAML file on its way to its place.
    param([string] $Path, [string] $Target, [psobject[]] $Help)

    $maml = [Xml.XmlDocument]::new()
    $maml.Load($Path)
    $names = [Xml.XmlNamespaceManager]::new($maml.NameTable)
    $names.AddNamespace('maml', $mamlNamespace)
    $names.AddNamespace('command', $commandNamespace)
    $names.AddNamespace('dev', $devNamespace)
    foreach ($example in $maml.SelectNodes('//command:example', $names)) {
        Convert-Example $example
    }
    foreach ($element in $maml.SelectNodes('//maml:description | //maml:alert', $names)) {
        Convert-Prose $element
    }
    foreach ($command in $Help) {
        Add-DefaultValue -Maml $maml -Names $names -Help $command
    }
    foreach ($link in @($maml.SelectNodes('//maml:navigationLink', $names))) {
        # Pages beside the page are cmdlets and topics to ask Get-Help for.
        $uri = $link['uri', $mamlNamespace]
        if ($uri.InnerText.EndsWith('.md')) {
            $uri.InnerText = ''
        }
        elseif (-not $uri.InnerText) {
            $null = $link.ParentNode.RemoveChild($link)
        }
    }
    foreach ($command in $maml.SelectNodes('//command:command', $names)) {
        Add-OnlineVersion -Links $command['relatedLinks', $commandNamespace] -Name $command.SelectSingleNode('command:details/command:name', $names).InnerText
    }
    # The same bytes on every system, or the hashes would differ.
    $settings = [Xml.XmlWriterSettings]::new()
    $settings.Indent = $true
    $settings.NewLineChars = "`n"
    $settings.Encoding = [Text.UTF8Encoding]::new($true)
    $writer = [Xml.XmlWriter]::Create($Target, $settings)
    try {
        $maml.Save($writer)
    }
    finally {
        $writer.Dispose()
    }
}

$Source = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Source)
$Destination = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Destination)
$null = New-Item -ItemType Directory -Path $Destination -Force
$work = Join-Path ([IO.Path]::GetTempPath()) "LakeFS.S3-help-$([guid]::NewGuid().ToString('N'))"
try {
    $pages = @(Get-ChildItem -LiteralPath $Source -Filter '*-*.md' | Sort-Object -Property Name -Culture '')
    $help = Import-MarkdownCommandHelp -LiteralPath $pages.FullName
    $made = foreach ($file in Export-MamlCommandHelp -CommandHelp $help -OutputFolder $work) {
        $target = Join-Path $Destination $file.Name
        Convert-MamlFile -Path $file.FullName -Target $target -Help $help
        Get-Item -LiteralPath $target
    }
}
finally {
    if (Test-Path -LiteralPath $work) {
        Remove-Item -LiteralPath $work -Recurse -Force
    }
}
$hashes = $pages + $made | ForEach-Object { '{0}  {1}' -f (Get-FileHash -LiteralPath $_.FullName).Hash.ToLowerInvariant(), $_.Name }
[IO.File]::WriteAllText((Join-Path $Destination 'pages.sha256'), ($hashes -join "`n") + "`n")
