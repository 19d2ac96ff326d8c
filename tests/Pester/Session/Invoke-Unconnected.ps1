#requires -Version 5.1
<#
.SYNOPSIS
    Runs a command in a new runspace that has the module but no connection, and gives the error record it ends with.
#>
[CmdletBinding()]
param(
    # The command.
    [Parameter(Mandatory)]
    [scriptblock] $Command
)

Import-Module (Join-Path $PSScriptRoot 'TestServer.psm1')
$shell = [powershell]::Create([System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault())
try {
    $null = $shell.AddScript('param($path, $command) Import-Module $path; & ([scriptblock]::Create($command))')
    $null = $shell.AddArgument((Get-TestPath).Module).AddArgument("$Command")
    try {
        $null = $shell.Invoke()
    } catch [System.Management.Automation.RuntimeException] {
        return $_.Exception.InnerException.ErrorRecord
    }
    $shell.Streams.Error[0]
} finally {
    $shell.Dispose()
}
