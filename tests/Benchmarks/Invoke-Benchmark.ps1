<#
.SYNOPSIS
    Measures the module against a local gateway and writes the figures to docs/benchmarks.
.DESCRIPTION
    Import: the median of whole sessions with and without the import, taken in turn. List: one session that counts
    100,000 objects. Transfer: one session that sends a 2 GiB file and fetches it again. Memory is the process's
    peak above that of a session that does nothing.
#>
[CmdletBinding()]
param(
    # The folder of the built module.
    [Parameter(Mandatory)]
    [string] $Module,

    # The folder of the built local gateway.
    [Parameter(Mandatory)]
    [string] $Gateway,

    # Sessions for the import's median.
    [int] $Rounds = 10,

    # Objects to list.
    [int] $ObjectCount = 100000,

    # Bytes to send and fetch.
    [long] $TransferSize = 2GB
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'BenchmarkSession.psm1') -Force

$manifest = Join-Path $Module 'LakeFS.S3.psd1'
$peak = '[Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64'
$figures = [ordered]@{}

Write-Host 'Import'
$bare = @()
$import = @()
foreach ($round in 0..$Rounds) {
    $first = (Invoke-Session -Script 'exit').Seconds
    $second = (Invoke-Session -Script "Import-Module '$manifest'").Seconds
    # The first round only warms the disk's cache.
    if ($round) {
        $bare += $first
        $import += $second
    }
}
$figures['Import adds (ms, median)'] = [Math]::Round(1000 * ((Get-Median $import) - (Get-Median $bare)))
$idle = [long](Invoke-Session -Script $peak).Result

$data = Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName())
$null = New-Item -ItemType Directory -Path $data
$server = Open-Gateway -Gateway $Gateway -DataDirectory (Join-Path $data 'gateway')
try {
    $environment = @{
        LAKECTL_SERVER_ENDPOINT_URL           = $server.url
        LAKECTL_CREDENTIALS_ACCESS_KEY_ID     = $server.access_key_id
        LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY = $server.secret_access_key
    }
    $connect = "Import-Module '$manifest'; Connect-LakeS3 -Repository bench -Ref main;"

    Write-Host "List of $ObjectCount objects"
    Add-ManyObject -Server $server -Count $ObjectCount
    $list = (Invoke-Session -Environment $environment -Script @"
        $connect
        `$watch = [Diagnostics.Stopwatch]::StartNew()
        `$count = (Get-LakeObjectList -Prefix list/ | Measure-Object).Count
        @{ Count = `$count; Seconds = `$watch.Elapsed.TotalSeconds; Peak = $peak } | ConvertTo-Json -Compress
"@).Result | ConvertFrom-Json
    if ($list.Count -ne $ObjectCount) {
        throw "$($list.Count) objects were listed instead of $ObjectCount."
    }
    $figures['List (objects/s)'] = [Math]::Round($list.Count / $list.Seconds)
    $figures['List, peak above idle (MiB)'] = [Math]::Round(($list.Peak - $idle) / 1MB, 1)

    Write-Host "Transfer of $($TransferSize / 1MB) MiB"
    $source = Join-Path $data 'source.bin'
    $random = [byte[]]::new(64MB)
    [Random]::new(1).NextBytes($random)
    $file = [IO.File]::Create($source)
    for ([long]$written = 0; $written -lt $TransferSize; $written += $random.Length) {
        $random[0] = [byte](($written / $random.Length) % 256)
        $file.Write($random, 0, [int][Math]::Min([long]$random.Length, $TransferSize - $written))
    }
    $file.Dispose()
    foreach ($direction in 'up', 'down') {
        $command = if ($direction -eq 'up') { "Write-LakeObject big.bin -File '$source'" } else { "Read-LakeObject big.bin -File '$data/target.bin'" }
        $transfer = (Invoke-Session -Environment $environment -Script @"
            `$ProgressPreference = 'SilentlyContinue'
            $connect
            `$watch = [Diagnostics.Stopwatch]::StartNew()
            $command
            @{ Seconds = `$watch.Elapsed.TotalSeconds; Peak = $peak } | ConvertTo-Json -Compress
"@).Result | ConvertFrom-Json
        $figures["Transfer $direction (MiB/s)"] = [Math]::Round($TransferSize / 1MB / $transfer.Seconds)
        $figures["Transfer $direction, peak above idle (MiB)"] = [Math]::Round(($transfer.Peak - $idle) / 1MB, 1)
    }
    if ((Get-FileHash $source).Hash -ne (Get-FileHash (Join-Path $data 'target.bin')).Hash) {
        throw 'What came back is not what was sent.'
    }
}
finally {
    Close-Gateway -Server $server
    Remove-Item -LiteralPath $data -Recurse -Force
}

$figures.GetEnumerator() | ForEach-Object { [pscustomobject]@{ Figure = $_.Key; Value = $_.Value } } | Format-Table -AutoSize | Out-String | Write-Host
$report = Join-Path $PSScriptRoot '../../docs/benchmarks'
$null = New-Item -ItemType Directory -Path $report -Force
$figures | ConvertTo-Json | Set-Content -LiteralPath (Join-Path $report 'figures.json')
