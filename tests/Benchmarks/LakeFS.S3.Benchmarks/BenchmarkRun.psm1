#requires -Version 7.4
# A whole run: every scenario that was asked for, and the report.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

foreach ($name in 'BenchmarkServer', 'BenchmarkNetwork', 'BenchmarkMeasure', 'BenchmarkData', 'PeerClient', 'ModuleClient', 'BenchmarkScenario', 'BenchmarkRound', 'BenchmarkResult', 'BenchmarkTarget', 'BenchmarkReport', 'BenchmarkPlot') {
    Import-Module (Join-Path $PSScriptRoot "$name.psm1")
}

function Invoke-BenchmarkRun {
    <#
    .SYNOPSIS
        Measures scenarios, writes the results as data, page and plot, and shows how they stand against the targets.
    #>
    [CmdletBinding()]
    param(
        # The folder of the built module.
        [Parameter(Mandatory)]
        [string] $Module,

        # The folder of the built local gateway.
        [Parameter(Mandatory)]
        [string] $Gateway,

        # The scenarios; all but the optional ones where left out.
        [string[]] $Scenario,

        # The peers; all where left out, and then each has to be installed.
        [AllowEmptyCollection()]
        [string[]] $Client,

        # How often each client takes its turn; Scenarios.psd1 says it where left out.
        [int] $Rounds,

        # Makes everything smaller.
        [double] $Scale = 1,

        # The round trips in milliseconds between the clients and the server.
        [int[]] $RoundTrip = @(0),

        # Bytes per second in each direction; 0 for no limit.
        [long] $Bandwidth,

        # Where files are made and fetched to.
        [string] $WorkFolder,

        # Where the results go.
        [Parameter(Mandatory)]
        [string] $Destination
    )

    $setting = Get-BenchmarkSetting
    $known = @(Get-BenchmarkScenario | ForEach-Object Name)
    $all = @(Get-PeerClient)
    Assert-Name -Kind scenario -Name $Scenario -Known $known
    Assert-Name -Kind client -Name $Client -Known $all.Name

    $Module = Convert-Path -LiteralPath $Module
    $asked = @($PSBoundParameters.ContainsKey('Client') ? $Client : $all.Name)
    $peers = @(Find-PeerClient -Name $asked)
    $missing = @($peers | Where-Object Path -EQ $null | ForEach-Object Name)
    if ($missing -and $PSBoundParameters.ContainsKey('Client')) {
        throw "Not installed: $($missing -join ', ')."
    }
    if ($missing) {
        Write-Warning "Not installed: $($missing -join ', '). The others are measured, and then the run fails."
    }
    if (-not (Test-ResourceMeasure)) {
        Write-Warning 'GNU time is not installed: neither processor time nor memory is measured.'
    }
    $clients = @(Get-ModuleClient -Module $Module) + @($peers | Where-Object Path -NE $null)
    $scenarios = @(Get-BenchmarkScenario -Scale $Scale -RoundTrip $RoundTrip -Bandwidth $Bandwidth | Where-Object {
            # Memory is reported as what comes on top of a session that does nothing. A trial reports nothing.
            ($_.Name -eq 'start' -and $Scale -eq 1) -or ($Scenario ? ($_.Base -in $Scenario) : (-not $_.Optional))
        })

    $null = New-Item -ItemType Directory -Path $Destination -Force
    $path = Join-Path $Destination "results-$((Test-RealServer) ? 'lakefs' : 'local-gateway')"
    $work = New-WorkFolder -Parent $WorkFolder -InMemory
    $diskWork = New-WorkFolder -Parent $WorkFolder
    $failed = @()
    try {
        foreach ($one in $scenarios) {
            Write-Host "`n$($one.Title)"
            # Memory would not hold the sparse file, neither here nor on the server.
            $place = @{ Gateway = $Gateway; WorkFolder = $one.Sparse ? $diskWork : $work; UsualFolder = $work }
            if ($one.Sparse -and -not (Test-RealServer)) {
                $place.DataDirectory = Join-Path $diskWork 'gateway'
            }
            $turns = @{
                Client = @($clients | Where-Object { Test-BenchmarkClient -Scenario $one -Client $_ })
                Rounds = $one.Rounds ?? ($Rounds ? $Rounds : $setting.Rounds)
                LeastRounds = $one.LeastRounds ?? $setting.LeastRounds
                SecondsPerClient = $setting.SecondsPerClient
                WarmupTurns = $Scale -eq 1 ? (Get-WarmupTurn -Scenario $one -Setting $setting) : 0
                # Failures are reported without what is this machine's alone.
                Private = @{ $place.WorkFolder = '<folder>'; $Module = '<module>' }
            }
            try {
                $measured = Measure-Scenario -Scenario $one -Place $place -Turn $turns
                $absent = @(Get-AbsentClient -Scenario $one -Peer $all -Asked $asked -Missing $missing)
                Save-BenchmarkResult -Path "$path.json" -Fact $measured.Fact -Scenario $measured.Result -Absent $absent
            } catch {
                # What the other scenarios gave is worth having.
                Write-Warning "$($one.Name): $_"
                $failed += $one.Name
            }
        }
    } finally {
        Remove-Item -LiteralPath $work, $diskWork -Recurse -Force
    }

    Write-Report -Path $path
    if ($failed) {
        throw "Could not be measured: $($failed -join ', ')."
    }
    if ($missing) {
        throw "Not installed: $($missing -join ', '). Install them, or name the clients to measure with -Client."
    }
}

