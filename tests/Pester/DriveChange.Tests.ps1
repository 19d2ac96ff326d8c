#requires -Version 5.1
# New-Item, Copy-Item, Move-Item, Rename-Item and Remove-Item on a drive, and what they refuse.

Describe 'Changes on a drive' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        $null = New-PSDrive lake LakeFS -Root "$($server.Repository)/$branch" -Scope Global
        $null = New-PSDrive repo LakeFS -Root $server.Repository -Scope Global

        function Get-Key {
            param([string] $Prefix)

            @(Get-TestObjectKey -Ref $branch -Prefix $Prefix)
        }
    }

    AfterEach {
        Clear-TestFault
    }

    AfterAll {
        Remove-PSDrive lake, repo
    }

    Context 'New-Item' {
        It 'writes an object, and does not replace one without -Force' {
            $item = New-Item lake:/new/a.txt -Value 'first'
            $item.Length | Should -Be 5
            $item.Key | Should -Be 'new/a.txt'
            Assert-LakeError (Get-RaisedError { New-Item lake:/new/a.txt -Value 'second' -ErrorAction Stop }) -Id LakeItemExists -Category ResourceExists
            Read-LakeObject new/a.txt -AsString | Should -Be 'first'
            $null = New-Item lake:/new/a.txt -ItemType File -Value 'third' -Force
            Read-LakeObject new/a.txt -AsString | Should -Be 'third'
            New-Item lake:/new/b.txt -WhatIf
            Get-Key new/ | Should -Be 'new/a.txt'
        }

        It 'creates no folder, and finds one that is there' {
            Assert-LakeError (Get-RaisedError { New-Item lake:/nothing -ItemType Directory -ErrorAction Stop }) -Id LakeFolderNotCreated -Category NotImplemented
            $null = New-Item lake:/there/x.txt -Value 'x'
            (New-Item lake:/there -ItemType Directory -Force).Type | Should -Be Folder
            Assert-LakeError (Get-RaisedError { New-Item lake:/there -ItemType Directory -ErrorAction Stop }) -Id LakeItemExists -Category ResourceExists
            Get-Key nothing | Should -BeNullOrEmpty
        }
    }

    Context 'Copy-Item' {
        BeforeAll {
            Add-TestObject -Branch $branch -Key 'from/1.txt', 'from/sub/2.txt', 'single.txt', 'into/old.txt'
        }

        It 'copies an object to a name, or into a folder, without its content travelling' {
            Clear-TestRequest
            Copy-Item lake:/single.txt lake:/copies/renamed.txt
            Copy-Item lake:/single.txt lake:/into
            Get-Key copies/ | Should -Be 'copies/renamed.txt'
            Get-Key into/ | Should -Be 'into/old.txt', 'into/single.txt'
            if ($server.IsLocal) {
                Get-TestRequest -Operation GetObject | Should -BeNullOrEmpty
                Get-TestRequest -Operation CopyObject | Should -HaveCount 2
            }
            (Copy-Item lake:/single.txt lake:/copies/shown.txt -PassThru).Key | Should -Be 'copies/shown.txt'
        }

        It 'copies a folder with -Recurse, as a new one or into another' {
            Copy-Item lake:/from lake:/tree -Recurse
            Get-Key tree/ | Should -Be 'tree/1.txt', 'tree/sub/2.txt'
            Copy-Item lake:/from lake:/tree -Recurse
            Get-Key tree/from/ | Should -Be 'tree/from/1.txt', 'tree/from/sub/2.txt'
            Assert-LakeError (Get-RaisedError { Copy-Item lake:/from lake:/never -ErrorAction Stop }) -Id LakeRecurseMissing -Category InvalidArgument
            Get-Key never | Should -BeNullOrEmpty
        }

        It 'copies what wildcards match' {
            $null = New-Item lake:/target/x -Value 'x'
            Copy-Item lake:/from/*.txt lake:/target
            Get-Key target/ | Should -Be 'target/1.txt', 'target/x'
        }

        It 'copies to another branch' {
            $other = Add-TestBranch
            Copy-Item "repo:/$branch/from" "repo:/$other/" -Recurse
            Get-TestObjectKey -Ref $other -Prefix from/ | Should -Be 'from/1.txt', 'from/sub/2.txt'
        }

        It 'refuses to copy onto itself and into itself' {
            Assert-LakeError (Get-RaisedError { Copy-Item lake:/single.txt lake:/single.txt -ErrorAction Stop }) -Id LakeCopyOntoItself -Category InvalidArgument
            Assert-LakeError (Get-RaisedError { Copy-Item lake:/from lake:/from/sub -Recurse -ErrorAction Stop }) -Id LakeCopyOntoItself -Category InvalidArgument
            Get-Key from/ | Should -Be 'from/1.txt', 'from/sub/2.txt'
        }

        It 'says what copies to files, where PowerShell does not go' {
            $record = Get-RaisedError { Copy-Item lake:/single.txt $TestDrive -ErrorAction Stop }
            "$record" | Should -BeLike '*FileSystem*Read-LakeObject*'
            Join-Path $TestDrive single.txt | Should -Not -Exist
            Set-Content -LiteralPath (Join-Path $TestDrive local.txt) 'local'
            (Get-RaisedError { Copy-Item (Join-Path $TestDrive local.txt) lake:/ -ErrorAction Stop }).FullyQualifiedErrorId | Should -BeLike 'CopyItemSourceAndDestinationNotSameProvider,*'
        }

        It 'refuses another connection' {
            $null = Connect-TestServer -Ref $branch -With @{ Name = 'another' }
            $null = New-PSDrive other LakeFS -Root "$($server.Repository)/$branch" -Connection another
            try {
                Assert-LakeError (Get-RaisedError { Copy-Item lake:/single.txt other:/x.txt -ErrorAction Stop }) -Id LakeConnectionsDiffer -Category InvalidArgument
            } finally {
                Remove-PSDrive other
                Disconnect-LakeS3 another
            }
        }
    }

    Context 'Move-Item and Rename-Item' {
        It 'move an object and a folder' {
            Add-TestObject -Branch $branch -Key 'm/1.txt', 'm/sub/2.txt', 'm3.txt'
            Move-Item lake:/m3.txt lake:/m
            Move-Item lake:/m lake:/moved
            Get-Key m | Should -Be 'moved/1.txt', 'moved/m3.txt', 'moved/sub/2.txt'
            Rename-Item lake:/moved/1.txt one.txt
            Rename-Item lake:/moved/sub below
            Get-Key moved/ | Should -Be 'moved/below/2.txt', 'moved/m3.txt', 'moved/one.txt'
        }

        It 'keep what could not be copied' {
            Skip-OnRealServer
            Add-TestObject -Branch $branch -Key 'keep/a.txt', 'keep/b.txt'
            Use-TestFault @{ operation = 'CopyObject'; keyPattern = 'kept/a*'; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' }
            Move-Item lake:/keep lake:/kept -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed.Count | Should -Be 1
            Assert-LakeError $failed[0] -Id LakeAccessDenied -Category PermissionDenied
            Get-Key keep/ | Should -Be 'keep/a.txt'
            Get-Key kept/ | Should -Be 'kept/b.txt'
        }

        It 'keep a source whose copy is another' {
            Skip-OnRealServer
            Add-TestObject -Branch $branch -Key 'checked.txt'
            Use-TestFault @{ operation = 'CopyObject'; count = 0; fault = 'wrong-etag' }
            Assert-LakeError (Get-RaisedError { Move-Item lake:/checked.txt lake:/unchecked.txt -ErrorAction Stop }) -Id LakeContentMismatch -Category InvalidData
            Get-Key checked.txt | Should -Be 'checked.txt'
        }

        It 'refuse a name that is taken or is a path, and show -WhatIf' {
            Add-TestObject -Branch $branch -Key 'r1.txt', 'r2.txt'
            Assert-LakeError (Get-RaisedError { Rename-Item lake:/r1.txt r2.txt -ErrorAction Stop }) -Id LakeItemExists -Category ResourceExists
            Get-RaisedError { Rename-Item lake:/r1.txt r/3.txt -ErrorAction Stop } | Should -Not -BeNullOrEmpty
            Rename-Item lake:/r1.txt r4.txt -WhatIf
            Move-Item lake:/r1.txt lake:/r5.txt -WhatIf
            Get-Key r | Should -Be 'r1.txt', 'r2.txt'
        }
    }

    Context 'Remove-Item' {
        It 'removes an object, and what is piped' {
            Add-TestObject -Branch $branch -Key 'rm/1.txt', 'rm/2.txt', 'rm/3.csv', 'rm/4.csv'
            Remove-Item lake:/rm/1.txt
            Get-ChildItem lake:/rm -Filter *.csv | Remove-Item
            Get-Key rm/ | Should -Be 'rm/2.txt'
        }

        It 'removes a folder with a request for a thousand objects' {
            Skip-OnRealServer
            Add-TestObject -Branch $branch -Key (1..1500 | ForEach-Object { "many/$($_ % 7)/$_.txt" })
            Remove-Item lake:/many -Recurse -WhatIf
            (Get-Key many/).Count | Should -BeGreaterThan 900
            Clear-TestRequest
            Remove-Item lake:/many -Recurse
            Get-TestRequest -Operation DeleteObjects | Should -HaveCount 2
            Get-Key many/ | Should -BeNullOrEmpty
        }

        It 'removes below a folder what -Include and -Exclude leave' {
            Add-TestObject -Branch $branch -Key 'inc/1.txt', 'inc/2.csv', 'inc/sub/3.txt', 'inc/sub/4.csv'
            Remove-Item lake:/inc/* -Include *.csv
            Get-Key inc/ | Should -Be 'inc/1.txt', 'inc/sub/3.txt', 'inc/sub/4.csv'
            Get-ChildItem lake:/inc -Recurse -Include *.csv | Remove-Item
            Get-Key inc/ | Should -Be 'inc/1.txt', 'inc/sub/3.txt'
        }

        It 'removes neither refs nor repositories' {
            foreach ($path in 'repo:/', "repo:/$branch") {
                Assert-LakeError (Get-RaisedError { Remove-Item $path -Recurse -ErrorAction Stop }) -Id LakeItemNotObject -Category InvalidOperation
            }
            Test-Path lake:/single.txt | Should -BeTrue
        }

        It 'reports each object that was not removed' {
            Skip-OnRealServer
            Add-TestObject -Branch $branch -Key 'stays/1.txt', 'stays/2.txt'
            Use-TestFault @{ operation = 'DeleteObjects'; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' }
            Remove-Item lake:/stays -Recurse -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed.Count | Should -Be 2
            Assert-LakeError $failed[0] -Id LakeAccessDenied -Category PermissionDenied
        }
    }

    Context 'What can''t be written to' {
        BeforeAll {
            Add-TestObject -Branch $branch -Key 'fixed.txt'
            $script:commit = Add-TestCommit -Branch $branch
            $script:tag = Add-TestTag -Ref $commit
        }

        It 'is refused before anything is sent: <What> to a <Ref>' -ForEach @(
            foreach ($ref in 'tag', 'commit', 'expression') {
                @{ Ref = $ref; What = 'Set-Content'; Call = { Set-Content "repo:/$at/fixed.txt" 'x' -ErrorAction Stop } }
                @{ Ref = $ref; What = 'New-Item'; Call = { New-Item "repo:/$at/new.txt" -Value 'x' -ErrorAction Stop } }
                @{ Ref = $ref; What = 'Clear-Content'; Call = { Clear-Content "repo:/$at/fixed.txt" -ErrorAction Stop } }
                @{ Ref = $ref; What = 'Copy-Item'; Call = { Copy-Item lake:/fixed.txt "repo:/$at/copy.txt" -ErrorAction Stop } }
                @{ Ref = $ref; What = 'Move-Item'; Call = { Move-Item "repo:/$at/fixed.txt" lake:/elsewhere.txt -ErrorAction Stop } }
                @{ Ref = $ref; What = 'Remove-Item'; Call = { Remove-Item "repo:/$at/fixed.txt" -ErrorAction Stop } }
            }
        ) {
            $script:at = switch ($Ref) { 'tag' { $tag } 'commit' { $commit } default { "$branch~0" } }
            if ($server.IsLocal) {
                Clear-TestRequest
            }
            Assert-LakeError (Get-RaisedError $Call) -Id LakeRefNotWritable -Category InvalidOperation
            if ($server.IsLocal) {
                Get-TestRequest | Where-Object method -In 'PUT', 'POST', 'DELETE' | Should -BeNullOrEmpty
            }
            Test-Path lake:/elsewhere.txt | Should -BeFalse
        }

        It 'is refused: a branch that does not exist' {
            Assert-LakeError (Get-RaisedError { Set-Content repo:/no-such-branch/x 'x' -ErrorAction Stop }) -Id LakeBranchNotFound -Category ObjectNotFound
        }
    }
}
