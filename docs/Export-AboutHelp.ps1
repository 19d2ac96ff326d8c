#requires -Version 5.1
<#
.SYNOPSIS
    Makes the texts that Get-Help shows of the about topics' pages.
.EXAMPLE
    ./docs/Export-AboutHelp.ps1 -Source ./docs/en-US -Destination ./out/LakeFS.S3/en-US
#>
[CmdletBinding()]
param(
    # The folder of the pages.
    [Parameter(Mandatory)]
    [string] $Source,

    # The folder of the module that is named after the pages' language.
    [Parameter(Mandatory)]
    [string] $Destination
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0
Import-Module -Name (Join-Path $PSScriptRoot 'Markdown.psm1')

$textWidth = 80
# Windows PowerShell takes text without the mark for the machine's code page.
$utf8 = [Text.UTF8Encoding]::new($true)

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

foreach ($page in Get-ChildItem -LiteralPath $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Source) -Filter 'about_*.md') {
    $text = ConvertTo-AboutText -Markdown ([IO.File]::ReadAllText($page.FullName)) -Topic $page.BaseName
    $target = Join-Path $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Destination) "$($page.BaseName).help.txt"
    [IO.File]::WriteAllLines($target, [string[]] $text, $utf8)
}
