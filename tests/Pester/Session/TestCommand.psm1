#requires -Version 5.1
# Commands in a runspace of their own: they run beside the test, are stopped as by Ctrl-C, and show their progress.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'TestServer.psm1')

function Invoke-TestCommand {
    <#
    .SYNOPSIS
        Begins a script that has the module and the connection $lake, and gives it back while it runs.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # The script; it finds the arguments in $first and $second.
        [Parameter(Mandatory)]
        [string] $Script,

        # The connection.
        [Parameter(Mandatory)]
        [object] $Lake,

        # What the script is given.
        [object[]] $Argument = @()
    )

    $shell = [powershell]::Create([System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault())
    $null = $shell.AddScript("param(`$module, `$lake, `$first, `$second) Import-Module `$module; $Script")
    $null = $shell.AddArgument((Get-TestPath).Module).AddArgument($Lake)
    foreach ($one in $Argument) {
        $null = $shell.AddArgument($one)
    }
    [pscustomobject]@{ Shell = $shell; Running = $shell.BeginInvoke() }
}

function Wait-TestCommand {
    <#
    .SYNOPSIS
        Waits for the end of a script, and gives what it put out and the records of its streams.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # What Invoke-TestCommand gave.
        [Parameter(Mandatory)]
        [object] $Command
    )

    try {
        if (-not $Command.Running.AsyncWaitHandle.WaitOne([TimeSpan]::FromSeconds(60))) {
            throw 'The command did not end within 60 seconds.'
        }
        $terminating = $null
        $output = try {
            @($Command.Shell.EndInvoke($Command.Running))
        } catch [System.Management.Automation.MethodInvocationException] {
            $terminating = $_.Exception.InnerException.ErrorRecord
        }
        [pscustomobject]@{
            Output = $output
            Errors = @($Command.Shell.Streams.Error) + @($terminating | Where-Object { $_ })
            Progress = @($Command.Shell.Streams.Progress)
            Verbose = @($Command.Shell.Streams.Verbose)
            Debug = @($Command.Shell.Streams.Debug)
        }
    } finally {
        $Command.Shell.Dispose()
    }
}

function Assert-TestCommandStop {
    <#
    .SYNOPSIS
        Stops a script, and fails the test unless it ends as soon as a user expects after Ctrl-C.
    #>
    [CmdletBinding()]
    param(
        # What Invoke-TestCommand gave.
        [Parameter(Mandatory)]
        [object] $Command
    )

    try {
        $Command.Running.IsCompleted | Should -BeFalse -Because 'only what runs can be stopped'
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $Command.Shell.Stop()
        # A second is the promise; half a second more is the loaded machine's.
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 1.5
        $Command.Shell.InvocationStateInfo.State | Should -Be 'Stopped'
    } finally {
        $Command.Shell.Dispose()
    }
}

Export-ModuleMember -Function Invoke-TestCommand, Wait-TestCommand, Assert-TestCommandStop
