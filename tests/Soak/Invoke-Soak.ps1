#requires -Version 7.4
<#
.SYNOPSIS
    The soak: mixed operations against a model, eight processes on one branch, and processes that are killed; with faults.
.DESCRIPTION
    Prints what is wrong, writes a page with the figures, and fails if anything is. Six tenths of the time go to the mixed
    operations, two to the eight processes; the kills take what they take.
.EXAMPLE
    ./tests/Soak/Invoke-Soak.ps1 -Minutes 2 -Kills 8

    A short run that writes no page.
#>
[CmdletBinding()]
param(
    # The module's manifest.
    [string] $Module = (Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'out/LakeFS.S3/LakeFS.S3.psd1'),

    # The folder of the local gateway.
    [string] $Gateway = (Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'out/LocalGateway'),

    # How long it runs, kills aside.
    [double] $Minutes = 20,

    # How many mixed operations at most.
    [long] $Operations = 200000,

    # How many processes write to one branch.
    [int] $Processes = 8,

    # How many processes are killed.
    [int] $Kills = 50,

    # The page to write; none where left out.
    [string] $Page,

    # Environment variables for the process with the mixed operations, to compare settings of the runtime.
    [hashtable] $Environment = @{}
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot '../ThisPowerShell.psm1')
Import-Module (Join-Path $PSScriptRoot 'Soak.psm1')
Import-Module (Join-Path $PSScriptRoot 'SoakPage.psm1')
Import-Module $Module
$ConfirmPreference = 'None'
$WarningPreference = 'SilentlyContinue'
$work = New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) "soak-$([Guid]::NewGuid().ToString('N'))")
$wrong = [Collections.Generic.List[string]]::new()
$report = [ordered]@{ Minutes = $Minutes; Processors = [Environment]::ProcessorCount; Wrong = $wrong }

function Start-Work {
    # Starts a script in a process of its own.
    [Diagnostics.CodeAnalysis.SuppressMessage('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Is called by this script alone.')]
    param([string] $Script, [string[]] $Argument, [hashtable] $Variable = @{})

    $start = Get-ThisPowerShellStart -Argument (@('-NonInteractive', '-File', (Join-Path $PSScriptRoot $Script), '-Module', $Module) + $Argument)
    foreach ($name in $Variable.Keys) {
        $start.Environment[$name] = $Variable[$name]
    }
    $start.RedirectStandardOutput = $true
    [Diagnostics.Process]::Start($start)
}

function Get-Left {
    # What lies about on the server and in a folder: unfinished uploads, branches of transactions, partial files.
    param([string] $Folder)

    @(Get-LakeUpload | ForEach-Object { "upload $($_.Key)" })
    @(Get-LakeBranch -IncludeHidden | Where-Object Ref -NotIn 'main', 'mixed', 'shared', 'killed' | ForEach-Object { "branch $($_.Ref)" })
    @(Get-ChildItem -LiteralPath $Folder -Recurse -File -Force -Filter *partial* | ForEach-Object { "file $($_.Name)" })
}

