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
        ListAndHash (the least that a synchronisation has to do), CopyAcross (to the server's Target), Start (nothing);
        CopyMany, RemoveMany, MetadataMany, TestMany and ReadMany (listed objects by pipeline), RemovePrefix, ListBranches
        and ListCommits.
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

        # The branch of the server's Target.
        [string] $TargetBranch,

        # The key of an object, or what comes before the slash in those of many.
        [string] $Key,

        # The folder or the file on this machine.
        [string] $Local,

        # The names of the files, relative to their folder, or of the objects to list.
        [string[]] $Name = @(),

        # A folder for whatever a client reads from a file.
        [Parameter(Mandatory)]
        [string] $WorkFolder
    )

    [pscustomobject]@{
        Operation = $Operation
        Server = $Server
        Branch = $Branch
        TargetBranch = $TargetBranch
        Key = $Key
        Local = $Local
        Name = $Name
        WorkFolder = $WorkFolder
    }
}

function Get-TaskText {
    <#
    .SYNOPSIS
        Gives what stands for each placeholder of Peers.psd1 in a task.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        # The task.
        [Parameter(Mandatory)]
        [pscustomobject] $Task
    )

    # As every S3 client sees it: a bucket, and a key that starts with the branch.
    $texts = @{
        bucket = $Task.Server.Repository
        branch = $Task.Branch
        objectKey = "$($Task.Branch)/$($Task.Key)"
        remote = "$($Task.Server.Repository)/$($Task.Branch)/$($Task.Key)"
        targetRemote = ''
        local = $Task.Local
        work = $Task.WorkFolder
        module = $PSScriptRoot
        null = [OperatingSystem]::IsWindows() ? 'NUL' : '/dev/null'
    }
    $target = $Task.Server.Target
    if ($target) {
        $texts.targetRemote = "$($target.Repository)/$($Task.TargetBranch)/$($Task.Key)"
    }
    # A command that reads the variables of both needs a value for each.
    $servers = @{ '' = $Task.Server; 'target.' = $target ?? $Task.Server }
    foreach ($prefix in $servers.Keys) {
        $address = [Uri]$servers[$prefix].EndpointUrl
        $texts["${prefix}endpoint"] = $servers[$prefix].EndpointUrl
        $texts["${prefix}scheme"] = $address.Scheme
        $texts["${prefix}authority"] = $address.Authority
        $texts["${prefix}accessKeyId"] = $servers[$prefix].AccessKeyId
        $texts["${prefix}secretAccessKey"] = $servers[$prefix].SecretAccessKey
    }
    $texts
}

function Expand-Text {
    <#
    .SYNOPSIS
        Puts a task's texts into a template. A placeholder that does not exist is an error.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # The template.
        [Parameter(Mandatory)]
        [AllowEmptyString()]
        [string] $Template,

        # What Get-TaskText gave.
        [Parameter(Mandatory)]
        [hashtable] $Text
    )

    $parts = [regex]::Split($Template, '\{([\w.]+)\}')
    # Every other part is a placeholder's name.
    for ($place = 1; $place -lt $parts.Count; $place += 2) {
        if (-not $Text.ContainsKey($parts[$place])) {
            throw "'$Template' has the placeholder {$($parts[$place])}, which does not exist."
        }
        $parts[$place] = $Text[$parts[$place]]
    }
    -join $parts
}

Export-ModuleMember -Function New-BenchmarkTask, Get-TaskText, Expand-Text
