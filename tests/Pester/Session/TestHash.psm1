#requires -Version 5.1
# The hash that S3 calls an ETag.

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

Export-ModuleMember -Function Get-TestMd5
