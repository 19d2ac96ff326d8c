#requires -Version 7.4
# The server that every client talks to.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

function Test-RealServer {
    <#
    .SYNOPSIS
        Says whether the environment names a real lakeFS, as it does for the Pester suites.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param()

    [bool]$env:LAKEFS_S3_TEST_ENDPOINT
}

function Open-BenchmarkServer {
    <#
    .SYNOPSIS
        Starts a local gateway, or names the real lakeFS of the environment.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # The folder of the built local gateway.
        [Parameter(Mandatory)]
        [string] $Gateway,

        # Where a local gateway keeps objects; in memory where left out.
        [string] $DataDirectory,

        # A local gateway also where the environment names a real lakeFS.
        [switch] $Local
    )

    if (-not $Local -and (Test-RealServer)) {
        foreach ($name in 'LAKEFS_S3_TEST_ACCESS_KEY_ID', 'LAKEFS_S3_TEST_SECRET_ACCESS_KEY', 'LAKEFS_S3_TEST_REPOSITORY') {
            if (-not [Environment]::GetEnvironmentVariable($name)) {
                throw "LAKEFS_S3_TEST_ENDPOINT is set, $name is not."
            }
        }
        return [pscustomobject]@{
            EndpointUrl = $env:LAKEFS_S3_TEST_ENDPOINT.TrimEnd('/')
            DirectUrl = $env:LAKEFS_S3_TEST_ENDPOINT.TrimEnd('/')
            Network = $null
            AccessKeyId = $env:LAKEFS_S3_TEST_ACCESS_KEY_ID
            SecretAccessKey = $env:LAKEFS_S3_TEST_SECRET_ACCESS_KEY
            Repository = $env:LAKEFS_S3_TEST_REPOSITORY
            Target = $null
            Storage = $env:LAKEFS_S3_TEST_STORAGE
            Process = $null
        }
    }

    $start = [Diagnostics.ProcessStartInfo]::new('dotnet')
    $arguments = @((Join-Path $Gateway 'LakeFS.S3.LocalGateway.dll'), '--port', '0', '--repository', 'bench', '--block-storage', 'memory', '--stop-on-stdin-end')
    if ($DataDirectory) {
        $arguments += '--data', $DataDirectory
    }
    foreach ($argument in $arguments) {
        $start.ArgumentList.Add($argument)
    }
    # Memory that is given back and taken again comes page by page, which on virtual machines takes longer than an upload.
    $start.Environment['DOTNET_GCRetainVM'] = '1'
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($start)
    $said = @{}
    while (($line = $process.StandardOutput.ReadLine()) -ne 'ready') {
        if ($null -eq $line) {
            throw 'The local gateway ended before it was ready.'
        }
        $name, $value = $line -split ': ', 2
        $said[$name] = $value
    }
    [pscustomobject]@{
        EndpointUrl = $said.url
        DirectUrl = $said.url.TrimEnd('/')
        Network = $null
        AccessKeyId = $said.access_key_id
        SecretAccessKey = $said.secret_access_key
        Repository = 'bench'
        Target = $null
        Storage = $null
        Process = $process
    }
}

function Close-BenchmarkServer {
    <#
    .SYNOPSIS
        Ends a local gateway; a real lakeFS goes on.
    #>
    [CmdletBinding()]
    param(
        # The server.
        [Parameter(Mandatory)]
        [pscustomobject] $Server
    )

    if ($Server.Network) {
        $Server.Network.Dispose()
    }
    if ($Server.Process) {
        $Server.Process.StandardInput.Close()
        $Server.Process.WaitForExit()
    }
}

function Get-BasicAuthorization {
    <#
    .SYNOPSIS
        Gives the header with which a server is asked by REST.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # The server.
        [Parameter(Mandatory)]
        [pscustomobject] $Server
    )

    "Basic $([Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("$($Server.AccessKeyId):$($Server.SecretAccessKey)")))"
}

function Invoke-BenchmarkRest {
    <#
    .SYNOPSIS
        Asks a server by REST, and gives its answer.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # The server.
        [Parameter(Mandatory)]
        [pscustomobject] $Server,

        # The path below /api/v1.
        [Parameter(Mandatory)]
        [string] $Path,

        # The method.
        [string] $Method = 'Get',

        # What is sent as JSON.
        [hashtable] $Body
    )

    $call = @{
        Uri = "$($Server.DirectUrl)/api/v1$Path"
        Method = $Method
        Headers = @{ Authorization = Get-BasicAuthorization -Server $Server }
    }
    if ($Body) {
        $call.Body = $Body | ConvertTo-Json -Compress
        $call.ContentType = 'application/json'
    }
    Invoke-RestMethod @call
}

function Get-ServerVersion {
    <#
    .SYNOPSIS
        Asks a server for the version of lakeFS that it is, or is like.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # The server.
        [Parameter(Mandatory)]
        [pscustomobject] $Server
    )

    (Invoke-BenchmarkRest -Server $Server -Path '/config').version_config.version
}

Export-ModuleMember -Function Test-RealServer, Open-BenchmarkServer, Close-BenchmarkServer, Invoke-BenchmarkRest, Get-BasicAuthorization, Get-ServerVersion
