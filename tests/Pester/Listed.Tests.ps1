#requires -Version 5.1
# What a list knows is not asked for again, and what the pipeline brings is worked on side by side.

Describe 'Listed objects in the pipeline' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer

        function Get-Count {
            # How often each operation was asked for, as in 'CopyObject 3, ListObjectsV2 1'.
            (Get-TestRequest | Group-Object operation | Sort-Object Name | ForEach-Object { "$($_.Name) $($_.Count)" }) -join ', '
        }
    }

    BeforeEach {
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        $script:keys = 1..20 | ForEach-Object { 'tmp/{0:d2}' -f $_ }
        $keys | ForEach-Object { Write-LakeObject $_ -Content $_ }
    }

    AfterEach {
        Clear-TestFault
    }

    Context 'The requests' {
        BeforeEach {
            Skip-OnRealServer
            $script:listed = Get-LakeObjectList tmp/
            Clear-TestRequest
        }

        It 'of Remove-LakeObject are one batch, and one look at the branch' {
            $listed | Remove-LakeObject -Confirm:$false
            Get-Count | Should -Be 'DeleteObjects 1, ListObjectsV2 1'
            Get-TestObjectKey -Ref $branch | Should -BeNullOrEmpty
        }

        It 'of Remove-LakeObject with -InputObject are none for a look either' {
            Remove-LakeObject -InputObject $listed[0] -Confirm:$false
            Get-Count | Should -Be 'DeleteObject 1, ListObjectsV2 1'
        }

        It 'of Copy-LakeObject are the copies' {
            $listed | Copy-LakeObject -DestinationKeyPrefix copy/
            Get-Count | Should -Be 'CopyObject 20'
        }

        It 'of Read-LakeObject are the reads, also of what stands for a folder' {
            Write-LakeObject tmp/folder/ -Content ''
            $listed = Get-LakeObjectList tmp/
            Clear-TestRequest
            $listed | Read-LakeObject -Folder (Join-Path $TestDrive 'read')
            Get-Count | Should -Be 'GetObject 20'
        }

        It 'of Read-LakeObject into the pipeline are the reads' {
            $listed | Read-LakeObject -AsString | Should -HaveCount 20
            Get-Count | Should -Be 'GetObject 20'
        }

        It 'of Test-LakeObject and Get-LakeObjectMetadata are one for each' {
            $listed | Test-LakeObject | Should -HaveCount 20
            $listed | Get-LakeObjectMetadata | Should -HaveCount 20
            Get-Count | Should -Be 'HeadObject 40'
        }
    }

    Context 'Side by side' {
        It 'are copies, whose results come in the order of the input' {
            Skip-OnRealServer
            # The first waits until the others have been asked for.
            Use-TestFault @{ operation = 'CopyObject'; nth = 1; count = 1; fault = 'delay'; seconds = 1.5 }
            $copies = Get-LakeObjectList tmp/ | Copy-LakeObject -DestinationKeyPrefix copy/ -PassThru
            $copies.Key | Should -Be ($keys | ForEach-Object { "copy/$_" })
            @(Get-TestRequest -Operation CopyObject)[-1].key | Should -Be 'copy/tmp/01'
        }

        It 'are metadata and tests, whose results come in the order of the input' {
            (Get-LakeObjectList tmp/ | Get-LakeObjectMetadata).Key | Should -Be $keys
            'tmp/01', 'tmp/none', 'tmp/02' | Test-LakeObject | Should -Be $true, $false, $true
        }

        It 'not what writes the same object: the last one wins' {
            foreach ($round in 1..3) {
                Get-LakeObjectList tmp/ | Copy-LakeObject -DestinationKey same
                (Get-LakeObjectMetadata same).ETag | Should -Be (Get-LakeObjectMetadata tmp/20).ETag
            }
        }
    }

    Context 'What was listed and is another by now' {
        It 'is copied as it is now' {
            $listed = Get-LakeObjectList tmp/01
            Write-LakeObject tmp/01 -Content 'replaced since'
            $copy = $listed | Copy-LakeObject -DestinationKey now -PassThru
            $copy.Size | Should -Be 14
            Read-LakeObject now -AsString | Should -Be 'replaced since'
        }

        It 'is looked up where the command means another object than the list' {
            $other = Add-TestBranch
            Get-LakeObjectList tmp/01 | Remove-LakeObject -Ref $other -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failed
            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId | Should -BeLike 'LakeObjectNotFound,*'
            Test-LakeObject tmp/01 | Should -BeTrue
        }
    }

    Context 'A command that ends early' {
        It 'writes what was done, and says how many are left' {
            Skip-OnRealServer
            $null = Connect-TestServer -Ref $branch -With @{ MaxConcurrency = 2; MaxRetries = 0 }
            Use-TestFault @{ operation = 'CopyObject'; nth = 3; count = 0; fault = 'reset' }
            $done = [System.Collections.Generic.List[object]]::new()
            $record = Get-RaisedError { Get-LakeObjectList tmp/ | Copy-LakeObject -DestinationKeyPrefix copy/ -PassThru -WarningVariable warned 3> $null | ForEach-Object { $done.Add($_) } }
            $record.FullyQualifiedErrorId | Should -BeLike 'LakeConnectionFailed,*'
            $done.Key | Should -Be (Get-TestObjectKey -Ref $branch -Prefix copy/)
        }
    }
}
