#requires -Version 7.4
# What the module has to reach, and whether it did.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$script:peers = 's5cmd', 'rclone', 'minio-client', 'aws-cli', 'boto3'

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

    foreach ($name in 'small-up', 'small-down') {
        Compare-Client -Result $Result -Scenario $name -Measure sessionSeconds -With s5cmd -Limit 1
        Compare-Client -Result $Result -Scenario $name -Measure seconds -With s5cmd -Limit 1.25
    }
    foreach ($name in 'medium-up', 'medium-down', 'large-up') {
        foreach ($measure in 'sessionSeconds', 'seconds') {
            Compare-Client -Result $Result -Scenario $name -Measure $measure -Limit 1
        }
    }
    # None of the peers checks what it fetches: without the check the work is the same.
    Compare-Client -Result $Result -Scenario 'medium-down' -Measure sessionSeconds -Limit 1 -Client 'LakeFS.S3 unchecked'
    foreach ($measure in 'sessionSeconds', 'seconds') {
        Compare-Client -Result $Result -Scenario 'large-down' -Measure $measure -With s5cmd -Limit 1.25
        Compare-Client -Result $Result -Scenario 'large-down' -Measure $measure -With s5cmd -Limit 1 -Client 'LakeFS.S3 unchecked'
    }
    Compare-Client -Result $Result -Scenario 'large-down' -Measure sessionCpuSeconds -With curl -Limit 3 -Client 'LakeFS.S3 unchecked'
    Compare-Copy -Result $Result -Limit 0.8
    Compare-Client -Result $Result -Scenario 'sync' -Measure sessionSeconds -With 'list + hash' -Limit 1.5
    Compare-Memory -Result $Result -Limit 150
}

function Compare-Client {
    # The ratio of the module to another client, the fastest where none is named.
    param([pscustomobject] $Result, [string] $Scenario, [string] $Measure, [double] $Limit, [string] $With, [string] $Client = 'LakeFS.S3')

    $measured = $Result.scenarios | Where-Object name -EQ $Scenario
    if (-not $measured) {
        return
    }
    $module = $measured.clients | Where-Object name -EQ $Client
    $other = if ($With) { $measured.clients | Where-Object name -EQ $With } else { Get-FastestPeer -Scenario $measured }
    $kind, $unit = switch ($Measure) {
        'seconds' { 'whole process', 's' }
        'sessionSeconds' { 'in the session', 's' }
        'sessionCpuSeconds' { 'processor, in the session', 's of CPU' }
    }
    # The other is a process of its own; only another session has figures of its inside.
    $otherMeasure = $other -and $null -eq $other.median.$Measure ? ($Measure -replace '^sessionC', 'c' -replace '^sessionS', 's') : $Measure
    $mine = $module ? $module.median.$Measure : $null
    $theirs = $other ? $other.median.$otherMeasure : $null
    $ratio = $null -ne $mine -and $theirs ? $mine / $theirs : $null
    [pscustomobject]@{
        Scenario = $measured.title
        Target = '{0}, {1}: at most {2} x {3}' -f $Client, $kind, (Format-Figure $Limit), ($With ? $With : 'the fastest peer')
        Measured = $null -eq $ratio ? 'not measured' : ('{0} x: {1} against {2} {3} ({4})' -f (Format-Figure $ratio), (Format-Figure $mine), (Format-Figure $theirs), $unit, $other.name)
        Met = $null -eq $ratio ? $null : $ratio -le $Limit
    }
}

function Compare-Copy {
    # A copy from one server to another against the slower of its halves, each measured alone.
    param([pscustomobject] $Result, [double] $Limit)

    $seconds = @{}
    foreach ($name in 'router-copy', 'large-up', 'large-down') {
        $measured = $Result.scenarios | Where-Object name -EQ $name
        $module = $measured ? ($measured.clients | Where-Object name -EQ 'LakeFS.S3') : $null
        $seconds[$name] = $module ? $module.median.sessionSeconds : $null
    }
    if ($null -eq $seconds['router-copy']) {
        return
    }
    $slower = [Math]::Max([double]$seconds['large-up'], [double]$seconds['large-down'])
    $ratio = $slower / $seconds['router-copy']
    [pscustomobject]@{
        Scenario = ($Result.scenarios | Where-Object name -EQ 'router-copy').title
        Target = "LakeFS.S3, in the session: at least $Limit of the speed of the slower of up and down alone"
        Measured = $slower ? ('{0}: {1} against {2} s' -f (Format-Figure $ratio), (Format-Figure $seconds['router-copy']), (Format-Figure $slower)) : 'not measured'
        Met = $slower ? $ratio -ge $Limit : $null
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
