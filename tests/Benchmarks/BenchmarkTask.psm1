#requires -Version 7.4
# What one client is to do in one turn.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function New-BenchmarkTask {
    <#
    .SYNOPSIS
        Describes a task in a way from which each client's command line can be made.
    .DESCRIPTION
        Operations: SendFolder, ReceiveFolder, SendFile, ReceiveFile, List, Sync (a second time, with nothing to do),
        ListAndHash (what a synchronisation cannot do without), CopyAcross (to the server's Target, where -Local is the
        branch) and Start (nothing).
    #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'It makes an object in memory.')]
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # What to do.
        [Parameter(Mandatory)]
        [string] $Operation,

        # The server.
        [Parameter(Mandatory)]
        [pscustomobject] $Server,

        # The branch.
        [string] $Branch,

        # The key of an object, or what comes before the slash in those of many.
        [string] $Key,

        # The folder or the file on this machine.
        [string] $Local,

        # The names of the files, relative to their folder, or of the objects to list.
        [string[]] $Name = @(),

        # A folder for whatever a client needs to be told in a file.
        [Parameter(Mandatory)]
        [string] $WorkFolder
    )

    [pscustomobject]@{
        Operation = $Operation
        Server = $Server
        Branch = $Branch
        Key = $Key
        # As every S3 client sees it: a bucket, and a key that starts with the branch.
        Remote = "$($Server.Repository)/$Branch/$Key"
        Local = $Local
        Name = $Name
        WorkFolder = $WorkFolder
    }
}

Export-ModuleMember -Function New-BenchmarkTask
