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

function Test-CaselessFolder {
    # Whether a folder takes names for one that differ in case.
    param([string] $Path)

    $name = "case-$([Guid]::NewGuid().ToString('N'))"
    $null = New-Item -ItemType File -Path (Join-Path $Path $name)
    Test-Path -LiteralPath (Join-Path $Path $name.ToUpperInvariant())
    Remove-Item -LiteralPath (Join-Path $Path $name)
}

function Add-CaselessFolder {
    <#
    .SYNOPSIS
        Makes a folder that ignores case and gives its path; ends the test as skipped where this machine can't make one.
    .DESCRIPTION
        It lies in the folder that LAKEFS_S3_TEST_CASELESS_FOLDER names, or else in the temporary folder: on Windows and macOS
        that mostly ignores case by itself, on Linux it can be set to if its file system was created with that feature.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # A temporary folder.
        [Parameter(Mandatory)]
        [string] $Temporary
    )

    $parent = if ($env:LAKEFS_S3_TEST_CASELESS_FOLDER) { $env:LAKEFS_S3_TEST_CASELESS_FOLDER } else { $Temporary }
    $folder = (New-Item -ItemType Directory -Path (Join-Path $parent ([Guid]::NewGuid().ToString('N')))).FullName
    if (-not (Test-CaselessFolder $folder) -and (Get-Command chattr -CommandType Application -ErrorAction Ignore)) {
        $null = chattr +F $folder 2>&1
    }
    if (-not (Test-CaselessFolder $folder)) {
        Remove-Item -LiteralPath $folder -Force
        Set-ItResult -Skipped -Because 'no folder here ignores case: LAKEFS_S3_TEST_CASELESS_FOLDER can name one'
    }
    $folder
}

function Add-TestLink {
    <#
    .SYNOPSIS
        Makes a symbolic link; ends the test as skipped on Windows, where that takes rights of its own.
    #>
    [CmdletBinding()]
    param(
        # The link.
        [Parameter(Mandatory)]
        [string] $Path,

        # What it leads to.
        [Parameter(Mandatory)]
        [string] $Target
    )

    if ($env:OS -eq 'Windows_NT') {
        Set-ItResult -Skipped -Because 'links take rights of their own on Windows'
    }
    $null = New-Item -ItemType SymbolicLink -Path $Path -Target $Target -Force
}

Export-ModuleMember -Function Add-TestFile, Add-TestFolder, Get-TestFolderContent, Add-CaselessFolder, Add-TestLink
