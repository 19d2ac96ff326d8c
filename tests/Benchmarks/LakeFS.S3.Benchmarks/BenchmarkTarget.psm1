#requires -Version 7.4
# What the module has to reach, and whether it did.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'BenchmarkScenario.psm1')
Import-Module (Join-Path $PSScriptRoot 'PeerClient.psm1')

# curl is no peer here: it is the limit.
$script:peers = @(Get-PeerClient | Where-Object Name -NE 'curl' | ForEach-Object Name)

function Get-FastestPeer {
    <#
    .SYNOPSIS
        Gives the fastest of the other clients in a scenario's results. curl is none of them: it is the limit.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # The scenario's results.
        [Parameter(Mandatory)]
        [pscustomobject] $Scenario
    )

    $Scenario.clients | Where-Object { $_.name -in $script:peers -and $null -ne $_.median.seconds } |
        Sort-Object { $_.median.seconds } | Select-Object -First 1
}

function Get-BenchmarkTarget {
    <#
    .SYNOPSIS
        Judges results by the targets, one row each: what is asked, what was measured, and whether it is met.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # The results.
        [Parameter(Mandatory)]
        [pscustomobject] $Result
    )

    foreach ($scenario in Get-BenchmarkScenario) {
        foreach ($measured in $Result.scenarios | Where-Object base -EQ $scenario.Name) {
            foreach ($target in $scenario.Targets) {
                if ($target.ContainsKey('RoundTrip') -and $measured.roundTrip -notin $target.RoundTrip) {
                    continue
                }
                if ($target.ContainsKey('Most') -or $target.ContainsKey('LeastRate')) {
                    Compare-Limit -Scenario $measured -Target $target -Idle (Get-IdlePeak -Result $Result)
                    continue
                }
                if ($target['Halves']) {
                    Compare-Copy -Result $Result -Scenario $measured -Target $target
                } else {
                    Compare-Client -Scenario $measured -Target $target
                }
            }
        }
    }
    Compare-Memory -Result $Result -Limit (Get-BenchmarkSetting).PeakMiB
}

function Compare-Client {
    # The ratio of the module to another client, the fastest where none is named.
    param([pscustomobject] $Scenario, [hashtable] $Target)

    $measure = $Target.Measure
    $with = $Target['With']
    $module = $Scenario.clients | Where-Object name -EQ $Target.Client
    $other = $with ? ($Scenario.clients | Where-Object name -EQ $with) : (Get-FastestPeer -Scenario $Scenario)
    $kind, $unit = switch ($measure) {
        'seconds' { 'whole process', 's' }
        'sessionSeconds' { 'in the session', 's' }
        'sessionCpuSeconds' { 'processor, in the session', 's of CPU' }
    }
    # The other is a process of its own; only another session has figures of its inside.
    $otherMeasure = $other -and $null -eq $other.median.$measure ? ($measure -replace '^sessionC', 'c' -replace '^sessionS', 's') : $measure
    $mine = $module ? $module.median.$measure : $null
    $theirs = $other ? $other.median.$otherMeasure : $null
    $ratio = $null -ne $mine -and $theirs ? $mine / $theirs : $null
    [pscustomobject]@{
        Scenario = $Scenario.title
        Target = '{0}, {1}: at most {2} x {3}' -f $Target.Client, $kind, (Format-Figure $Target.Limit), ($with ?? 'the fastest peer')
        Measured = $null -eq $ratio ? 'not measured' : ('{0} x: {1} against {2} {3} ({4})' -f (Format-Figure $ratio), (Format-Figure $mine), (Format-Figure $theirs), $unit, $other.name)
        Met = $null -eq $ratio ? $null : $ratio -le $Target.Limit
    }
}

