#requires -Version 7.4
<#
.SYNOPSIS
    One of several processes that write to one branch and commit it, each its own objects and messages.
#>
[CmdletBinding()]
param(
    # The module's manifest.
    [Parameter(Mandatory)]
    [string] $Module,

    # How long.
    [Parameter(Mandatory)]
    [double] $Minutes,

    # The process's number.
    [Parameter(Mandatory)]
    [int] $Number,

    # Where the result goes: the keys and the messages that were acknowledged, and those that ended with an error.
    [Parameter(Mandatory)]
    [string] $Result
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0
Import-Module $Module
Import-Module (Join-Path $PSScriptRoot 'Soak.psm1')
$WarningPreference = 'SilentlyContinue'
Connect-Soak -Branch shared

$done = @{ Keys = [Collections.Generic.List[string]]::new(); Messages = [Collections.Generic.List[string]]::new() }
$unsure = @{ Keys = [Collections.Generic.List[string]]::new(); Messages = [Collections.Generic.List[string]]::new() }
$wrong = [Collections.Generic.List[string]]::new()
$watch = [Diagnostics.Stopwatch]::StartNew()
for ($i = 0; $watch.Elapsed.TotalMinutes -lt $Minutes; $i++) {
    $kind, $name = if ($i % 10 -eq 9) { 'Messages', "p$Number-c$i" } else { 'Keys', "p$Number/k$i" }
    try {
        if ($kind -eq 'Keys') { Write-LakeObject $name -Content $name } else { $null = New-LakeCommit $name -AllowEmpty }
        $done[$kind].Add($name)
    } catch {
        $unsure[$kind].Add($name)
        if ($_.FullyQualifiedErrorId -cnotlike 'Lake*') {
            $wrong.Add("$name ended with $($_.FullyQualifiedErrorId): $_")
        }
    }
}
@{ Done = $done; Unsure = $unsure; Wrong = $wrong } | ConvertTo-Json -Depth 4 | Set-Content -LiteralPath $Result
