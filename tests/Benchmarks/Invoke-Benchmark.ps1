#requires -Version 7.4
<#
.SYNOPSIS
    Measures the module against other S3 clients and writes the results to docs/benchmarks.
.DESCRIPTION
    Every client does the same on the same server in the same run: in each round all take their turns, in an order that
    moves on by one from round to round, so that none always follows the same other. A turn is a process of its own,
    measured whole; a session of the module also measures the cmdlet alone. Each turn's outcome is checked, and a client
    that failed is reported so. Before the first round everyone does a little of the same, which counts for nothing.

    The server is a local gateway that keeps everything in memory, started anew for each scenario; or the real lakeFS
    that LAKEFS_S3_TEST_ENDPOINT, LAKEFS_S3_TEST_ACCESS_KEY_ID, LAKEFS_S3_TEST_SECRET_ACCESS_KEY and
    LAKEFS_S3_TEST_REPOSITORY name. What is written to the latter is removed again, but lakeFS leaves the bytes in its
    storage until they are collected.

    Scenarios that are not run keep their earlier results, unless those come from another machine or server.
.EXAMPLE
    ./tests/Benchmarks/Invoke-Benchmark.ps1 -Module ./out/LakeFS.S3 -Gateway ./out/LocalGateway -Scenario large-up, large-down -Client s5cmd

    Measures one object of 1 GiB up and down, against s5cmd alone.
