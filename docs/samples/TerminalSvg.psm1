#requires -Version 7.4
# Draws what a terminal shows, with its colours, as SVG.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$cellWidth = 8.4
$lineHeight = 19
$margin = 16
$foreground = '#d4d4d4'
$background = '#1e1e1e'
# The sixteen colours of a terminal, dark ones first.
$palette = @(
    '#3b3b3b', '#f14c4c', '#23d18b', '#e5c07b', '#3b8eea', '#d670d6', '#29b8db', '#d4d4d4'
    '#808080', '#ff6b6b', '#4be3a4', '#f5e27a', '#6cb6ff', '#e39be3', '#56d4ef', '#ffffff'
)
$steps = 0, 95, 135, 175, 215, 255

function ConvertTo-Color {
    # The colour of a number from 0 to 255: sixteen of the terminal, a cube of 216, and 24 greys.
    param([int] $Number)

    if ($Number -lt 16) {
        return $palette[$Number]
    }
    if ($Number -ge 232) {
        $grey = 8 + 10 * ($Number - 232)
        return '#{0:x2}{0:x2}{0:x2}' -f $grey
    }
    $cube = $Number - 16
    '#{0:x2}{1:x2}{2:x2}' -f $steps[[Math]::Floor($cube / 36)], $steps[[Math]::Floor($cube / 6) % 6], $steps[$cube % 6]
}

function Merge-Style {
    # Applies the numbers of an escape sequence (ESC [ ... m) to a style.
    param([hashtable] $Style, [int[]] $Code)

    for ($i = 0; $i -lt $Code.Count; $i++) {
        switch ($Code[$i]) {
            0 { $Style.Color = $foreground; $Style.Bold = $false; $Style.Italic = $false }
            1 { $Style.Bold = $true }
            3 { $Style.Italic = $true }
            22 { $Style.Bold = $false }
            23 { $Style.Italic = $false }
            38 {
                $isNumber = $Code[$i + 1] -eq 5
                $Style.Color = if ($isNumber) { ConvertTo-Color $Code[$i + 2] } else { '#{0:x2}{1:x2}{2:x2}' -f $Code[$i + 2], $Code[$i + 3], $Code[$i + 4] }
                $i += if ($isNumber) { 2 } else { 4 }
            }
            39 { $Style.Color = $foreground }
            { $_ -in 30..37 } { $Style.Color = $palette[$_ - 30] }
            { $_ -in 90..97 } { $Style.Color = $palette[$_ - 82] }
        }
    }
}

function Format-Run {
    # A piece of a line in one style, at its column, as wide as its cells.
    param([hashtable] $Style, [string] $Text, [int] $Column)

    $visible = $Text.TrimEnd()
    if (-not $visible) {
        return
    }
    $leading = $visible.Length - $visible.TrimStart().Length
    $visible = $visible.TrimStart()
    $left = $margin + $cellWidth * ($Column + $leading)
    $look = $(if ($Style.Bold) { ' font-weight="bold"' }) + $(if ($Style.Italic) { ' font-style="italic"' })
    [string]::Format([cultureinfo]::InvariantCulture, '<tspan x="{0:0.#}" textLength="{1:0.#}" fill="{2}"{3}>{4}</tspan>',
        $left, ($cellWidth * $visible.Length), $Style.Color, $look, [Security.SecurityElement]::Escape($visible))
}

function ConvertTo-TerminalSvg {
    <#
    .SYNOPSIS
        Makes an SVG of the lines that a terminal shows, with their escape sequences for colours.
    .EXAMPLE
        tmux capture-pane -e -p | ConvertTo-TerminalSvg -Width 100
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # The lines.
        [Parameter(Mandatory, ValueFromPipeline)]
        [AllowEmptyString()]
        [string] $Line,

        # The terminal's width in columns.
        [int] $Width = 100
    )

    begin {
        $style = @{}
        Merge-Style -Style $style -Code 0
        $rows = [Collections.Generic.List[string]]::new()
    }

    process {
        $column = 0
        $runs = foreach ($part in [regex]::Matches($Line, '\e\[(?<code>[\d;]*)m|(?<text>[^\e]+)')) {
            if ($part.Groups['text'].Success) {
                Format-Run -Style $style -Text $part.Value -Column $column
                $column += $part.Length
            } else {
                Merge-Style -Style $style -Code @($part.Groups['code'].Value -split ';' | ForEach-Object { [int]"0$_" })
            }
        }
        $rows.Add($runs -join '')
    }

    end {
        $svgWidth = [Math]::Ceiling(2 * $margin + $cellWidth * $Width)
        $svgHeight = 2 * $margin + $lineHeight * $rows.Count
        "<svg xmlns=`"http://www.w3.org/2000/svg`" width=`"$svgWidth`" height=`"$svgHeight`" viewBox=`"0 0 $svgWidth $svgHeight`">"
        "<rect width=`"100%`" height=`"100%`" rx=`"8`" fill=`"$background`"/>"
        '<g xml:space="preserve" font-family="Cascadia Mono, Consolas, Menlo, DejaVu Sans Mono, monospace" font-size="14">'
        for ($i = 0; $i -lt $rows.Count; $i++) {
            if ($rows[$i]) {
                "<text y=`"$($margin + 14 + $lineHeight * $i)`">$($rows[$i])</text>"
            }
        }
        '</g>'
        '</svg>'
    }
}

Export-ModuleMember -Function ConvertTo-TerminalSvg
