#requires -Version 7.4
# The files that are sent, where they are, and whether those that came back are the same.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$script:memoryFolder = '/dev/shm'

function New-WorkFolder {
    <#
    .SYNOPSIS
        Makes an empty folder for the benchmarks' files.
    #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'The folder is the benchmarks'' own.')]
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # Where; chosen where left out.
        [string] $Parent,

        # Chooses a folder in memory where there is one with room for all scenarios.
        [switch] $InMemory
    )

    if (-not $Parent) {
        $fits = $InMemory -and (Test-Path -LiteralPath $script:memoryFolder) -and [IO.DriveInfo]::new($script:memoryFolder).AvailableFreeSpace -gt 8GB
        $Parent = $fits ? $script:memoryFolder : [IO.Path]::GetTempPath()
    }
    (New-Item -ItemType Directory -Path (Join-Path $Parent "LakeFS.S3-bench-$([guid]::NewGuid().ToString('N'))")).FullName
}

function New-BenchmarkData {
    <#
    .SYNOPSIS
        Writes files of random letters, so that they are text as well, into folders of a hundred each, and gives their relative names.
    #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'The folder is the benchmarks'' own.')]
    [CmdletBinding()]
    [OutputType([string[]])]
    param(
        # The folder; files that are there already are taken as they are.
        [Parameter(Mandatory)]
        [string] $Path,

        # How many.
        [Parameter(Mandatory)]
        [int] $Count,

        # The size of each in bytes.
        [Parameter(Mandatory)]
        [long] $Size,

        # Leaves the bytes out: the files take no room on the disk.
        [switch] $Sparse
    )

    $letters = [Text.Encoding]::ASCII.GetBytes('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-')
    foreach ($number in 0..($Count - 1)) {
        $name = '{0:d3}/file-{1:d5}.bin' -f [int][Math]::Floor($number / 100), $number
        $name
        $target = Join-Path $Path $name
        if (Test-Path -LiteralPath $target) {
            continue
        }
        $null = [IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($target))
        $file = [IO.File]::Create($target)
        try {
            while (-not $Sparse -and $file.Length -lt $Size) {
                $file.Write([Random]::Shared.GetItems($letters, [int][Math]::Min($Size - $file.Length, 4MB)))
            }
            $file.SetLength($Size)
        } finally {
            $file.Dispose()
        }
    }
}

function Assert-SameFile {
    <#
    .SYNOPSIS
        Fails unless a folder holds all files of another, and no others, of the same sizes and, if asked, bytes.
    #>
    [CmdletBinding()]
    param(
        # The folder of the originals.
        [Parameter(Mandatory)]
        [string] $Original,

        # The folder of what came back.
        [Parameter(Mandatory)]
        [string] $Copy,

        # The names below both.
        [Parameter(Mandatory)]
        [string[]] $Name,

        # Compares the bytes too.
        [switch] $Content
    )

    $found = @([IO.Directory]::EnumerateFiles($Copy, '*', [IO.SearchOption]::AllDirectories)).Count
    if ($found -ne $Name.Count) {
        throw "$found files came instead of $($Name.Count)."
    }
    foreach ($one in $Name) {
        $left = [IO.FileInfo]::new([IO.Path]::Combine($Original, $one))
        $right = [IO.FileInfo]::new([IO.Path]::Combine($Copy, $one))
        if (-not $right.Exists) {
            throw "$one did not come."
        }
        if ($left.Length -ne $right.Length) {
            throw "$one has $($right.Length) bytes instead of $($left.Length)."
        }
        if ($Content -and (Get-ContentHash -File $left) -ne (Get-ContentHash -File $right)) {
            throw "$one is not what was sent."
        }
    }
}

function Get-ContentHash {
    param([IO.FileInfo] $File)

    $stream = $File.OpenRead()
    try {
        [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData($stream))
    } finally {
        $stream.Dispose()
    }
}

Export-ModuleMember -Function New-WorkFolder, New-BenchmarkData, Assert-SameFile
