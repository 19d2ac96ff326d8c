#requires -Version 5.1
<#
.SYNOPSIS
    Runs the Pester suites once, in this process, and writes what came of them as JSON.
.DESCRIPTION
    Is run in a process of its own for each way to talk to the server, because a process loads a module's assemblies
    for good. What it writes is read by Invoke-AllTest.ps1.
.EXAMPLE
    ./tests/Pester/Invoke-PesterSuite.ps1 -Suite Https -Result out/TestResults/Https.json

    Runs everything over HTTPS against the module in out/LakeFS.S3.
#>
[CmdletBinding()]
param(
    # How to talk to the server; Legacy is HTTPS with the signatures of old servers.
    [ValidateSet('Http', 'Https', 'Legacy')]
    [string] $Suite = 'Http',

    # The manifest of the module under test; the one in out/LakeFS.S3 where left out.
    [string] $Module,

    # The folder of the local gateway; out/LocalGateway where left out.
    [string] $Gateway,

    # Runs the tests too that come out the same however one talks to the server: help, progress, PSScriptAnalyzer.
    [switch] $Everything,

    # Where the result goes.
    [Parameter(Mandatory)]
    [string] $Result
)

$ErrorActionPreference = 'Stop'

$env:LAKEFS_S3_TEST_SUITE = $Suite
if ($Module) {
    $env:LAKEFS_S3_TEST_MODULE = $Module
}
if ($Gateway) {
    $env:LAKEFS_S3_TEST_GATEWAY = $Gateway
}

Import-Module Pester -MinimumVersion 5.3 -MaximumVersion 5.999
$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'None'
if (-not $Everything) {
    $configuration.Filter.ExcludeTag = 'Once'
}
# Informational messages, -WhatIf among them, are the tests' and nobody reads them here.
$run = Invoke-Pester -Configuration $configuration 6>$null

$failures = @(
    foreach ($block in @($run.FailedBlocks) + @($run.FailedContainers)) {
        @{ Name = "$block"; Message = "$($block.ErrorRecord | Select-Object -First 1)" }
    }
    # Tests of a block that could not begin have no message of their own; the block has it.
    foreach ($test in $run.Tests | Where-Object { $_.Result -eq 'Failed' -and $_.ErrorRecord }) {
        @{ Name = $test.ExpandedPath; Message = "$($test.ErrorRecord | Select-Object -First 1)" }
    }
)
$skips = @(
    foreach ($test in $run.Tests | Where-Object Result -EQ 'Skipped') {
        @{ Name = $test.ExpandedPath; Message = "$($test.ErrorRecord | Select-Object -First 1)" }
    }
)
$summary = @{
    Passed = $run.PassedCount
    Failed = [Math]::Max($run.FailedCount, $failures.Count)
    Skipped = $run.SkippedCount
    Seconds = $run.Duration.TotalSeconds
    Failures = $failures
    Skips = $skips
    # What a change of the suite may save.
    Files = @($run.Containers | Sort-Object Duration -Descending | ForEach-Object { @{ Name = $_.Item.Name; Seconds = [Math]::Round($_.Duration.TotalSeconds, 1) } })
}
ConvertTo-Json -InputObject $summary -Depth 4 | Set-Content -LiteralPath $Result -Encoding UTF8
