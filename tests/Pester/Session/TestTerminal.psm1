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

    $ended = Join-Path $Folder 'ended.txt'
    $terminal = Open-Terminal -Ref $Ref -Folder $Folder -Width 200 -Command @"
try {
    $Command
} finally {
    [IO.File]::WriteAllText('$ended', 'ended')
}
"@
    try {
        Wait-TestFault
        & $terminal.Tmux -L $terminal.Socket send-keys C-c
        Wait-FileContent -Path $ended -Screen { Get-Screen $terminal } | Should -BeLessThan $Within
        $null = Wait-FileContent -Path $terminal.Prompted -Screen { Get-Screen $terminal }
        [IO.File]::ReadAllText($terminal.Prompted) | Should -BeLike "* $Ref"
        # Lines that the terminal has wrapped are joined.
        (& $terminal.Tmux -L $terminal.Socket capture-pane -p -J) -join ' ' | Should -BeLike "*$Shown*"
    } finally {
        Close-Terminal $terminal
    }
}

function Get-TestScreen {
    <#
    .SYNOPSIS
        Presses keys in a terminal whose session is connected, and gives the lines on the screen once they are as expected.
        Fails the test if they do not become so. Skipped without tmux.
    #>
    [CmdletBinding()]
    [OutputType([string[]])]
    param(
        # The text to type.
        [Parameter(Mandatory)]
        [string] $Text,

        # The keys to press after it, as tmux names them.
        [Parameter(Mandatory)]
        [string[]] $Key,

        # What is on the screen in the end, with wildcards.
        [Parameter(Mandatory)]
        [string] $Until,

        # The session's default ref.
        [Parameter(Mandatory)]
        [string] $Ref,

        # An existing folder for the session's files.
        [Parameter(Mandatory)]
        [string] $Folder,

        # The columns of the terminal.
        [int] $Width = 80,

        # What the session runs first.
        [string] $Command
    )

    $terminal = Open-Terminal -Ref $Ref -Folder $Folder -Width $Width -Command $Command
    try {
        $null = Wait-FileContent -Path $terminal.Prompted -Screen { Get-Screen $terminal }
        & $terminal.Tmux -L $terminal.Socket send-keys -l $Text
        & $terminal.Tmux -L $terminal.Socket send-keys $Key
        $watch = [Diagnostics.Stopwatch]::StartNew()
        do {
            $screen = @(Get-Screen $terminal)
            if ($watch.Elapsed.TotalSeconds -gt 30) {
                throw "'$Until' did not appear within 30 seconds:`n$($screen | Out-String)"
            }
        } until (($screen -join "`n") -like $Until)
        $screen
    } finally {
        Close-Terminal $terminal
    }
}