try {
    $files = New-Item -ItemType Directory -Path (Join-Path $work 'files')
    $imports = New-Item -ItemType Directory -Path (Join-Path $work 'imports/many')
    foreach ($i in 1..300) {
        [IO.File]::WriteAllText((Join-Path $files "f$i.txt"), "file $i " * $i)
        [IO.File]::WriteAllText((Join-Path $imports "$i"), "$i")
    }
    $server = Start-SoakGateway -Gateway $Gateway -ImportFolder (Split-Path $imports)
    $env:LAKEFS_S3_SOAK_URL = $server.Url
    $env:LAKEFS_S3_SOAK_KEY_ID = $server.KeyId
    $env:LAKEFS_S3_SOAK_SECRET = $server.Secret
    Connect-Soak -Branch main
    'mixed', 'shared', 'killed' | ForEach-Object { New-LakeBranch $_ -Source main }

    Write-Host "Mixed operations for $([Math]::Round(0.6 * $Minutes, 1)) minutes"
    $result = Join-Path $work 'mixed.json'
    $mixed = Start-Work 'Invoke-MixedWork.ps1' '-Minutes', (0.6 * $Minutes), '-Limit', $Operations, '-Result', $result -Variable $Environment
    $said = $mixed.StandardOutput.ReadToEnd()
    $mixed.WaitForExit()
    if ($mixed.ExitCode -ne 0) {
        throw "The mixed operations ended with exit code $($mixed.ExitCode): $said"
    }
    $report.Mixed = Get-Content -LiteralPath $result -Raw | ConvertFrom-Json
    $report.Mixed.Wrong | ForEach-Object { $wrong.Add("mixed: $_") }

    Write-Host "$Processes processes on one branch for $([Math]::Round(0.2 * $Minutes, 1)) minutes"
    $writers = foreach ($number in 1..$Processes) {
        Start-Work 'Invoke-WriterWork.ps1' '-Minutes', (0.2 * $Minutes), '-Number', $number, '-Result', (Join-Path $work "writer$number.json")
    }
    $brokenRequests = 0
    while (@($writers | Where-Object { -not $_.HasExited })) {
        Set-SoakFault -Nth (Get-Random -Minimum 1 -Maximum 60)
        $brokenRequests++
        $null = $writers[0].WaitForExit(500)
    }
    Clear-SoakFault
    $acknowledged = @{ Keys = @(); Messages = @() }
    $unsure = @{ Keys = @(); Messages = @() }
    foreach ($number in 1..$Processes) {
        $one = Get-Content -LiteralPath (Join-Path $work "writer$number.json") -Raw | ConvertFrom-Json
        foreach ($kind in 'Keys', 'Messages') {
            $acknowledged[$kind] += @($one.Done.$kind)
            $unsure[$kind] += @($one.Unsure.$kind)
        }
        $one.Wrong | ForEach-Object { $wrong.Add("process ${number}: $_") }
    }
    $keys = [Collections.Generic.HashSet[string]]::new([string[]]@(Get-LakeObjectList -Ref shared | ForEach-Object Key))
    $acknowledged.Keys | Where-Object { -not $keys.Contains($_) } | ForEach-Object { $wrong.Add("$_ was acknowledged, and is not there") }
    $log = @(Get-LakeCommit -Ref shared | Group-Object Message -AsHashTable -AsString)[0]
    foreach ($message in $acknowledged.Messages) {
        if ($log[$message].Count -ne 1) {
            $wrong.Add("the commit $message was made $($log[$message].Count) times")
        }
    }
    $log.Keys | Where-Object { $log[$_].Count -gt 1 } | ForEach-Object { $wrong.Add("the commit $_ was made $($log[$_].Count) times") }
    $report.Shared = @{ Processes = $Processes; Written = $acknowledged.Keys.Count; Committed = $acknowledged.Messages.Count; Unsure = $unsure.Keys.Count + $unsure.Messages.Count; Faults = $brokenRequests }

    Write-Host "$Kills kills"
    $bytes = [byte[]]::new(24MB)
    [Random]::new(1).NextBytes($bytes)
    $large = Join-Path $work 'large'
    [IO.File]::WriteAllBytes($large, $bytes)
    Write-LakeObject large -File $large -Ref killed
    $left = [Collections.Generic.List[string]]::new()
    $midway = 0
    for ($number = 0; $number -lt $Kills; $number++) {
        $kind = 'sync', 'resume', 'transaction', 'import' | Select-Object -Index ($number % 4)
        # What a killed process left uncommitted would stop a transaction and an import.
        $null = New-LakeCommit "before $number" -Ref killed -AllowEmpty
        $null = New-Item -ItemType Directory -Force -Path (Join-Path $work "down$number")
        $arguments = '-Kind', $kind, '-Number', $number, '-Folder', $work
        $victim = Start-Work 'Invoke-KilledWork.ps1' $arguments
        $null = $victim.StandardOutput.ReadLine()
        $midway += [int](-not $victim.WaitForExit((Get-Random -Minimum 0 -Maximum 400)))
        $victim.Kill()
        $victim.WaitForExit()
        $before = @(Get-Left $work)
        $again = Start-Work 'Invoke-KilledWork.ps1' $arguments
        $said = $again.StandardOutput.ReadToEnd()
        $again.WaitForExit()
        if ($again.ExitCode -ne 0) {
            $wrong.Add("$kind $number could not be done again: $said")
        }
        $isRight = switch ($kind) {
            'sync' { -not (Sync-LakeFolder $files "sync$number/" -Ref killed -WhatIf 6>$null) -and @(Get-LakeObjectList "sync$number/" -Ref killed).Count -eq 300 }
            'resume' { (Get-FileHash -LiteralPath (Join-Path $work "down$number/large")).Hash -eq (Get-FileHash -LiteralPath $large).Hash }
            'transaction' { @(Get-LakeObjectList "tx$number/" -Ref killed).Count -eq 20 }
            'import' { @(Get-LakeObjectList "import$number/" -Ref killed).Count -eq 300 }
        }
        if (-not $isRight) {
            $wrong.Add("$kind $number left something else than it should")
        }
        # What only the killed process knew of is found by name, and removed with the commands that README names.
        $stays = @(Get-Left $work)
        foreach ($one in $stays) {
            if ($one -notlike 'branch tx-*' -and $one -notlike 'upload *') {
                $wrong.Add("$kind $number left $one")
            }
        }
        $left.AddRange([string[]]@($before | Where-Object { $_ -in $stays }))
        Get-LakeUpload | Remove-LakeUpload
        Get-LakeBranch -IncludeHidden | Where-Object Ref -Like 'tx-*' | Remove-LakeBranch -Force
    }
    if (Get-Left $work) {
        $wrong.Add("at the end there is left: $((Get-Left $work) -join ', ')")
    }
    $report.Kills = @{ Count = $Kills; Midway = $midway; Left = @($left | ForEach-Object { ($_ -split ' ')[0] } | Group-Object | ForEach-Object { "$($_.Count) x $($_.Name)" }) }
    if ($Page) {
        Format-SoakPage -Report $report | Set-Content -LiteralPath $Page -Encoding utf8NoBOM
    }
} finally {
    Get-LakeS3Connection | Disconnect-LakeS3
    if (Test-Path Variable:server) {
        $server.Process.StandardInput.Close()
    }
    Remove-Item -LiteralPath $work -Recurse -Force
}
Format-SoakPage -Report $report | Write-Host
if ($wrong.Count) {
    throw "The soak found $($wrong.Count) things wrong."
}
