#requires -Version 5.1
<#
.SYNOPSIS
    Runs every suite: the .NET ones, and Pester over HTTP, HTTPS, old signatures and the .NET Standard build.
.DESCRIPTION
    Everything has to be built. Suites share nothing but the machine, so they run side by side. A suite that could not
    run has failed. The last line says what came of it: "N passed, N failed, N skipped". The exit code is 1 if anything
    failed.
.EXAMPLE
    ./tests/Invoke-AllTest.ps1

    Tests what build.ps1 laid out in out.
.EXAMPLE
    ./tests/Invoke-AllTest.ps1 -Skip DotNet -AtOnce 1

    Runs the Pester suites alone, one after the other.
.EXAMPLE
    ./tests/Invoke-AllTest.ps1 -Skip Pester -Coverage

    Runs the .NET suites alone, and writes which lines they ran to out/TestResults/coverage.md.
#>
[CmdletBinding()]
param(
    # How the .NET suites were compiled.
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    # The folder of the module under test.
    [string] $Module = (Join-Path (Split-Path $PSScriptRoot) 'out/LakeFS.S3'),

    # The folder of the local gateway.
    [string] $Gateway = (Join-Path (Split-Path $PSScriptRoot) 'out/LocalGateway'),

    # Suites to leave out; the closing line counts them as skipped.
    [ValidateSet('DotNet', 'Pester')]
    [string[]] $Skip = @(),

    # Collects which lines the .NET suites run, which makes them slower.
    [switch] $Coverage,

    # How many suites run at once. A third of a suite's time goes by with waiting, so there is one more than processors.
    # With twice as many, tests that watch the clock see a loaded machine.
    [ValidateRange(1, 64)]
    [int] $AtOnce = [Environment]::ProcessorCount + 1
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'ThisPowerShell.psm1')
Import-Module (Join-Path $PSScriptRoot 'TestReport.psm1')
Import-Module (Join-Path $PSScriptRoot 'Coverage.psm1')

$root = Split-Path $PSScriptRoot
$results = Join-Path $root 'out/TestResults'
# What the tests import is laid out again as well: it may have changed.
$results, (Join-Path $root 'out/imports') | Where-Object { Test-Path -LiteralPath $_ } | Remove-Item -Recurse -Force
$null = New-Item -ItemType Directory -Path $results -Force

function Get-DotnetSuite {
    # One suite for each test project.
    param([string] $Configuration, [switch] $Coverage)

    foreach ($project in Get-ChildItem -Path (Join-Path $root 'tests/*/*.Tests.csproj')) {
        $name = $project.BaseName
        # The assembly, and not the project: MSBuild would take seconds to find out which one that is.
        $assembly = Join-Path $project.DirectoryName "bin/$Configuration/net10.0/$name.dll"
        # The project alone knows in which package the collector is.
        $tested = if ($Coverage) { "`"$($project.FullName)`" --configuration $Configuration --no-build --collect `"Code Coverage;Format=cobertura`"" } else { "`"$assembly`"" }
        $start = [Diagnostics.ProcessStartInfo]::new('dotnet')
        $start.Arguments = "test $tested --logger `"trx;LogFileName=$name.trx`" --results-directory `"$results`""
        $start.UseShellExecute = $false
        [pscustomobject]@{ Name = $name; Kind = 'DotNet'; Start = $start; Report = Join-Path $results "$name.trx" }
    }
}

function Get-PesterSuite {
    # One suite for each way to talk to the server and each build, and one for what comes out the same in all of them.
    param([string] $Module, [string] $Gateway)

    $manifest = Join-Path $Module 'LakeFS.S3.psd1'
    $standard = Join-Path (Split-Path $Module) 'netstandard2.0/LakeFS.S3/LakeFS.S3.psd1'
    # The long ones in two shares, so that they end together with the others.
    $ways = [ordered]@{
        'Once 1' = 'Http', $manifest, 'Once', '1/2'
        'Once 2' = 'Http', $manifest, 'Once', '2/2'
        'Http 1' = 'Http', $manifest, 'Each', '1/2'
        'Http 2' = 'Http', $manifest, 'Each', '2/2'
        Https = 'Https', $manifest, 'Wire', '1/1'
        Legacy = 'Legacy', $manifest, 'Signature', '1/1'
    }
    if ($PSVersionTable.PSEdition -eq 'Core') {
        # Windows PowerShell has run it in the other suites.
        $ways.NetStandard = 'Http', $standard, 'Build', '1/1'
    }
    $script = Join-Path $PSScriptRoot 'Pester/Invoke-PesterSuite.ps1'
    foreach ($name in $ways.Keys) {
        $suite, $path, $part, $share = $ways[$name]
        $report = Join-Path $results "$name.json"
        $start = Get-ThisPowerShellStart -Argument '-File', $script, '-Suite', $suite, '-Module', $path, '-Gateway', $Gateway, '-Part', $part, '-Share', $share, '-Result', $report
        [pscustomobject]@{ Name = "Pester $name"; Kind = 'Pester'; Start = $start; Report = $report }
    }
}

function Invoke-Suite {
    # Starts a suite; what it prints goes into a file that is shown where it leaves no report.
    param([object] $Suite)

    $Suite.Start.RedirectStandardOutput = $true
    $Suite.Start.RedirectStandardError = $true
    $Suite.Start.RedirectStandardInput = $true
    # Profiling code for a later, faster version pays in processes that live long. A suite's don't: without it they take a
    # quarter less of the processor.
    $Suite.Start.EnvironmentVariables['DOTNET_TieredPGO'] = '0'
    $process = [Diagnostics.Process]::Start($Suite.Start)
    $process.StandardInput.Close()
    [pscustomobject]@{
        Suite = $Suite
        Process = $process
        Output = $process.StandardOutput.ReadToEndAsync(), $process.StandardError.ReadToEndAsync()
        Watch = [Diagnostics.Stopwatch]::StartNew()
    }
}

