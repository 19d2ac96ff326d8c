#requires -Version 5.1
<#
.SYNOPSIS
    Runs every suite: the .NET ones, and Pester over HTTP, HTTPS, old signatures and the .NET Standard build.
.DESCRIPTION
    Everything has to be built. The last line says what came of it: "N passed, N failed, N skipped". The exit code is 1
    if anything failed.
.EXAMPLE
    ./tests/Invoke-AllTest.ps1

    Tests what build.ps1 laid out in out.
#>
[CmdletBinding()]
param(
    # How the .NET suites were compiled.
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    # The folder of the module under test.
    [string] $Module = (Join-Path (Split-Path $PSScriptRoot) 'out/LakeFS.S3'),

    # The folder of the local gateway.
    [string] $Gateway = (Join-Path (Split-Path $PSScriptRoot) 'out/LocalGateway')
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

$root = Split-Path $PSScriptRoot
$results = Join-Path $root 'out/TestResults'
$suites = [System.Collections.Generic.List[object]]::new()

function Add-Suite {
    # Notes what came of a suite, and tells it at once.
    param([string] $Name, [int] $Passed, [int] $Failed, [int] $Skipped, [double] $Seconds, [object[]] $Failure)

    $suites.Add([pscustomobject]@{ Suite = $Name; Passed = $Passed; Failed = $Failed; Skipped = $Skipped; Seconds = [Math]::Round($Seconds, 1) })
    foreach ($one in $Failure) {
        Write-Host "FAILED [$Name] $($one.Name)"
        Write-Host ("    " + ($one.Message.Trim() -replace '\r?\n', "`n    "))
    }
    Write-Host ('{0}: {1} passed, {2} failed, {3} skipped in {4:0.0} s' -f $Name, $Passed, $Failed, $Skipped, $Seconds)
}

function Read-TestReport {
    # One .NET test project's report.
    param([string] $Path)

    $report = [xml](Get-Content -LiteralPath $Path -Raw)
    $names = [System.Xml.XmlNamespaceManager]::new($report.NameTable)
    $names.AddNamespace('t', 'http://microsoft.com/schemas/VisualStudio/TeamTest/2010')
    $counters = $report.SelectSingleNode('//t:ResultSummary/t:Counters', $names)
    $unit = $report.SelectSingleNode('//t:TestDefinitions/t:UnitTest', $names)
    $times = $report.SelectSingleNode('//t:Times', $names)
    $passed = [int]$counters.GetAttribute('passed')
    $total = [int]$counters.GetAttribute('total')
    $executed = [int]$counters.GetAttribute('executed')
    $failures = foreach ($test in $report.SelectNodes('//t:UnitTestResult[@outcome="Failed"]', $names)) {
        $message = $test.SelectSingleNode('.//t:ErrorInfo/t:Message', $names)
        [pscustomobject]@{ Name = $test.GetAttribute('testName'); Message = if ($message) { $message.InnerText } else { 'no message' } }
    }
    [pscustomobject]@{
        Name = if ($unit) { [IO.Path]::GetFileNameWithoutExtension($unit.GetAttribute('storage')) } else { [IO.Path]::GetFileNameWithoutExtension($Path) }
        Passed = $passed
        Failed = $executed - $passed
        Skipped = $total - $executed
        Seconds = ([DateTime]$times.GetAttribute('finish') - [DateTime]$times.GetAttribute('start')).TotalSeconds
        Failures = @($failures)
    }
}

function Invoke-DotnetSuite {
    # Runs every .NET test project; one that ends without a report has failed.
    param([string] $Configuration)

    $watch = [Diagnostics.Stopwatch]::StartNew()
    # Windows PowerShell takes the first line that a program writes to its error stream for a failure.
    $ErrorActionPreference = 'Continue'
    $output = & dotnet test (Join-Path $root 'LakeFS.S3.sln') --configuration $Configuration --no-build -nologo --logger trx --results-directory $results 2>&1
    $code = $LASTEXITCODE
    $failed = 0
    foreach ($file in Get-ChildItem -LiteralPath $results -Filter *.trx | Sort-Object FullName) {
        $report = Read-TestReport -Path $file.FullName
        $failed += $report.Failed
        Add-Suite -Name $report.Name -Passed $report.Passed -Failed $report.Failed -Skipped $report.Skipped -Seconds $report.Seconds -Failure $report.Failures
    }
    if ($code -ne 0 -and $failed -eq 0) {
        $told = ($output | Select-Object -Last 20 | Out-String).Trim()
        Add-Suite -Name 'dotnet test' -Passed 0 -Failed 1 -Skipped 0 -Seconds $watch.Elapsed.TotalSeconds -Failure @([pscustomobject]@{ Name = "exit code $code"; Message = $told })
    }
}

function Find-Pester {
    # Whether Pester 5 is there, or could be had for this user.
    $wanted = { Get-Module -ListAvailable -Name Pester | Where-Object { $_.Version.Major -eq 5 -and $_.Version -ge '5.3' } }
    if (& $wanted) {
        return $true
    }
    try {
        if (Get-Command Install-PSResource -ErrorAction Ignore) {
            Install-PSResource -Name Pester -Version '[5.3,6.0)' -Scope CurrentUser -TrustRepository -Quiet
        } else {
            Install-Module -Name Pester -MinimumVersion 5.3 -MaximumVersion 5.999 -Scope CurrentUser -Force -SkipPublisherCheck
        }
    } catch {
        Write-Host "Pester 5 is not installed and could not be: $_"
    }
    [bool](& $wanted)
}

function Invoke-PesterProcess {
    # Runs the Pester suites in a process of their own; one that ends without a result has failed.
    param([string] $Name, [string] $Suite, [string] $Manifest, [string] $Gateway, [switch] $Everything)

    $watch = [Diagnostics.Stopwatch]::StartNew()
    $result = Join-Path $results "$Name.json"
    $script = Join-Path $PSScriptRoot 'Pester/Invoke-PesterSuite.ps1'
    $call = @('-NoProfile', '-NonInteractive', '-File', $script, '-Suite', $Suite, '-Module', $Manifest, '-Gateway', $Gateway, '-Result', $result)
    if ($Everything) {
        $call += '-Everything'
    }
    # Windows PowerShell takes the first line that a program writes to its error stream for a failure.
    $ErrorActionPreference = 'Continue'
    $output = & (Get-Process -Id $PID).Path @call 2>&1
    if (Test-Path -LiteralPath $result) {
        $summary = Get-Content -LiteralPath $result -Raw | ConvertFrom-Json
        foreach ($one in $summary.Skips) {
            Write-Host "skipped [Pester $Name] $($one.Name): $($one.Message)"
        }
        Add-Suite -Name "Pester $Name" -Passed $summary.Passed -Failed $summary.Failed -Skipped $summary.Skipped -Seconds $watch.Elapsed.TotalSeconds -Failure $summary.Failures
    } else {
        $told = ($output | Select-Object -Last 20 | Out-String).Trim()
        Add-Suite -Name "Pester $Name" -Passed 0 -Failed 1 -Skipped 0 -Seconds $watch.Elapsed.TotalSeconds -Failure @([pscustomobject]@{ Name = 'the process'; Message = $told })
    }
}

if (Test-Path -LiteralPath $results) {
    Remove-Item -LiteralPath $results -Recurse -Force
}
$null = New-Item -ItemType Directory -Path $results -Force
$whole = [Diagnostics.Stopwatch]::StartNew()

Invoke-DotnetSuite -Configuration $Configuration

$manifest = Join-Path $Module 'LakeFS.S3.psd1'
$standard = Join-Path (Split-Path $Module) 'netstandard2.0/LakeFS.S3/LakeFS.S3.psd1'
$pester = [ordered]@{
    Http = @{ Suite = 'Http'; Manifest = $manifest; Everything = $true }
    Https = @{ Suite = 'Https'; Manifest = $manifest }
    Legacy = @{ Suite = 'Legacy'; Manifest = $manifest }
}
if ($PSVersionTable.PSEdition -eq 'Core') {
    # Windows PowerShell has run it in the other suites.
    $pester.NetStandard = @{ Suite = 'Http'; Manifest = $standard }
}
$there = Find-Pester
foreach ($name in $pester.Keys) {
    if ($there) {
        $settings = $pester[$name]
        Invoke-PesterProcess -Name $name -Gateway $Gateway @settings
    } else {
        Write-Host "Pester ${name}: did not run, because there is no Pester 5."
        Add-Suite -Name "Pester $name" -Passed 0 -Failed 0 -Skipped 1 -Seconds 0
    }
}

$suites | Format-Table -AutoSize | Out-String | ForEach-Object Trim | Write-Host
Write-Host ('{0:0.0} s in all.' -f $whole.Elapsed.TotalSeconds)
$sum = @{}
foreach ($column in 'Passed', 'Failed', 'Skipped') {
    $sum[$column] = [int]($suites | Measure-Object -Property $column -Sum).Sum
}
Write-Host "$($sum.Passed) passed, $($sum.Failed) failed, $($sum.Skipped) skipped"
exit [int]($sum.Failed -gt 0)
