#requires -Version 7.4
# One program, run to its end: how long it took, what it took of the processor, and how large it grew.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$script:limit = [TimeSpan]::FromMinutes(20)

# GNU time waits for the program itself, so that its figures hold every child as well. Being small, it also keeps this
# session's size out of them: a process begins its life with the peak of the one that started it.
$script:timeCommand = Get-Command time, gtime -CommandType Application -ErrorAction Ignore |
    Where-Object { (& $_.Source --version 2>&1 | Out-String) -match 'GNU' } |
    Select-Object -First 1 -ExpandProperty Source

function Test-ResourceMeasure {
    <#
    .SYNOPSIS
        Says whether processor time and memory can be measured here.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param()

    [bool]$script:timeCommand
}

function Measure-Program {
    <#
    .SYNOPSIS
        Runs a program and measures it whole; one that fails is an error with what it said.
    .DESCRIPTION
        PeakBytes is the resident size of the program, or of its largest child where that grew larger.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # The program.
        [Parameter(Mandatory)]
        [string] $FilePath,

        # Its arguments.
        [Parameter(Mandatory)]
        [string[]] $ArgumentList,

        # Variables to set; to remove where null.
        [hashtable] $Environment = @{},

        # An empty folder for what it prints.
        [Parameter(Mandatory)]
        [string] $OutputFolder
    )

    $figures = Join-Path $OutputFolder 'time'
    $command = @($FilePath) + $ArgumentList
    if ($script:timeCommand) {
        $command = @($script:timeCommand, '--output', $figures, '--format', '%U %S %M') + $command
    }
    $start = [Diagnostics.ProcessStartInfo]::new($command[0])
    foreach ($argument in $command | Select-Object -Skip 1) {
        $start.ArgumentList.Add($argument)
    }
    foreach ($name in $Environment.Keys) {
        if ($null -eq $Environment[$name]) {
            $null = $start.Environment.Remove($name)
        } else {
            $start.Environment[$name] = $Environment[$name]
        }
    }
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true

    $outputPath = Join-Path $OutputFolder 'stdout'
    $output = [IO.File]::Create($outputPath)
    $errorOutput = [IO.MemoryStream]::new()
    try {
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $process = [Diagnostics.Process]::Start($start)
        $process.StandardInput.Close()
        # As bytes: to decode 100,000 lines here would take from the processor that is being measured.
        $copies = @(
            $process.StandardOutput.BaseStream.CopyToAsync($output)
            $process.StandardError.BaseStream.CopyToAsync($errorOutput)
        )
        $ended = $process.WaitForExit($script:limit)
        $watch.Stop()
        if (-not $ended) {
            $process.Kill($true)
            throw "It was not done within $($script:limit.TotalMinutes) minutes."
        }
        [Threading.Tasks.Task]::WaitAll($copies)
    } finally {
        $output.Dispose()
    }

    if ($process.ExitCode -ne 0) {
        $said = [Text.Encoding]::UTF8.GetString($errorOutput.ToArray()).Trim()
        if (-not $said) {
            $said = (Get-Content -LiteralPath $outputPath -TotalCount 20 | Out-String).Trim()
        }
        throw "Exit code $($process.ExitCode): $said"
    }
    $resources = Read-ResourceFigure -Path $figures
    [pscustomobject]@{
        Seconds = $watch.Elapsed.TotalSeconds
        CpuSeconds = $resources.CpuSeconds
        PeakBytes = $resources.PeakBytes
        OutputPath = $outputPath
    }
}

function Read-ResourceFigure {
    param([string] $Path)

    if (-not $script:timeCommand) {
        return @{ CpuSeconds = $null; PeakBytes = $null }
    }
    $user, $system, $kibibytes = (Get-Content -LiteralPath $Path -Tail 1) -split ' '
    @{ CpuSeconds = [double]$user + [double]$system; PeakBytes = [long]$kibibytes * 1KB }
}

Export-ModuleMember -Function Test-ResourceMeasure, Measure-Program
