#requires -Version 7.4
# The other clients: where they are, what version they have, and the command line each is given for a task.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function Find-Program {
    # The first program of these names that answers as expected, with the version it tells.
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

function Get-KeyVariable {
    # The variables that every client of AWS's kind reads its key pair from, and no others.
    param([pscustomobject] $Server)

    @{
        AWS_ACCESS_KEY_ID = $Server.AccessKeyId
        AWS_SECRET_ACCESS_KEY = $Server.SecretAccessKey
        AWS_REGION = 'us-east-1'
        AWS_DEFAULT_REGION = 'us-east-1'
        AWS_EC2_METADATA_DISABLED = 'true'
        AWS_SHARED_CREDENTIALS_FILE = [OperatingSystem]::IsWindows() ? 'NUL' : '/dev/null'
        AWS_SESSION_TOKEN = $null
        AWS_PROFILE = $null
        AWS_ENDPOINT_URL = $null
        S3_ENDPOINT_URL = $null
    }
}

function Get-S5cmdVariable {
    param([pscustomobject] $Task)

    Get-KeyVariable -Server $Task.Server
}

function Get-S5cmdArgument {
    param([pscustomobject] $Task)

    '--endpoint-url', $Task.Server.EndpointUrl
    if ($Task.Operation -ne 'List') {
        # Else it prints a line for each file. Keys are such lines too.
        '--log', 'error'
    }
    switch ($Task.Operation) {
        'SendFolder' { 'cp', "$($Task.Local)/", "s3://$($Task.Remote)/" }
        'ReceiveFolder' { 'cp', "s3://$($Task.Remote)/*", "$($Task.Local)/" }
        'SendFile' { 'cp', $Task.Local, "s3://$($Task.Remote)" }
        'ReceiveFile' { 'cp', "s3://$($Task.Remote)", $Task.Local }
        'List' { 'ls', "s3://$($Task.Remote)/*" }
        'Sync' { 'sync', "$($Task.Local)/", "s3://$($Task.Remote)/" }
    }
}

function Get-RcloneVariable {
    param([pscustomobject] $Task)

    @{
        RCLONE_CONFIG = [OperatingSystem]::IsWindows() ? 'NUL' : '/dev/null'
        RCLONE_CONFIG_LK_TYPE = 's3'
        RCLONE_CONFIG_LK_PROVIDER = 'Other'
        RCLONE_CONFIG_LK_ENDPOINT = $Task.Server.EndpointUrl
        RCLONE_CONFIG_LK_ACCESS_KEY_ID = $Task.Server.AccessKeyId
        RCLONE_CONFIG_LK_SECRET_ACCESS_KEY = $Task.Server.SecretAccessKey
        RCLONE_CONFIG_LK_REGION = 'us-east-1'
        RCLONE_CONFIG_LK_FORCE_PATH_STYLE = 'true'
        RCLONE_CONFIG_LK_NO_CHECK_BUCKET = 'true'
    }
}

function Get-RcloneArgument {
    param([pscustomobject] $Task)

    $many = '--transfers', '32', '--checkers', '32', '--no-traverse', '--no-check-dest', '--s3-no-head'
    switch ($Task.Operation) {
        'SendFolder' { @('copy', $Task.Local, "lk:$($Task.Remote)") + $many }
        'ReceiveFolder' { @('copy', "lk:$($Task.Remote)", $Task.Local) + $many }
        'SendFile' { 'copyto', $Task.Local, "lk:$($Task.Remote)", '--no-check-dest', '--s3-no-head' }
        # It takes the ETag for an MD5 where that has no -N, which lakeFS leaves out for large objects too, and fails.
        'ReceiveFile' { 'copyto', "lk:$($Task.Remote)", $Task.Local, '--no-check-dest', '--ignore-checksum' }
        'List' { 'lsf', '--recursive', '--files-only', '--fast-list', "lk:$($Task.Remote)" }
        'Sync' { 'sync', $Task.Local, "lk:$($Task.Remote)", '--checksum', '--fast-list', '--checkers', '32' }
    }
}

function Get-McVariable {
    param([pscustomobject] $Task)

    $endpoint = [Uri]$Task.Server.EndpointUrl
    @{
        MC_CONFIG_DIR = Join-Path $Task.WorkFolder 'mc'
        MC_HOST_lk = "$($endpoint.Scheme)://$($Task.Server.AccessKeyId):$($Task.Server.SecretAccessKey)@$($endpoint.Authority)"
    }
}

function Get-McArgument {
    param([pscustomobject] $Task)

    switch ($Task.Operation) {
        'SendFolder' { '-q', 'cp', '-r', "$($Task.Local)/", "lk/$($Task.Remote)/" }
        'ReceiveFolder' { '-q', 'cp', '-r', "lk/$($Task.Remote)/", "$($Task.Local)/" }
        'SendFile' { '-q', 'cp', $Task.Local, "lk/$($Task.Remote)" }
        'ReceiveFile' { '-q', 'cp', "lk/$($Task.Remote)", $Task.Local }
        'List' { '-q', 'ls', '-r', "lk/$($Task.Remote)/" }
        'Sync' { '-q', 'mirror', "$($Task.Local)/", "lk/$($Task.Remote)/" }
    }
}

