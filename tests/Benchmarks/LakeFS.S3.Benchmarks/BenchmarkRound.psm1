#requires -Version 7.4
# The rounds of a scenario, in which every client takes its turn.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'BenchmarkTurn.psm1')

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

        # How many of them a slow client has at least.
        [Parameter(Mandatory)]
        [int] $LeastRounds,

        # When a client is slow: the seconds that all its turns may take.
        [Parameter(Mandatory)]
        [double] $SecondsPerClient,

        # Turns of the module before the first round, which do not count.
        [Parameter(Mandatory)]
        [int] $WarmupTurns,

        # Texts that a failure's message must not show, and what stands for them.
        [Parameter(Mandatory)]
        [hashtable] $Private
    )

    if (-not $Scenario.Sparse) {
        Invoke-Warmup -Scenario $Scenario -Server $Server -Client $Client -WorkFolder $WorkFolder
    }
    $turns = [ordered]@{}
    foreach ($one in $Client) {
        $turns[$one.Name] = [Collections.Generic.List[object]]::new()
    }
    $stage = Initialize-BenchmarkScenario -Scenario $Scenario -Server $Server -Module $Client[0] -WorkFolder $WorkFolder
    try {
        foreach ($time in 1..$WarmupTurns | Select-Object -First $WarmupTurns) {
            $null = Invoke-ReportedTurn -Stage $stage -Client $Client[0]
        }
        foreach ($round in 1..$Rounds) {
            foreach ($place in 0..($Client.Count - 1)) {
                $one = $Client[($place + $round - 1) % $Client.Count]
                if ($round -gt $LeastRounds -and -not (Test-AnotherTurn -Turn $turns[$one.Name] -Seconds $SecondsPerClient)) {
                    continue
                }
                $watch = [Diagnostics.Stopwatch]::StartNew()
                $turn = Invoke-ReportedTurn -Stage $stage -Client $one -Private $Private -Content:($round -eq 1)
                # The check of what came is not the client's time.
                $turn | Add-Member -NotePropertyName Elapsed -NotePropertyValue ($turn.Failure ? $watch.Elapsed.TotalSeconds : $turn.Seconds)
                $turns[$one.Name].Add($turn)
                Write-Host ('  {0,2}  {1,-20} {2}' -f $round, $one.Name, ($turn.Failure ?? ('{0,8:n3} s' -f $turn.Seconds)))
            }
        }
    } finally {
        Complete-BenchmarkScenario -Stage $stage
    }
    [ordered]@{
        Name = $Scenario.Name
        Base = $Scenario.Base
        RoundTrip = $Scenario.RoundTrip
        Bandwidth = $Scenario.Bandwidth
        Title = $Scenario.Title
        Count = $Scenario.Count
        Bytes = $Scenario.Count * $Scenario.Size
        Rounds = $Rounds
        Clients = @(foreach ($one in $Client) { @{ Client = $one; Turns = $turns[$one.Name] } })
    }
}

function Test-AnotherTurn {
    # Whether one more turn, as long as the mean of those before, stays within the seconds.
    param([object[]] $Turn, [double] $Seconds)

    $spent = ($Turn | Measure-Object -Property Elapsed -Sum).Sum
    $spent + $spent / $Turn.Count -le $Seconds
}

function Invoke-Warmup {
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
    # A turn that failed is a result too: it says why.
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
