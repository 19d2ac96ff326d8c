#requires -Version 7.4
# The page with a soak's figures.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot 'Soak.psm1')

function Format-SoakPage {
    <#
    .SYNOPSIS
        Gives the lines of the page.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # What Invoke-Soak.ps1 found.
        [Parameter(Mandatory)]
        [Collections.IDictionary] $Report
    )

    $mixed = $Report.Mixed
    '# Long runs'
    ''
    "``./build.ps1 Soak`` wrote this page: $($Report.Minutes) minutes on $($Report.Processors) processors, $([Runtime.InteropServices.RuntimeInformation]::FrameworkDescription), against the local gateway."
    ''
    "- **Mixed operations**: $($mixed.Operations) in $([Math]::Round($mixed.Minutes, 1)) minutes, with $($mixed.Faults) faults, against a model. They are: $(Format-Count $mixed.Counts)."
    "- **Ended with an error**: $(Format-Count $mixed.ErrorIds). Each object had the old or the new content afterwards."
    "- **$($Report.Shared.Processes) processes on one branch**: $($Report.Shared.Written) objects and $($Report.Shared.Committed) commits acknowledged, $($Report.Shared.Unsure) ended with an error, $($Report.Shared.Faults) faults. All that was acknowledged is there, and each commit once."
    "- **Kills**: $($Report.Kills.Count) with SIGKILL, $($Report.Kills.Midway) of them in the middle of the work; each was done again to the right end. Left by the killed processes, and removed with ``Remove-LakeUpload`` and ``Remove-LakeBranch``: $(if ($Report.Kills.Left) { $Report.Kills.Left -join ', ' } else { 'nothing' })."
    "- **Wrong**: $(if ($Report.Wrong.Count) { $Report.Wrong.Count } else { 'nothing' })."
    $Report.Wrong | Select-Object -First 50 | ForEach-Object { "  - $_" }
    ''
    '## Memory, handles and threads of the mixed operations'
    ''
    'Managed memory is what is in use after a full collection; committed is what the collector has from the system; arenas are the'
    'heaps that glibc keeps for each thread, in which the just-in-time compiler works; compiled is the IL that it has turned into'
    'code. The growth is a line through the later half of the samples.'
    ''
    '| minute | resident MB | managed MB | committed MB | arenas MB | compiled methods | compiled MB | handles | threads |'
    '|---|---|---|---|---|---|---|---|---|'
    $step = [Math]::Max(1, [int][Math]::Ceiling($mixed.Samples.Count / 20))
    for ($i = 0; $i -lt $mixed.Samples.Count; $i += $step) {
        Format-Row $mixed.Samples[$i]
    }
    if (($mixed.Samples.Count - 1) % $step) {
        Format-Row $mixed.Samples[-1]
    }
    $slopes = foreach ($name in 'ResidentMB', 'ManagedMB', 'CommittedMB', 'ArenaMB', 'CompiledMethods', 'CompiledMB', 'Handles', 'Threads') { Get-SoakSlope -Sample $mixed.Samples -Name $name }
    "| a minute | $($slopes -join ' | ') |"
}

function Format-Count {
    param([object] $Count)

    $pairs = @($Count.PSObject.Properties | Where-Object MemberType -EQ NoteProperty | Sort-Object Value -Descending | ForEach-Object { "$($_.Value) $($_.Name)" })
    if ($pairs) { $pairs -join ', ' } else { 'none' }
}

function Format-Row {
    param([object] $Sample)

    "| $([Math]::Round($Sample.Minute, 1)) | $($Sample.ResidentMB) | $($Sample.ManagedMB) | $($Sample.CommittedMB) | $($Sample.ArenaMB) | $($Sample.CompiledMethods) | $($Sample.CompiledMB) | $($Sample.Handles) | $($Sample.Threads) |"
}

Export-ModuleMember -Function Format-SoakPage
