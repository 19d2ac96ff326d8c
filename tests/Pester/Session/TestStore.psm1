#requires -Version 5.1
# S3 servers that this project did not write: s3rver, which npm brings, and moto's, where Python has it.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'TestServer.psm1')

$script:s3rverVersion = '3.7.1'
$script:stores = @{}

function Get-TestStore {
    <#
    .SYNOPSIS
        Describes an S3 server with the empty buckets plain-bucket and other-bucket; starts it when it is first asked for.
    .DESCRIPTION
        Its property Missing says why there is none; it is null where the server runs. The server's standard input is held
        open by this process, so that it ends with it, however that ends.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # Which server.
        [Parameter(Mandatory)]
        [ValidateSet('s3rver', 'moto')]
        [string] $Name
    )

    if (-not $script:stores.ContainsKey($Name)) {
        $script:stores[$Name] = if ($Name -eq 's3rver') { Invoke-S3rver } else { Invoke-Moto }
    }
    $script:stores[$Name]
}

function Skip-WithoutStore {
    <#
    .SYNOPSIS
        Ends the test as skipped where an S3 server is missing, and says why it is.
    #>
    [CmdletBinding()]
    param(
        # What Get-TestStore gave.
        [Parameter(Mandatory)]
        [object] $Store
    )

    if ($Store.Missing) {
        Set-ItResult -Skipped -Because $Store.Missing
    }
}

function Get-TestStoreLogin {
    <#
    .SYNOPSIS
        Gives the parameters of Connect-LakeS3 that open a connection to an S3 server, for splatting.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        # What Get-TestStore gave.
        [Parameter(Mandatory)]
        [object] $Store
    )

    @{
        Store = 'S3'
        EndpointUrl = $Store.EndpointUrl
        AccessKeyId = $Store.AccessKeyId
        SecretAccessKey = [System.Net.NetworkCredential]::new('', $Store.SecretAccessKey).SecurePassword
        Name = $Store.Name
    }
}

function Invoke-S3rver {
    $node, $npm = Get-Command node, npm -CommandType Application -ErrorAction Ignore | Group-Object Name | ForEach-Object { $_.Group[0].Source }
    if (-not $node -or -not $npm) {
        return New-MissingStore 's3rver' 'node and npm, which bring s3rver, are not installed'
    }
    # Installed once, in a folder that only the tests use.
    $folder = Join-Path (Get-TestPath).Root "out/s3rver-$script:s3rverVersion"
    if (-not (Test-Path -LiteralPath (Join-Path $folder 'installed'))) {
        # Suites run in parallel: each installs beside the folder, and the first one that is done moves its own there.
        $own = "$folder-$PID"
        $said = & npm install "s3rver@$script:s3rverVersion" --prefix $own --no-audit --no-fund --ignore-scripts --loglevel=error 2>&1
        if ($LASTEXITCODE -ne 0) {
            return New-MissingStore 's3rver' "npm could not install s3rver: $($said | Select-Object -First 1)"
        }
        Set-Content -LiteralPath (Join-Path $own 'installed') -Value $script:s3rverVersion
        try {
            [IO.Directory]::Move($own, $folder)
        } catch [IO.IOException] {
            if (-not (Test-Path -LiteralPath (Join-Path $folder 'installed'))) {
                throw
            }
            Remove-Item -LiteralPath $own -Recurse -Force
        }
    }
    $main = Join-Path $folder "run-$PID.js"
    # Its continuation tokens need a cipher that OpenSSL has retired.
    Set-Content -LiteralPath $main -Value @'
const S3rver = require('s3rver');
const fs = require('fs'), os = require('os'), path = require('path');
fs.unlinkSync(__filename);
const directory = fs.mkdtempSync(path.join(os.tmpdir(), 's3rver-'));
const end = () => { fs.rmSync(directory, { recursive: true, force: true }); process.exit(); };
const configureBuckets = ['plain-bucket', 'other-bucket'].map(name => ({ name }));
new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets }).run().then(at => console.log(at.port));
process.stdin.resume();
process.stdin.on('end', end);
'@
    Invoke-Store -Name 's3rver' -Program $node -Arguments "--openssl-legacy-provider `"$main`"" -AccessKeyId 'S3RVER' -SecretAccessKey 'S3RVER'
}

function Invoke-Moto {
    $python = Get-Command python3, python -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    if (-not $python) {
        return New-MissingStore 'moto' 'Python, which brings moto, is not installed'
    }
    $null = & $python -c 'import moto.server, flask' 2>&1
    if ($LASTEXITCODE -ne 0) {
        return New-MissingStore 'moto' "Python's package moto[server] is not installed"
    }
    # In a folder of its own: Python looks for modules beside the script first.
    $folder = New-Item -ItemType Directory -Force -Path (Join-Path (Get-TestPath).Root 'out/moto')
    $main = Join-Path $folder "run-$PID.py"
    Set-Content -LiteralPath $main -Value @'
import logging, os, sys, urllib.request
from moto.server import ThreadedMotoServer
os.remove(__file__)
logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
port = server.get_host_and_port()[1]
for bucket in ("plain-bucket", "other-bucket"):
    urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{port}/{bucket}", method="PUT")).close()
print(port, flush=True)
sys.stdin.read()
'@
    Invoke-Store -Name 'moto' -Program $python.Source -Arguments "`"$main`"" -AccessKeyId 'AKIAMOTO' -SecretAccessKey 'moto-secret'
}

function Invoke-Store {
    param([string] $Name, [string] $Program, [string] $Arguments, [string] $AccessKeyId, [string] $SecretAccessKey)

    $start = [System.Diagnostics.ProcessStartInfo]::new($Program, $Arguments)
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    # What other tests leave there is no business of a server's: moto fails over an empty profile.
    foreach ($variable in @($start.Environment.Keys) -like 'AWS_*') {
        $null = $start.Environment.Remove($variable)
    }
    $process = [System.Diagnostics.Process]::Start($start)
    $port = $process.StandardOutput.ReadLine()
    if ($port -notmatch '^\d+$') {
        throw "$Name ended before it was ready: $port"
    }
    [pscustomobject]@{
        Name = $Name
        Missing = $null
        EndpointUrl = "http://127.0.0.1:$port"
        AccessKeyId = $AccessKeyId
        SecretAccessKey = $SecretAccessKey
        # Kept alive here: the pipe to its standard input must not be collected.
        Process = $process
    }
}

function New-MissingStore {
    [System.Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Changes nothing.')]
    param([string] $Name, [string] $Reason)

    [pscustomobject]@{ Name = $Name; Missing = $Reason }
}

Export-ModuleMember -Function Get-TestStore, Skip-WithoutStore, Get-TestStoreLogin
