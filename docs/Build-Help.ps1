#requires -Version 5.1
<#
.SYNOPSIS
    Builds the module's help from its markdown pages.
.DESCRIPTION
    The cmdlets' pages become MAML, by Microsoft.PowerShell.PlatyPS 1.x; about topics become text. What PlatyPS leaves
    of markdown in the MAML is turned into what Get-Help shows best: code as code, prose without marks.
.EXAMPLE
    ./docs/Build-Help.ps1 -Source ./docs/en-US -Destination ./out/LakeFS.S3/en-US
#>
[CmdletBinding()]
param(
    # The folder of the pages.
    [Parameter(Mandatory)]
    [string] $Source,

    # The folder of the module that is named after the pages' language; made anew.
    [Parameter(Mandatory)]
    [string] $Destination
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0
Import-Module -Name Microsoft.PowerShell.PlatyPS -MinimumVersion 1.0.0

$mamlNamespace = 'http://schemas.microsoft.com/maml/2004/10'
$commandNamespace = 'http://schemas.microsoft.com/maml/dev/command/2004/10'
$devNamespace = 'http://schemas.microsoft.com/maml/dev/2004/10'
$textWidth = 80
# Windows PowerShell takes text without the mark for the machine's code page.
$utf8 = [Text.UTF8Encoding]::new($true)

function ConvertTo-PlainText {
    # Takes emphasis, code marks and links out of a piece of markdown.
    param([string] $Markdown)

    $Markdown -replace '\*\*([^*]+)\*\*', '$1' -replace '`([^`]+)`', '$1' -replace '\[([^\]]+)\]\([^)]*\)', '$1'
}

function Split-Markdown {
    # Divides markdown into blocks: fenced code with its language, tables, headings, list items and paragraphs.
    param([string] $Markdown)

    $fence = $null
    $lines = [Collections.Generic.List[string]]::new()
    $kind = 'Paragraph'
    foreach ($line in ($Markdown -split '\r?\n') + '') {
        if ($null -ne $fence) {
            if ($line.StartsWith('```')) {
                [pscustomobject]@{ Kind = 'Code'; Language = $fence; Lines = $lines.ToArray() }
                $lines.Clear()
                $fence = $null
            }
            else {
                $lines.Add($line)
            }
            continue
        }
        $next = switch -Regex ($line) {
            '^```' { 'Code'; break }
            '^#' { 'Heading'; break }
            '^\|' { 'Table'; break }
            '^(-|\d+\.) ' { 'Item'; break }
            '^\s*$' { 'Blank'; break }
            default { 'Text' }
        }
        $goesOn = $lines.Count -gt 0 -and (($next -eq 'Text' -and $kind -in 'Paragraph', 'Item') -or ($next -eq 'Table' -and $kind -eq 'Table'))
        if ($lines.Count -gt 0 -and -not $goesOn) {
            [pscustomobject]@{ Kind = $kind; Language = ''; Lines = $lines.ToArray() }
            $lines.Clear()
        }
        switch ($next) {
            'Code' { $fence = $line.Substring(3).Trim() }
            'Heading' { [pscustomobject]@{ Kind = 'Heading'; Language = ''; Lines = @($line -replace '^#+\s*') } }
            'Blank' { break }
            default {
                if (-not $goesOn) {
                    $kind = if ($next -eq 'Text') { 'Paragraph' } else { $next }
                }
                $lines.Add($line)
            }
        }
    }
}

function Join-Prose {
    # Makes one line of a paragraph's or list item's lines.
    param([string[]] $Line)

    ConvertTo-PlainText (($Line | ForEach-Object { $_.Trim() }) -join ' ')
}

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
        # Pages beside the page are cmdlets and topics to ask Get-Help for; an online version there is none yet.
        $uri = $link['uri', $mamlNamespace]
        if ($uri.InnerText.EndsWith('.md')) {
            $uri.InnerText = ''
        }
        elseif (-not $uri.InnerText) {
            $null = $link.ParentNode.RemoveChild($link)
        }
    }
    $maml.Save($Target)
}

function Format-Wrapped {
    # Breaks a line of prose into lines of the text's width.
    param([string] $Text, [string] $Indent, [string] $First = $Indent)

    $line = $First
    foreach ($word in $Text -split ' ') {
        if ($line.Trim() -and $line.Length + $word.Length -ge $textWidth) {
            $line.TrimEnd()
            $line = $Indent
        }
        $line += "$word "
    }
    $line.TrimEnd()
}

function ConvertTo-AboutText {
    # Turns an about page into the text that Get-Help shows.
    param([string] $Markdown, [string] $Topic)

    'TOPIC'
    "    $Topic"
    $previous = ''
    foreach ($block in Split-Markdown $Markdown) {
        if ($previous -eq 'Item' -and $block.Kind -notin 'Item', 'Heading') {
            ''
        }
        $previous = $block.Kind
        switch ($block.Kind) {
            'Heading' {
                $heading = ConvertTo-PlainText $block.Lines[0]
                if ($heading -ne $Topic) {
                    ''
                    $heading.ToUpperInvariant()
                }
            }
            'Code' {
                $block.Lines | ForEach-Object { "        $_".TrimEnd() }
                ''
            }
            'Table' {
                # The first cell is the term, the others tell about it; the head and its rule are left out.
                foreach ($row in $block.Lines | Select-Object -Skip 2) {
                    $cells = @($row.Trim().Trim('|') -split '(?<!\\)\|' | ForEach-Object { (ConvertTo-PlainText $_.Trim()) -replace '\\\|', '|' })
                    "    $($cells[0])"
                    $cells | Select-Object -Skip 1 | Where-Object { $_ } | ForEach-Object { Format-Wrapped -Text $_ -Indent '        ' }
                }
                ''
            }
            'Item' { Format-Wrapped -Text (Join-Prose $block.Lines) -Indent '      ' -First '    ' }
            default {
                Format-Wrapped -Text (Join-Prose $block.Lines) -Indent '    '
                ''
            }
        }
    }
}

$Source = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Source)
$Destination = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Destination)
if (Test-Path -LiteralPath $Destination) {
    Remove-Item -LiteralPath $Destination -Recurse -Force
}
$null = New-Item -ItemType Directory -Path $Destination -Force
$work = Join-Path ([IO.Path]::GetTempPath()) "LakeFS.S3-help-$([guid]::NewGuid().ToString('N'))"
try {
    $pages = Get-ChildItem -LiteralPath $Source -Filter '*-*.md'
    $help = Import-MarkdownCommandHelp -LiteralPath $pages.FullName
    foreach ($file in Export-MamlCommandHelp -CommandHelp $help -OutputFolder $work) {
        Convert-MamlFile -Path $file.FullName -Target (Join-Path $Destination $file.Name) -Help $help
    }
}
finally {
    if (Test-Path -LiteralPath $work) {
        Remove-Item -LiteralPath $work -Recurse -Force
    }
}
foreach ($page in Get-ChildItem -LiteralPath $Source -Filter 'about_*.md') {
    $text = ConvertTo-AboutText -Markdown ([IO.File]::ReadAllText($page.FullName)) -Topic $page.BaseName
    [IO.File]::WriteAllLines((Join-Path $Destination "$($page.BaseName).help.txt"), [string[]] $text, $utf8)
}
