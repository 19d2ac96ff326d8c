#requires -Version 7.4
# One cell of the matrix: an operation, a fault, and which requests it hits. Each worker has a gateway and a branch for each cell.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

# What a cell may take: three attempts of two seconds, their delays, and the clean-up's five.
$script:timeLimit = 20
$script:text = 'The content of an object, which is longer than a fault that hits byte 30.'

. (Join-Path $PSScriptRoot 'MatrixServer.ps1')
. (Join-Path $PSScriptRoot 'MatrixState.ps1')
. (Join-Path $PSScriptRoot 'MatrixLakeFS.ps1')

function Get-MatrixOperation {
    <#
    .SYNOPSIS
        Gives the operations, as Operations.ps1 describes them.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    . (Join-Path $PSScriptRoot 'Operations.ps1')
}

function Get-MatrixCell {
    <#
    .SYNOPSIS
        Gives every cell: operation, fault, and whether it hits one request, one item's requests, or all. With a real lakeFS,
        those in which requests reach it, and that it can answer.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # What Get-MatrixLakeFS gave; left out, the gateway itself answers.
        [pscustomobject] $Behind
    )

    $faults = (Import-PowerShellDataFile (Join-Path $PSScriptRoot 'Faults.psd1')).Faults
    $number = 0
    foreach ($operation in Get-MatrixOperation) {
        foreach ($fault in $faults) {
            $hits = if ($fault.Contains('Endpoint')) { 'always' } elseif ($operation['Items'] -gt 1 -and -not $operation['Whole']) { 'once', 'one item', 'always' } else { 'once', 'always' }
            $isPossible = -not $Behind -or (Test-MatrixLakeFS $Behind $operation $fault)
            foreach ($hit in $hits) {
                if ($isPossible) {
                    [pscustomobject]@{ Number = $number; Operation = "$($operation.Name): $($operation.Request)"; Fault = $fault.Name; Hit = $hit }
                }
                $number++
            }
        }
    }
}

function Write-LargeObject {
    # A stream of unknown length is sent in parts.
    param($c)

    $packed = [IO.MemoryStream]::new($c.Packed)
    Write-LakeObject "$($c.Prefix)large" -Stream ([IO.Compression.DeflateStream]::new($packed, [IO.Compression.CompressionMode]::Decompress)) @lake -PassThru
}

function Invoke-MatrixTransaction {
    param($c)

    Invoke-LakeTransaction -Branch $c.Branch -Message 'all of it' -Repository $c.Repository -Connection $c.Lake {
        Write-LakeObject tx -Content x -Connection $args[0].Connection
    }
}

function Measure-MatrixFile {
    # The files that hold what was uploaded.
    param($c)

    @(Get-ChildItem $c.Target -File -Recurse -Force | Where-Object { [IO.File]::ReadAllText($_.FullName) -ceq $script:text }).Count
}

function Invoke-MatrixCell {
    <#
    .SYNOPSIS
        Runs a cell, and judges what came of it.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # The cell.
        [Parameter(Mandatory)]
        [pscustomobject] $Cell,

        # The worker's server, of Start-MatrixServer.
        [Parameter(Mandatory)]
        [pscustomobject] $Server,

        # A folder of its own.
        [Parameter(Mandatory)]
        [string] $Folder
    )

    $operation = Get-MatrixOperation | Where-Object { "$($_.Name): $($_.Request)" -eq $Cell.Operation }
    $fault = (Import-PowerShellDataFile (Join-Path $PSScriptRoot 'Faults.psd1')).Faults | Where-Object Name -EQ $Cell.Fault
    $script:control = $Server
    Use-MatrixFault
    $c = Initialize-MatrixCell $operation $fault $Folder
    $lake = @{ Repository = $c.Repository; Ref = $c.Branch; Connection = $c.Lake }
    $repository = @{ Repository = $c.Repository; Connection = $c.Lake }
    if ($fault.Contains('Rule')) {
        $rule = $fault.Rule + @{ operation = $operation.Request; count = if ($Cell.Hit -eq 'once') { 1 } else { 0 } }
        if ($Cell.Hit -eq 'one item') {
            $rule.keyPattern = '*f3.txt'
        }
        Use-MatrixFault $rule
    }

    $ConfirmPreference = 'None'
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $records = [Collections.Generic.List[object]]::new()
    & {
        $ErrorActionPreference = 'Continue'
        try {
            & $operation.Run $c 2>&1 3>&1 | ForEach-Object { $records.Add($_) }
        } catch {
            $records.Add($_)
        }
    }
    $seconds = $watch.Elapsed.TotalSeconds
    $hits = if ($fault.Contains('Rule')) { Measure-MatrixHit } else { 1 }
    Use-MatrixFault
    $came = @{
        Errors = @($records | Where-Object { $_ -is [Management.Automation.ErrorRecord] })
        Warnings = @($records | Where-Object { $_ -is [Management.Automation.WarningRecord] })
        Output = @($records | Where-Object { $_ -isnot [Management.Automation.ErrorRecord] -and $_ -isnot [Management.Automation.WarningRecord] })
        Seconds = $seconds
        Hits = $hits
    }
    $came.Done = [int] (& $operation.Done $c $came.Output)
    $came.Left = @(Get-MatrixLeftover $c)
    $wrong = @(Get-MatrixFlaw -Operation $operation -Fault $fault -Cell $Cell -Came $came)
    Clear-MatrixCell $operation $c
    [pscustomobject]@{
        Number = $Cell.Number
        Operation = $Cell.Operation
        Fault = $Cell.Fault
        Hit = $Cell.Hit
        Seconds = [Math]::Round($seconds, 2)
        Outcome = if ($came.Errors) { ($came.Errors.FullyQualifiedErrorId -replace ',.*' | Select-Object -Unique) -join ' ' } else { 'right' }
        Wrong = $wrong -join '; '
        Messages = @($came.Errors | ForEach-Object { "$_" } | Select-Object -First 2) -join ' | '
    }
}

