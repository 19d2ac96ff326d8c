#requires -Version 5.1
# Some cells of the reliability matrix, spread over all operations and faults; build.ps1 Matrix runs all of them.

Describe 'What goes wrong on the way' -Tag Once -Skip:($PSVersionTable.PSVersion -lt '7.4') {
    It 'ends right, or with the error that names it' {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestServer.psm1')
        $path = Get-TestPath
        $results = & (Join-Path $path.Root 'tests/Reliability/Invoke-Matrix.ps1') -Module $path.Module -Gateway (Split-Path $path.Gateway) -Each 49 -AtOnce 4
        $results | Where-Object { $_.PSObject.Properties['Operation'] } | ForEach-Object { "$($_.Operation), $($_.Fault), $($_.Hit): $($_.Wrong). $($_.Messages)" } | Should -BeNullOrEmpty
        $results[-1].Cells | Should -BeGreaterThan 50
        $results[-1].Missing | Should -Be 0
    }
}
