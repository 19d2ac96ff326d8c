#requires -Version 5.1
# A session as a user has one: the built module imported, and a connection to the server under test.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'TestServer.psm1') -Global
Import-Module (Join-Path $PSScriptRoot 'TestControl.psm1') -Global
Import-Module (Join-Path $PSScriptRoot 'TestData.psm1') -Global
Import-Module (Join-Path $PSScriptRoot 'TestError.psm1') -Global
Import-Module (Join-Path $PSScriptRoot 'TestHash.psm1') -Global
Import-Module (Join-Path $PSScriptRoot 'TestFile.psm1') -Global
Import-Module (Join-Path $PSScriptRoot 'TestCommand.psm1') -Global
Import-Module (Join-Path $PSScriptRoot 'TestTerminal.psm1') -Global
Import-Module (Join-Path $PSScriptRoot '../../ThisPowerShell.psm1') -Global

if (-not (Get-Module LakeFS.S3)) {
    Import-Module (Get-TestPath).Module -Global
}

function ConvertTo-TestSecret {
    <#
    .SYNOPSIS
        Makes a SecureString of a text.
    #>
    [CmdletBinding()]
    [OutputType([securestring])]
    param(
        # The text.
        [Parameter(Mandatory)]
        [string] $Text
    )

    [System.Net.NetworkCredential]::new('', $Text).SecurePassword
}

function Get-TestEndpoint {
    <#
    .SYNOPSIS
        Gives the parameters of Connect-LakeS3 that lead to the server, without a key pair, for splatting.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    $server = Get-TestServer
    $endpoint = @{ EndpointUrl = $server.EndpointUrl }
    if ($server.IsLocal -and $server.Suite -ne 'Http') {
        $endpoint.CACertificate = $server.CAFile
    }
    $endpoint
}

function Get-TestLogin {
    <#
    .SYNOPSIS
        Gives the parameters of Connect-LakeS3 that open a connection to the server, for splatting.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    $server = Get-TestServer
    $login = Get-TestEndpoint
    $login.AccessKeyId = $server.AccessKeyId
    $login.SecretAccessKey = ConvertTo-TestSecret -Text $server.SecretAccessKey
    $login
}

function Connect-TestServer {
    <#
    .SYNOPSIS
        Connects the session to the server and gives the connection.
    #>
    [CmdletBinding()]
    param(
        # The default ref; none where left out.
        [string] $Ref,

        # Further parameters of Connect-LakeS3.
        [hashtable] $With = @{}
    )

    $login = Get-TestLogin
    $login.Repository = (Get-TestServer).Repository
    if ($Ref) {
        $login.Ref = $Ref
    }
    foreach ($name in $With.Keys) {
        $login[$name] = $With[$name]
    }
    Connect-LakeS3 @login -PassThru
}

function Test-NetStandardBuild {
    <#
    .SYNOPSIS
        Says whether the module under test is the build for Windows PowerShell.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param()

    $target = (Get-Command Connect-LakeS3).ImplementingType.Assembly.GetCustomAttributes([System.Runtime.Versioning.TargetFrameworkAttribute], $false)
    $target[0].FrameworkName -like '.NETStandard*'
}

Export-ModuleMember -Function ConvertTo-TestSecret, Get-TestEndpoint, Get-TestLogin, Connect-TestServer, Test-NetStandardBuild