#>
[CmdletBinding()]
param(
    # The folder of the built module.
    [Parameter(Mandatory)]
    [string] $Module,

    # The folder of the built local gateway.
    [Parameter(Mandatory)]
    [string] $Gateway,

    # What is measured; everything but the sparse file of 20 GiB where left out.
    [ValidateSet('start', 'small-up', 'small-down', 'medium-up', 'medium-down', 'large-up', 'large-down', 'router-copy', 'list', 'sync', 'sparse-up', 'sparse-down')]
    [string[]] $Scenario,

    # The other clients; all that are installed where left out. The module is always there.
    [ValidateSet('s5cmd', 'rclone', 'minio-client', 'aws-cli', 'boto3', 'curl')]
    [string[]] $Client = @('s5cmd', 'rclone', 'minio-client', 'aws-cli', 'boto3', 'curl'),

    # How often each client takes its turn. The sparse file has one round.
    [ValidateRange(1, 100)]
    [int] $Rounds = 5,

    # Makes everything smaller, for trying the benchmarks out; needs another -Destination.
    [ValidateRange(0.0001, 1)]
    [double] $Scale = 1,

    # Where files are made and fetched to. Where left out: in memory, so that no disk is measured, if there is such a
    # folder with enough room; the sparse file always on the disk, in the folder for temporary files.
    [string] $WorkFolder,

    # Where the results go.
    [string] $Destination = (Join-Path $PSScriptRoot '../../docs/benchmarks')
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0
if ($Scale -ne 1 -and -not $PSBoundParameters.ContainsKey('Destination')) {
    throw 'With -Scale the results are no one''s: give a -Destination for them.'
}
foreach ($name in 'BenchmarkServer', 'BenchmarkMeasure', 'BenchmarkData', 'PeerClient', 'ModuleClient', 'BenchmarkScenario', 'BenchmarkRound', 'BenchmarkResult', 'BenchmarkTarget', 'BenchmarkReport', 'BenchmarkPlot') {
    Import-Module (Join-Path $PSScriptRoot "$name.psm1")
}

$modules = @(Get-ModuleClient -Module (Convert-Path -LiteralPath $Module))
$peers = @(Get-PeerClient | Where-Object Name -In $Client)
$missing = @($peers | Where-Object Path -EQ $null | ForEach-Object Name)
if ($missing) {
    Write-Host "Not installed: $($missing -join ', ')"
}
if (-not (Test-ResourceMeasure)) {
    Write-Warning 'GNU time is not installed: neither processor time nor memory is measured.'
}
$clients = $modules + @($peers | Where-Object Path -NE $null)
$scenarios = @(Get-BenchmarkScenario -Scale $Scale | Where-Object {
        # All memory is told above that of a session that does nothing.
        $_.Name -eq 'start' -or ($Scenario ? ($_.Name -in $Scenario) : (-not $_.Optional))
    })
if (Test-RealServer) {
    $kept = ($scenarios | Where-Object Operation -Like 'Send*' | ForEach-Object { $_.Count * $_.Size * ($_.Optional ? 1 : $Rounds * ($clients.Count - 2)) } | Measure-Object -Sum).Sum
    Write-Host "lakeFS's storage will grow by about $([Math]::Ceiling($kept / 1GB)) GiB."
}

$null = New-Item -ItemType Directory -Path $Destination -Force
$path = Join-Path $Destination "results-$((Test-RealServer) ? 'lakefs' : 'local-gateway')"
$order = @(Get-BenchmarkScenario | ForEach-Object Name)
$work = New-WorkFolder -Parent $WorkFolder -InMemory
$diskWork = New-WorkFolder -Parent $WorkFolder
$failed = @()
try {
    foreach ($one in $scenarios) {
        Write-Host "`n$($one.Title)"
        if ($one.Optional -and [IO.DriveInfo]::new($diskWork).AvailableFreeSpace -lt 2 * $one.Size) {
            Write-Warning "$($one.Name) needs $([Math]::Ceiling(2 * $one.Size / 1GB)) GiB of free space in $diskWork."
            $failed += $one.Name
            continue
        }
        $taking = @($clients | Where-Object { Test-BenchmarkClient -Scenario $one -Client $_ })
        # Memory would not hold the sparse file, neither here nor there.
        $folder = $one.Optional ? $diskWork : $work
        $storage = $one.Optional -and -not (Test-RealServer) ? @{ DataDirectory = Join-Path $diskWork 'gateway' } : @{}
        $server = Open-BenchmarkServer -Gateway $Gateway @storage
        $target = $one.Operation -eq 'CopyAcross' ? (Open-BenchmarkServer -Gateway $Gateway -Local) : $null
        $server | Add-Member -NotePropertyName Target -NotePropertyValue $target
        try {
            # Failures are told without what is this machine's alone.
            $private = @{ $folder = '<folder>'; $server.EndpointUrl = '<endpoint>'; (Convert-Path -LiteralPath $Module) = '<module>' }
            $measured = Invoke-BenchmarkScenario -Scenario $one -Server $server -Client $taking -WorkFolder $folder -Rounds ($one.Optional ? 1 : $Rounds) -Private $private
            Save-BenchmarkResult -Path "$path.json" -Fact (Get-BenchmarkFact -Server $server -WorkFolder $work) -Scenario $measured -Order $order -Missing $missing
        } catch {
            # What the others gave is worth having.
            Write-Warning "$($one.Name): $_"
            $failed += $one.Name
        } finally {
            Close-BenchmarkServer -Server $server
            if ($target) {
                Close-BenchmarkServer -Server $target
            }
            if ($storage.Count) {
                Remove-Item -LiteralPath $storage.DataDirectory -Recurse -Force
            }
        }
    }
} finally {
    Remove-Item -LiteralPath $work, $diskWork -Recurse -Force
}

$results = Get-Content -LiteralPath "$path.json" -Raw | ConvertFrom-Json
ConvertTo-BenchmarkMarkdown -Result $results -PlotName "$(Split-Path -Leaf $path).svg" | Set-Content -LiteralPath "$path.md"
ConvertTo-BenchmarkPlot -Result $results | Set-Content -LiteralPath "$path.svg"
Get-BenchmarkTarget -Result $results | Format-Table Scenario, Target, Measured, Met -Wrap | Out-String -Width 160 | Write-Host
if ($failed) {
    throw "Could not be measured: $($failed -join ', ')."
}
