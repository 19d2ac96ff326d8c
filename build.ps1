#requires -Version 5.1
<#
.SYNOPSIS
    Builds, tests and shows LakeFS.S3.
.DESCRIPTION
    Every task of the project. Tasks run in the order given; what a task needs is built first.
.EXAMPLE
    ./build.ps1 -List

    Names the tasks.
.EXAMPLE
    ./build.ps1 Test

    Builds everything and runs every suite.
.EXAMPLE
    ./build.ps1 Bench -Scenario large-up, large-down -Client s5cmd, curl

    Measures a large object up and down, against two other clients.
#>
[CmdletBinding(DefaultParameterSetName = 'Run')]
param(
    # What to do.
    [Parameter(Position = 0, ParameterSetName = 'Run')]
    [ValidateSet('Build', 'Docs', 'Analyze', 'Test', 'Demo', 'Bench', 'Package')]
    [string[]] $Task = 'Build',

    # How to compile.
    [Parameter(ParameterSetName = 'Run')]
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    # Bench: what is measured; tests/Benchmarks/LakeFS.S3.Benchmarks/Scenarios.psd1 has the names.
    [Parameter(ParameterSetName = 'Run')]
    [string[]] $Scenario,

    # Bench: the clients that the module is measured against; all, and each has to be installed, where left out.
    [Parameter(ParameterSetName = 'Run')]
    [string[]] $Client,

    # Bench: how often each client takes its turn.
    [Parameter(ParameterSetName = 'Run')]
    [int] $Rounds,

    # Names the tasks instead.
    [Parameter(Mandatory, ParameterSetName = 'List')]
    [switch] $List
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

$tasks = [ordered]@{
    Build = 'Compiles everything and lays the importable module out under out/LakeFS.S3.'
    Docs = 'Builds the module''s external help from docs/en-US.'
    Analyze = 'Runs PSScriptAnalyzer over every script.'
    Test = 'Runs every suite: .NET, and Pester over HTTP, HTTPS, old signatures and the .NET Standard build.'
    Demo = 'Starts the local gateway and shows the main job in a real session.'
    Bench = 'Measures the module against other S3 clients; results go to docs/benchmarks.'
    Package = 'Zips the module for publishing.'
}
$solution = Join-Path $PSScriptRoot 'LakeFS.S3.sln'
$options = @('--configuration', $Configuration, '-nologo')
$binaries = "bin/$Configuration"
$out = Join-Path $PSScriptRoot 'out'
$module = Join-Path $out 'LakeFS.S3'
$gateway = Join-Path $out 'LocalGateway'
$benchChoice = @{}
foreach ($name in 'Scenario', 'Client', 'Rounds') {
    if ($PSBoundParameters.ContainsKey($name)) {
        $benchChoice[$name] = $PSBoundParameters[$name]
    }
}

function Copy-ModuleFile {
    # Lays one importable module out. PowerShell 7 gets the build named; Windows PowerShell has no choice.
    param([string] $Destination, [string] $CoreFramework)

    if (Test-Path -LiteralPath $Destination) {
        Remove-Item -LiteralPath $Destination -Recurse -Force
    }
    $null = New-Item -ItemType Directory -Path $Destination -Force
    Copy-Item -LiteralPath (Join-Path $PSScriptRoot 'LakeFS.S3.psd1') -Destination $Destination
    Copy-Item -LiteralPath (Join-Path $PSScriptRoot 'LICENSE') -Destination $Destination
    Copy-Item -Path (Join-Path $PSScriptRoot 'src/LakeFS.S3.PowerShell/Formatting/*.ps1xml') -Destination $Destination
    $builds = @{ 'net8.0' = $CoreFramework; 'netstandard2.0' = 'netstandard2.0' }
    foreach ($folder in $builds.Keys) {
        # The cmdlets stand apart from what they need, so that PowerShell never finds the engine by itself.
        $bin = Join-Path $Destination "bin/$folder"
        $null = New-Item -ItemType Directory -Path "$bin/lib" -Force
        Copy-Item -Path "$PSScriptRoot/src/LakeFS.S3.PowerShell/$binaries/$($builds[$folder])/LakeFS.S3.PowerShell.dll" -Destination $bin
        Copy-Item -Path "$PSScriptRoot/src/LakeFS.S3/$binaries/$($builds[$folder])/*.dll" -Destination "$bin/lib"
    }
}

function Invoke-Build {
    & dotnet build $solution @options -verbosity:quiet
    if ($LASTEXITCODE -ne 0) {
        throw "The build failed with exit code $LASTEXITCODE."
    }
    Copy-ModuleFile -Destination $module -CoreFramework 'net8.0'
    Copy-ModuleFile -Destination (Join-Path $out 'netstandard2.0/LakeFS.S3') -CoreFramework 'netstandard2.0'
    if (Test-Path -LiteralPath $gateway) {
        Remove-Item -LiteralPath $gateway -Recurse -Force
    }
    Copy-Item -Path "$PSScriptRoot/src/LakeFS.S3.LocalGateway/$binaries/net10.0" -Destination $gateway -Recurse
    Invoke-HelpBuild
}

function Invoke-HelpBuild {
    if (-not (Get-Module -ListAvailable -Name Microsoft.PowerShell.PlatyPS)) {
        Write-Warning 'Microsoft.PowerShell.PlatyPS 1.x is not installed: the module is built without external help.'
        return
    }
    & (Join-Path $PSScriptRoot 'docs/Build-Help.ps1') -Source (Join-Path $PSScriptRoot 'docs/en-US') -Destination (Join-Path $module 'en-US')
    Copy-Item -LiteralPath (Join-Path $module 'en-US') -Destination (Join-Path $out 'netstandard2.0/LakeFS.S3') -Recurse -Force
}

function Invoke-Analyze {
    $findings = @(& (Join-Path $PSScriptRoot 'tests/Find-ScriptFlaw.ps1') -Module $module)
    $findings | Write-Host
    if ($findings) {
        throw "PSScriptAnalyzer found $($findings.Count) things to mend."
    }
}

function Invoke-Test {
    & (Join-Path $PSScriptRoot 'tests/Invoke-AllTest.ps1') -Configuration $Configuration -Module $module -Gateway $gateway
    if ($LASTEXITCODE -ne 0) {
        # The last line is the tests' own.
        exit $LASTEXITCODE
    }
}

function Invoke-Demo {
    & (Join-Path $PSScriptRoot 'docs/samples/Demo.ps1') -Module $module -Gateway $gateway
}

function Invoke-Bench {
    & (Join-Path $PSScriptRoot 'tests/Benchmarks/Invoke-Benchmark.ps1') -Module $module -Gateway $gateway @benchChoice
}

function Invoke-Package {
    # The manifest's RootModule depends on the edition, which a plain data file may not.
    $version = (Test-ModuleManifest -Path (Join-Path $module 'LakeFS.S3.psd1')).Version
    $archive = Join-Path $out "LakeFS.S3.$version.zip"
    if (Test-Path -LiteralPath $archive) {
        Remove-Item -LiteralPath $archive
    }
    Add-Type -AssemblyName System.IO.Compression.FileSystem
    [IO.Compression.ZipFile]::CreateFromDirectory($module, $archive)
    Write-Host "Packaged $archive"
}

if ($List) {
    $tasks.GetEnumerator() | ForEach-Object { [pscustomobject]@{ Task = $_.Key; Does = $_.Value } }
    return
}

if ($Task -notcontains 'Build') {
    Invoke-Build
}
switch ($Task) {
    'Build' { Invoke-Build }
    'Docs' { Invoke-HelpBuild }
    'Analyze' { Invoke-Analyze }
    'Test' { Invoke-Test }
    'Demo' { Invoke-Demo }
    'Bench' { Invoke-Bench }
    'Package' { Invoke-Package }
}
