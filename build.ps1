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
    [ArgumentCompleter({ 'Build', 'Docs', 'Analyze', 'Test', 'Demo', 'Bench', 'Matrix', 'Soak', 'Reproduce', 'Package' -like "$($args[2])*" })]
    [string[]] $Task = 'Build',

    # How to compile.
    [Parameter(ParameterSetName = 'Run')]
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    # Test: suites to leave out, DotNet or Pester. The closing line counts them as skipped.
    [Parameter(ParameterSetName = 'Run')]
    [ValidateSet('DotNet', 'Pester')]
    [string[]] $Skip = @(),

    # Test: collects which lines the .NET suites run, and writes a table to out/TestResults/coverage.md.
    [Parameter(ParameterSetName = 'Run')]
    [switch] $Coverage,

    # Bench: what is measured; tests/Benchmarks/LakeFS.S3.Benchmarks/Scenarios.psd1 has the names.
    [Parameter(ParameterSetName = 'Run')]
    [string[]] $Scenario,

    # Bench: the clients that the module is measured against; all, and each has to be installed, where left out.
    [Parameter(ParameterSetName = 'Run')]
    [string[]] $Client,

    # Bench: how often each client takes its turn.
    [Parameter(ParameterSetName = 'Run')]
    [int] $Rounds,

    # Bench: round trips in milliseconds to the server; each scenario is measured once for each.
    [Parameter(ParameterSetName = 'Run')]
    [int[]] $RoundTrip,

    # Bench: bytes per second in each direction, which all connections of a client share.
    [Parameter(ParameterSetName = 'Run')]
    [long] $Bandwidth,

    # Soak: how long it runs; twenty minutes where left out.
    [Parameter(ParameterSetName = 'Run')]
    [double] $Minutes = 20,

    # Names the tasks instead.
    [Parameter(Mandatory, ParameterSetName = 'List')]
    [switch] $List
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

# Ends with a sentence in place of an error record: what is wrong here is nothing of the script's.
function Exit-Build {
    param([string] $Reason)

    [Console]::Error.WriteLine("build.ps1: $Reason")
    exit 1
}

