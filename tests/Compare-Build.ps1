#requires -Version 5.1
<#
.SYNOPSIS
    Builds the module twice, in folders of different names, and fails where one byte of an assembly differs.
.EXAMPLE
    ./tests/Compare-Build.ps1

    Builds twice under the temporary folder; nothing of this folder is changed.
#>
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

$root = Split-Path $PSScriptRoot
$work = Join-Path ([IO.Path]::GetTempPath()) "lakefs-s3-$([guid]::NewGuid().ToString('N'))"

function Build-Copy {
    # Builds a copy of the sources, and gives a line for each assembly of the module: its path and its hash.
    param([string] $Folder)

    $null = New-Item -ItemType Directory -Path $Folder
    foreach ($file in & git -C $root ls-files --cached --others --exclude-standard -- '*.props' nuget.config global.json LakeFS.S3.psd1 .editorconfig src) {
        $copy = Join-Path $Folder $file
        $null = New-Item -ItemType Directory -Path (Split-Path $copy) -Force
        Copy-Item -LiteralPath (Join-Path $root $file) -Destination $copy
    }
    & dotnet build (Join-Path $Folder 'src/LakeFS.S3.PowerShell') --configuration Release -nologo -verbosity:quiet -property:RunAnalyzers=false | Out-Host
    if ($LASTEXITCODE -ne 0) {
        throw "The build in '$Folder' failed with exit code $LASTEXITCODE."
    }
    foreach ($project in 'LakeFS.S3', 'LakeFS.S3.PowerShell') {
        $bin = Join-Path $Folder "src/$project/bin/Release"
        Get-ChildItem -Path $bin -Recurse -Include LakeFS.S3*.dll, LakeFS.S3*.pdb, LakeFS.S3*.xml | Sort-Object FullName |
            ForEach-Object { "$project$($_.FullName.Substring($bin.Length).Replace('\', '/')) $((Get-FileHash -LiteralPath $_.FullName).Hash)" }
    }
}

try {
    $one = @(Build-Copy -Folder (Join-Path $work 'one'))
    $other = @(Build-Copy -Folder (Join-Path $work 'a longer name'))
    $different = @(Compare-Object $one $other | ForEach-Object InputObject)
    if ($one.Count -lt 4 -or $different) {
        throw "Two builds of $($one.Count) files differ: $(($different -split ' ' | Where-Object { $_ -match '/' } | Select-Object -Unique) -join ', ')"
    }
    "Two builds in different folders give the same bytes: $($one.Count) files."
} finally {
    if (Test-Path -LiteralPath $work) {
        Remove-Item -LiteralPath $work -Recurse -Force
    }
}
