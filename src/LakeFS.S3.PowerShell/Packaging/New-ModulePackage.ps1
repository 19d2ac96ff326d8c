#requires -Version 5.1
<#
.SYNOPSIS
    Creates the package for the PowerShell Gallery, and returns its file.
.DESCRIPTION
    The package contains the built module, with release notes in its manifest, the third-party notices and the bill of materials.
    A package of the same version is replaced.
.EXAMPLE
    ./src/LakeFS.S3.PowerShell/Packaging/New-ModulePackage.ps1 -Module out/LakeFS.S3 -Sbom out/LakeFS.S3.cdx.json -Destination out/packages

    Creates out/packages/LakeFS.S3.<version>.nupkg.
#>
[CmdletBinding(SupportsShouldProcess)]
[OutputType([System.IO.FileInfo])]
param(
    # The folder of the built module.
    [Parameter(Mandatory)]
    [string] $Module,

    # The bill of materials, as New-Sbom.ps1 creates it.
    [Parameter(Mandatory)]
    [string] $Sbom,

    # The folder for the package; created if it does not exist.
    [Parameter(Mandatory)]
    [string] $Destination
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

function Add-ReleaseNote {
    # Adds release notes to a manifest and leaves the rest unchanged: Update-PSModuleManifest would rewrite the file.
    param([string] $Manifest, [string] $Note)

    $errors = $null
    $root = [System.Management.Automation.Language.Parser]::ParseFile($Manifest, [ref] $null, [ref] $errors)
    if ($errors) {
        throw "The manifest '$Manifest' is not valid: $($errors[0].Message)"
    }
    $data = $root.Find({ $args[0] -is [System.Management.Automation.Language.HashtableAst] -and $args[0].KeyValuePairs.Item1.Extent.Text -contains 'LicenseUri' }, $true)
    if (-not $data) {
        throw "The manifest '$Manifest' has no PSData with a LicenseUri."
    }
    $quoted = [System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($Note)
    $text = $root.Extent.Text.Insert($data.Extent.EndOffset - 1, "    ReleaseNotes = '$quoted'`n        ")
    # With a byte order mark: without one, Windows PowerShell does not read the file as UTF-8.
    [IO.File]::WriteAllText($Manifest, $text, [Text.UTF8Encoding]::new($true))
}

if (-not (Get-Command Compress-PSResource -ErrorAction Ignore)) {
    throw 'Packages are made by Microsoft.PowerShell.PSResourceGet 1.1 or later, which comes with PowerShell 7.5 and later.'
}
$manifest = Join-Path $Module 'LakeFS.S3.psd1'
if (-not (Test-Path -LiteralPath $manifest)) {
    throw "There is no LakeFS.S3.psd1 in '$Module'. Build the module first."
}
# Validate before anything is written.
$note = & (Join-Path $PSScriptRoot 'Get-ReleaseNote.ps1')
$notice = & (Join-Path $PSScriptRoot 'Get-ThirdPartyNotice.ps1') -Module $Module
$version = (Import-PowerShellDataFile -LiteralPath $manifest).ModuleVersion
$target = $PSCmdlet.GetUnresolvedProviderPathFromPSPath((Join-Path $Destination "LakeFS.S3.$version.nupkg"))
if (-not $PSCmdlet.ShouldProcess($target, 'Make the package')) {
    return
}

$work = Join-Path ([IO.Path]::GetTempPath()) "LakeFS.S3-$([guid]::NewGuid().ToString('N'))"
try {
    # The name of the package is that of this folder.
    $staged = Join-Path $work 'LakeFS.S3'
    $null = New-Item -ItemType Directory -Path $work
    Copy-Item -LiteralPath $Module -Destination $staged -Recurse
    Add-ReleaseNote -Manifest (Join-Path $staged 'LakeFS.S3.psd1') -Note $note
    [IO.File]::WriteAllText((Join-Path $staged 'THIRD-PARTY-NOTICES.txt'), "$notice`n")
    Copy-Item -LiteralPath $Sbom -Destination (Join-Path $staged 'LakeFS.S3.cdx.json')
    # Validate the manifest as the Gallery does.
    $made = Compress-PSResource -Path $staged -DestinationPath $work -PassThru
    $null = New-Item -ItemType Directory -Path (Split-Path $target) -Force
    Move-Item -LiteralPath $made.FullName -Destination $target -Force
} finally {
    if (Test-Path -LiteralPath $work) {
        Remove-Item -LiteralPath $work -Recurse -Force
    }
}
Get-Item -LiteralPath $target