function Read-Suite {
    # What came of a suite that ended.
    param([object] $Run)

    $printed = @($Run.Output | ForEach-Object { $_.Result }) -join "`n"
    $code = $Run.Process.ExitCode
    $summary = if (Test-Path -LiteralPath $Run.Suite.Report) { Read-TestReport -Path $Run.Suite.Report }
    if (-not $summary -or ($code -ne 0 -and $summary.Failed -eq 0) -or $summary.Passed + $summary.Failed -eq 0) {
        $end = (($printed.Trim() -split '\r?\n') | Select-Object -Last 20) -join "`n"
        $summary = [pscustomobject]@{
            Passed = 0; Failed = 1; Skipped = 0; Skips = @(); Slowest = @()
            Failures = @([pscustomobject]@{ Name = "it ended with exit code $code and ran no test, or not all"; Message = $end })
        }
    }
    [pscustomobject]@{
        Suite = $Run.Suite.Name
        Passed = $summary.Passed
        Failed = $summary.Failed
        Skipped = $summary.Skipped
        Seconds = [Math]::Round($Run.Watch.Elapsed.TotalSeconds, 1)
        Summary = $summary
    }
}

function Write-Failure {
    # Says what failed in a suite, and why.
    param([object] $Outcome)

    foreach ($one in $Outcome.Summary.Failures) {
        Write-Host "FAILED [$($Outcome.Suite)] $($one.Name)"
        Write-Host ('    ' + ($one.Message.Trim() -replace '\r?\n', "`n    "))
    }
}

function Write-Suite {
    # Says what came of a suite as soon as it is known.
    param([object] $Outcome)

    foreach ($one in $Outcome.Summary.Skips) {
        Write-Host "skipped [$($Outcome.Suite)] $($one.Name): $($one.Message)"
    }
    Write-Failure -Outcome $Outcome
    Write-Host ('{0}: {1} passed, {2} failed, {3} skipped in {4:0.0} s' -f $Outcome.Suite, $Outcome.Passed, $Outcome.Failed, $Outcome.Skipped, $Outcome.Seconds)
}

$whole = [Diagnostics.Stopwatch]::StartNew()
# The longest ones first, so that none runs alone in the end.
$long = 'LakeFS.S3.Tests', 'Pester Once 1', 'Pester Http 1', 'Pester Once 2', 'Pester Http 2', 'Pester NetStandard', 'Pester Https'
$all = @(Get-PesterSuite -Module $Module -Gateway $Gateway) + @(Get-DotnetSuite -Configuration $Configuration -Coverage:$Coverage) | Sort-Object { $long -notcontains $_.Name }, { [Array]::IndexOf($long, $_.Name) }
$waiting = [Collections.Generic.Queue[object]]::new()
$outcomes = [Collections.Generic.List[object]]::new()
foreach ($suite in $all) {
    if ($suite.Kind -in $Skip) {
        Write-Host "$($suite.Name): left out, as asked."
        $outcomes.Add([pscustomobject]@{ Suite = $suite.Name; Passed = 0; Failed = 0; Skipped = 1; Seconds = 0.0; Summary = $null })
    } else {
        $waiting.Enqueue($suite)
    }
}
$running = [Collections.Generic.List[object]]::new()
try {
    while ($waiting.Count -or $running.Count) {
        while ($waiting.Count -and $running.Count -lt $AtOnce) {
            $running.Add((Invoke-Suite -Suite $waiting.Dequeue()))
        }
        foreach ($run in @($running)) {
            if ($run.Process.WaitForExit(200)) {
                $null = $running.Remove($run)
                $outcome = Read-Suite -Run $run
                $outcomes.Add($outcome)
                Write-Suite -Outcome $outcome
            }
        }
    }
} finally {
    # Ctrl-C: a suite's servers end with the suite.
    $running | ForEach-Object { $_.Process.Kill() }
}

Write-Host "`nThe slowest twenty:"
$outcomes | Where-Object Summary | ForEach-Object { $suite = $_.Suite; $_.Summary.Slowest | Select-Object *, @{ n = 'Suite'; e = { $suite } } } |
    Sort-Object Seconds -Descending | Select-Object -First 20 | ForEach-Object { Write-Host ('{0,7:0.0} s  {1}: {2}' -f $_.Seconds, $_.Suite, $_.Name) }
$outcomes | Sort-Object Suite | Format-Table Suite, Passed, Failed, Skipped, Seconds -AutoSize | Out-String | Write-Host
if ($Coverage) {
    $table = Join-Path $results 'coverage.md'
    Format-Coverage -Coverage @(Get-ChildItem -Path $results -Filter *.cobertura.xml -Recurse | Read-Coverage -Root $root) | Set-Content -LiteralPath $table
    Write-Host "What the .NET suites ran: $table"
}
# Once more, because a log may be shown by its end alone.
$outcomes | Where-Object Summary | ForEach-Object { Write-Failure -Outcome $_ }
Write-Host ('{0:0.0} s in all.' -f $whole.Elapsed.TotalSeconds)
$sum = @{}
foreach ($column in 'Passed', 'Failed', 'Skipped') {
    $sum[$column] = [int]($outcomes | Measure-Object -Property $column -Sum).Sum
}
Write-Host "$($sum.Passed) passed, $($sum.Failed) failed, $($sum.Skipped) skipped"
exit [int]($sum.Failed -gt 0 -or $sum.Passed -eq 0)
