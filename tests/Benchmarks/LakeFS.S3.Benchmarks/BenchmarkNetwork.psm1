#requires -Version 7.4
# A network between the clients and the server: round trips and bandwidth, where loopback has neither.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function Add-NetworkDelay {
    <#
    .SYNOPSIS
        Puts a network between a server and its clients. The benchmarks' own requests keep the direct way.
    #>
    [CmdletBinding()]
    param(
        # The server; clients get the address of the network's end from now on.
        [Parameter(Mandatory)]
        [pscustomobject] $Server,

        # The round trip in milliseconds.
        [Parameter(Mandatory)]
        [int] $RoundTrip,

        # Bytes per second in each direction, which all connections share; 0 for no limit.
        [long] $Bandwidth
    )

    if (-not $RoundTrip -and -not $Bandwidth) {
        return
    }
    $address = [Uri]$Server.EndpointUrl
    if ($address.Scheme -ne 'http') {
        throw "A round trip can only be added to a server over http; this one is $($address.Scheme)."
    }
    if (-not ('LakeFS.S3.Benchmarks.NetworkProxy' -as [type])) {
        Add-Type -Path (Join-Path $PSScriptRoot 'NetworkProxy.cs')
    }
    $Server.Network = [LakeFS.S3.Benchmarks.NetworkProxy]::new($address, [TimeSpan]::FromMilliseconds($RoundTrip), $Bandwidth)
    $Server.EndpointUrl = $Server.Network.Url.AbsoluteUri.TrimEnd('/')
}

Export-ModuleMember -Function Add-NetworkDelay
