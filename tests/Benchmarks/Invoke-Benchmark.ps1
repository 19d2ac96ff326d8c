#requires -Version 7.4
<#
.SYNOPSIS
    Measures the module against other S3 clients and writes the results to docs/benchmarks.
.DESCRIPTION
    Every client does the same on the same server in the same run: in each round all take their turns, in an order that
    moves on by one from round to round, so that none always follows the same other. A turn is a process of its own,
    measured whole; a session of the module also measures the cmdlet alone. Each turn's outcome is checked, and a client
    that failed is reported so. Before the first round everyone does a little of the same, which counts for nothing.

    LakeFS.S3.Benchmarks/Scenarios.psd1 says what is measured, how often, and what the module has to reach.
    LakeFS.S3.Benchmarks/Peers.psd1 says how each other client is called, and why it does not take part where it does not.

    The server is a local gateway that keeps everything in memory, restarted for each scenario; or the real lakeFS
    that LAKEFS_S3_TEST_ENDPOINT, LAKEFS_S3_TEST_ACCESS_KEY_ID, LAKEFS_S3_TEST_SECRET_ACCESS_KEY and
    LAKEFS_S3_TEST_REPOSITORY name. What is written to the latter is removed again, but lakeFS leaves the bytes in its
    storage until they are collected: a full run leaves about 100 GiB. Where it keeps them in a folder of this machine,
    set LAKEFS_S3_TEST_STORAGE to that folder (blockstore.local.path), and they are deleted as the run goes on.

    Scenarios that are not run keep their earlier results, unless those come from another machine or server.
.EXAMPLE
    ./tests/Benchmarks/Invoke-Benchmark.ps1 -Module ./out/LakeFS.S3 -Gateway ./out/LocalGateway -Scenario large-up, large-down -Client s5cmd

    Measures one object of 1 GiB up and down, against s5cmd alone.
.EXAMPLE
    ./tests/Benchmarks/Invoke-Benchmark.ps1 -Module ./out/LakeFS.S3 -Gateway ./out/LocalGateway -Scenario small-up -RoundTrip 0, 50 -Bandwidth 125MB

    Measures small files up, once as the server is and once 50 ms away, over a line of one gigabit a second.
.EXAMPLE
    ./tests/Benchmarks/Invoke-Benchmark.ps1 -Module ./out/LakeFS.S3 -Gateway ./out/LocalGateway -Scale 0.01 -Rounds 1

    Tries every client in every scenario, with a hundredth of the data. The report goes to the folder for temporary files.
#>
[CmdletBinding()]
param(
    # The folder of the built module.
    [Parameter(Mandatory)]
    [string] $Module,

    # The folder of the built local gateway.
    [Parameter(Mandatory)]
    [string] $Gateway,

    # The names of what is measured; everything but the sparse file of 20 GiB where left out.
    [string[]] $Scenario,

    # The names of the other clients. Where left out, all; one that is not installed is then reported, and the run fails
    # at its end. The module is always there, and with an empty list it is alone.
    [AllowEmptyCollection()]
    [string[]] $Client,

    # How often each client takes its turn; a slow one may have fewer. Scenarios.psd1 says it where left out.
    [ValidateRange(1, 100)]
    [int] $Rounds,

    # Makes everything smaller, for trying the benchmarks out. Such results never go to docs/benchmarks.
    [ValidateRange(0.0001, 1)]
    [double] $Scale = 1,

    # Round trips in milliseconds between the clients and the server: each scenario is measured once for each. 0, the
    # default, is without a network. A small proxy in the benchmarks adds them; opening a connection costs one too.
    [ValidateRange(0, 5000)]
    [int[]] $RoundTrip = @(0),

    # Bytes per second in each direction, which all connections of a client share; without a limit where left out.
    [ValidateRange(1, [long]::MaxValue)]
    [long] $Bandwidth,

    # Where files are made and fetched to. Where left out: in memory, so that no disk is measured, if there is such a
    # folder with enough room; the sparse file always on the disk, in the folder for temporary files.
    [string] $WorkFolder,

    # Where the results go; docs/benchmarks where left out, or with -Scale a folder for temporary files.
    [string] $Destination
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

$published = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../docs/benchmarks'))
if (-not $Destination) {
    $PSBoundParameters.Destination = $Scale -eq 1 ? $published : (Join-Path ([IO.Path]::GetTempPath()) 'LakeFS.S3-benchmark-trial')
} elseif ($Scale -ne 1 -and $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Destination).TrimEnd('/', '\') -eq $published) {
    throw 'Results with -Scale are of a trial and do not go to docs/benchmarks.'
}
Import-Module (Join-Path $PSScriptRoot 'LakeFS.S3.Benchmarks/LakeFS.S3.Benchmarks.psd1')
Invoke-BenchmarkRun @PSBoundParameters