function Compare-Limit {
    # The module's figure alone: at most so much, or so many objects a second at least. Memory is what comes on top of a
    # session that does nothing.
    param([pscustomobject] $Scenario, [hashtable] $Target, [object] $Idle)

    $figure = ($Scenario.clients | Where-Object name -EQ $Target.Client).median.($Target.Measure)
    if ($Target.Measure -eq 'peakMiB' -and $null -ne $figure) {
        $figure = $Idle ? $figure - $Idle : $null
    }
    $unit = $Target.Measure -eq 'peakMiB' ? 'MiB above an idle session' : $Target.Measure -eq 'sessionCpuSeconds' ? 's of CPU, in the session' : 's, in the session'
    $rate = $Target['LeastRate']
    $value = $rate -and $figure ? $Scenario.count / $figure : $figure
    [pscustomobject]@{
        Scenario = $Scenario.title
        Target = $rate ? "$($Target.Client): at least $rate objects a second, in the session" : "$($Target.Client): at most $(Format-Figure $Target.Most) $unit"
        Measured = $null -eq $value ? 'not measured' : ('{0} {1}' -f (Format-Figure $value), ($rate ? 'a second' : $unit))
        Met = $null -eq $value ? $null : $rate ? $value -ge $rate : $value -le $Target.Most
    }
}

function Compare-Copy {
    # A copy from one server to another against the slower of its halves, each measured alone.
    param([pscustomobject] $Result, [pscustomobject] $Scenario, [hashtable] $Target)

    $copy = ($Scenario.clients | Where-Object name -EQ $Target.Client).median.($Target.Measure)
    $halves = foreach ($name in $Target.Halves) {
        $half = $Result.scenarios | Where-Object { $_.base -eq $name -and $_.roundTrip -eq $Scenario.roundTrip -and $_.bandwidth -eq $Scenario.bandwidth }
        $client = $half ? ($half.clients | Where-Object name -EQ $Target.Client) : $null
        $client ? $client.median.($Target.Measure) : $null
    }
    $slower = $halves -contains $null ? $null : ($halves | Measure-Object -Maximum).Maximum
    $ratio = $slower -and $copy ? $slower / $copy : $null
    [pscustomobject]@{
        Scenario = $Scenario.title
        Target = "$($Target.Client), in the session: at least $(Format-Figure $Target.LeastSpeed) of the speed of the slower of up and down alone"
        Measured = $null -eq $ratio ? 'not measured' : ('{0}: {1} against {2} s' -f (Format-Figure $ratio), (Format-Figure $copy), (Format-Figure $slower))
        Met = $null -eq $ratio ? $null : $ratio -ge $Target.LeastSpeed
    }
}

function Compare-Memory {
    # The largest peak of the module above a session that does nothing.
    param([pscustomobject] $Result, [double] $Limit)

    $idle = Get-IdlePeak -Result $Result
    if (-not $idle) {
        return
    }
    $peaks = foreach ($one in $Result.scenarios) {
        foreach ($client in $one.clients | Where-Object { $_.name -like 'LakeFS.S3*' -and $null -ne $_.median.peakMiB }) {
            [pscustomobject]@{ Title = $one.title; Name = $client.name; Above = ($client.peakMiB | Measure-Object -Maximum).Maximum - $idle }
        }
    }
    $largest = $peaks | Sort-Object Above -Descending | Select-Object -First 1
    [pscustomobject]@{
        Scenario = 'every one'
        Target = "LakeFS.S3: peak at most $Limit MiB above an idle session"
        Measured = '{0:n0} MiB ({1}, {2})' -f $largest.Above, $largest.Title, $largest.Name
        Met = $largest.Above -le $Limit
    }
}

function Get-IdlePeak {
    <#
    .SYNOPSIS
        Gives the peak memory of a session that does nothing, in MiB.
    #>
    [CmdletBinding()]
    [OutputType([double])]
    param(
        # The results.
        [Parameter(Mandatory)]
        [pscustomobject] $Result
    )

    $start = $Result.scenarios | Where-Object name -EQ 'start'
    if ($start) {
        ($start.clients | Where-Object name -EQ 'pwsh').median.peakMiB
    }
}

function Format-Figure {
    param([double] $Number)

    $Number.ToString('0.##', [cultureinfo]::InvariantCulture)
}

Export-ModuleMember -Function Get-FastestPeer, Get-IdlePeak, Get-BenchmarkTarget
