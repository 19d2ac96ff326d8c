#requires -Version 5.1
# A session in a terminal: keys are pressed in it as a user presses them.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'TestServer.psm1')
Import-Module (Join-Path $PSScriptRoot 'TestControl.psm1')
Import-Module (Join-Path $PSScriptRoot '../../ThisPowerShell.psm1')

function Assert-TestTerminalStop {
    <#
    .SYNOPSIS
        Runs a command in a terminal and presses Ctrl-C once a fault has held it up. Fails the test unless the command
        ends as soon as a user expects and the session goes on with its connection. Skipped without tmux.
    #>
    [CmdletBinding()]
    param(
        # The command; its session is connected to the server under test.
        [Parameter(Mandatory)]
        [string] $Command,

        # The session's default ref.
        [Parameter(Mandatory)]
        [string] $Ref,

        # An existing folder for the session's files.
        [Parameter(Mandatory)]
        [string] $Folder,

        # The seconds after which it has ended; half a second more than the promise is the loaded machine's.
        [double] $Within = 1.5,

        # What the terminal shows in the end.
        [string] $Shown = ''
    )

    $tmux = Get-Command tmux -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    if (-not $tmux) {
        Set-ItResult -Skipped -Because 'it takes tmux to press keys in a terminal'
    }
    $server = Get-TestServer
    $ended = Join-Path $Folder 'ended.txt'
    $after = Join-Path $Folder 'after.txt'
    $script = Join-Path $Folder 'session.ps1'
    $authority = if ($server.IsLocal -and $server.Suite -ne 'Http') { "-CACertificate '$($server.CAFile)'" }
    Set-Content -LiteralPath $script -Value @"
Import-Module '$((Get-TestPath).Module)'
`$secret = [Net.NetworkCredential]::new('', `$env:LAKEFS_S3_STOP_SECRET).SecurePassword
Connect-LakeS3 '$($server.EndpointUrl)' -AccessKeyId '$($server.AccessKeyId)' -SecretAccessKey `$secret -Repository '$($server.Repository)' -Ref '$Ref' $authority
# The prompt comes back when the session goes on. Keys that were typed before it is back would lose their Enter now and then.
function prompt {
    [IO.File]::WriteAllText('$after', (Get-LakeS3Connection).Ref)
    '> '
}
try {
    $Command
} finally {
    [IO.File]::WriteAllText('$ended', 'ended')
}
"@
    $socket = "lakefs-$([Guid]::NewGuid().ToString('N').Substring(0, 12))"
    $env:LAKEFS_S3_STOP_SECRET = $server.SecretAccessKey
    try {
        $shell = Get-ThisPowerShell
        $program = (@($shell.Path) + $shell.Argument | ForEach-Object { "'$_'" }) -join ' '
        & $tmux -L $socket new-session -d -x 200 -y 50 "$program -NoProfile -NoLogo -NoExit -Command `". '$script'`""
        Wait-TestFault
        & $tmux -L $socket send-keys C-c
        Wait-FileContent -Path $ended -Terminal { & $tmux -L $socket capture-pane -p } | Should -BeLessThan $Within
        $null = Wait-FileContent -Path $after -Terminal { & $tmux -L $socket capture-pane -p }
        [IO.File]::ReadAllText($after) | Should -Be $Ref
        # Lines that the terminal has wrapped are joined.
        (& $tmux -L $socket capture-pane -p -J) -join ' ' | Should -BeLike "*$Shown*"
    } finally {
        Remove-Item Env:LAKEFS_S3_STOP_SECRET
        & $tmux -L $socket kill-server
    }
}

function Wait-FileContent {
    # Waits until a file is there and not empty; gives the seconds it took.
    param([string] $Path, [scriptblock] $Terminal)

    $watch = [Diagnostics.Stopwatch]::StartNew()
    $watcher = [IO.FileSystemWatcher]::new((Split-Path $Path))
    try {
        while (-not ([IO.FileInfo]::new($Path).Exists -and [IO.FileInfo]::new($Path).Length)) {
            if ($watch.Elapsed.TotalSeconds -gt 30) {
                throw "'$Path' did not appear within 30 seconds:`n$(& $Terminal | Out-String)"
            }
            $null = $watcher.WaitForChanged([IO.WatcherChangeTypes]::All, 50)
        }
    } finally {
        $watcher.Dispose()
    }
    $watch.Elapsed.TotalSeconds
}

Export-ModuleMember -Function Assert-TestTerminalStop
