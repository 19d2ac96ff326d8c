#requires -Version 7.4
# The matrix as a page: a row for each operation, a column for each fault.

Set-StrictMode -Version 3.0

function ConvertTo-MatrixPage {
    <#
    .SYNOPSIS
        Writes the results of a run as Markdown.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # What Invoke-MatrixCell gave, of all cells.
        [Parameter(Mandatory)]
        [object[]] $Result,

        # How many cells were run once more, alone.
        [int] $RunAgain,

        # The real server; empty if the gateway answered.
        [string] $Server,

        # Every how many cells one was run.
        [int] $Each = 1
    )

    $wrong = @($Result | Where-Object Wrong)
    $tried = @($Result | ForEach-Object Fault | Select-Object -Unique)
    $faults = @((Import-PowerShellDataFile (Join-Path $PSScriptRoot 'Faults.psd1')).Faults | ForEach-Object { $_.Name } | Where-Object { $_ -in $tried })
    $operations = @($Result | ForEach-Object Operation | Select-Object -Unique)
    if ($Server) {
        '# Reliability with a real lakeFS'
        ''
        "$Server. Written by ``./build.ps1 Matrix`` with the variables of a real server (``LAKEFS_S3_TEST_ENDPOINT`` and so on): the cells of [Reliability](reliability.md) in which requests reach it and that it can answer. The local gateway stands before it as a proxy (``--forward``), and has requests go wrong."
    } else {
        '# Reliability'
        ''
        'Written by `./build.ps1 Matrix`, which runs every cmdlet that sends anything against the local gateway while requests go wrong. [Reliability with a real lakeFS](reliability-lakefs.md) has the same with that behind the gateway.'
    }
    ''
    if ($Each -gt 1) {
        "One cell in $Each was run."
        ''
    }
    "$($Result.Count) cells: $($operations.Count) operations, $($faults.Count) faults, each for one request (once), for all requests of one of several items, and for all requests (always). **$($Result.Count - $wrong.Count) are right, $($wrong.Count) are wrong.**"
    ''
    "$RunAgain cells were wrong beside others, which a busy machine can cause, and count as they ended when they were run once more, alone."
    ''
    'A cell is right if the command ends within 20 seconds (with `-TimeoutSeconds 2 -MaxRetries 2`), and'
    ''
    '- without an error, with everything done; or with the error that names the fault, and no other;'
    '- a fault that passes is got over if it hits one request only: always for reads and for writes over S3; for changes over the REST API if the request certainly was not begun, and for those that leave a trace also if the answer is lost;'
    '- nothing is reported that was not done, and what was done is reported, counted, or said to be uncertain;'
    '- a fault of one item does not affect the others;'
    '- no unfinished upload, transaction branch or temporary file is left, or a warning names it.'
    ''
    '## Cells'
    ''
    'Right and wrong cells of an operation with a fault: `3` is three right ones, `2+1` two right ones and a wrong one.'
    ''
    "| operation | $($faults -join ' | ') |"
    "|---|$('---|' * $faults.Count)"
    $table = $Result | Group-Object Operation, Fault -AsHashTable -AsString
    foreach ($operation in $operations) {
        $row = foreach ($fault in $faults) {
            $cells = @($table["$operation, $fault"] | Where-Object { $_ })
            $bad = @($cells | Where-Object Wrong).Count
            if ($bad) { "**$($cells.Count - $bad)+$bad**" } elseif ($cells) { "$($cells.Count)" } else { '' }
        }
        "| $operation | $($row -join ' | ') |"
    }
    ''
    '## What is wrong'
    ''
    if ($wrong) {
        '| operation | fault | hits | outcome | wrong |'
        '|---|---|---|---|---|'
        foreach ($cell in $wrong) {
            "| $($cell.Operation) | $($cell.Fault) | $($cell.Hit) | $($cell.Outcome) | $($cell.Wrong -replace '[0-9a-f]{32}', '...' -replace '\|', '\|' -replace '\s+', ' ') |"
        }
    } else {
        'Nothing.'
    }
    ''
    '## Outcomes'
    ''
    '| outcome | cells |'
    '|---|---|'
    $Result | Group-Object Outcome | Sort-Object Count -Descending | ForEach-Object { "| $($_.Name) | $($_.Count) |" }
}

Export-ModuleMember -Function ConvertTo-MatrixPage