function Open-Terminal {
    # A session in a terminal, connected to the server under test. Its prompt writes to a file how many there were before, and
    # the connection's ref. Skips the test without tmux.
    param([string] $Ref, [string] $Folder, [int] $Width, [int] $Height = 50, [string] $Before, [string] $Command, [hashtable] $Environment = @{})

    $tmux = Get-Command tmux -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    if (-not $tmux) {
        Set-ItResult -Skipped -Because 'it takes tmux to press keys in a terminal'
    }
    $server = Get-TestServer
    $id = [Guid]::NewGuid().ToString('N').Substring(0, 12)
    $script = Join-Path $Folder "session-$id.ps1"
    $prompted = Join-Path $Folder "prompted-$id.txt"
    $authority = if ($server.IsLocal -and $server.Suite -ne 'Http') { "-CACertificate '$($server.CAFile)'" }
    Set-Content -LiteralPath $script -Value @"
$Before
Import-Module '$((Get-TestPath).Module)'
`$secret = [Net.NetworkCredential]::new('', `$env:LAKEFS_S3_TERMINAL_SECRET).SecurePassword
Connect-LakeS3 '$($server.EndpointUrl)' -AccessKeyId '$($server.AccessKeyId)' -SecretAccessKey `$secret -Repository '$($server.Repository)' -Ref '$Ref' $authority
`$prompts = 0
# The prompt comes back when the session goes on. Keys that were typed before it is back would lose their Enter now and then.
function prompt {
    [IO.File]::WriteAllText('$prompted', ('{0} {1}' -f `$global:prompts++, (Get-LakeS3Connection).Ref))
    '> '
}
$Command
"@
    $set = @{ LAKEFS_S3_TERMINAL_SECRET = $server.SecretAccessKey; TERM = 'xterm-256color' } + $Environment
    $earlier = @{}
    try {
        foreach ($name in $set.Keys) {
            $earlier[$name] = [Environment]::GetEnvironmentVariable($name)
            [Environment]::SetEnvironmentVariable($name, $set[$name])
        }
        & $tmux -L "lakefs-$id" new-session -d -x $Width -y $Height (Get-SessionStart $script)
    } finally {
        foreach ($name in $earlier.Keys) {
            [Environment]::SetEnvironmentVariable($name, $earlier[$name])
        }
    }
    @{ Tmux = $tmux; Socket = "lakefs-$id"; Prompted = $prompted }
}

function Get-SessionStart {
    # What a terminal runs to start a session with a script. PowerShell asks the terminal where the cursor is each time it draws
    # progress, and waits for the answer without a time limit. Ctrl-C empties a terminal's queues, so that a question or an
    # answer under way is lost and the session never ends; noflsh keeps them.
    param([string] $Script)

    $shell = Get-ThisPowerShell
    $program = (@($shell.Path) + $shell.Argument | ForEach-Object { "'$_'" }) -join ' '
    "stty noflsh; exec $program -NoProfile -NoLogo -NoExit -Command `". '$Script'`""
}

function Get-Screen {
    # What the terminal shows.
    param([hashtable] $Terminal)

    & $Terminal.Tmux -L $Terminal.Socket capture-pane -p
}

function Close-Terminal {
    # Ends the session and its terminal.
    param([hashtable] $Terminal)

    & $Terminal.Tmux -L $Terminal.Socket kill-server
}

function Get-TestTerminalText {
    <#
    .SYNOPSIS
        Types commands at the prompt of a session in a terminal, and gives what the terminal shows. Skips the test without tmux.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # The commands, one a line; the session is connected to the server under test.
        [Parameter(Mandatory)]
        [string[]] $Command,

        # The session's default ref.
        [Parameter(Mandatory)]
        [string] $Ref,

        # An existing folder for the session's files.
        [Parameter(Mandatory)]
        [string] $Folder,

        # The terminal's columns.
        [int] $Width = 80,

        # Environment variables of the session.
        [hashtable] $Environment = @{},

        # Gives the colors too, as the terminal's sequences.
        [switch] $Color
    )

    $terminal = Open-Terminal -Ref $Ref -Folder $Folder -Width $Width -Height 200 -Environment $Environment -Before @'
Set-PSReadLineOption -HistorySaveStyle SaveNothing -PredictionSource None -ErrorAction Ignore
Remove-Module PSReadLine -ErrorAction Ignore
'@
    try {
        for ($i = 0; $i -le $Command.Count; $i++) {
            # Each prompt says that the command before it is done.
            $watch = [Diagnostics.Stopwatch]::StartNew()
            while ((Wait-FileContent -Path $terminal.Prompted -Screen { Get-Screen $terminal }) -ge 0 -and [IO.File]::ReadAllText($terminal.Prompted) -notlike "$i *") {
                if ($watch.Elapsed.TotalSeconds -gt 30) {
                    throw "Prompt $i did not appear within 30 seconds:`n$(Get-Screen $terminal | Out-String)"
                }
                $null = [System.Threading.Thread]::Yield()
            }
            if ($i -lt $Command.Count) {
                & $terminal.Tmux -L $terminal.Socket send-keys -l $Command[$i]
                & $terminal.Tmux -L $terminal.Socket send-keys Enter
            }
        }
        $how = @(if ($Color) { '-e' })
        (& $terminal.Tmux -L $terminal.Socket capture-pane -p @how | Out-String).TrimEnd()
    } finally {
        Close-Terminal $terminal
    }
}

function Wait-FileContent {
    # Waits until a file is there and not empty; gives the seconds it took.
    param([string] $Path, [scriptblock] $Screen)

    $watch = [Diagnostics.Stopwatch]::StartNew()
    $watcher = [IO.FileSystemWatcher]::new((Split-Path $Path))
    try {
        while (-not ([IO.FileInfo]::new($Path).Exists -and [IO.FileInfo]::new($Path).Length)) {
            if ($watch.Elapsed.TotalSeconds -gt 30) {
                throw "'$Path' did not appear within 30 seconds:`n$(& $Screen | Out-String)"
            }
            $null = $watcher.WaitForChanged([IO.WatcherChangeTypes]::All, 50)
        }
    } finally {
        $watcher.Dispose()
    }
    $watch.Elapsed.TotalSeconds
}

Export-ModuleMember -Function Assert-TestTerminalStop, Get-TestScreen, Get-TestTerminalText
