#requires -Version 7.4
# The results for people to read, in Markdown.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'BenchmarkTarget.psm1')
Import-Module (Join-Path $PSScriptRoot 'PeerClient.psm1')

function ConvertTo-BenchmarkMarkdown {
    <#
    .SYNOPSIS
        Writes results as a page: where they are from, the targets, and a table for each scenario.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # The results.
        [Parameter(Mandatory)]
        [pscustomobject] $Result,

        # The file name of the plot.
        [Parameter(Mandatory)]
        [string] $PlotName
    )

    $facts = $Result.facts
    $versions = $Result.scenarios.clients | Where-Object name -NotIn 'LakeFS.S3 unchecked', 'list + hash', 'pwsh' |
        ForEach-Object { "$($_.name) $($_.version)" } | Select-Object -Unique
    $measured = $Result.scenarios.clients.name | Select-Object -Unique
    $missing = $Result.scenarios.absent | Where-Object why -EQ 'not installed' | ForEach-Object name | Select-Object -Unique
    $idle = Get-IdlePeak -Result $Result

    "# Benchmarks: $($facts.server) $($facts.serverVersion)"
    ''
    'Written by `build.ps1 Bench`; `tests/Benchmarks` says how it is measured.'
    ''
    "- Machine: $($facts.system), $($facts.architecture), $($facts.cores) cores, $($facts.memoryGiB) GiB, the files on $($facts.files); clients and server share it"
    "- Runtime: PowerShell $($facts.powershell), $($facts.installed), .NET $($facts.dotnet)"
    "- Clients: $($versions -join ', ')"
    foreach ($peer in Get-PeerClient | Where-Object { $_.Setting -and $_.Name -in $measured }) {
        "- $($peer.Name): $($peer.Setting)"
    }
    if ($missing) {
        "- Not installed: $($missing -join ', ')"
    }
    if ($idle) {
        "- A PowerShell session that does nothing peaks at $(Format-Number $idle 0) MiB; importing the module adds $(Format-Number (Get-ImportTime -Result $Result) 0) ms"
    }
    ''
    'Figures are medians over the rounds, in brackets the least and the most. *Whole* is the time of the whole process,'
    'with the start of PowerShell, the import and the connection where it is the module''s; *in the session* is the time'
    'of the cmdlet alone. curl, with unsigned payloads and no check, stands for what server and machine can do at the'
    'least cost; it moves a large object over one connection, where others use several. *LakeFS.S3 unchecked* is'
    '`Read-LakeObject -SkipIntegrityCheck`; *list + hash* is a session that lists the objects and hashes the files, which'
    'is the least that a synchronisation has to do. Where two ratios stand, the first is that of the whole process, the'
    'second that of the session, both to the other''s whole process. CPU is user and system time, peak the largest'
    'resident size; PowerShell takes its share of both. The module counts what it lists, the others print it. A client'
    'whose turns take long has fewer rounds.'
    ''
    "![Time of the whole process by scenario and client]($PlotName)"
    ''
    '## Targets'
    ''
    '| scenario | target | measured | met |'
    '|---|---|---|---|'
    foreach ($target in Get-BenchmarkTarget -Result $Result) {
        "| $($target.Scenario) | $($target.Target) | $($target.Measured) | $($null -eq $target.Met ? '-' : $target.Met ? 'yes' : '**no**') |"
    }
    foreach ($scenario in $Result.scenarios) {
        ConvertTo-ScenarioTable -Scenario $scenario -Idle $idle
    }
}

function Get-ImportTime {
    param([pscustomobject] $Result)

    $clients = ($Result.scenarios | Where-Object name -EQ 'start').clients
    $seconds = foreach ($name in 'LakeFS.S3', 'pwsh') { ($clients | Where-Object name -EQ $name).median.seconds }
    1000 * ($seconds[0] - $seconds[1])
}

function ConvertTo-ScenarioTable {
    param([pscustomobject] $Scenario, [object] $Idle)

    $s5cmd = $Scenario.clients | Where-Object name -EQ 's5cmd'
    $fastest = Get-FastestPeer -Scenario $Scenario
    ''
    "## $($Scenario.title)"
    ''
    "$($Scenario.date), $($Scenario.rounds -eq 1 ? 'one round' : "$($Scenario.rounds) rounds at most")"
    ''
    '| client | rounds | whole, s | in the session, s | x s5cmd | x fastest peer | CPU, s | CPU in the session, s | peak, MiB | above idle, MiB |'
    '|---|---|---|---|---|---|---|---|---|---|'
    # Sorted by time; those that failed come after, and last those that did not take part.
    foreach ($client in $Scenario.clients | Sort-Object { $_.median.seconds ?? [double]::MaxValue } -Stable) {
        if ($client.failures) {
            $message = $client.failures[0].Replace('|', '\|')
            "| $($client.name) | $($client.rounds) | failed in $(@($client.failures).Count) of them: $message | | | | | | | |"
            continue
        }
        $median = $client.median
        $above = $client.name -like 'LakeFS.S3*' -and $null -ne $median.peakMiB -and $Idle ? (Format-Number ($median.peakMiB - $Idle) 0) : ''
        $cells = @(
            $client.name
            $client.rounds
            Format-Spread -Median $median.seconds -Value $client.seconds
            Format-Spread -Median $median.sessionSeconds -Value $client.sessionSeconds
            Format-Ratio -Client $client -Other $s5cmd
            Format-Ratio -Client $client -Other $fastest
            Format-Number $median.cpuSeconds 2
            Format-Number $median.sessionCpuSeconds 2
            Format-Number $median.peakMiB 0
            $above
        )
        "| $($cells -join ' | ') |"
    }
    foreach ($absent in $Scenario.absent | Group-Object why) {
        "| $($absent.Group.name -join ', ') | - | $($absent.Name) | | | | | | | |"
    }
}

function Format-Number {
    param([object] $Number, [int] $Digits)

    $null -eq $Number ? '' : ([double]$Number).ToString("N$Digits", [cultureinfo]::InvariantCulture)
}

function Format-Spread {
    param([object] $Median, [object[]] $Value)

    if ($null -eq $Median) {
        return ''
    }
    $range = $Value | Measure-Object -Minimum -Maximum
    "$(Format-Number $Median 2) ($(Format-Number $range.Minimum 2) - $(Format-Number $range.Maximum 2))"
}

function Format-Ratio {
    # Of whole processes, and of the session where there is one.
    param([pscustomobject] $Client, [object] $Other)

    if (-not $Other -or -not $Other.median.seconds) {
        return ''
    }
    $ratio = Format-Number ($Client.median.seconds / $Other.median.seconds) 2
    if ($null -ne $Client.median.sessionSeconds) {
        $ratio += " / $(Format-Number ($Client.median.sessionSeconds / $Other.median.seconds) 2)"
    }
    $ratio
}

Export-ModuleMember -Function ConvertTo-BenchmarkMarkdown
