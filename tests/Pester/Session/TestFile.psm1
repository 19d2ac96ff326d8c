#requires -Version 5.1
# Files to send, and what is compared after they came back.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function Add-TestFile {
    <#
    .SYNOPSIS
        Makes a file of bytes that do not repeat, the same for the same seed, and gives its path.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # The file.
        [Parameter(Mandatory)]
        [string] $Path,

        # Its size in bytes.
        [Parameter(Mandatory)]
        [int] $Size,

        # Which bytes.
        [int] $Seed = 1
    )

    $bytes = [byte[]]::new($Size)
    [Random]::new($Seed).NextBytes($bytes)
    $null = New-Item -ItemType Directory -Path (Split-Path $Path) -Force
    [IO.File]::WriteAllBytes($Path, $bytes)
    $Path
}

function Add-TestFolder {
    <#
    .SYNOPSIS
        Makes a folder of small files, a third of them in folders below, and gives its path.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # The folder.
        [Parameter(Mandatory)]
        [string] $Path,

        # How many files.
        [Parameter(Mandatory)]
        [int] $Count
    )

    $null = New-Item -ItemType Directory -Path (Join-Path $Path 'even/four') -Force
    foreach ($number in 1..$Count) {
        $name = if ($number % 3) { 'f{0:000}.txt' } elseif ($number % 2) { 'even/f{0:000}.txt' } else { 'even/four/f{0:000}.txt' }
        [IO.File]::WriteAllText((Join-Path $Path ($name -f $number)), "file $number`n" * $number)
    }
    $Path
}

function Get-TestFolderContent {
    <#
    .SYNOPSIS
        Gives a line for each file of a folder, its path below it with slashes and the hash of its content, in ordinal order.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # The folder.
        [Parameter(Mandatory)]
        [string] $Path
    )

    $root = (Get-Item -LiteralPath $Path).FullName
    [string[]]$lines = Get-ChildItem -LiteralPath $root -Recurse -File -Force | ForEach-Object {
        '{0} {1}' -f $_.FullName.Substring($root.Length + 1).Replace('\', '/'), (Get-FileHash -LiteralPath $_.FullName -Algorithm SHA256).Hash
    }
    if ($lines) {
        [Array]::Sort($lines, [StringComparer]::Ordinal)
    }
    $lines
}

Export-ModuleMember -Function Add-TestFile, Add-TestFolder, Get-TestFolderContent
