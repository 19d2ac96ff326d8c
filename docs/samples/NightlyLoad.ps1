#requires -Version 5.1
#requires -Modules LakeFS.S3
<#
.SYNOPSIS
    Loads a folder of CSV files into a branch as one transaction with a quality gate.
.DESCRIPTION
    Synchronizes a prefix of the branch with the folder, then reads and checks the loaded data. Data that fails the gate does
    not reach the branch: the script ends with an error that lists every problem, and the branch is unchanged. A load
    that brings nothing new makes no commit and is not an error.

    Works over the session's connection: run Connect-LakeS3 first.
.EXAMPLE
    Connect-LakeS3 -Repository example-repo -Ref main
    ./NightlyLoad.ps1 -Folder ./export -KeyPrefix raw/orders/ -Column order_id, total

    Loads the CSV files of ./export and returns the commit by which they reached the branch.
.EXAMPLE
    ./NightlyLoad.ps1 -Folder ./export -KeyPrefix raw/orders/ -Column order_id -MinimumRows 100 -KeepOnFailure -Verbose

    Keeps the branch of a load that failed, so that somebody can look at the data.
#>
[CmdletBinding(SupportsShouldProcess)]
[OutputType('LakeFS.S3.LakeCommit')]
param(
    # The folder that holds the CSV files of the load.
    [Parameter(Mandatory)]
    [string] $Folder,

    # The destination. The load removes everything else under the prefix.
    [Parameter(Mandatory)]
    [string] $KeyPrefix,

    # The columns that every file must have. The first one identifies a row: it must not be empty or repeated.
    [Parameter(Mandatory)]
    [string[]] $Column,

    # The minimum number of rows in all files together.
    [int] $MinimumRows = 1,

    # The branch. Default: the connection's.
    [string] $Branch = (Get-LakeS3Connection | Select-Object -Last 1).Ref,

    # Keeps the transaction's branch if the load fails.
    [switch] $KeepOnFailure
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

function Test-Load {
    # Checks the loaded data, and returns a line for each problem.
    param([string] $KeyPrefix, [string[]] $Column, [int] $MinimumRows)

    $ids = [Collections.Generic.HashSet[string]]::new()
    $rows = 0
    foreach ($object in Get-LakeObjectList $KeyPrefix) {
        $table = @($object | Read-LakeObject -AsString | ConvertFrom-Csv)
        $rows += $table.Count
        $there = @($table | Select-Object -First 1 | ForEach-Object { $_.PSObject.Properties.Name })
        $missing = @($Column | Where-Object { $_ -notin $there })
        if ($missing) {
            "$($object.Key) has no column $($missing -join ', ')."
            continue
        }
        foreach ($row in $table) {
            $id = $row.($Column[0])
            if (-not $id) {
                "$($object.Key) has a row without $($Column[0])."
            } elseif (-not $ids.Add($id)) {
                "$($object.Key) repeats $($Column[0]) '$id'."
            }
        }
    }
    if ($rows -lt $MinimumRows) {
        "There are $rows rows instead of $MinimumRows at least."
    }
}

$load = @{ Folder = $Folder; KeyPrefix = $KeyPrefix; Include = '*.csv'; Delete = $true; Confirm = $false }
$gate = @{ KeyPrefix = $KeyPrefix; Column = $Column; MinimumRows = $MinimumRows }
$transaction = @{
    Branch = $Branch
    Message = "Nightly load of $KeyPrefix"
    Metadata = @{ job = 'nightly-load'; date = (Get-Date).ToUniversalTime().ToString('o') }
    KeepOnFailure = $KeepOnFailure
}
try {
    Invoke-LakeTransaction @transaction {
        $changes = @(Sync-LakeFolder @load)
        Write-Verbose "$($changes.Count) files are new, changed or gone."
        $complaints = @(Test-Load @gate)
        if ($complaints) {
            throw "The load of $KeyPrefix did not pass:`n$($complaints -join "`n")"
        }
    }
} catch {
    if ($_.FullyQualifiedErrorId -notlike 'LakeNothingToCommit,*') {
        throw
    }
    Write-Verbose "$Branch has this load already."
}
