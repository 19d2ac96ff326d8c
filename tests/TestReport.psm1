#requires -Version 5.1
# What the suites leave behind, in one shape: counts, failures, skips, and the tests that took longest.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function Read-TestReport {
    <#
    .SYNOPSIS
        Reads the report of one suite: a .trx file of dotnet test, or the JSON of Invoke-PesterSuite.ps1.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # The file.
        [Parameter(Mandatory)]
        [string] $Path
    )

    if ([IO.Path]::GetExtension($Path) -eq '.json') {
        return Get-Content -LiteralPath $Path -Raw | ConvertFrom-Json
    }
    $report = [xml](Get-Content -LiteralPath $Path -Raw)
    $names = [System.Xml.XmlNamespaceManager]::new($report.NameTable)
    $names.AddNamespace('t', 'http://microsoft.com/schemas/VisualStudio/TeamTest/2010')
    $counters = $report.SelectSingleNode('//t:ResultSummary/t:Counters', $names)
    $passed = [int]$counters.GetAttribute('passed')
    $total = [int]$counters.GetAttribute('total')
    $executed = [int]$counters.GetAttribute('executed')
    $tests = @($report.SelectNodes('//t:UnitTestResult', $names))
    [pscustomobject]@{
        Passed = $passed
        Failed = $executed - $passed
        Skipped = $total - $executed
        Failures = @(
            foreach ($test in $tests | Where-Object { $_.GetAttribute('outcome') -eq 'Failed' }) {
                $message = $test.SelectSingleNode('.//t:ErrorInfo/t:Message', $names)
                [pscustomobject]@{ Name = $test.GetAttribute('testName'); Message = if ($message) { $message.InnerText } else { 'no message' } }
            }
        )
        Skips = @(
            foreach ($test in $tests | Where-Object { $_.GetAttribute('outcome') -eq 'NotExecuted' }) {
                $message = $test.SelectSingleNode('.//t:ErrorInfo/t:Message', $names)
                [pscustomobject]@{ Name = $test.GetAttribute('testName'); Message = if ($message) { $message.InnerText } else { 'no message' } }
            }
        )
        Slowest = @(
            $tests | Where-Object { $_.GetAttribute('duration') } |
                ForEach-Object { [pscustomobject]@{ Name = $_.GetAttribute('testName'); Seconds = [TimeSpan]::Parse($_.GetAttribute('duration'), [cultureinfo]::InvariantCulture).TotalSeconds } } |
                Sort-Object Seconds -Descending | Select-Object -First 20
        )
    }
}

Export-ModuleMember -Function Read-TestReport
