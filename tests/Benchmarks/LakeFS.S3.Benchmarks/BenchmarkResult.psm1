#requires -Version 7.4
# The results as data: where they were measured, every turn's figures and their medians.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'BenchmarkScenario.psm1')
Import-Module (Join-Path $PSScriptRoot 'BenchmarkServer.psm1')
Import-Module (Join-Path $PSScriptRoot '../../ThisPowerShell.psm1')

function Get-BenchmarkFact {
    <#
    .SYNOPSIS
        Describes the machine and the server, without what is one machine's alone.
    #>
    [CmdletBinding()]
    [OutputType([Collections.Specialized.OrderedDictionary])]
    param(
        # The server.
        [Parameter(Mandatory)]
        [pscustomobject] $Server,

        # Where the files are.
        [Parameter(Mandatory)]
        [string] $WorkFolder
    )

    [ordered]@{
        server = (Test-RealServer) ? 'lakeFS' : 'local gateway, like lakeFS'
        serverVersion = Get-ServerVersion -Server $Server
        system = [Runtime.InteropServices.RuntimeInformation]::OSDescription
        architecture = "$([Runtime.InteropServices.RuntimeInformation]::OSArchitecture)"
        cores = [Environment]::ProcessorCount
        memoryGiB = [Math]::Round([GC]::GetGCMemoryInfo().TotalAvailableMemoryBytes / 1GB)
        files = [IO.DriveInfo]::new($WorkFolder).DriveFormat
        powershell = "$($PSVersionTable.PSVersion)"
        # The .NET tool is compiled as it starts: a session takes much longer to begin than one of a package.
        installed = (Get-ThisPowerShell).Argument ? 'installed as a .NET tool' : 'installed as a package'
        dotnet = "$([Environment]::Version)"
    }
}

function Get-Median {
    # The middle of the values; null if there are none, or one of them is null.
    param([object[]] $Value)

    if (-not $Value -or $Value -contains $null) {
        return
    }
    $sorted = @($Value | Sort-Object)
    $middle = [int][Math]::Floor($sorted.Count / 2)
    $median = $sorted.Count % 2 ? $sorted[$middle] : ($sorted[$middle - 1] + $sorted[$middle]) / 2
    [Math]::Round($median, 3)
}

function ConvertTo-ClientResult {
    # One client's turns in a scenario, figure by figure. Medians only where no turn failed.
    param([pscustomobject] $Client, [object[]] $Turn)

    $failures = @($Turn | Where-Object Failure | ForEach-Object Failure)
    $good = @($Turn | Where-Object { -not $_.Failure })
    $figures = [ordered]@{
        seconds = @($good | ForEach-Object { [Math]::Round($_.Seconds, 3) })
        cpuSeconds = @($good | ForEach-Object { $_.CpuSeconds })
        peakMiB = @($good | ForEach-Object { $null -eq $_.PeakBytes ? $null : [Math]::Round($_.PeakBytes / 1MB, 1) })
        sessionSeconds = @($good | Where-Object { $null -ne $_.SessionSeconds } | ForEach-Object { [Math]::Round($_.SessionSeconds, 3) })
        sessionCpuSeconds = @($good | Where-Object { $null -ne $_.SessionCpuSeconds } | ForEach-Object { [Math]::Round($_.SessionCpuSeconds, 3) })
    }
    $median = [ordered]@{}
    foreach ($name in $figures.Keys) {
        $median[$name] = $failures ? $null : (Get-Median -Value $figures[$name])
    }
    $result = [ordered]@{ name = $Client.Name; version = $Client.Version; rounds = $Turn.Count; median = $median; failures = $failures }
    foreach ($name in $figures.Keys) {
        $result[$name] = $figures[$name]
    }
    $result
}

function Save-BenchmarkResult {
    <#
    .SYNOPSIS
        Puts a scenario's figures into a file of results.
    .DESCRIPTION
        Other scenarios of the file stay, unless they were measured elsewhere.
    #>
    [CmdletBinding()]
    param(
        # The file.
        [Parameter(Mandatory)]
        [string] $Path,

        # What Get-BenchmarkFact gave.
        [Parameter(Mandatory)]
        [Collections.Specialized.OrderedDictionary] $Fact,

        # What Invoke-BenchmarkScenario gave.
        [Parameter(Mandatory)]
        [Collections.Specialized.OrderedDictionary] $Scenario,

        # What Get-AbsentClient gave.
        [Parameter(Mandatory)]
        [AllowEmptyCollection()]
        [object[]] $Absent
    )

    $others = @()
    if (Test-Path -LiteralPath $Path) {
        $earlier = Get-Content -LiteralPath $Path -Raw | ConvertFrom-Json
        if (($earlier.facts | ConvertTo-Json -Compress) -eq ($Fact | ConvertTo-Json -Compress)) {
            $others = @($earlier.scenarios | Where-Object name -NE $Scenario.Name)
        }
    }
    $measured = [ordered]@{
        name = $Scenario.Name
        base = $Scenario.Base
        roundTrip = $Scenario.RoundTrip
        bandwidth = $Scenario.Bandwidth
        title = $Scenario.Title
        date = [DateTime]::UtcNow.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture)
        count = $Scenario.Count
        bytes = $Scenario.Bytes
        rounds = $Scenario.Rounds
        absent = $Absent
        clients = @($Scenario.Clients | ForEach-Object { ConvertTo-ClientResult -Client $_.Client -Turn $_.Turns })
    }
    $all = $others + @([pscustomobject]$measured)
    # Nearest first, and then as Scenarios.psd1 has them, so that what belongs together is side by side.
    $order = @(Get-BenchmarkScenario | ForEach-Object Name)
    $scenarios = $all | Sort-Object { $_.roundTrip }, { $_.bandwidth }, { $order.IndexOf($_.base) }
    [ordered]@{ facts = $Fact; scenarios = @($scenarios) } | ConvertTo-Json -Depth 8 | Set-Content -LiteralPath $Path
}

Export-ModuleMember -Function Get-BenchmarkFact, Save-BenchmarkResult
