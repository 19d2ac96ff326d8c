#requires -Version 7.4
# The scenarios of Scenarios.psd1, and who takes part in each.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$script:data = Import-PowerShellDataFile -LiteralPath (Join-Path $PSScriptRoot 'Scenarios.psd1')

function Get-BenchmarkSetting {
    <#
    .SYNOPSIS
        Gives what holds for all scenarios: rounds, time limits and the memory target.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param()

    [pscustomobject]@{
        Rounds = $script:data.Rounds
        LeastRounds = $script:data.LeastRounds
        SecondsPerClient = $script:data.SecondsPerClient
        GatewayWarmup = $script:data.GatewayWarmup
        LakeFSWarmup = $script:data.LakeFSWarmup
        PeakMiB = $script:data.PeakMiB
    }
}

function Get-BenchmarkScenario {
    <#
    .SYNOPSIS
        Gives the scenarios, in the order they are run and reported.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # Makes them smaller, for trying the benchmarks out: fewer files where there are many, else a smaller one.
        [double] $Scale = 1,

        # The round trips in milliseconds: each scenario once for each.
        [int[]] $RoundTrip = @(0),

        # Bytes per second, where the network has a limit.
        [long] $Bandwidth
    )

    foreach ($time in $RoundTrip) {
        Get-ScenarioAt -Scale $Scale -RoundTrip $time -Bandwidth $Bandwidth
    }
}

function Get-ScenarioAt {
    # The scenarios over one network.
    param([double] $Scale, [int] $RoundTrip, [long] $Bandwidth)

    $distance = "$($RoundTrip ? " at $RoundTrip ms" : '')$($Bandwidth ? ", $(Format-Size $Bandwidth)/s" : '')"
    $suffix = "$($RoundTrip ? "-$($RoundTrip)ms" : '')$($Bandwidth ? "-$([Math]::Round($Bandwidth / 1MB))MiBps" : '')"

    foreach ($definition in $script:data.Scenarios) {
        $many = $definition.Count -gt 1
        $count = $many ? [Math]::Max(1, [int]($definition.Count * $Scale)) : $definition.Count
        $size = $many ? [long]$definition.Size : [long]($definition.Size * $Scale)
        # Nothing is sent there.
        if ($suffix -and $definition.Operation -eq 'Start') {
            continue
        }
        [pscustomobject]@{
            Name = $definition.Name + $suffix
            Base = $definition.Name
            RoundTrip = $RoundTrip
            Bandwidth = $Bandwidth
            Title = $definition.Title.Replace('{count}', (Format-Count $count)).Replace('{size}', (Format-Size $size)) + $distance
            Operation = $definition.Operation
            Count = $count
            Size = $size
            Optional = [bool]$definition['Optional']
            Sparse = [bool]$definition['Sparse']
            Rounds = $definition['Rounds']
            LeastRounds = $definition['LeastRounds']
            Clients = $definition['Clients']
            Writer = $definition['Writer']
            WriterOperation = $definition['WriterOperation']
            # A smaller object may have no parts.
            Verified = $Scale -eq 1 ? $definition['Verified'] : $null
            Why = $definition['Why']
            Targets = @($definition['Targets'] ?? @())
        }
    }
}

function Format-Count {
    param([long] $Number)

    $Number.ToString('N0', [cultureinfo]::InvariantCulture)
}

function Format-Size {
    param([long] $Bytes)

    $unit, $name = $Bytes -ge 1GB ? (1GB, 'GiB') : $Bytes -ge 1MB ? (1MB, 'MiB') : (1KB, 'KiB')
    "$([Math]::Round($Bytes / $unit, 1).ToString([cultureinfo]::InvariantCulture)) $name"
}

function Test-BenchmarkClient {
    <#
    .SYNOPSIS
        Says whether a client takes part in a scenario.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        # The scenario.
        [Parameter(Mandatory)]
        [pscustomobject] $Scenario,

        # The client.
        [Parameter(Mandatory)]
        [pscustomobject] $Client
    )

    if ($Scenario.Clients) {
        return $Client.Name -in $Scenario.Clients
    }
    if ($Scenario.Operation -eq 'Sync' -and $Client.Operations -contains 'ListAndHash') {
        return $true
    }
    $Client.Operations -contains $Scenario.Operation
}

function Get-AbsentClient {
    <#
    .SYNOPSIS
        Gives the peers that have no figures in a scenario, each with the reason.
    #>
    [CmdletBinding()]
    [OutputType([Collections.Specialized.OrderedDictionary])]
    param(
        # The scenario.
        [Parameter(Mandatory)]
        [pscustomobject] $Scenario,

        # All peers.
        [Parameter(Mandatory)]
        [pscustomobject[]] $Peer,

        # The names of those that were asked for.
        [Parameter(Mandatory)]
        [AllowEmptyCollection()]
        [string[]] $Asked,

        # The names of those that are not installed.
        [Parameter(Mandatory)]
        [AllowEmptyCollection()]
        [string[]] $Missing
    )

    foreach ($one in $Peer) {
        $why = if ($Scenario.Clients) {
            $Scenario.Why
        } elseif ($one.Operations -notcontains $Scenario.Operation) {
            $one.Cannot[$Scenario.Operation]
        } elseif ($one.Name -in $Missing) {
            'not installed'
        } elseif ($one.Name -notin $Asked) {
            'left out of this run'
        }
        if ($why) {
            [ordered]@{ name = $one.Name; why = $why }
        }
    }
}

Export-ModuleMember -Function Get-BenchmarkSetting, Get-BenchmarkScenario, Test-BenchmarkClient, Get-AbsentClient
