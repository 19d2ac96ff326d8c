#requires -Version 5.1
# Whatever a cmdlet gives, another takes; and the pipeline asks the server only for what it wants.

BeforeDiscovery {
    $script:describers = @(
        @{ From = 'Get-LakeObjectList'; Source = { param($prefix) Get-LakeObjectList $prefix } }
        @{ From = 'Get-LakeObjectMetadata'; Source = { param($prefix) Get-LakeObjectMetadata "$prefix/a.txt", "$prefix/b.txt" } }
        @{ From = 'Write-LakeObject'; Source = { param($prefix) 'a.txt', 'b.txt' | ForEach-Object { Write-LakeObject "$prefix/$_" -Content $_ -PassThru } } }
        @{ From = 'Copy-LakeObject'; Source = { param($prefix) 'a.txt', 'b.txt' | ForEach-Object { Copy-LakeObject "$prefix/$_" "$prefix/copy/$_" -PassThru } } }
        @{ From = 'a table with Repository, Ref and Key'; Source = { param($prefix) Get-LakeObjectList $prefix | Select-Object Repository, Ref, Key } }
        @{ From = 'a table with BucketName and Key'; Source = { param($prefix) Get-LakeObjectList $prefix | Select-Object @{ n = 'BucketName'; e = { $_.Repository } }, @{ n = 'Key'; e = { "$($_.Ref)/$($_.Key)" } } } }
        @{ From = 'a CSV file'; Source = { param($prefix) Get-LakeObjectList $prefix | Select-Object Repository, Ref, Key | ConvertTo-Csv | ConvertFrom-Csv } }
        @{ From = 'objects that came through remoting'; Source = { param($prefix) [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize(@(Get-LakeObjectList $prefix))) } }
        @{ From = 'plain keys'; Source = { param($prefix) "$prefix/a.txt", "$prefix/b.txt" } }
    )
}

