#requires -Version 7.4
<#
.SYNOPSIS
    The phase of mixed operations: one process, one branch, a fault in every hundredth operation, and a model.
.DESCRIPTION
    The model says what each object holds. An operation that ends with an error may have been done or not: the object is
    looked at, and anything but the old or the new content is wrong. The result is written as JSON.
#>
[CmdletBinding()]
param(
    # The module's manifest.
    [Parameter(Mandatory)]
    [string] $Module,

    # How long.
    [Parameter(Mandatory)]
    [double] $Minutes,

    # How many operations at most.
    [Parameter(Mandatory)]
    [long] $Limit,

    # Where the result goes.
    [Parameter(Mandatory)]
    [string] $Result
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0
Import-Module $Module
Import-Module (Join-Path $PSScriptRoot 'Soak.psm1')
$WarningPreference = 'SilentlyContinue'
$ConfirmPreference = 'None'
# Less than a stall takes.
Connect-Soak -Branch mixed -TimeoutSeconds 3

$model = [Collections.Generic.Dictionary[string, string]]::new([StringComparer]::Ordinal)
$names = @(foreach ($i in 0..199) { "d$($i % 7)/k$i" })
$file = Join-Path ([IO.Path]::GetTempPath()) "soak-$PID.bin"
$random = [Random]::new(1)
$counts = @{}
$errorIds = @{}
$wrong = [Collections.Generic.List[string]]::new()
$samples = [Collections.Generic.List[object]]::new()
$watch = [Diagnostics.Stopwatch]::StartNew()
$faults = 0
$operations = 0L

function Read-State {
    # What an object holds; null if it is not there. Asked until an answer comes.
    param([string] $Key)

    foreach ($try in 1..10) {
        try {
            return Read-LakeObject $Key -AsString
        } catch {
            if ($_.FullyQualifiedErrorId -like 'LakeObjectNotFound,*') {
                return $null
            }
        }
    }
    throw "'$Key' can't be read."
}

function Test-Operation {
    # Does one operation; the model, or the error, says what has to be.
    param([string] $Kind, [string] $Key)

    $old = if ($model.ContainsKey($Key)) { $model[$Key] }
    $new = $old
    try {
        switch ($Kind) {
            'write' { $new = "$operations " + 'x' * $random.Next(3000); Write-LakeObject $Key -Content $new }
            'write file' { $new = "$operations " + 'y' * $random.Next(30000); [IO.File]::WriteAllText($file, $new); Write-LakeObject $Key -File $file }
            'remove' { $new = $null; if ($null -ne $old) { Remove-LakeObject $Key } }
            'copy' {
                $source = $names[$random.Next($names.Count)]
                if ($model.ContainsKey($source) -and $source -cne $Key) { $new = $model[$source]; Copy-LakeObject $source $Key }
            }
            'read' { if ($null -ne $old -and (Read-LakeObject $Key -AsString) -cne $old) { $wrong.Add("$operations read $Key gave something else") } }
            'read file' { if ($null -ne $old) { Read-LakeObject $Key -File $file -Force; if ([IO.File]::ReadAllText($file) -cne $old) { $wrong.Add("$operations read $Key to a file gave something else") } } }
            'head' { if ((Test-LakeObject $Key) -ne ($null -ne $old)) { $wrong.Add("$operations test of $Key was wrong") } }
            'list' {
                $found = @(Get-LakeObjectList d3/ | ForEach-Object Key)
                $expected = @($model.Keys | Where-Object { $_.StartsWith('d3/') })
                if (Compare-Object $found $expected) { $wrong.Add("$operations list had $($found.Count) keys, not $($expected.Count)") }
            }
            'commit' { $null = New-LakeCommit "c$operations" -AllowEmpty }
            'changes' { $null = Get-LakeChange | Select-Object -First 5 }
        }
    } catch {
        $id = ($_.FullyQualifiedErrorId -split ',')[0]
        $script:errorIds[$id] = 1 + $script:errorIds[$id]
        if ($id -cnotlike 'Lake*') {
            $wrong.Add("$operations $Kind $Key ended with $id`: $_")
        }
        $now = Read-State $Key
        if ($now -cne $old -and $now -cne $new) {
            $wrong.Add("$operations $Kind $Key left neither the old nor the new content")
        }
        $new = $now
    }
    if ($null -eq $new) { $null = $model.Remove($Key) } else { $model[$Key] = $new }
}

$kinds = @('write') * 25 + @('write file') * 8 + @('remove') * 10 + @('copy') * 8 + @('read') * 25 + @('read file') * 8 + @('head') * 12 + @('list') * 2 + @('commit') * 1 + @('changes') * 1
$next = 0.0
while ($watch.Elapsed.TotalMinutes -lt $Minutes -and $operations -lt $Limit) {
    if ($operations % 100 -eq 0) {
        Set-SoakFault -Nth $random.Next(1, 60)
        $faults++
    }
    if ($watch.Elapsed.TotalSeconds -ge $next) {
        $samples.Add((Measure-SoakProcess -Minute ([Math]::Round($watch.Elapsed.TotalMinutes, 3))))
        $next += 10
    }
    $kind = $kinds[$random.Next($kinds.Count)]
    Test-Operation -Kind $kind -Key $names[$random.Next($names.Count)]
    $counts[$kind] = 1 + $counts[$kind]
    $operations++
}
Clear-SoakFault
$samples.Add((Measure-SoakProcess -Minute ([Math]::Round($watch.Elapsed.TotalMinutes, 3))))

foreach ($key in $names) {
    $expected = if ($model.ContainsKey($key)) { $model[$key] }
    if ((Read-State $key) -cne $expected) {
        $wrong.Add("at the end $key holds something else")
    }
}
if (@(Get-LakeObjectList).Count -ne $model.Count) {
    $wrong.Add('at the end the list has other keys')
}
Remove-Item -LiteralPath $file -ErrorAction Ignore
@{ Operations = $operations; Faults = $faults; Minutes = $watch.Elapsed.TotalMinutes; Counts = $counts; ErrorIds = $errorIds; Wrong = @($wrong); Samples = @($samples) } |
    ConvertTo-Json -Depth 5 | Set-Content -LiteralPath $Result