$tasks = [ordered]@{
    Build = 'Compiles everything and puts the importable module in out/LakeFS.S3.'
    Docs = 'Generates docs/help, the cmdlets'' committed help, from the pages in docs/en-US.'
    Analyze = 'Compiles with every analyzer, runs PSScriptAnalyzer on every script, and compares the committed help with its pages.'
    Test = 'Runs every suite: .NET, and Pester over HTTP, HTTPS, old signatures and the .NET Standard build.'
    Demo = 'Starts the local gateway and shows the module at work in a real session.'
    Bench = 'Measures the module against other S3 clients; results go to docs/benchmarks.'
    Matrix = 'Runs every operation with every fault against the local gateway, or through it against a real lakeFS; writes docs/reliability.md, or reliability-lakefs.md.'
    Soak = 'Runs mixed operations with faults and kills against a model; the figures go to docs/soak.md.'
    Reproduce = 'Builds twice in different folders, and fails where a byte differs.'
    Package = 'Builds the package for the PowerShell Gallery, in out/packages.'
}
if ($PSVersionTable.PSEdition -eq 'Core' -and $PSVersionTable.PSVersion -lt '7.4') {
    Exit-Build "PowerShell $($PSVersionTable.PSVersion) is too old. Use 7.4 or later, or Windows PowerShell 5.1."
}
$unknown = @($Task | Where-Object { $_ -notin $tasks.Keys })
if ($unknown) {
    Exit-Build "there is no task '$($unknown -join "', '")'. The tasks are $($tasks.Keys -join ', ')."
}
try {
    $versions = Get-Content -LiteralPath (Join-Path $PSScriptRoot '.config/dotnet-tools.json') -Raw | ConvertFrom-Json
    # An empty entry is no pin either.
    $null = foreach ($name in 'Pester', 'PSScriptAnalyzer', 'Microsoft.PowerShell.PlatyPS') { [version] $versions.modules.$name }
} catch {
    Exit-Build ".config/dotnet-tools.json can't be read, or does not pin every module: $_"
}
$solution = Join-Path $PSScriptRoot 'LakeFS.S3.sln'
$options = @('--configuration', $Configuration, '-nologo')
if ($Task -contains 'Analyze') {
    # What is up to date would not be compiled, and so not analyzed. One project at a time: each deletes its output before it
    # compiles, and another may be copying that.
    $options += '--no-incremental', '-property:RunAnalyzers=true', '-maxcpucount:1'
}
$binaries = "bin/$Configuration"
$out = Join-Path $PSScriptRoot 'out'
$module = Join-Path $out 'LakeFS.S3'
$gateway = Join-Path $out 'LocalGateway'
$modules = Join-Path $out 'modules'
$pages = Join-Path $PSScriptRoot 'docs/en-US'
$env:PSModulePath = $env:PSModulePath + [IO.Path]::PathSeparator + $modules
# What a task exits with that lacks a module nothing but the Gallery serves.
$missingTool = 3
$benchChoice = @{}
foreach ($name in 'Scenario', 'Client', 'Rounds', 'RoundTrip', 'Bandwidth') {
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
    Copy-Item -LiteralPath (Join-Path $PSScriptRoot 'src/LakeFS.S3.PowerShell/Loading/LakeFS.S3.psm1') -Destination $Destination
    Copy-Item -LiteralPath (Join-Path $PSScriptRoot 'LICENSE') -Destination $Destination
    $help = New-Item -ItemType Directory -Path (Join-Path $Destination 'en-US')
    Copy-Item -Path (Join-Path $PSScriptRoot 'docs/help/*.xml') -Destination $help
    & (Join-Path $PSScriptRoot 'docs/Export-AboutHelp.ps1') -Source $pages -Destination $help
    $formats = New-Item -ItemType Directory -Path (Join-Path $Destination 'Formats')
    Copy-Item -Path (Join-Path $PSScriptRoot 'src/LakeFS.S3.PowerShell/Formatting/*.ps1xml') -Destination $formats
    # What the local gateway needs to run; neither debugging symbols nor documentation.
    $companion = New-Item -ItemType Directory -Path (Join-Path $Destination 'LocalGateway')
    Copy-Item -Path "$PSScriptRoot/src/LakeFS.S3.LocalGateway/$binaries/net10.0/*" -Include *.dll, *.deps.json, *.runtimeconfig.json -Destination $companion
    $builds = @{ 'Core' = $CoreFramework; 'Desktop' = 'netstandard2.0' }
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
        Exit-Build "the build failed with exit code $LASTEXITCODE."
    }
    Copy-ModuleFile -Destination $module -CoreFramework 'net8.0'
    Copy-ModuleFile -Destination (Join-Path $out 'netstandard2.0/LakeFS.S3') -CoreFramework 'netstandard2.0'
    if (Test-Path -LiteralPath $gateway) {
        Remove-Item -LiteralPath $gateway -Recurse -Force
    }
    Copy-Item -Path "$PSScriptRoot/src/LakeFS.S3.LocalGateway/$binaries/net10.0" -Destination $gateway -Recurse
}

function Import-PinnedModule {
    # Imports a module that only the PowerShell Gallery serves, in its pinned version; from the module path where it is
    # there, else from the Gallery. Nothing that is installed is touched: what comes goes under out/modules.
    param([string] $Name)

    $wanted = @{ ModuleName = $Name; RequiredVersion = $versions.modules.$Name }
    if (-not (Get-Module -ListAvailable -FullyQualifiedName $wanted)) {
        $null = New-Item -ItemType Directory -Path $modules -Force
        try {
            if (Get-Command Save-PSResource -ErrorAction Ignore) {
                Save-PSResource -Name $Name -Version $wanted.RequiredVersion -Path $modules -TrustRepository -Quiet
            } else {
                Save-Module -Name $Name -RequiredVersion $wanted.RequiredVersion -Path $modules -Force
            }
        } catch {
            Write-Verbose "The Gallery: $_"
        }
        if (-not (Get-Module -ListAvailable -FullyQualifiedName $wanted)) {
            Write-Host "$Name $($wanted.RequiredVersion) is not installed, and the PowerShell Gallery does not give it."
            exit $missingTool
        }
    }
    Import-Module -FullyQualifiedName $wanted
}

