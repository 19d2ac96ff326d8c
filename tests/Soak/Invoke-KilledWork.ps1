#requires -Version 7.4
<#
.SYNOPSIS
    Work in the middle of which a process is killed, and which is then done again.
.DESCRIPTION
    Prints 'started' when it is connected and about to begin.
#>
[CmdletBinding()]
param(
    # The module's manifest.
    [Parameter(Mandatory)]
    [string] $Module,

    # What is done.
    [Parameter(Mandatory)]
    [ValidateSet('sync', 'resume', 'transaction', 'import')]
    [string] $Kind,

    # Which time, for names of its own.
    [Parameter(Mandatory)]
    [int] $Number,

    # The folder with the files.
    [Parameter(Mandatory)]
    [string] $Folder
)

$ErrorActionPreference = 'Stop'
Import-Module $Module
Import-Module (Join-Path $PSScriptRoot 'Soak.psm1')
$ConfirmPreference = 'None'
$WarningPreference = 'SilentlyContinue'
Connect-Soak -Branch killed
'started'
switch ($Kind) {
    'sync' { $null = Sync-LakeFolder (Join-Path $Folder 'files') "sync$Number/" }
    'resume' { Read-LakeObject large -File (Join-Path $Folder "down$Number/large") -Resume -Force }
    'transaction' {
        $null = Invoke-LakeTransaction -Branch killed -Message "t$Number" -AllowUnchanged { 1..20 | ForEach-Object { Write-LakeObject "tx$Number/k$_" -Content "$_" } }
    }
    'import' { $null = Import-LakeObject mem://many/ "import$Number/" -Message "i$Number" }
}
