#requires -Version 7.4
# The module as a client: a PowerShell process that imports it, connects and does one thing.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

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
    # The line of a session that does the task; the last value it gives is how many objects it saw, where it counts them.
    param([pscustomobject] $Task, [string] $ReadOption)

    $local = ConvertTo-Literal -Text $Task.Local
    $key = ConvertTo-Literal -Text $Task.Key
    $prefix = ConvertTo-Literal -Text "$($Task.Key)/"
    switch ($Task.Operation) {
        'SendFolder' { "Write-LakeObject -Folder $local -Recurse -KeyPrefix $prefix" }
        'ReceiveFolder' { "Read-LakeObject -Prefix $prefix -Folder $local $ReadOption" }
        'SendFile' { "Write-LakeObject $key -File $local" }
        'ReceiveFile' { "Read-LakeObject $key -File $local $ReadOption" }
        'CopyAcross' { "Copy-LakeObject s3://source/$($Task.Key) s3://$($Task.Server.Target.Repository)/$($Task.Local)/$($Task.Key)" }
        'List' { "(Get-LakeObjectList -Prefix $prefix | Measure-Object).Count" }
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

function Get-SessionArgument {
    param([pscustomobject] $Task, [string] $Manifest, [string] $ReadOption)

    '-NoProfile', '-NonInteractive', '-Command'
    $import = "Import-Module $(ConvertTo-Literal -Text $Manifest)"
    if ($Task.Operation -eq 'Start') {
        return $import
    }
    # A failure is told in one plain line, without the colours and the script that PowerShell would show.
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
    $getArgument = ${function:Get-SessionArgument}
    $transfers = 'SendFolder', 'ReceiveFolder', 'SendFile', 'ReceiveFile', 'CopyAcross', 'List', 'Sync'
    $definitions = @(
        @{
            Name = 'LakeFS.S3'; Operations = $transfers + 'Start'
            Argument = { param($Task) & $getArgument -Task $Task -Manifest $manifest }
        }
        @{
            Name = 'LakeFS.S3 unchecked'; Operations = 'ReceiveFolder', 'ReceiveFile'
            Argument = { param($Task) & $getArgument -Task $Task -Manifest $manifest -ReadOption '-SkipIntegrityCheck' }
        }
        @{
            Name = 'list + hash'; Operations = @('ListAndHash')
            Argument = { param($Task) & $getArgument -Task $Task -Manifest $manifest }
        }
        @{
            Name = 'pwsh'; Operations = @('Start')
            Argument = { '-NoProfile', '-NonInteractive', '-Command', 'exit' }
        }
    )
    $version = "$((Test-ModuleManifest -Path $manifest).Version)"
    $shell = Get-ThisPowerShell
    $before = $shell.Argument
    foreach ($definition in $definitions) {
        $own = $definition.Argument.GetNewClosure()
        [pscustomobject]@{
            Name = $definition.Name
            Path = $shell.Path
            Version = $definition.Name -eq 'pwsh' ? "$($PSVersionTable.PSVersion)" : $version
            Operations = $definition.Operations
            GetVariable = ${function:Get-SessionVariable}
            GetArgument = { param($Task) @($before) + @(& $own $Task) }.GetNewClosure()
        }
    }
}

Export-ModuleMember -Function Get-ModuleClient, Read-SessionFigure
