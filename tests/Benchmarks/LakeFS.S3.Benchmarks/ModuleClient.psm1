#requires -Version 7.4
# The module as a client: a PowerShell process that imports it, connects and does one thing.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot '../../ThisPowerShell.psm1')

function ConvertTo-Literal {
    param([string] $Text)

    "'$($Text.Replace("'", "''"))'"
}

function Get-SessionVariable {
    param([pscustomobject] $Task)

    $variables = @{
        LAKECTL_SERVER_ENDPOINT_URL = $Task.Server.EndpointUrl
        LAKECTL_CREDENTIALS_ACCESS_KEY_ID = $Task.Server.AccessKeyId
        LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY = $Task.Server.SecretAccessKey
        # PowerShell's own business on the network is not the module's.
        POWERSHELL_TELEMETRY_OPTOUT = '1'
        POWERSHELL_UPDATECHECK = 'Off'
    }
    if ($Task.Operation -eq 'CopyAcross') {
        $variables.AWS_ENDPOINT_URL = $Task.Server.Target.EndpointUrl
        $variables.AWS_ACCESS_KEY_ID = $Task.Server.Target.AccessKeyId
        $variables.AWS_SECRET_ACCESS_KEY = $Task.Server.Target.SecretAccessKey
    }
    $variables
}

