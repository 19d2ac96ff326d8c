#requires -Version 7.4
<#
.SYNOPSIS
    Runs every operation with every fault, and judges what comes of it.
.DESCRIPTION
    The workers are runspaces of this process, each with a gateway of its own. Writes an object for each cell that is wrong,
    and a summary at the end. What is wrong is run once more, alone. With -Page, the table goes to a file.

    With -RealServer the gateways pass requests on to the lakeFS that the variables of the Pester suites name
    (LAKEFS_S3_TEST_ENDPOINT and so on). Each worker makes a repository there, next to that of LAKEFS_S3_TEST_REPOSITORY, and
    removes it; the server may keep the content.
.EXAMPLE
    ./tests/Reliability/Invoke-Matrix.ps1 -Page docs/reliability.md

    Runs all of it.
.EXAMPLE
    ./tests/Reliability/Invoke-Matrix.ps1 -Operation 'Merge*' -Fault 'answer*'

    Runs some cells.
.EXAMPLE
    ./tests/Reliability/Invoke-Matrix.ps1 -RealServer -Each 10

    Runs every tenth cell against a real lakeFS.
#>
[CmdletBinding()]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'The workers are given them.')]
[OutputType([pscustomobject])]
param(
    # The module's manifest.
    [string] $Module = (Join-Path $PSScriptRoot '../../out/LakeFS.S3/LakeFS.S3.psd1'),

    # The folder of the local gateway.
    [string] $Gateway = (Join-Path $PSScriptRoot '../../out/LocalGateway'),

    # Whether a real lakeFS answers.
    [switch] $RealServer,

    # A pattern for the operations: cmdlet, colon, request.
    [string] $Operation = '*',

    # A pattern for the faults.
    [string] $Fault = '*',

    # Only each nth cell.
    [int] $Each = 1,

    # How many cells run at once.
    [int] $AtOnce = 4 * [Environment]::ProcessorCount,

    # After how long no further cell begins; the summary counts those that are missing.
    [TimeSpan] $Limit = '02:00:00',

    # Where the table goes.
    [string] $Page
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'Matrix.psm1')

$name = "matrix-$([Guid]::NewGuid().ToString('N'))"
$behind = if ($RealServer) { Get-MatrixLakeFS $name }
$cells = @(Get-MatrixCell $behind | Where-Object { $_.Operation -like $Operation -and $_.Fault -like $Fault -and $_.Number % $Each -eq 0 })
$folder = Join-Path ([IO.Path]::GetTempPath()) $name
$imports = if ($RealServer) { Join-Path $PSScriptRoot "../../out/imports/$name" } else { Join-Path $folder 'imports' }
$null = New-Item -ItemType Directory -Path $folder, (Join-Path $imports 'landing/2026')
[IO.File]::WriteAllText((Join-Path $imports 'landing/2026/orders.csv'), '1')
[IO.File]::WriteAllText((Join-Path $imports 'landing/2026/customers.json'), '[]')
$watch = [Diagnostics.Stopwatch]::StartNew()
$worker = {
    param($module, $matrix, $gateway, $folder, $imports, $behind, $waiting, $end)
    $ErrorActionPreference = 'Stop'
    Import-Module $module
    Import-Module $matrix
    $own = (New-Item -ItemType Directory -Path (Join-Path $folder ([Guid]::NewGuid().ToString('N')))).FullName
    $server = Start-MatrixServer -Gateway $gateway -ImportFolder $imports -Behind $behind
    try {
        $cell = $null
        while ([DateTime]::UtcNow -lt $end -and $waiting.TryDequeue([ref] $cell)) {
            try {
                Invoke-MatrixCell -Cell $cell -Server $server -Folder $own
            } catch {
                [pscustomobject]@{ Number = $cell.Number; Operation = $cell.Operation; Fault = $cell.Fault; Hit = $cell.Hit; Seconds = 0; Outcome = 'not run'; Wrong = "not run: $_ $($_.ScriptStackTrace)"; Messages = '' }
            }
        }
    } finally {
        Stop-MatrixServer $server
    }
}
function Invoke-Worker {
    param([object[]] $Cell, [int] $AtOnce)

    $waiting = [Collections.Concurrent.ConcurrentQueue[object]]::new($Cell)
    $shells = foreach ($number in 1..[Math]::Max(1, [Math]::Min($AtOnce, $Cell.Count))) {
        $shell = [powershell]::Create([Management.Automation.Runspaces.InitialSessionState]::CreateDefault2())
        $null = $shell.AddScript($worker).AddArgument($Module).AddArgument((Join-Path $PSScriptRoot 'Matrix.psm1')).AddArgument((Join-Path $Gateway 'LakeFS.S3.LocalGateway.dll')).AddArgument($folder).AddArgument($imports).AddArgument($behind).AddArgument($waiting).AddArgument([DateTime]::UtcNow + $Limit)
        @{ Shell = $shell; Running = $shell.BeginInvoke() }
    }
    foreach ($one in $shells) {
        $one.Shell.EndInvoke($one.Running)
        $one.Shell.Dispose()
    }
}

$results = @(Invoke-Worker $cells $AtOnce)
# A machine that is too busy makes requests time out. What is wrong is wrong alone, too.
$again = @($results | Where-Object Wrong)
if ($again) {
    $second = @{}
    Invoke-Worker @($again | Select-Object Number, Operation, Fault, Hit) 1 | ForEach-Object { $second[$_.Number] = $_ }
    $results = @($results | ForEach-Object { if ($second.ContainsKey($_.Number)) { $second[$_.Number] } else { $_ } })
}
$results = @($results | Sort-Object Number)
Remove-Item -LiteralPath $folder -Recurse -Force
if ($RealServer) {
    Remove-Item -LiteralPath $imports -Recurse -Force
    # The Pester suites fill it if it is not there.
    $all = Split-Path $imports
    if (-not (Get-ChildItem -LiteralPath $all)) {
        Remove-Item -LiteralPath $all
    }
}
$wrong = @($results | Where-Object Wrong)
if ($Page) {
    Import-Module (Join-Path $PSScriptRoot 'MatrixPage.psm1')
    ConvertTo-MatrixPage $results -RunAgain $again.Count -Server "$(if ($behind) { $behind.Name })" -Each $Each | Set-Content -LiteralPath $Page -Encoding utf8NoBOM
}
$wrong
[pscustomobject]@{ Cells = $results.Count; Right = $results.Count - $wrong.Count; Wrong = $wrong.Count; RunAgain = $again.Count; Missing = $cells.Count - $results.Count; Seconds = [Math]::Round($watch.Elapsed.TotalSeconds) }