function Get-AwsVariable {
    param([pscustomobject] $Task)

    $config = Join-Path $Task.WorkFolder 'aws-config'
    Set-Content -LiteralPath $config -Value "[default]`ns3 =`n    addressing_style = path"
    $variables = Get-KeyVariable -Server $Task.Server
    $variables.AWS_CONFIG_FILE = $config
    $variables
}

function Get-AwsArgument {
    param([pscustomobject] $Task)

    '--endpoint-url', $Task.Server.EndpointUrl, 's3'
    switch ($Task.Operation) {
        'SendFolder' { 'cp', '--only-show-errors', '--recursive', $Task.Local, "s3://$($Task.Remote)/" }
        'ReceiveFolder' { 'cp', '--only-show-errors', '--recursive', "s3://$($Task.Remote)/", $Task.Local }
        'SendFile' { 'cp', '--only-show-errors', $Task.Local, "s3://$($Task.Remote)" }
        'ReceiveFile' { 'cp', '--only-show-errors', "s3://$($Task.Remote)", $Task.Local }
        'List' { 'ls', '--recursive', "s3://$($Task.Remote)/" }
        'Sync' { 'sync', '--only-show-errors', $Task.Local, "s3://$($Task.Remote)/" }
    }
}

function Get-Boto3Argument {
    param([pscustomobject] $Task)

    $bucket, $key = $Task.Remote -split '/', 2
    Join-Path $PSScriptRoot 'boto3_client.py'
    $Task.Operation, $Task.Server.EndpointUrl, $bucket, $key, "$($Task.Local)"
}

function Get-CurlArgument {
    param([pscustomobject] $Task)

    # The cheapest client there is: nothing is hashed, neither for the signature nor for a check.
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
    $url = "$($Task.Server.EndpointUrl)/$($Task.Remote)"
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
            # It knows what comes last on each page. The parameters are in the order that they are signed in.
            for ($number = 0; $number -lt $Task.Name.Count; $number += 1000) {
                $after = $number ? "&start-after=$([Uri]::EscapeDataString("$($Task.Branch)/$($Task.Name[$number - 1])"))" : ''
                $prefix = [Uri]::EscapeDataString("$($Task.Branch)/$($Task.Key)/")
                $config.Add("url = `"$($Task.Server.EndpointUrl)/$($Task.Server.Repository)?list-type=2&max-keys=1000&prefix=$prefix$after`"")
            }
        }
    }
    $path = Join-Path $Task.WorkFolder 'curl-config'
    Set-Content -LiteralPath $path -Value $config
    '--disable'
    if ($Task.Operation -in 'SendFolder', 'ReceiveFolder') {
        '--parallel', '--parallel-max', '32'
    }
    '--config', $path
}

function Get-PeerClient {
    <#
    .SYNOPSIS
        Finds the other clients; those that are not installed have no path.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param()

    $transfers = 'SendFolder', 'ReceiveFolder', 'SendFile', 'ReceiveFile', 'List'
    $semantic = '(?<version>\d+(\.\d+)+)'
    $boto3 = 'import boto3; print(boto3.__version__)'
    $definitions = @(
        @{
            Name = 's5cmd'; Operations = $transfers + 'Sync'; Variable = ${function:Get-S5cmdVariable}; Argument = ${function:Get-S5cmdArgument}
            Program = Find-Program -Name s5cmd -Question 'version' -Answer $semantic
        }
        @{
            Name = 'rclone'; Operations = $transfers + 'Sync'; Variable = ${function:Get-RcloneVariable}; Argument = ${function:Get-RcloneArgument}
            Program = Find-Program -Name rclone -Question 'version' -Answer "rclone v$semantic"
        }
        @{
            # Another program of the name mc shows files.
            Name = 'minio-client'; Operations = $transfers + 'Sync'; Variable = ${function:Get-McVariable}; Argument = ${function:Get-McArgument}
            Program = Find-Program -Name mc, mcli, minio-client -Question '--version' -Answer 'version (RELEASE\.)?(?<version>\S+)[\s\S]*MinIO'
        }
        @{
            Name = 'aws-cli'; Operations = $transfers + 'Sync'; Variable = ${function:Get-AwsVariable}; Argument = ${function:Get-AwsArgument}
            Program = Find-Program -Name aws -Question '--version' -Answer "aws-cli/$semantic"
        }
        @{
            Name = 'boto3'; Operations = $transfers; Variable = ${function:Get-S5cmdVariable}; Argument = ${function:Get-Boto3Argument}
            Program = Find-Program -Name python3, python -Question '-c', $boto3 -Answer $semantic
        }
        @{
            Name = 'curl'; Operations = $transfers; Variable = { @{} }; Argument = ${function:Get-CurlArgument}
            Program = Find-Program -Name curl -Question '--version' -Answer "curl $semantic"
        }
    )
    foreach ($definition in $definitions) {
        [pscustomobject]@{
            Name = $definition.Name
            Path = $definition.Program ? $definition.Program.Path : $null
            Version = $definition.Program ? $definition.Program.Version : $null
            Operations = $definition.Operations
            GetVariable = $definition.Variable
            GetArgument = $definition.Argument
        }
    }
}

Export-ModuleMember -Function Get-PeerClient