function Get-SessionCommand {
    # The line of a session that does the task; the last value it gives is the number of objects, where it counts them.
    param([pscustomobject] $Task, [string] $ReadOption)

    $local = ConvertTo-Literal -Text $Task.Local
    $key = ConvertTo-Literal -Text $Task.Key
    $prefix = ConvertTo-Literal -Text "$($Task.Key)/"
    switch ($Task.Operation) {
        'SendFolder' { "Write-LakeObject -Folder $local -Recurse -KeyPrefix $prefix" }
        'ReceiveFolder' { "Read-LakeObject -Prefix $prefix -Folder $local $ReadOption" }
        'SendFile' { "Write-LakeObject $key -File $local" }
        'ReceiveFile' { "(Read-LakeObject $key -File $local $ReadOption -PassThru).Verified" }
        'CopyAcross' { "Copy-LakeObject s3://source/$($Task.Key) s3://$($Task.Server.Target.Repository)/$($Task.TargetBranch)/$($Task.Key)" }
        'List' { "(Get-LakeObjectList -Prefix $prefix | Measure-Object).Count" }
        'CopyMany' { "Get-LakeObjectList -Prefix $prefix | Copy-LakeObject -DestinationKeyPrefix copy/" }
        'RemoveMany' { "Get-LakeObjectList -Prefix $prefix | Remove-LakeObject -Confirm:`$false" }
        'RemovePrefix' { "Remove-LakeObject -Prefix $prefix -Confirm:`$false" }
        'MetadataMany' { "(Get-LakeObjectList -Prefix $prefix | Get-LakeObjectMetadata | Measure-Object).Count" }
        'TestMany' { "@((Get-LakeObjectList -Prefix $prefix | Test-LakeObject) -eq `$true).Count" }
        'ReadMany' { "(Get-LakeObjectList -Prefix $prefix | Read-LakeObject -AsString | Measure-Object).Count" }
        'ListBranches' { "@(Get-LakeBranch '$($Task.Name[0].Substring(0, 18))*').Count" }
        'ListCommits' { "(Get-LakeCommit | Measure-Object).Count - 1" }
        'Sync' { "Sync-LakeFolder -Folder $local -KeyPrefix $prefix" }
        'ListAndHash' {
            @"
            foreach (`$file in [IO.Directory]::EnumerateFiles($local, '*', [IO.SearchOption]::AllDirectories)) {
                `$null = [Security.Cryptography.MD5]::HashData([IO.File]::ReadAllBytes(`$file))
            }
            (Get-LakeObjectList -Prefix $prefix | Measure-Object).Count
"@
        }
    }
}

function Get-RouterLine {
    # The branch is the bucket 'source'; the other server is a plain S3 store to the session.
    param([pscustomobject] $Task)

    $profiles = "@{ lake = @{ source_bucket_pattern = 'source'; mapped_bucket_name = '$($Task.Server.Repository)'; mapped_prefix = '$($Task.Branch)/' } }"
    "Connect-LakeS3 -Store S3 -Name s3; Connect-LakeS3Router @{ lake = 'lake'; default = 's3' } $profiles"
}

function Get-SessionScript {
    param([pscustomobject] $Task, [string] $Manifest, [string] $ReadOption)

    $import = "Import-Module $(ConvertTo-Literal -Text $Manifest)"
    if ($Task.Operation -eq 'Start') {
        return $import
    }
    # A failure is reported in one plain line, without the colours and the script that PowerShell would show.
    @"
    `$ErrorActionPreference = 'Stop'
    `$ProgressPreference = 'SilentlyContinue'
    try {
        $import
        Connect-LakeS3 -Repository $($Task.Server.Repository) -Ref $($Task.Branch) -Name lake
        $(if ($Task.Operation -eq 'CopyAcross') { Get-RouterLine -Task $Task })
        `$cpu = [Diagnostics.Process]::GetCurrentProcess().TotalProcessorTime
        `$watch = [Diagnostics.Stopwatch]::StartNew()
        `$result = $(Get-SessionCommand -Task $Task -ReadOption $ReadOption)
        `$watch.Stop()
        `$cpu = [Diagnostics.Process]::GetCurrentProcess().TotalProcessorTime - `$cpu
        [Console]::Out.WriteLine([string]::Format([cultureinfo]::InvariantCulture, 'session {0} {1} {2}', `$watch.Elapsed.TotalSeconds, `$cpu.TotalSeconds, `$result))
    } catch {
        [Console]::Error.WriteLine(`$_)
        exit 1
    }
"@
}

function Read-SessionFigure {
    <#
    .SYNOPSIS
        Reads what a measured session says of itself: seconds, processor seconds and count.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # The file of what the session printed.
        [Parameter(Mandatory)]
        [string] $Path
    )

    $line = Get-Content -LiteralPath $Path -Tail 1
    if ("$line" -notlike 'session *') {
        return
    }
    $null, $seconds, $cpu, $count = $line -split ' '
    [pscustomobject]@{ Seconds = [double]$seconds; CpuSeconds = [double]$cpu; Count = $count }
}

function Get-ModuleClient {
    <#
    .SYNOPSIS
        Gives the module in the ways it is measured, and the PowerShell that it lives in.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # The folder of the built module.
        [Parameter(Mandatory)]
        [string] $Module
    )

    $manifest = Join-Path $Module 'LakeFS.S3.psd1'
    $version = "$((Test-ModuleManifest -Path $manifest).Version)"
    $definitions = @(
        @{
            Name = 'LakeFS.S3'; Version = $version; ReadOption = ''
            Operations = 'SendFolder', 'ReceiveFolder', 'SendFile', 'ReceiveFile', 'CopyAcross', 'List', 'Sync', 'Start',
            'CopyMany', 'RemoveMany', 'RemovePrefix', 'MetadataMany', 'TestMany', 'ReadMany', 'ListBranches', 'ListCommits'
        }
        @{
            Name = 'LakeFS.S3 unchecked'; Version = $version; ReadOption = '-SkipIntegrityCheck'
            Operations = 'ReceiveFolder', 'ReceiveFile'
        }
        @{ Name = 'list + hash'; Version = $version; ReadOption = ''; Operations = @('ListAndHash') }
        @{ Name = 'pwsh'; Version = "$($PSVersionTable.PSVersion)"; ReadOption = ''; Operations = @('Start') }
    )
    $shell = Get-ThisPowerShell
    foreach ($definition in $definitions) {
        [pscustomobject]@{
            Name = $definition.Name
            Kind = 'Module'
            Path = $shell.Path
            Version = $definition.Version
            Operations = $definition.Operations
            Before = @($shell.Argument)
            Manifest = $manifest
            ReadOption = $definition.ReadOption
        }
    }
}

function Get-ModuleCommand {
    <#
    .SYNOPSIS
        Gives the arguments and the variables with which a session of the module does a task.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # The client.
        [Parameter(Mandatory)]
        [pscustomobject] $Client,

        # The task.
        [Parameter(Mandatory)]
        [pscustomobject] $Task
    )

    $argument = @($Client.Before) + '-NoProfile', '-NonInteractive', '-Command'
    $argument += $Client.Name -eq 'pwsh' ? 'exit' : (Get-SessionScript -Task $Task -Manifest $Client.Manifest -ReadOption $Client.ReadOption)
    [pscustomobject]@{ Argument = $argument; Variable = Get-SessionVariable -Task $Task }
}

Export-ModuleMember -Function Get-ModuleClient, Get-ModuleCommand, Read-SessionFigure
