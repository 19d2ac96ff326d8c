#requires -Version 5.1
# The server that the suites talk to: a local gateway of their own, or the real one that the environment names.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$script:root = Split-Path (Split-Path (Split-Path $PSScriptRoot))
$script:server = $null

function Get-TestPath {
    <#
    .SYNOPSIS
        Finds the module and the gateway under test.
    .DESCRIPTION
        LAKEFS_S3_TEST_MODULE names the module's manifest, LAKEFS_S3_TEST_GATEWAY the folder of the local gateway;
        what build.ps1 lays out is taken where they are not set.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param()

    $module = $env:LAKEFS_S3_TEST_MODULE
    if (-not $module) {
        $module = Join-Path $script:root 'out/LakeFS.S3/LakeFS.S3.psd1'
    }
    $gateway = $env:LAKEFS_S3_TEST_GATEWAY
    if (-not $gateway) {
        $gateway = Join-Path $script:root 'out/LocalGateway'
    }
    [pscustomobject]@{
        Root = $script:root
        Module = $module
        Gateway = Join-Path $gateway 'LakeFS.S3.LocalGateway.dll'
    }
}

function Get-TestSuite {
    <#
    .SYNOPSIS
        Names the way the suites talk to the server: Http, Https, or Legacy, which is HTTPS with the signatures of old servers.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    $suite = $env:LAKEFS_S3_TEST_SUITE
    if (-not $suite) {
        return 'Http'
    }
    if ($suite -notin 'Http', 'Https', 'Legacy') {
        throw "LAKEFS_S3_TEST_SUITE is Http, Https or Legacy, not '$suite'."
    }
    $suite
}

function Get-TestServer {
    <#
    .SYNOPSIS
        Describes the server; starts the local gateway when it is first asked for.
    .DESCRIPTION
        The gateway's standard input is held open by this process, so that it ends with it, however that ends.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param()

    if ($null -eq $script:server) {
        $script:server = if ($env:LAKEFS_S3_TEST_ENDPOINT) { Read-RealServer } else { Open-TestGateway }
    }
    $script:server
}

function Read-RealServer {
    if ($env:LAKEFS_S3_TEST_IMPORT_URL) {
        $null = Add-ImportFolder
    }
    foreach ($name in 'LAKEFS_S3_TEST_ACCESS_KEY_ID', 'LAKEFS_S3_TEST_SECRET_ACCESS_KEY', 'LAKEFS_S3_TEST_REPOSITORY') {
        if (-not [Environment]::GetEnvironmentVariable($name)) {
            throw "LAKEFS_S3_TEST_ENDPOINT is set, $name is not."
        }
    }
    [pscustomobject]@{
        IsLocal = $false
        StorageScheme = 'local'
        ImportUrl = $env:LAKEFS_S3_TEST_IMPORT_URL
        Suite = Get-TestSuite
        EndpointUrl = $env:LAKEFS_S3_TEST_ENDPOINT.TrimEnd('/')
        ControlUrl = $env:LAKEFS_S3_TEST_ENDPOINT.TrimEnd('/')
        HttpsUrl = $null
        CAFile = $null
        AccessKeyId = $env:LAKEFS_S3_TEST_ACCESS_KEY_ID
        SecretAccessKey = $env:LAKEFS_S3_TEST_SECRET_ACCESS_KEY
        Repository = $env:LAKEFS_S3_TEST_REPOSITORY
    }
}

function Add-ImportFolder {
    # What a server imports: two files at once, and many that take their time. The local gateway takes the folder for its
    # storage; LAKEFS_S3_TEST_IMPORT_URL leads a real server to it. It is the same for every run, so that none has to be
    # trusted to remove it.
    $folder = Join-Path $script:root 'out/imports'
    if (-not (Test-Path -LiteralPath $folder)) {
        # Suites begin in parallel: each fills a folder of its own, and the first one that is done moves it there.
        $own = "$folder-$PID"
        $null = New-Item -ItemType Directory -Force -Path (Join-Path $own 'landing/2026'), (Join-Path $own 'archive'), (Join-Path $own 'many')
        [IO.File]::WriteAllText((Join-Path $own 'archive/2025.csv'), '')
        [IO.File]::WriteAllText((Join-Path $own 'landing/2026/orders.csv'), "order_id,total`n1,10`n")
        [IO.File]::WriteAllText((Join-Path $own 'landing/2026/customers.json'), '[]')
        foreach ($number in 1..1000) {
            [IO.File]::WriteAllText((Join-Path $own "many/$number"), '')
        }
        try {
            [IO.Directory]::Move($own, $folder)
        } catch [IO.IOException] {
            if (-not (Test-Path -LiteralPath $folder)) {
                throw
            }
            Remove-Item -LiteralPath $own -Recurse -Force
        }
    }
    $folder
}

function Open-TestGateway {
    <#
    .SYNOPSIS
        Starts a local gateway; it ends with this process, or with Close-TestGateway.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # More options for its command line.
        [string] $Option = ''
    )

    $suite = Get-TestSuite
    # Storage in memory is the one that can list unfinished uploads.
    $options = '--port 0 --https-port 0 --stop-on-stdin-end --repository pester-repo --block-storage memory'
    $imports = Add-ImportFolder
    $options += " --import-folder `"$imports`" --import-seconds 0.05 $Option"
    if ($suite -eq 'Legacy') {
        $options += ' --legacy-signatures'
    }
    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet', "`"$((Get-TestPath).Gateway)`" $options")
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $process = [System.Diagnostics.Process]::Start($start)
    $said = @{}
    while (($line = $process.StandardOutput.ReadLine()) -ne 'ready') {
        if ($null -eq $line) {
            $process.WaitForExit()
            throw "The local gateway ended with exit code $($process.ExitCode) before it was ready."
        }
        $name, $value = $line -split ': ', 2
        $said[$name] = $value
    }
    [pscustomobject]@{
        IsLocal = $true
        StorageScheme = 'mem'
        ImportUrl = 'mem://'
        Suite = $suite
        EndpointUrl = if ($suite -eq 'Http') { $said.url } else { $said.https_url }
        ControlUrl = $said.url
        HttpsUrl = $said.https_url
        StoreUrl = $said['store_url']
        CAFile = $said.ca_file
        AccessKeyId = $said.access_key_id
        SecretAccessKey = $said.secret_access_key
        Repository = 'pester-repo'
        # Kept alive here: the pipe to its standard input must not be collected.
        Process = $process
    }
}

function Close-TestGateway {
    <#
    .SYNOPSIS
        Stops a local gateway that Open-TestGateway returned.
    #>
    [CmdletBinding()]
    param(
        # The gateway.
        [Parameter(Mandatory)]
        [pscustomobject] $Server
    )

    $Server.Process.StandardInput.Close()
    $Server.Process.WaitForExit()
}

Export-ModuleMember -Function Get-TestPath, Get-TestSuite, Get-TestServer, Open-TestGateway, Close-TestGateway
