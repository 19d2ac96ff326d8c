#requires -Version 5.1
# Names that are one to the disk and several to the server: what a folder holds that ignores case.

Describe 'A folder that ignores case' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        Add-TestObject -Branch $branch -Key 'a/file.txt', 'twice/Report.csv', 'twice/other', 'twice/report.csv'
    }

    BeforeEach {
        $script:folder = $null
    }

    AfterEach {
        if ($folder) {
            Remove-Item -LiteralPath $folder -Recurse -Force
        }
    }

    It 'loses nothing to a sync with -Delete' {
        $script:folder = Add-CaselessFolder -Temporary $TestDrive
        Set-Content -LiteralPath (Join-Path $folder 'FILE.txt') -Value 'old' -NoNewline
        Set-Content -LiteralPath (Join-Path $folder 'gone') -Value 'old' -NoNewline

        $plan = Sync-LakeFolder -Prefix a/ -DestinationFolder $folder -Delete -WhatIf
        $results = Sync-LakeFolder -Prefix a/ -DestinationFolder $folder -Delete -Confirm:$false -ErrorAction Stop

        $plan | ForEach-Object { "$($_.Action) $($_.Key)" } | Should -Be 'Download a/file.txt', 'Delete a/gone'
        $results | ForEach-Object { "$($_.Action) $($_.Key)" } | Should -Be 'Download a/file.txt', 'Delete a/gone'
        Get-ChildItem -LiteralPath $folder | Should -HaveCount 1
        Get-Content -LiteralPath (Join-Path $folder 'file.txt') | Should -Be 'x'
        Sync-LakeFolder -Prefix a/ -DestinationFolder $folder -Delete | Should -BeNullOrEmpty
    }

    It 'gets one of two objects that share a file, and an error for the other: <Name>' -ForEach @(
        @{ Name = 'a prefix'; Read = { Read-LakeObject -Prefix twice/ -Folder $folder -PassThru @quiet } }
        @{ Name = 'the pipeline'; Read = { Get-LakeObjectList twice/ | Read-LakeObject -Folder $folder -PassThru @quiet } }
        @{ Name = 'a sync'; Read = { Sync-LakeFolder -Prefix twice/ -DestinationFolder $folder @quiet } }
    ) {
        $script:folder = Add-CaselessFolder -Temporary $TestDrive
        $quiet = @{ ErrorAction = 'SilentlyContinue'; ErrorVariable = 'failed'; WarningAction = 'SilentlyContinue' }
        Write-LakeObject twice/Report.csv -Content 'first'
        Write-LakeObject twice/report.csv -Content 'second'

        $read = . $Read

        $read.Key | Sort-Object | Should -Be 'twice/other', 'twice/Report.csv'
        $failed | Should -HaveCount 1
        Assert-LakeError $failed[0] -Id LakeFileNameTaken -Category ResourceExists -Message 'twice/report.csv'
        Get-ChildItem -LiteralPath $folder -Recurse -Filter report.csv | Get-Content | Should -Be 'first'
    }

    It 'shows a file of another case to -NoClobber' {
        $script:folder = Add-CaselessFolder -Temporary $TestDrive
        Set-Content -LiteralPath (Join-Path $folder 'FILE.txt') -Value 'mine' -NoNewline

        $record = Get-RaisedError { Read-LakeObject -Prefix a/ -Folder $folder -NoClobber -ErrorAction Stop }

        Assert-LakeError $record -Id LakeFileExists -Category ResourceExists
        Get-Content -LiteralPath (Join-Path $folder 'FILE.txt') | Should -Be 'mine'
    }

    It 'fills with -NoClobber, and keeps nothing else' {
        $script:folder = Add-CaselessFolder -Temporary $TestDrive
        Read-LakeObject -Prefix a/ -Folder $folder -NoClobber -ErrorAction Stop

        Get-ChildItem -LiteralPath $folder -Force | Select-Object -ExpandProperty Name | Should -Be 'file.txt'
        Get-Content -LiteralPath (Join-Path $folder 'file.txt') | Should -Be 'x'
    }
}

Describe 'A folder of any disk' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
    }

    It 'gets one file from two refs, and an error for the other' {
        $other = Add-TestBranch
        Add-TestObject -Branch $branch -Key 'same'
        Add-TestObject -Branch $other -Key 'same'
        $folder = Join-Path $TestDrive 'refs'

        $read = @{ Key = 'same'; Ref = $branch }, @{ Key = 'same'; Ref = $other } | ForEach-Object { [pscustomobject] $_ } |
            Read-LakeObject -Folder $folder -PassThru -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue

        $read.Ref | Should -Be $branch
        Assert-LakeError $failed[0] -Id LakeFileNameTaken -Category ResourceExists
    }
}
