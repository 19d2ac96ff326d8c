#requires -Version 5.1
# Folders go up and come down: which files, under which keys, by how many requests; and one that fails does not hold up the others.

Describe 'Folders' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch

        $script:tree = Join-Path $TestDrive 'tree'
        foreach ($path in 'top.csv', 'top.txt', '.hidden', 'sub/a.csv', 'sub/A.CSV.txt', 'sub/deep/b [1].csv', "sub/gr$([char]0xFC)n +%20.csv") {
            $null = New-Item -ItemType File -Path (Join-Path $tree $path) -Value "this is $path" -Force
        }
        $null = New-Item -ItemType Directory -Path (Join-Path $tree 'empty')
        $script:many = Add-TestFolder -Path (Join-Path $TestDrive 'many') -Count 300
        $script:few = Add-TestFolder -Path (Join-Path $TestDrive 'few') -Count 12

        function Get-Key {
            # The keys under a prefix, without it, as another client sees them.
            param([string] $Prefix)

            Get-TestObjectKey -Ref $branch -Prefix $Prefix | ForEach-Object { $_.Substring($Prefix.Length) }
        }
    }

    AfterEach {
        Clear-TestFault
    }

    Context 'What is written' {
        It 'is the files of the folder alone without -Recurse' {
            Write-LakeObject -Folder $tree -KeyPrefix alone/
            Get-Key alone/ | Should -BeExactly '.hidden', 'top.csv', 'top.txt'
        }

        It 'is everything below with -Recurse, under paths with slashes' {
            Write-LakeObject -Folder $tree -Recurse -KeyPrefix all/
            Get-Key all/ | Should -BeExactly '.hidden', 'sub/A.CSV.txt', 'sub/a.csv', 'sub/deep/b [1].csv', "sub/gr$([char]0xFC)n +%20.csv", 'top.csv', 'top.txt'
            Read-LakeObject 'all/sub/deep/b [1].csv' -AsString | Should -Be 'this is sub/deep/b [1].csv'
        }

        It 'is the same however the folder is named' {
            Push-Location -LiteralPath $tree
            try {
                Write-LakeObject -Folder . -KeyPrefix dot/
                Write-LakeObject -Folder ./sub/ -KeyPrefix below/
                Write-LakeObject -Folder ./sub -KeyPrefix "lakefs://$($server.Repository)/$branch/address/"
            } finally {
                Pop-Location
            }
            Get-Key dot/ | Should -BeExactly '.hidden', 'top.csv', 'top.txt'
            Get-Key below/ | Should -BeExactly 'A.CSV.txt', 'a.csv', "gr$([char]0xFC)n +%20.csv"
            Get-Key address/ | Should -BeExactly (Get-Key below/)
        }

        It 'is what -Include and -Exclude leave: a name, or a path where the pattern has a slash' {
            Write-LakeObject -Folder $tree -Recurse -Include *.csv -KeyPrefix names/
            Get-Key names/ | Should -BeExactly 'sub/a.csv', 'sub/deep/b [1].csv', "sub/gr$([char]0xFC)n +%20.csv", 'top.csv'
            Write-LakeObject -Folder $tree -Recurse -Include 'sub/*', 'top.txt' -Exclude 'sub/deep/*', a.csv -KeyPrefix paths/
            Get-Key paths/ | Should -BeExactly 'sub/A.CSV.txt', "sub/gr$([char]0xFC)n +%20.csv", 'top.txt'
        }

        It 'leaves out what unfinished downloads keep' {
            Skip-OnRealServer
            Write-LakeObject large.bin -File (Add-TestFile -Path (Join-Path $TestDrive 'large.bin') -Size 20MB)
            $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'unfinished')
            Set-Content -LiteralPath (Join-Path $folder 'whole.txt') -Value 'whole'
            Use-TestFault @{ operation = 'GetObject'; nth = 2; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' }
            $null = Get-RaisedError { Read-LakeObject large.bin (Join-Path $folder 'large.bin') -Resume -ErrorAction Stop }
            (Get-ChildItem -LiteralPath $folder -Force).Count | Should -BeGreaterThan 1 -Because 'the download is to be continued'
            Write-LakeObject -Folder $folder -KeyPrefix finished/
            Get-Key finished/ | Should -BeExactly 'whole.txt'
        }

        It 'is nothing, and no error, where nothing matches' {
            Write-LakeObject -Folder $tree -Include *.parquet -KeyPrefix none/ -PassThru | Should -BeNullOrEmpty
            Get-Key none/ | Should -BeNullOrEmpty
        }

        It 'has the metadata and the content types of files' {
            Write-LakeObject -Folder $tree -Metadata @{ source = 'tree' } -KeyPrefix meta/
            (Get-LakeObjectMetadata meta/top.csv).ContentType | Should -Be 'text/csv'
            (Get-LakeObjectMetadata meta/top.txt).Metadata.source | Should -Be 'tree'
        }
    }

    Context 'What is read' {
        It 'is what -Include and -Exclude leave of a prefix: a name, or a path below it where the pattern has a slash' {
            Write-LakeObject -Folder $tree -Recurse -KeyPrefix filtered/
            $folder = Join-Path $TestDrive 'names'
            $read = Read-LakeObject -Prefix filtered/ -Folder $folder -Include *.csv -Exclude 'sub/deep/*' -PassThru
            $read.Key | Sort-Object | Should -Be ('filtered/sub/a.csv', "filtered/sub/gr$([char]0xFC)n +%20.csv", 'filtered/top.csv' | Sort-Object)
            Get-ChildItem -LiteralPath $folder -Recurse -File -Force | Should -HaveCount 3
        }
    }

    Context 'An object that represents a folder' {
        BeforeAll {
            Add-TestObject -Branch $branch -Key 'marked/a', 'marked/sub/b'
            Write-LakeObject marked/ -Content ''
            Write-LakeObject marked/empty/ -Content ''
            Write-LakeObject marked/full/ -Content 'full'
        }

        It 'is not downloaded as a file, by <Name>' -ForEach @(
            @{ Name = 'prefix'; Read = { Read-LakeObject -Prefix marked/ -Exclude full -Folder $args[0] -ErrorAction Stop } }
            @{ Name = 'pipeline'; Read = { Get-LakeObjectList marked/ -Exclude full | Read-LakeObject -Folder $args[0] -ErrorAction Stop } }
            @{ Name = 'sync'; Read = { Sync-LakeFolder -Prefix marked/ -Exclude full -DestinationFolder $args[0] -ErrorAction Stop } }
        ) {
            $folder = Join-Path $TestDrive "marked-$Name"
            & $Read $folder
            Get-ChildItem -LiteralPath $folder -Recurse -File | Select-Object -ExpandProperty Name | Sort-Object | Should -Be 'a', 'b'
        }

        It 'is an error of its own where it has content' {
            $folder = Join-Path $TestDrive 'marked-full'
            Read-LakeObject -Prefix marked/ -Folder $folder -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue
            $failed | Should -HaveCount 1
            Assert-LakeError $failed[0] -Id LakePathOutsideFolder -Category InvalidArgument -Message 'marked/full/'
            Get-ChildItem -LiteralPath $folder -Recurse -File | Should -HaveCount 2
        }
    }

    Context 'A key with the name of an unfinished download' {
        It 'is an error, and is read with -File' {
            Add-TestObject -Branch $branch -Key 'odd/.x.lakefs-partial', 'odd/x'
            $folder = Join-Path $TestDrive 'odd'
            Read-LakeObject -Prefix odd/ -Folder $folder -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue
            $synced = Sync-LakeFolder -Prefix odd/ -DestinationFolder $folder -ErrorAction SilentlyContinue -ErrorVariable syncFailed -WarningAction SilentlyContinue
            Assert-LakeError $failed[0] -Id LakePathOutsideFolder -Category InvalidArgument
            Assert-LakeError $syncFailed[0] -Id LakePathOutsideFolder -Category InvalidArgument
            $synced | Should -BeNullOrEmpty
            Get-ChildItem -LiteralPath $folder -Force | Select-Object -ExpandProperty Name | Should -Be 'x'
            Read-LakeObject odd/.x.lakefs-partial (Join-Path $folder 'other')
            Join-Path $folder 'other' | Should -Exist
        }
    }

    Context '300 small files' {
        It 'go up and come down byte for byte, with one request each' {
            Clear-TestRequest
            Write-LakeObject -Folder $many -Recurse -KeyPrefix many/
            if ($server.IsLocal) {
                Get-TestRequest -Ref $branch | Group-Object operation | ForEach-Object { "$($_.Name) $($_.Count)" } | Should -Be 'PutObject 300'
            }

            $copy = Join-Path $TestDrive 'copy'
            Clear-TestRequest
            Read-LakeObject -Prefix many/ -Folder $copy
            if ($server.IsLocal) {
                Get-TestRequest -Operation GetObject -Ref $branch | Should -HaveCount 300
                Get-TestRequest -Operation HeadObject -Ref $branch | Should -BeNullOrEmpty
            }
            Get-TestFolderContent $copy | Should -Be (Get-TestFolderContent $many)
        }

        It 'go by the pipeline alike, each with its result' {
            $written = Get-ChildItem -LiteralPath $many -File | Write-LakeObject -KeyPrefix piped/ -PassThru
            $written | Should -HaveCount 200
            $written.Verified | Should -Not -Contain $false
            $copy = Join-Path $TestDrive 'piped'
            $read = Get-LakeObjectList piped/ | Read-LakeObject -Folder $copy -PassThru
            $read.Verified | Should -Not -Contain $false
            $read.Path | Sort-Object | Should -Be ((Get-ChildItem -LiteralPath $copy -Recurse -File).FullName | Sort-Object)
            Get-TestFolderContent (Join-Path $copy 'piped') | Should -Be (Get-TestFolderContent $many | Where-Object { $_ -notlike 'even/*' })
        }

        It 'come down right though the server throttles, errs and breaks off' {
            Skip-OnRealServer
            Write-LakeObject -Folder $few -Recurse -KeyPrefix faulty/
            Use-TestFault @(
                @{ operation = 'GetObject'; nth = 2; count = 2; fault = 'error'; status = 503; code = 'SlowDown' }
                @{ operation = 'GetObject'; nth = 5; count = 1; fault = 'error'; status = 500; code = 'InternalError' }
                @{ operation = 'GetObject'; nth = 7; count = 2; fault = 'reset-in-body'; afterBytes = 5 }
                @{ operation = 'GetObject'; nth = 10; count = 1; fault = 'reset' }
            )
            $copy = Join-Path $TestDrive 'faulty'
            Clear-TestRequest
            $read = Read-LakeObject -Prefix faulty/ -Folder $copy -PassThru
            @(Get-TestRequest -Operation GetObject -Ref $branch).Count | Should -BeGreaterThan 12 -Because 'what failed was tried again'
            $read | Should -HaveCount 12
            $read.Verified | Should -Not -Contain $false
            Get-TestFolderContent $copy | Should -Be (Get-TestFolderContent $few)
        }

        It 'go up right though the server throttles, errs and breaks off' {
            Skip-OnRealServer
            Use-TestFault @(
                @{ operation = 'PutObject'; nth = 2; count = 2; fault = 'error'; status = 503; code = 'SlowDown' }
                @{ operation = 'PutObject'; nth = 5; count = 1; fault = 'error'; status = 500; code = 'InternalError' }
                @{ operation = 'PutObject'; nth = 7; count = 2; fault = 'reset-in-body'; afterBytes = 5 }
                @{ operation = 'PutObject'; nth = 10; count = 1; fault = 'reset' }
            )
            Clear-TestRequest
            Write-LakeObject -Folder $few -Recurse -KeyPrefix faulty-up/
            @(Get-TestRequest -Operation PutObject -Ref $branch).Count | Should -BeGreaterThan 12 -Because 'what failed was tried again'
            $copy = Join-Path $TestDrive 'faulty-up'
            Read-LakeObject -Prefix faulty-up/ -Folder $copy
            Get-TestFolderContent $copy | Should -Be (Get-TestFolderContent $few)
        }
    }

    Context 'Files that fail' {
        It 'are an error each when written, and the others go' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'PutObject'; keyPattern = '*f004.txt'; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' },
            @{ operation = 'PutObject'; keyPattern = '*f007.txt'; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' }
            $written = Write-LakeObject -Folder $few -Recurse -KeyPrefix bad/ -PassThru -ErrorAction SilentlyContinue -ErrorVariable failed -WarningVariable warned 3>$null
            $written | Should -HaveCount 10
            $failed | Should -HaveCount 2
            foreach ($record in $failed) {
                Assert-LakeError $record -Id LakeAccessDenied -Category PermissionDenied
            }
            $failed.TargetObject | Sort-Object | Should -Be (Join-Path $few 'f004.txt'), (Join-Path $few 'f007.txt')
            $warned | Should -HaveCount 1
            "$warned" | Should -Be '2 of 12 objects were not written.'
            Get-Key bad/ | Should -HaveCount 10
        }

        It 'are an error each when they cannot be read from the disk' {
            $folder = Add-TestFolder -Path (Join-Path $TestDrive 'locked') -Count 4
            $held = [IO.File]::Open((Join-Path $folder 'f002.txt'), 'Open', 'Read', 'None')
            try {
                Write-LakeObject -Folder $folder -Recurse -KeyPrefix locked/ -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue
            } finally {
                $held.Dispose()
            }
            $failed | Should -HaveCount 1
            Assert-LakeError $failed[0] -Id LakeFileUnreadable -Category PermissionDenied -Message 'f002.txt'
            Get-Key locked/ | Should -HaveCount 3
        }

        It 'are an error each when read, and the others come' {
            Skip-OnRealServer
            Write-LakeObject -Folder $few -Recurse -KeyPrefix half/
            Use-TestFault @{ operation = 'GetObject'; keyPattern = '*f004.txt'; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' },
            @{ operation = 'GetObject'; keyPattern = '*f006.txt'; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' }
            $copy = Join-Path $TestDrive 'half'
            Read-LakeObject -Prefix half/ -Folder $copy -ErrorAction SilentlyContinue -ErrorVariable failed -WarningVariable warned 3>$null
            $failed | Should -HaveCount 2
            $failed.TargetObject.Key | Sort-Object | Should -Be 'half/even/four/f006.txt', 'half/f004.txt'
            "$warned" | Should -Be '2 of 12 objects were not read.'
            Get-TestFolderContent $copy | Should -Be (Get-TestFolderContent $few | Where-Object { $_ -notmatch 'f00[46]\.txt' })
        }

        It 'are thrown to the caller at once with -ErrorAction Stop' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'PutObject'; keyPattern = '*f001.txt'; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' }
            $record = Get-RaisedError { Write-LakeObject -Folder $many -KeyPrefix first/ -ErrorAction Stop -WarningAction SilentlyContinue }
            Assert-LakeError $record -Id LakeAccessDenied -Category PermissionDenied
        }

        It 'are those that exist, with -NoClobber' {
            'f001.txt', 'even/f003.txt' | ForEach-Object { Write-LakeObject "clobber/$_" -Content 'mine' }
            Write-LakeObject -Folder $few -Recurse -KeyPrefix clobber/ -NoClobber -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue
            $failed | Should -HaveCount 2
            foreach ($record in $failed) {
                Assert-LakeError $record -Id LakeObjectExists -Category ResourceExists
            }
            'f001.txt', 'even/f003.txt' | ForEach-Object { Read-LakeObject "clobber/$_" -AsString } | Should -Be 'mine', 'mine'
            Get-Key clobber/ | Should -HaveCount 12
        }

        It 'end the command where the server is gone' {
            Skip-OnRealServer
            $hasty = Connect-TestServer -Ref $branch -With @{ Name = 'hasty'; MaxRetries = 0; MaxConcurrency = 4 }
            try {
                Use-TestFault @{ operation = 'PutObject'; fault = 'stall'; seconds = 0.05; count = 0 }
                Clear-TestRequest
                $record = Get-RaisedError { Write-LakeObject -Folder $many -KeyPrefix gone/ -Connection $hasty -ErrorAction SilentlyContinue -WarningAction SilentlyContinue }
                Assert-LakeError $record -Id LakeConnectionFailed -Category ConnectionError
                @(Get-TestRequest -Operation PutObject -Ref $branch).Count | Should -BeLessThan 100
            } finally {
                $hasty | Disconnect-LakeS3
                $script:lake = Connect-TestServer -Ref $branch
            }
        }
    }

    Context 'The summary' {
        It 'counts with -Verbose, and does not warn where nothing failed' {
            $said = Write-LakeObject -Folder $few -Recurse -KeyPrefix counted/ -Verbose -WarningVariable warned 4>&1 | Out-String
            $said | Should -BeLike '*12 of 12 objects were written.*'
            $warned | Should -BeNullOrEmpty
        }
    }

    Context 'A folder that is none' {
        It 'is an error: <Name>' -ForEach @(
            @{ Name = 'no-such-folder' }
            @{ Name = 'tree/top.csv' }
        ) {
            $record = Get-RaisedError { Write-LakeObject -Folder (Join-Path $TestDrive $Name) -KeyPrefix nothing/ -ErrorAction Stop }
            Assert-LakeError $record -Id LakeFolderNotFound -Category ObjectNotFound -Message (Split-Path $Name -Leaf)
        }

        It 'is an error where a file is meant' {
            $record = Get-RaisedError { Write-LakeObject -File $tree -ErrorAction Stop }
            Assert-LakeError $record -Id LakeFileIsDirectory -Category InvalidArgument -Message $tree
            $record.ErrorDetails.RecommendedAction | Should -BeLike '*-Folder*'
        }
    }
}
