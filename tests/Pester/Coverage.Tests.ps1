#requires -Version 5.1
# Coverage of several suites is put together line by line.

Describe 'Coverage.psm1' -Tag Once {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../Coverage.psm1')

        function Add-Report {
            # A report of one suite on one file.
            param([string] $Name, [string] $File, [string] $Lines)

            $path = Join-Path $TestDrive "$Name.cobertura.xml"
            Set-Content -LiteralPath $path -Value "<coverage><packages><package><classes><class filename='$File'><lines>$Lines</lines></class></classes></package></packages></coverage>"
            Get-Item -LiteralPath $path
        }
    }

    It 'counts a line once, and as run where any suite ran it' {
        $file = Join-Path $TestDrive 'src/Engine/Folder/A.cs'
        $reports = @(
            Add-Report -Name one -File $file -Lines "<line number='1' hits='1'/><line number='2' hits='0'/><line number='3' hits='0'/>"
            Add-Report -Name two -File $file -Lines "<line number='1' hits='0'/><line number='2' hits='5'/><line number='3' hits='0'/>"
        )
        $counted = @($reports | Read-Coverage -Root $TestDrive)
        $counted | Should -HaveCount 1
        $counted[0].Folder | Should -Be 'Engine/Folder'
        $counted[0].Lines | Should -Be 3
        $counted[0].Covered | Should -Be 2
        Format-Coverage -Coverage $counted | Should -Contain '| Engine/Folder | 3 | 2 | 66.7 % |'
    }

    It 'leaves out what is not below src, or is generated' {
        $reports = @(
            Add-Report -Name tests -File (Join-Path $TestDrive 'tests/Suite/A.cs') -Lines "<line number='1' hits='1'/>"
            Add-Report -Name made -File (Join-Path $TestDrive 'src/Engine/obj/Release/A.g.cs') -Lines "<line number='1' hits='1'/>"
        )
        $reports | Read-Coverage -Root $TestDrive | Should -BeNullOrEmpty
    }
}
