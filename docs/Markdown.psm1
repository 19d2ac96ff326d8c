#requires -Version 5.1
# What the help is made of: the blocks of a markdown page, and its prose without marks.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function ConvertTo-PlainText {
    <#
    .SYNOPSIS
        Takes emphasis, code marks and links out of a piece of markdown.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # The markdown.
        [Parameter(Mandatory)]
        [AllowEmptyString()]
        [string] $Markdown
    )

    $Markdown -replace '\*\*([^*]+)\*\*', '$1' -replace '`([^`]+)`', '$1' -replace '\[([^\]]+)\]\([^)]*\)', '$1'
}

function Split-Markdown {
    <#
    .SYNOPSIS
        Divides markdown into blocks: fenced code with its language, tables, headings, list items and paragraphs.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # The markdown.
        [Parameter(Mandatory)]
        [AllowEmptyString()]
        [string] $Markdown
    )

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
    <#
    .SYNOPSIS
        Makes one line of plain text of the lines of a paragraph or list item.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # The lines.
        [Parameter(Mandatory)]
        [AllowEmptyString()]
        [string[]] $Line
    )

    ConvertTo-PlainText (($Line | ForEach-Object { $_.Trim() }) -join ' ')
}

Export-ModuleMember -Function ConvertTo-PlainText, Split-Markdown, Join-Prose
