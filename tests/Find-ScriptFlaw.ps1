#requires -Version 5.1
<#
.SYNOPSIS
    Runs PSScriptAnalyzer over every script of the project, and puts out what it finds.
.DESCRIPTION
    Each rule runs by itself. PSScriptAnalyzer runs the rules of one call side by side, and those that look commands up
    disturb each other: then some end with an error, unchecked, and now and then the process dies. A rule that ends with
    an error ends this script.
.EXAMPLE
    ./tests/Find-ScriptFlaw.ps1

    Runs all rules.
.EXAMPLE
    ./tests/Find-ScriptFlaw.ps1 -Rule PSUseCorrectCasing

    Runs one.
#>
[CmdletBinding(DefaultParameterSetName = 'Run')]
[OutputType([string])]
param(
    # The rules; all that the settings do not exclude where left out.
    [Parameter(ParameterSetName = 'Run')]
    [string[]] $Rule,

    # The module as it is laid out: at the top of the repository its manifest stands without the files that it names.
    [Parameter(ParameterSetName = 'Run')]
    [string] $Module = (Join-Path (Split-Path $PSScriptRoot) 'out/LakeFS.S3'),

    # Names the rules instead of running them.
    [Parameter(Mandatory, ParameterSetName = 'List')]
    [switch] $ListRule
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

$root = Split-Path $PSScriptRoot
$settings = Join-Path $root 'PSScriptAnalyzerSettings.psd1'
if (-not $Rule) {
    $excluded = (Import-PowerShellDataFile -LiteralPath $settings).ExcludeRules
    $Rule = (Get-ScriptAnalyzerRule).RuleName | Where-Object { $_ -notin $excluded }
}
if ($ListRule) {
    return $Rule
}
$scripts = @(
    Get-ChildItem -LiteralPath $root -Recurse -File -Include *.ps1, *.psm1, *.psd1 |
        Where-Object { $_.FullName -notmatch '[\\/](out|bin|obj|\.git)[\\/]' -and $_.Name -ne 'LakeFS.S3.psd1' } |
        ForEach-Object FullName
    Join-Path $Module 'LakeFS.S3.psd1'
)
foreach ($one in $Rule) {
    # Its commands are looked up in parallel even within one rule, and now and then that ends with a
    # NullReferenceException (its issue 1708). The rule has then said nothing, so it is asked again; the third error counts.
    $found = $null
    for ($try = 1; $null -eq $found; $try++) {
        try {
            $found = @($scripts | Invoke-ScriptAnalyzer -Settings $settings -IncludeRule $one)
        } catch {
            if ($try -eq 3) {
                throw
            }
            Write-Verbose "${one}: $_"
        }
    }
    $found | ForEach-Object { "$($_.ScriptPath), line $($_.Line): $($_.RuleName): $($_.Message)" }
}
