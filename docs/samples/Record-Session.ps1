#requires -Version 7.4
<#
.SYNOPSIS
    Records a session in a terminal as the SVG that README shows.
.DESCRIPTION
    Types commands into PowerShell in a terminal of tmux, against a local gateway with the files of docs/samples/data, and
    draws what the terminal shows. What differs from run to run (ports, commit ids, times) is replaced, so that the picture
    changes only if what the module shows does.
.EXAMPLE
    ./docs/samples/Record-Session.ps1

    Records with the module in out/LakeFS.S3, and writes docs/samples/session.svg.
#>
[CmdletBinding()]
[OutputType([IO.FileInfo])]
param(
    # The folder of the built module.
    [string] $Module = (Join-Path $PSScriptRoot '../../out/LakeFS.S3'),

    # The picture.
    [string] $Destination = (Join-Path $PSScriptRoot 'session.svg'),

    # The terminal's width in columns.
    [int] $Width = 100
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'TerminalSvg.psm1')
Import-Module (Join-Path $PSScriptRoot '../../tests/ThisPowerShell.psm1')

# What is typed.
$commands = @(
    'Write-LakeObject -Folder ./data -KeyPrefix raw/'
    'Get-LakeChange'
    '$commit = New-LakeCommit ''Orders of the first quarter'''
    '''wrong'' | Write-LakeObject raw/products.json'
    'Get-LakeChange'
    'Reset-LakeBranch -Key raw/products.json -Confirm:$false'
    'Get-LakeObjectList raw/orders'
    'Read-LakeObject raw/order-2026-01.csv -AsString'
)
$limit = [TimeSpan]::FromSeconds(60)
$tmux = (Get-Command tmux -CommandType Application | Select-Object -First 1).Source
$socket = "record-$([guid]::NewGuid().ToString('N'))"
$work = Join-Path ([IO.Path]::GetTempPath()) "LakeFS.S3-$socket"
$count = Join-Path $work 'prompts.txt'

function Wait-Prompt {
    # Waits until the session has shown so many prompts.
    param([int] $Number)

    $watch = [Diagnostics.Stopwatch]::StartNew()
    $watcher = [IO.FileSystemWatcher]::new($work)
    try {
        while (-not ([IO.File]::Exists($count) -and [IO.File]::ReadAllText($count) -eq "$Number")) {
            if ($watch.Elapsed -gt $limit) {
                throw "The session did not come back to its prompt:`n$(& $tmux -L $socket capture-pane -p | Out-String)"
            }
            $null = $watcher.WaitForChanged([IO.WatcherChangeTypes]::All, 50)
        }
    } finally {
        $watcher.Dispose()
    }
}

function Wait-Typed {
    # Waits until the terminal shows the end of a command, so that the Enter that follows runs all of it.
    param([string] $Command)

    $watch = [Diagnostics.Stopwatch]::StartNew()
    do {
        if ($watch.Elapsed -gt $limit) {
            throw "The terminal did not show '$Command'."
        }
        $shown = (& $tmux -L $socket capture-pane -p -J | Where-Object { $_.Trim() } | Select-Object -Last 1)
    } until ($shown.TrimEnd().EndsWith($Command))
}

function Get-Constant {
    # Replaces what differs from run to run by text of the same length.
    param([Parameter(ValueFromPipeline)] [AllowEmptyString()] [string] $Line)

    process {
        $Line -replace '127\.0\.0\.1:\d{5}', '127.0.0.1:49152' -replace '\d\d/\d\d/\d{4} \d\d:\d\d', '31/03/2026 18:30' -replace '\d{4}-\d\d-\d\d \d\d:\d\d', '2026-03-31 18:30' -replace '18:30:\d\d', '18:30:00' |
            ForEach-Object { [regex]::Replace($_, '(?<![0-9a-f])[0-9a-f]{12,64}(?![0-9a-f])', { param($id) '9f1c2ab0d3e4'.PadRight(64, '7').Substring(0, $id.Length) }) }
    }
}

$null = New-Item -ItemType Directory -Path $work
try {
    Copy-Item -LiteralPath (Join-Path $PSScriptRoot 'data') -Destination $work -Recurse
    Set-Content -LiteralPath (Join-Path $work 'profile.ps1') -Value @"
Set-PSReadLineOption -PredictionSource None -HistorySaveStyle SaveNothing
[cultureinfo]::CurrentCulture = 'en-GB'
Import-Module '$(Convert-Path -LiteralPath $Module)/LakeFS.S3.psd1'
`$null = Start-LakeLocalGateway -Name lake
`$ProgressPreference = 'SilentlyContinue'
`$global:prompts = 0
function prompt {
    `$global:prompts++
    [IO.File]::WriteAllText('$count', "`$global:prompts")
    'PS> '
}
Clear-Host
"@
    $shell = Get-ThisPowerShell
    $program = (@($shell.Path) + $shell.Argument | ForEach-Object { "'$_'" }) -join ' '
    & $tmux -L $socket new-session -d -x $Width -y 200 -c $work "$program -NoProfile -NoLogo -NoExit -Command `". ./profile.ps1`""
    Wait-Prompt 1
    for ($i = 0; $i -lt $commands.Count; $i++) {
        & $tmux -L $socket send-keys -l $commands[$i]
        Wait-Typed $commands[$i]
        & $tmux -L $socket send-keys Enter
        Wait-Prompt ($i + 2)
    }
    $lines = @(& $tmux -L $socket capture-pane -e -p | Get-Constant)
} finally {
    & $tmux -L $socket kill-server
    Remove-Item -LiteralPath $work -Recurse -Force
}

# Without the last prompt and the empty lines below it.
$last = $lines.Count - 1
while ($last -gt 0 -and ($lines[$last] -replace '\e\[[\d;]*m').Trim() -in '', 'PS>') {
    $last--
}
$picture = $lines[0..$last] | ConvertTo-TerminalSvg -Width $Width
$path = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Destination)
[IO.File]::WriteAllText($path, ($picture -join "`n") + "`n")
Get-Item -LiteralPath $path
