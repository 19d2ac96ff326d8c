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

    # Which tests: all, or a part. Once: those that start processes and servers of their own, help and progress. Each: all
    # others. Of these, Wire: those in which it matters that there is TLS; Signature: in which it matters how requests are
    # signed; Build: in which it matters for which .NET the module was built.
    [ValidateSet('Whole', 'Once', 'Each', 'Wire', 'Signature', 'Build')]
    [string] $Part = 'Whole',

    # The files with the tests; all where left out.
    [string[]] $Path = (Join-Path $PSScriptRoot '*.Tests.ps1'),

    # Which share of these files, so that a part can run in several processes: 1/2 and 2/2 are all.
    [ValidatePattern('^[1-9]\d*/[1-9]\d*$')]
    [string] $Share = '1/1',

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

# The build lays the pinned one out; a session without a build has its own.
$root = Split-Path (Split-Path $PSScriptRoot)
$version = (Get-Content -LiteralPath (Join-Path $root '.config/dotnet-tools.json') -Raw | ConvertFrom-Json).modules.Pester
$pester = Join-Path $root "out/modules/Pester/$version/Pester.psd1"
if (Test-Path -LiteralPath $pester) {
    Import-Module $pester
} else {
    Import-Module Pester -MinimumVersion 5.3 -MaximumVersion 5.999
}
$configuration = New-PesterConfiguration
# A tag stands as a word in each file that has it; the others need not be looked through for tests.
$tag = if ($Part -notin 'Whole', 'Each') { $Part }
$turn, $turns = $Share -split '/' | ForEach-Object { [int] $_ }
$files = @(Get-Item -Path $Path | Where-Object { -not $tag -or (Select-String -LiteralPath $_.FullName -Pattern "\b$tag\b" -CaseSensitive -Quiet) } | Sort-Object Name)
$configuration.Run.Path = [string[]]@(for ($i = $turn - 1; $i -lt $files.Count; $i += $turns) { $files[$i].FullName })
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'None'
switch ($Part) {
    'Once' { $configuration.Filter.Tag = 'Once' }
    'Each' { $configuration.Filter.ExcludeTag = 'Once' }
    { $_ -in 'Wire', 'Signature', 'Build' } {
        $configuration.Filter.Tag = $Part
        $configuration.Filter.ExcludeTag = 'Once'
    }
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
    # What a change of the suite may save. A file's time holds what its blocks set up, which no test's does.
    Files = @($run.Containers | Sort-Object Duration -Descending | ForEach-Object { @{ Name = $_.Item.Name; Seconds = [Math]::Round($_.Duration.TotalSeconds, 1) } })
    Slowest = @(
        $run.Tests | Where-Object Executed | Sort-Object Duration -Descending | Select-Object -First 20 |
            ForEach-Object { @{ Name = $_.ExpandedPath; Seconds = [Math]::Round($_.Duration.TotalSeconds, 1) } }
    )
}
ConvertTo-Json -InputObject $summary -Depth 4 | Set-Content -LiteralPath $Result -Encoding UTF8