function Get-MatrixFlaw {
    # What is wrong with what came of a cell, in words; nothing if it is right.
    param($operation, $fault, $cell, $came)

    $items = if ($operation.Contains('Items')) { $operation.Items } else { 1 }
    $ids = @($came.Errors | ForEach-Object { $_.FullyQualifiedErrorId -replace ',.*' })
    $isUnseen = $operation.Contains('Unseen') -and $cell.Fault -in $operation.Unseen
    if ($came.Hits -eq 0) {
        'the fault hit nothing'
    }
    if ($came.Seconds -gt $script:timeLimit) {
        "it took $([Math]::Round($came.Seconds)) s"
    }
    if (-not $ids -and $came.Done -ne $items -and -not $isUnseen) {
        "no error, and $($came.Done) of $items done"
    }
    $allowed = if ($operation.Contains('Only') -and $fault.Contains('Rule')) { @($operation.Only) } else { @($fault.Ids) + @($operation['Id']) }
    foreach ($id in $ids | Select-Object -Unique | Where-Object { $_ -notin $allowed }) {
        "the error is $id"
    }
    $mustPass = $fault.Contains('Harmless') -or ($cell.Hit -eq 'once' -and $fault.Contains('Passes') -and $operation.Kind -ne 'Change' -and -not $isUnseen)
    if ($ids -and ($mustPass -or ($cell.Hit -eq 'once' -and $cell.Fault -in '429', '503', 'answer lost' -and $operation['LooksItself'] -and -not ($cell.Fault -eq '503' -and $operation['CanBeDoubled'])))) {
        'a single fault was not got over'
    }
    if ($operation.Kind -eq 'Change' -and $came.Done -gt 0 -and $ids) {
        $reasons = @($came.Errors | ForEach-Object { $_.Exception.Reason })
        if ($reasons -notcontains 'OutcomeUnknown' -and 'LakeImportUnwatched' -notin $ids -and -not $operation['Id']) {
            'it was done, and reported as not done'
        }
    }
    if (-not $operation['Quiet'] -and $operation.Kind -in 'Read', 'Write' -and $items -gt 0) {
        $reported = $came.Output.Count
        if ($reported -gt $came.Done -and -not $isUnseen) {
            "$reported reported, $($came.Done) done"
        }
        $isCounted = ($came.Warnings -join ' ') -match 'ends early|were not'
        if ($items -gt 1 -and -not $operation['Whole'] -and -not $fault.Contains('Endpoint') -and $reported + $ids.Count -ne $items -and -not $isCounted) {
            "$reported reported, $($ids.Count) errors, of $items"
        }
    }
    if ($cell.Hit -eq 'one item' -and $came.Done -lt $items - 1) {
        "one item fails, and only $($came.Done) of $items are done"
    }
    foreach ($left in $came.Left | Where-Object { ($came.Warnings -join ' ') -notlike "*$_*" }) {
        "left behind and not named: $left"
    }
}

Export-ModuleMember -Function Get-MatrixOperation, Get-MatrixCell, Invoke-MatrixCell, Start-MatrixServer, Stop-MatrixServer, Get-MatrixLakeFS