function Assert-Name {
    # Scenarios and clients are data, which parameters cannot know.
    param([string] $Kind, [string[]] $Name, [string[]] $Known)

    foreach ($one in $Name) {
        if ($one -notin $Known) {
            throw "There is no $Kind '$one'. There are: $($Known -join ', ')."
        }
    }
}

function Get-WarmupTurn {
    # How many turns of the module a server needs before its uploads take equally long.
    param([pscustomobject] $Scenario, [pscustomobject] $Setting)

    if ($Scenario.Sparse -or $Scenario.Operation -notin 'SendFolder', 'SendFile', 'CopyAcross') {
        return 0
    }
    # What is copied to is a local gateway in any case.
    (Test-RealServer) -and $Scenario.Operation -ne 'CopyAcross' ? $Setting.LakeFSWarmup : $Setting.GatewayWarmup
}

function Measure-Scenario {
    # Runs one scenario on a server of its own, or on the real one.
    param([pscustomobject] $Scenario, [hashtable] $Place, [hashtable] $Turn)

    $room = [IO.DriveInfo]::new($Place.WorkFolder).AvailableFreeSpace
    if ($Scenario.Sparse -and $room -lt 2 * $Scenario.Size) {
        throw "It needs $([Math]::Ceiling(2 * $Scenario.Size / 1GB)) GiB of free space in $($Place.WorkFolder)."
    }
    $storage = $Place['DataDirectory'] ? @{ DataDirectory = $Place.DataDirectory } : @{}
    $server = Open-BenchmarkServer -Gateway $Place.Gateway @storage
    try {
        if ($Scenario.Operation -eq 'CopyAcross') {
            $server.Target = Open-BenchmarkServer -Gateway $Place.Gateway -Local
            Add-NetworkDelay -Server $server.Target -RoundTrip $Scenario.RoundTrip -Bandwidth $Scenario.Bandwidth
            $Turn.Private[$server.Target.EndpointUrl] = '<target>'
        }
        Add-NetworkDelay -Server $server -RoundTrip $Scenario.RoundTrip -Bandwidth $Scenario.Bandwidth
        $Turn.Private[$server.EndpointUrl] = '<endpoint>'
        [pscustomobject]@{
            Fact = Get-BenchmarkFact -Server $server -WorkFolder $Place.UsualFolder
            Result = Invoke-BenchmarkScenario -Scenario $Scenario -Server $server -WorkFolder $Place.WorkFolder @Turn
        }
    } finally {
        Close-BenchmarkServer -Server $server
        if ($server.Target) {
            Close-BenchmarkServer -Server $server.Target
        }
        if ($storage.Count) {
            Remove-Item -LiteralPath $storage.DataDirectory -Recurse -Force
        }
    }
}

function Write-Report {
    # Writes page and plot beside the data, and shows the targets.
    param([string] $Path)

    $results = Get-Content -LiteralPath "$Path.json" -Raw | ConvertFrom-Json
    ConvertTo-BenchmarkMarkdown -Result $results -PlotName "$(Split-Path -Leaf $Path).svg" | Set-Content -LiteralPath "$Path.md"
    ConvertTo-BenchmarkPlot -Result $results | Set-Content -LiteralPath "$Path.svg"
    Get-BenchmarkTarget -Result $results | Format-Table Scenario, Target, Measured, Met -Wrap | Out-String -Width 160 | Write-Host
    Write-Host "The report is $Path.md."
}

Export-ModuleMember -Function Invoke-BenchmarkRun
