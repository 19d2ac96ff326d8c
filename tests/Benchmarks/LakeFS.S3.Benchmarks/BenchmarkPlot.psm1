#requires -Version 7.4
# The results as a picture: horizontal bars, a panel for each scenario.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'PeerClient.psm1')

# Okabe and Ito's colours, which colour-blind readers can tell apart. Those of the peers are in Peers.psd1.
$script:colors = @{
    'LakeFS.S3' = '#0072b2'
    'LakeFS.S3 unchecked' = '#56b4e9'
    'list + hash' = '#b0b0b0'
    'pwsh' = '#b0b0b0'
}
foreach ($peer in Get-PeerClient) {
    $script:colors[$peer.Name] = $peer.Color
}
$script:columns = 2
$script:panelWidth = 520
$script:labelWidth = 164
$script:valueWidth = 120
$script:rowHeight = 22
$script:titleHeight = 40
$script:headHeight = 84

function ConvertTo-BenchmarkPlot {
    <#
    .SYNOPSIS
        Draws the medians of all scenarios as SVG.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # The results.
        [Parameter(Mandatory)]
        [pscustomobject] $Result
    )

    # Side by side: up and down are neighbours.
    $top = $script:headHeight
    $panels = for ($first = 0; $first -lt $Result.scenarios.Count; $first += $script:columns) {
        $row = @($Result.scenarios | Select-Object -Skip $first -First $script:columns)
        foreach ($place in 0..($row.Count - 1)) {
            ConvertTo-Panel -Scenario $row[$place] -Left ($place * $script:panelWidth + 10) -Top $top
        }
        $most = ($row | ForEach-Object { $_.clients.Count } | Measure-Object -Maximum).Maximum
        $top += $script:titleHeight + $most * $script:rowHeight + 16
    }
    $width = $script:columns * $script:panelWidth + 20
    $height = $top + 8
    $facts = $Result.facts

    "<svg xmlns=`"http://www.w3.org/2000/svg`" width=`"$width`" height=`"$height`" viewBox=`"0 0 $width $height`" font-family=`"Helvetica, Arial, 'DejaVu Sans', sans-serif`" font-size=`"13`">"
    "<rect width=`"$width`" height=`"$height`" fill=`"#ffffff`"/>"
    ConvertTo-TextElement -X 14 -Y 28 -Text "LakeFS.S3 and other clients: $($facts.server) $($facts.serverVersion)" -Attribute 'font-size="18" font-weight="bold"'
    ConvertTo-TextElement -X 14 -Y 50 -Text "Seconds, medians; shorter is better. $($facts.cores) cores, $($facts.memoryGiB) GiB, $($facts.system), PowerShell $($facts.powershell)." -Attribute 'fill="#444444"'
    ConvertTo-TextElement -X 14 -Y 70 -Text 'A bar is the whole process; the dark part of a session''s bar, and the figure in brackets, the cmdlet alone. The dashed line is curl, which checks nothing.' -Attribute 'fill="#444444"'
    $panels
    '</svg>'
}

function ConvertTo-Panel {
    param([pscustomobject] $Scenario, [int] $Left, [int] $Top)

    $clients = @($Scenario.clients | Sort-Object { $_.median.seconds ?? [double]::MaxValue } -Stable)
    $barLeft = $Left + $script:labelWidth
    $barWidth = $script:panelWidth - $script:labelWidth - $script:valueWidth
    $longest = ($clients | ForEach-Object { $_.median.seconds ?? 0 } | Measure-Object -Maximum).Maximum
    $scale = $longest -gt 0 ? $barWidth / $longest : 0
    $first = $Top + $script:titleHeight
    ConvertTo-TextElement -X ($Left + 4) -Y ($Top + 26) -Text $Scenario.title -Attribute 'font-size="15" font-weight="bold"'

    for ($place = 0; $place -lt $clients.Count; $place++) {
        if (-not $clients[$place].failures) {
            ConvertTo-Bar -Client $clients[$place] -Left $barLeft -Top ($first + $place * $script:rowHeight + 3) -Scale $scale
        }
    }
    $limit = $clients | Where-Object { $_.name -eq 'curl' -and -not $_.failures }
    if ($limit) {
        $x = Format-Length ($barLeft + $limit.median.seconds * $scale)
        "<line x1=`"$x`" y1=`"$first`" x2=`"$x`" y2=`"$($first + $clients.Count * $script:rowHeight)`" stroke=`"#333333`" stroke-dasharray=`"3 3`"/>"
    }
    # Texts come last, so that nothing runs through them.
    for ($place = 0; $place -lt $clients.Count; $place++) {
        ConvertTo-RowText -Client $clients[$place] -Left $barLeft -Baseline ($first + $place * $script:rowHeight + 15) -Scale $scale
    }
}

function ConvertTo-Bar {
    param([pscustomobject] $Client, [int] $Left, [int] $Top, [double] $Scale)

    $color = $script:colors[$Client.name]
    $session = $Client.median.sessionSeconds
    $shape = "x=`"$Left`" y=`"$Top`" height=`"$($script:rowHeight - 6)`" fill=`"$color`""
    "<rect $shape width=`"$(Format-Length ($Client.median.seconds * $Scale))`"$($null -eq $session ? '' : ' fill-opacity="0.4"')/>"
    if ($null -ne $session) {
        # The start of PowerShell comes first in time; drawn behind the cmdlet's, its bar lets the cmdlet be compared.
        "<rect $shape width=`"$(Format-Length ($session * $Scale))`"/>"
    }
}

function ConvertTo-RowText {
    param([pscustomobject] $Client, [int] $Left, [int] $Baseline, [double] $Scale)

    $weight = $Client.name -like 'LakeFS.S3*' ? ' font-weight="bold"' : ''
    ConvertTo-TextElement -X ($Left - 8) -Y $Baseline -Text $Client.name -Attribute "text-anchor=`"end`"$weight"
    if ($Client.failures) {
        ConvertTo-TextElement -X $Left -Y $Baseline -Text 'failed' -Attribute 'fill="#aa0000"'
        return
    }
    $text = Format-Second $Client.median.seconds
    if ($null -ne $Client.median.sessionSeconds) {
        $text += " ($(Format-Second $Client.median.sessionSeconds))"
    }
    ConvertTo-TextElement -X ($Left + $Client.median.seconds * $Scale + 6) -Y $Baseline -Text $text -Attribute 'stroke="#ffffff" stroke-width="4" paint-order="stroke"'
}

function ConvertTo-TextElement {
    param([double] $X, [double] $Y, [string] $Text, [string] $Attribute)

    "<text x=`"$(Format-Length $X)`" y=`"$(Format-Length $Y)`" $Attribute>$([Security.SecurityElement]::Escape($Text))</text>"
}

function Format-Length {
    param([double] $Length)

    $Length.ToString('0.#', [cultureinfo]::InvariantCulture)
}

function Format-Second {
    param([double] $Second)

    $Second.ToString($Second -lt 10 ? '0.00' : '0.0', [cultureinfo]::InvariantCulture)
}

Export-ModuleMember -Function ConvertTo-BenchmarkPlot
