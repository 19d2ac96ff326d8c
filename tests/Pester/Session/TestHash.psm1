#requires -Version 5.1
# The hashes that S3 calls an ETag.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function Get-TestMd5 {
    <#
    .SYNOPSIS
        Gives the MD5 of a file or of bytes, as an ETag shows it.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # The file.
        [Parameter(Mandatory, ParameterSetName = 'Path')]
        [string] $Path,

        # The bytes.
        [Parameter(Mandatory, ParameterSetName = 'Bytes')]
        [AllowEmptyCollection()]
        [byte[]] $Bytes
    )

    if ($PSCmdlet.ParameterSetName -eq 'Path') {
        $Bytes = [IO.File]::ReadAllBytes($Path)
    }
    $md5 = [System.Security.Cryptography.MD5]::Create()
    try {
        -join ($md5.ComputeHash($Bytes) | ForEach-Object { $_.ToString('x2') })
    } finally {
        $md5.Dispose()
    }
}

function Get-TestMultipartETag {
    <#
    .SYNOPSIS
        Gives the ETag that lakeFS shows for a file that came in parts: the MD5 of the parts' MD5s.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # The file.
        [Parameter(Mandatory)]
        [string] $Path,

        # The size of the parts in bytes.
        [int] $PartSize = 16MB
    )

    $bytes = [IO.File]::ReadAllBytes($Path)
    $ofParts = [IO.MemoryStream]::new()
    $md5 = [System.Security.Cryptography.MD5]::Create()
    try {
        for ($start = 0; $start -lt $bytes.Length; $start += $PartSize) {
            $hash = $md5.ComputeHash($bytes, $start, [Math]::Min($PartSize, $bytes.Length - $start))
            $ofParts.Write($hash, 0, $hash.Length)
        }
    } finally {
        $md5.Dispose()
    }
    Get-TestMd5 -Bytes $ofParts.ToArray()
}

Export-ModuleMember -Function Get-TestMd5, Get-TestMultipartETag
