#requires -Version 5.1
<#
.SYNOPSIS
    Gives the text of the top section of a changelog, without its heading.
.EXAMPLE
    ./src/LakeFS.S3.PowerShell/Packaging/Get-ReleaseNote.ps1 -Version 0.1.0

    Gives what is new in 0.1.0, and fails where the top section is another version's.
#>
[CmdletBinding()]
[OutputType([string])]
param(
    # The changelog, in the form of Keep a Changelog.
    [string] $Path = (Join-Path $PSScriptRoot '../../../CHANGELOG.md'),

    # The version that the top section must be about; any where left out.
    [string] $Version
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

$text = Get-Content -LiteralPath $Path -Raw -Encoding UTF8
# The links that a changelog may end with belong to no section.
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
