#requires -Version 7.4
# The other clients of Peers.psd1: where they are, what version they have, and the command of each for a task.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'BenchmarkTask.psm1')

$script:data = Import-PowerShellDataFile -LiteralPath (Join-Path $PSScriptRoot 'Peers.psd1')

function Get-PeerClient {
    <#
    .SYNOPSIS
        Gives the other clients in the order of the report, without looking for their programs.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param()

    foreach ($peer in $script:data.Peers) {
        [pscustomobject]@{
            Name = $peer.Name
            Kind = 'Peer'
            Path = $null
            Version = $null
            Operations = @($peer.Arguments.Keys)
            Cannot = $peer['Cannot'] ?? @{}
            Setting = $peer['Setting']
            Color = $peer.Color
            Definition = $peer
        }
    }
}

function Find-PeerClient {
    <#
    .SYNOPSIS
        Gives the other clients of these names with the path and the version of their programs; those that are not
        installed have neither.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # The names.
        [Parameter(Mandatory)]
        [AllowEmptyCollection()]
        [string[]] $Name
    )

    foreach ($peer in Get-PeerClient | Where-Object Name -In $Name) {
        $definition = $peer.Definition
        $program = Find-Program -Name $definition.Programs -Question $definition.Question -Answer $definition.Answer
        if ($program) {
            $peer.Path = $program.Path
            $peer.Version = $program.Version
        }
        $peer
    }
}

function Find-Program {
    # The first program of these names that answers as expected, with its version.
    param([string[]] $Name, [string[]] $Question, [string] $Answer)

    # A version manager's shim is a script that starts the real program, and would cost the client its time.
    Get-Command $Name -All -CommandType Application -ErrorAction Ignore |
        Sort-Object { $_.Source -match '[\\/]shims[\\/]' } -Stable |
        ForEach-Object {
            $said = & $_.Source @Question 2>&1 | Out-String
            if ($LASTEXITCODE -eq 0 -and $said -match $Answer) {
                [pscustomobject]@{ Path = $_.Source; Version = $Matches['version'] }
            }
        } |
        Select-Object -First 1
}

function Get-PeerCommand {
    <#
    .SYNOPSIS
        Gives the arguments and the variables with which a peer does a task, and writes the files that it reads.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # The peer.
        [Parameter(Mandatory)]
        [pscustomobject] $Client,

        # The task.
        [Parameter(Mandatory)]
        [pscustomobject] $Task
    )

    $definition = $Client.Definition
    $text = Get-TaskText -Task $Task
    $files = $definition['Files'] ?? @{}
    foreach ($name in $files.Keys) {
        Set-Content -LiteralPath (Join-Path $Task.WorkFolder $name) -Value (Expand-Text -Template $files[$name] -Text $text)
    }
    if ($definition['Config']) {
        & $definition.Config -Task $Task
    }

    $templates = $definition['AwsVariables'] ? $script:data.AwsVariables.Clone() : @{}
    $own = $definition['Variables'] ?? @{}
    foreach ($name in $own.Keys) {
        $templates[$name] = $own[$name]
    }
    $variables = @{}
    foreach ($name in $templates.Keys) {
        $variables[$name] = $null -eq $templates[$name] ? $null : (Expand-Text -Template $templates[$name] -Text $text)
    }
    [pscustomobject]@{
        Argument = @(($definition.Arguments[$Task.Operation] ?? $definition.Named[$Task.Operation]) | ForEach-Object { Expand-Text -Template $_ -Text $text })
        Variable = $variables
    }
}

function Set-CurlConfig {
    # Writes the requests of a task into a file. curl hashes nothing, neither for the signature nor for a check: no
    # client is cheaper.
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'The file is the task''s own.')]
    param([pscustomobject] $Task)

    $config = [Collections.Generic.List[string]]@(
        "user = `"$($Task.Server.AccessKeyId):$($Task.Server.SecretAccessKey)`""
        'aws-sigv4 = "aws:amz:us-east-1:s3"'
        'header = "x-amz-content-sha256: UNSIGNED-PAYLOAD"'
        'header = "Expect:"'
        'globoff'
        'fail'
        'silent'
        'show-error'
    )
    $bucket = "$($Task.Server.EndpointUrl)/$($Task.Server.Repository)"
    $url = "$bucket/$($Task.Branch)/$($Task.Key)"
    switch ($Task.Operation) {
        'SendFolder' {
            foreach ($name in $Task.Name) {
                $config.Add("url = `"$url/$name`"")
                $config.Add("upload-file = `"$($Task.Local)/$name`"")
            }
        }
        'ReceiveFolder' {
            $config.Add('create-dirs')
            foreach ($name in $Task.Name) {
                $config.Add("url = `"$url/$name`"")
                $config.Add("output = `"$($Task.Local)/$name`"")
            }
        }
        'SendFile' {
            $config.Add("url = `"$url`"")
            $config.Add("upload-file = `"$($Task.Local)`"")
        }
        'ReceiveFile' {
            $config.Add("url = `"$url`"")
            $config.Add("output = `"$($Task.Local)`"")
        }
        'List' {
            # A page begins after the last key of the one before. The parameters are in the order that they are signed in.
            for ($number = 0; $number -lt $Task.Name.Count; $number += 1000) {
                $after = $number ? "&start-after=$([Uri]::EscapeDataString("$($Task.Branch)/$($Task.Name[$number - 1])"))" : ''
                $prefix = [Uri]::EscapeDataString("$($Task.Branch)/$($Task.Key)/")
                $config.Add("url = `"${bucket}?list-type=2&max-keys=1000&prefix=$prefix$after`"")
            }
        }
    }
    Set-Content -LiteralPath (Join-Path $Task.WorkFolder 'curl-config') -Value $config
}

Export-ModuleMember -Function Get-PeerClient, Find-PeerClient, Get-PeerCommand