function Invoke-HelpBuild {
    param([string] $Destination = (Join-Path $PSScriptRoot 'docs/help'))

    Import-PinnedModule Microsoft.PowerShell.PlatyPS
    & (Join-Path $PSScriptRoot 'docs/Export-CommandHelp.ps1') -Source $pages -Destination $Destination
}

function Invoke-Analyze {
    Import-PinnedModule PSScriptAnalyzer
    $findings = @(& (Join-Path $PSScriptRoot 'tests/Find-ScriptFlaw.ps1') -Module $module)
    $findings | Write-Host

    $again = Join-Path $out 'help'
    Invoke-HelpBuild -Destination $again
    $stale = @(Get-ChildItem -LiteralPath $again -File | Where-Object {
            (Get-FileHash -LiteralPath $_.FullName).Hash -ne (Get-FileHash -LiteralPath (Join-Path $PSScriptRoot "docs/help/$($_.Name)")).Hash
        })
    $stale | ForEach-Object { Write-Host "docs/help/$($_.Name) does not match the pages: run ./build.ps1 Docs" }

    if ($findings -or $stale) {
        Exit-Build "PSScriptAnalyzer found $($findings.Count) flaws, and $($stale.Count) files of the help are stale."
    }
    Write-Host 'PSScriptAnalyzer finds nothing, and the committed help matches the pages.'
}

function Invoke-Test {
    & (Join-Path $PSScriptRoot 'tests/Invoke-AllTest.ps1') -Configuration $Configuration -Module $module -Gateway $gateway -Skip $Skip -Coverage:$Coverage
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

function Invoke-Matrix {
    $isReal = [bool] $env:LAKEFS_S3_TEST_ENDPOINT
    $page = if ($isReal) { 'docs/reliability-lakefs.md' } else { 'docs/reliability.md' }
    $results = @(& (Join-Path $PSScriptRoot 'tests/Reliability/Invoke-Matrix.ps1') -Module (Join-Path $module 'LakeFS.S3.psd1') -Gateway $gateway -RealServer:$isReal -Page (Join-Path $PSScriptRoot $page))
    $results
    if ($results[-1].Wrong -or $results[-1].Missing) {
        Exit-Build "of $($results[-1].Cells) cells, $($results[-1].Wrong) are wrong, and $($results[-1].Missing) were not run. $page has them."
    }
}

function Invoke-Soak {
    & (Join-Path $PSScriptRoot 'tests/Soak/Invoke-Soak.ps1') -Module (Join-Path $module 'LakeFS.S3.psd1') -Gateway $gateway -Minutes $Minutes -Page (Join-Path $PSScriptRoot 'docs/soak.md')
}

function Invoke-Reproduce {
    & (Join-Path $PSScriptRoot 'tests/Compare-Build.ps1')
}

function Invoke-Package {
    $packaging = Join-Path $PSScriptRoot 'src/LakeFS.S3.PowerShell/Packaging'
    $sbom = & (Join-Path $packaging 'New-Sbom.ps1') -Destination (Join-Path $out 'LakeFS.S3.cdx.json')
    $package = & (Join-Path $packaging 'New-ModulePackage.ps1') -Module $module -Sbom $sbom -Destination (Join-Path $out 'packages')
    Write-Host "Packaged $($package.FullName)"
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
    'Matrix' { Invoke-Matrix }
    'Soak' { Invoke-Soak }
    'Reproduce' { Invoke-Reproduce }
    'Package' { Invoke-Package }
}
