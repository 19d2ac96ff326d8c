#requires -Version 5.1
<#
.SYNOPSIS
    Creates the software bill of materials of the module, and returns its file.
.DESCRIPTION
    It is in CycloneDX's JSON format and lists every NuGet package in the module, with version, licence and hash. CycloneDX's
    tool, which .config/dotnet-tools.json pins, reads them from what the build restored; it asks no service. The same build
    gives the same file: it has no time and no serial number.
.EXAMPLE
    ./src/LakeFS.S3.PowerShell/Packaging/New-Sbom.ps1 -Destination out/LakeFS.S3.cdx.json

    Creates out/LakeFS.S3.cdx.json. The project has to be built.
#>
[CmdletBinding(SupportsShouldProcess)]
[OutputType([System.IO.FileInfo])]
param(
    # The file to create; replaced if it exists.
    [Parameter(Mandatory)]
    [string] $Destination
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

$root = Split-Path (Split-Path (Split-Path $PSScriptRoot))
$target = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Destination)
if (-not $PSCmdlet.ShouldProcess($target, 'Make the bill of materials')) {
    return
}
$version = (Import-PowerShellDataFile -LiteralPath (Join-Path $root 'LakeFS.S3.psd1')).ModuleVersion
$work = Join-Path ([IO.Path]::GetTempPath()) "sbom-$([guid]::NewGuid().ToString('N'))"
# The manifest of the tools is found from the current folder.
Push-Location -LiteralPath $root
try {
    $said = & dotnet tool restore 2>&1
    if ($LASTEXITCODE -eq 0) {
        $said = & dotnet tool run dotnet-CycloneDX src/LakeFS.S3/LakeFS.S3.csproj --output-format Json --disable-package-restore --no-serial-number --exclude-dev --set-name LakeFS.S3 --set-version $version --set-type Library --output $work --filename bom.json 2>&1
    }
    if ($LASTEXITCODE -ne 0) {
        throw "The bill of materials could not be made: $($said | Select-Object -Last 1)"
    }
    $text = [IO.File]::ReadAllText((Join-Path $work 'bom.json'))
    $null = New-Item -ItemType Directory -Path (Split-Path $target) -Force
    [IO.File]::WriteAllText($target, ([regex]::Replace($text, '\s*"timestamp":\s*"[^"]*",', '')))
} finally {
    Pop-Location
    if (Test-Path -LiteralPath $work) {
        Remove-Item -LiteralPath $work -Recurse -Force
    }
}
Get-Item -LiteralPath $target
