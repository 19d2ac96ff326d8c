#requires -Version 5.1
<#
.SYNOPSIS
    Lists the libraries in a built module, with their versions, licences and notices.
.DESCRIPTION
    Names, versions and licences come from the packages that the build restored, so the list is always up to
    date. A library without a package, or with a licence that has no text in the folder Licences, is an error.
.EXAMPLE
    ./src/LakeFS.S3.PowerShell/Packaging/Get-ThirdPartyNotice.ps1 -Module out/LakeFS.S3

    Gets the text of THIRD-PARTY-NOTICES.txt.
#>
[CmdletBinding()]
[OutputType([string])]
param(
    # The folder of the built module.
    [Parameter(Mandatory)]
    [string] $Module,

    # The assets file of the engine.
    [string] $Restored = (Join-Path $PSScriptRoot '../../LakeFS.S3/obj/project.assets.json')
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

if (-not (Test-Path -LiteralPath $Restored)) {
    throw "'$Restored' does not exist. Build the project first."
}
$assets = Get-Content -LiteralPath $Restored -Raw | ConvertFrom-Json
$licences = Join-Path $PSScriptRoot 'Licences'
$mitAddress = 'https://github.com/dotnet/corefx/blob/master/LICENSE.TXT'

function Get-PackageFolder {
    # Gets the folder of a restored package.
    param([string] $Identity)

    $relative = $assets.libraries.$Identity.path
    foreach ($folder in $assets.packageFolders.PSObject.Properties.Name) {
        $found = Join-Path $folder $relative
        if (Test-Path -LiteralPath $found) {
            return $found
        }
    }
    throw "The package $Identity is not in the package folders any more. Build the project again."
}

function Get-LibraryPackage {
    # Gets the packages, such as 'AWSSDK.S3/4.1.0', of the libraries in one build.
    param([string] $Folder, [string] $Framework)

    $target = $assets.targets.$Framework
    foreach ($library in Get-ChildItem -Path (Join-Path $Folder 'lib/*.dll') -Exclude LakeFS.S3.dll) {
        $package = @(
            foreach ($entry in $target.PSObject.Properties) {
                if ($entry.Value.PSObject.Properties['runtime'] -and $entry.Value.runtime.PSObject.Properties.Name -like "*/$($library.Name)") {
                    $entry.Name
                }
            }
        )
        if ($package.Count -ne 1) {
            throw "'$($library.FullName)' comes from $($package.Count) packages, and not from one."
        }
        $package[0]
    }
}

$identities = @(
    Get-LibraryPackage -Folder (Join-Path $Module 'bin/Core') -Framework net8.0
    Get-LibraryPackage -Folder (Join-Path $Module 'bin/Desktop') -Framework netstandard2.0
) | Sort-Object -Unique
$rows = [Collections.Generic.List[string]]::new()
$texts = [ordered]@{}
foreach ($identity in $identities) {
    $folder = Get-PackageFolder -Identity $identity
    $name, $version = $identity -split '/'
    [xml] $specification = Get-Content -LiteralPath (Get-Item -Path (Join-Path $folder '*.nuspec')).FullName -Raw -Encoding UTF8
    $metadata = $specification.package.metadata
    # Older packages have only a licence URL.
    $named = $metadata.SelectSingleNode('*[local-name()="license"]')
    $address = $metadata.SelectSingleNode('*[local-name()="licenseUrl"]')
    $licence = if ($named) { $named.InnerText } elseif ($address -and $address.InnerText -eq $mitAddress) { 'MIT' } else { "$($address.InnerText)" }
    $text = Join-Path $licences "$licence.txt"
    if (-not (Test-Path -LiteralPath $text)) {
        throw "$name $version has the licence '$licence', which has no text in '$licences'."
    }
    $texts["The licence $licence"] = Get-Content -LiteralPath $text -Raw -Encoding UTF8
    $copyright = $metadata.SelectSingleNode('*[local-name()="copyright"]')
    $rows.Add("$name $version ($licence)")
    foreach ($more in $metadata.SelectSingleNode('*[local-name()="projectUrl"]'), $copyright | Where-Object { $_ }) {
        $rows.Add("    $($more.InnerText)")
    }

    # Third-party notices of the library itself. Packages that are released together have the same text.
    $own = @(
        Join-Path $folder 'THIRD-PARTY-NOTICES.TXT'
        Join-Path $licences "$name.txt"
    ) | Where-Object { Test-Path -LiteralPath $_ }
    foreach ($path in $own) {
        $notice = Get-Content -LiteralPath $path -Raw -Encoding UTF8
        if ($notice -notin $texts.Values) {
            $texts["What $name $version carries"] = $notice
        }
    }
}

$lines = @(
    'LakeFS.S3 itself is licensed under the Apache License 2.0; its text is in the file LICENSE. The package also has these'
    'libraries, unchanged:'
    ''
    $rows
    foreach ($heading in $texts.Keys | Sort-Object) {
        ''
        '=' * 80
        $heading
        '=' * 80
        ''
        $texts[$heading].Trim()
    }
)
($lines -join "`n") -replace "`r", ''