Describe 'The pipeline' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:other = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
    }

    Context 'What <From> gives' -ForEach $describers {
        BeforeEach {
            $script:prefix = [Guid]::NewGuid().ToString('N')
            'a.txt', 'b.txt' | ForEach-Object { Write-LakeObject "$prefix/$_" -Content $_ }
            $script:found = @(& $Source $prefix)
            $found | Should -HaveCount 2
        }

        It 'goes into Get-LakeObjectMetadata' {
            ($found | Get-LakeObjectMetadata).Size | Should -Be 5, 5
        }

        It 'goes into Test-LakeObject' {
            $found | Test-LakeObject | Should -Be $true, $true
        }

        It 'goes into Read-LakeObject' {
            $found | Read-LakeObject -AsString | Should -Be 'a.txt', 'b.txt'
            $folder = Join-Path $TestDrive $prefix
            $found | Read-LakeObject -Folder $folder
            (Get-ChildItem -LiteralPath $folder -Recurse -File | Get-Content) -join ' ' | Should -Be 'a.txt b.txt'
        }

        It 'goes into Copy-LakeObject' {
            $found | Copy-LakeObject -DestinationRef $other
            $keys = Get-TestObjectKey -Ref $other -Prefix $prefix
            $keys | Should -HaveCount 2
            $copies = $found | Copy-LakeObject -DestinationKeyPrefix "copy-$prefix/" -PassThru
            $copies.Key | ForEach-Object { $_ | Should -BeLike "copy-$prefix/$prefix/*" }
        }

        It 'goes into New-LakeObjectUrl' {
            $urls = $found | New-LakeObjectUrl
            $urls | Should -HaveCount 2
            $urls[1] | Should -BeLike "*$prefix*b.txt*X-Amz-Signature=*"
        }

        It 'goes into Remove-LakeObject' {
            $found | Remove-LakeObject -Confirm:$false
            $found | Test-LakeObject | Should -Be $false, $false
        }
    }

    Context 'Outputs that are not objects' {
        It 'repositories go into Get-LakeBranch' {
            Get-LakeRepository $server.Repository | Get-LakeBranch $branch | ForEach-Object Name | Should -Be $branch
        }

        It 'branches go into Get-LakeObjectList' {
            Write-LakeObject listed.txt -Content c
            (Get-LakeBranch $branch | Get-LakeObjectList).Key | Should -Contain 'listed.txt'
        }

        It 'branches go into New-LakeCommit, and commits into Get-LakeObjectList' {
            Write-LakeObject committed.txt -Content c
            $commit = Get-LakeBranch $branch | New-LakeCommit 'from the pipeline'
            ($commit | Get-LakeObjectList).Key | Should -Contain 'committed.txt'
            $commit | Get-LakeObjectMetadata -Key committed.txt | ForEach-Object Ref | Should -Be $commit.Id
        }

        It 'folders go into Get-LakeObjectList' {
            Write-LakeObject folder/inside.txt -Content c
            $folder = Get-LakeObjectList -Directory | Where-Object Key -EQ 'folder/'
            ($folder | Get-LakeObjectList).Key | Should -Be 'folder/inside.txt'
        }

        It 'removals go into Test-LakeObject' {
            Write-LakeObject gone.txt -Content c
            Remove-LakeObject gone.txt -Confirm:$false -PassThru | Test-LakeObject | Should -BeFalse
        }

        It 'connections go into Disconnect-LakeS3' {
            $null = Connect-TestServer -With @{ Name = 'short' }
            Get-LakeS3Connection short | Disconnect-LakeS3
            Get-LakeS3Connection | ForEach-Object Name | Should -Not -Contain 'short'
            $script:lake = Connect-TestServer -Ref $branch
        }
    }

    Context 'Files' {
        It 'go from Get-ChildItem under a prefix' {
            $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'in')
            1..3 | ForEach-Object { Set-Content -LiteralPath (Join-Path $folder "file$_ [$_].csv") -Value "n`n$_" }
            $written = Get-ChildItem -LiteralPath $folder -File | Write-LakeObject -KeyPrefix in/ -PassThru
            # Files go in parallel, and results come as they end.
            $written = $written | Sort-Object Key
            $written.Key | Should -Be 'in/file1 [1].csv', 'in/file2 [2].csv', 'in/file3 [3].csv'
            $written.Path | Should -Be (Get-ChildItem -LiteralPath $folder).FullName
            $written.Verified | Should -Be $true, $true, $true
        }

        It 'go by their paths, relative ones too' {
            $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'relative')
            Set-Content -LiteralPath (Join-Path $folder 'r.csv') -Value 'x'
            Push-Location -LiteralPath $folder
            try {
                './r.csv' | Write-LakeObject
                Write-LakeObject r2.csv -File ./r.csv
            } finally {
                Pop-Location
            }
            'r.csv', 'r2.csv' | Test-LakeObject | Should -Be $true, $true
        }

        It 'come to files by name, relative to the session''s location' {
            Write-LakeObject down.txt -Content 'down'
            Push-Location -LiteralPath $TestDrive
            try {
                Read-LakeObject down.txt ./down.txt
            } finally {
                Pop-Location
            }
            Get-Content -LiteralPath (Join-Path $TestDrive 'down.txt') | Should -Be 'down'
        }
    }

    Context '-WhatIf' {
        It 'sends nothing and writes nothing: <Name>' -ForEach @(
            @{ Name = 'Write-LakeObject'; Call = { Write-LakeObject new.txt -Content c -WhatIf } }
            @{ Name = 'Write-LakeObject of a file'; Call = { Write-LakeObject -File $PSCommandPath -WhatIf } }
            @{ Name = 'Write-LakeObject of a folder'; Call = { Write-LakeObject -Folder $PSScriptRoot -Recurse -WhatIf } }
            @{ Name = 'Copy-LakeObject'; Call = { Copy-LakeObject k -DestinationKey l -WhatIf } }
            @{ Name = 'Remove-LakeObject'; Call = { Remove-LakeObject k -WhatIf } }
            @{ Name = 'Remove-LakeObject of many'; Call = { 'a', 'b' | Remove-LakeObject -WhatIf } }
            @{ Name = 'Remove-LakeObject of a prefix'; Call = { Remove-LakeObject -Prefix k -WhatIf } }
            @{ Name = 'Read-LakeObject'; Call = { Read-LakeObject k -File (Join-Path $TestDrive 'whatif/k') -WhatIf } }
            @{ Name = 'Read-LakeObject of a prefix'; Call = { Read-LakeObject -Prefix k -Folder (Join-Path $TestDrive 'whatif') -WhatIf } }
            @{ Name = 'New-LakeCommit'; Call = { New-LakeCommit 'm' -WhatIf } }
        ) {
            Skip-OnRealServer
            Clear-TestRequest
            & $Call
            Get-TestRequest | Should -BeNullOrEmpty
            Join-Path $TestDrive 'whatif' | Should -Not -Exist
        }
    }

    Context 'A list of 2,500 objects' {
        BeforeAll {
            $script:many = Add-TestBranch
            Add-TestObject -Branch $many -Key (1..2500 | ForEach-Object { 'many/{0:0000}' -f $_ })
        }

        It 'comes whole and in order' {
            $keys = (Get-LakeObjectList -Ref $many).Key
            $keys | Should -HaveCount 2500
            $keys[0] | Should -BeExactly 'many/0001'
            $keys[999] | Should -BeExactly 'many/1000'
            $keys[2499] | Should -BeExactly 'many/2500'
        }

        It 'is asked for once when one object is wanted' {
            Skip-OnRealServer
            Clear-TestRequest
            (Get-LakeObjectList -Ref $many | Select-Object -First 1).Key | Should -BeExactly 'many/0001'
            $requests = @(Get-TestRequest)
            $requests | Should -HaveCount 1
            $requests[0].operation | Should -Be 'ListObjectsV2'
        }

        It 'is asked for page by page' {
            Skip-OnRealServer
            Clear-TestRequest
            # A page has 1,000 keys, and after the first up to 5,000 where the server is far away, or the machine busy.
            Get-LakeObjectList -Ref $many | Select-Object -First 1001 | Should -HaveCount 1001
            @(Get-TestRequest).Count | Should -BeIn 2, 3
            Clear-TestRequest
            Get-LakeObjectList -Ref $many | Should -HaveCount 2500
            @(Get-TestRequest).Count | Should -BeIn 2, 3
        }

        It 'flows through two cmdlets as it comes' {
            Skip-OnRealServer
            Clear-TestRequest
            Get-LakeObjectList -Ref $many | Get-LakeObjectMetadata | Select-Object -First 2 | Should -HaveCount 2
            Get-TestRequest -Operation ListObjectsV2 | Should -HaveCount 1
            # Some run ahead, side by side; none of those that have not begun does.
            @(Get-TestRequest -Operation HeadObject).Count | Should -BeLessThan 500
        }
    }
}
