#requires -Version 5.1
<#
.SYNOPSIS
    Gets the top section of a changelog, without its heading.
.EXAMPLE
    ./src/LakeFS.S3.PowerShell/Packaging/Get-ReleaseNote.ps1 -Version 0.1.0

    Gets the changes in 0.1.0; fails if the top section is that of another version.
#>
[CmdletBinding()]
[OutputType([string])]
param(
    # The changelog, in the format of Keep a Changelog.
    [string] $Path = (Join-Path $PSScriptRoot '../../../CHANGELOG.md'),

    # The expected version of the top section; by default any.
    [string] $Version
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

$text = Get-Content -LiteralPath $Path -Raw -Encoding UTF8
# A changelog may end with link definitions, which are not part of a section.
$section = [regex]::Match($text, '(?ms)^## \[(?<heading>[^\]]+)\][^\n]*\n(?<notes>.*?)(?=^## |^\[[^\]]+\]: |\z)')
$notes = $section.Groups['notes'].Value.Replace("`r", '').Trim()
if (-not $notes) {
    throw "'$Path' has no section with a heading like '## [1.2.3]' and a text."
}
$heading = $section.Groups['heading'].Value
if ($Version -and $heading -ne $Version) {
    throw "The top section of '$Path' is '$heading', not '$Version'."
}
$notes
