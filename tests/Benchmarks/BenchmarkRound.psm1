#requires -Version 7.4
# The rounds of a scenario, in which every client takes its turn.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'BenchmarkScenario.psm1')

function Invoke-BenchmarkScenario {
    <#
    .SYNOPSIS
        Runs a scenario's rounds and gives every turn's figures.
    #>
    [CmdletBinding()]
    [OutputType([Collections.Specialized.OrderedDictionary])]
    param(
        # The scenario.
        [Parameter(Mandatory)]
        [pscustomobject] $Scenario,

        # The server.
        [Parameter(Mandatory)]
        [pscustomobject] $Server,

        # Those that take part; the module is the first.
        [Parameter(Mandatory)]
        [pscustomobject[]] $Client,

        # A folder on this machine.
        [Parameter(Mandatory)]
        [string] $WorkFolder,

        # How many rounds count.
        [Parameter(Mandatory)]
        [int] $Rounds,

        # Texts that a failure's message must not show, and what stands for them.
        [Parameter(Mandatory)]
        [hashtable] $Private
    )

    if (-not $Scenario.Optional) {
        Invoke-Rehearsal -Scenario $Scenario -Server $Server -Client $Client -WorkFolder $WorkFolder
    }
    $turns = [ordered]@{}
    foreach ($one in $Client) {
        $turns[$one.Name] = [Collections.Generic.List[object]]::new()
    }
    $stage = Initialize-BenchmarkScenario -Scenario $Scenario -Server $Server -Module $Client[0] -WorkFolder $WorkFolder
    try {
        if (-not $Scenario.Optional -and $Scenario.Operation -in 'SendFolder', 'SendFile', 'CopyAcross') {
            # Uncounted, until the server has dropped enough to use its memory again: that takes about 5 GiB.
            foreach ($time in 1..6) {
                $null = Invoke-ReportedTurn -Stage $stage -Client $Client[0]
            }
        }
        foreach ($round in 1..$Rounds) {
            foreach ($place in 0..($Client.Count - 1)) {
                $one = $Client[($place + $round - 1) % $Client.Count]
                $turn = Invoke-ReportedTurn -Stage $stage -Client $one -Private $Private -Content:($round -eq 1)
                $turns[$one.Name].Add($turn)
                Write-Host ('  {0,2}  {1,-20} {2}' -f $round, $one.Name, ($turn.Failure ?? ('{0,8:n3} s' -f $turn.Seconds)))
            }
        }
    } finally {
        Complete-BenchmarkScenario -Stage $stage
    }
    [ordered]@{
        Name = $Scenario.Name
        Title = $Scenario.Title
        Count = $Scenario.Count
        Bytes = $Scenario.Count * $Scenario.Size
        Rounds = $Rounds
        Clients = @(foreach ($one in $Client) { @{ Client = $one; Turns = $turns[$one.Name] } })
    }
}

function Invoke-Rehearsal {
    # A little of the same, uncounted: programs come into the disk's cache, and the server compiles what it needs.
    param([pscustomobject] $Scenario, [pscustomobject] $Server, [pscustomobject[]] $Client, [string] $WorkFolder)

    $little = $Scenario.PSObject.Copy()
    $little.Count = [Math]::Min($Scenario.Count, 200)
    $little.Size = [Math]::Min($Scenario.Size, 64KB)
    $stage = Initialize-BenchmarkScenario -Scenario $little -Server $Server -Module $Client[0] -WorkFolder $WorkFolder
    try {
        foreach ($one in $Client) {
            # One that fails will fail in the rounds, and is reported there.
            $null = Invoke-ReportedTurn -Stage $stage -Client $one
        }
    } finally {
        Complete-BenchmarkScenario -Stage $stage
    }
}

function Invoke-ReportedTurn {
    # A turn that failed is figures too: it says why.
    param([pscustomobject] $Stage, [pscustomobject] $Client, [hashtable] $Private = @{}, [switch] $Content)

    try {
        Invoke-BenchmarkTurn -Stage $Stage -Client $Client -Content:$Content | Add-Member -NotePropertyName Failure -NotePropertyValue $null -PassThru
    } catch {
        $message = $_.Exception.Message
        foreach ($text in $Private.Keys) {
            $message = $message.Replace($text, $Private[$text])
        }
        $message = ($message -replace '\s+', ' ').Trim()
        [pscustomobject]@{ Failure = $message.Substring(0, [Math]::Min($message.Length, 300)) }
    }
}

Export-ModuleMember -Function Invoke-BenchmarkScenario
