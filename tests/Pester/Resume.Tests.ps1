#requires -Version 5.1
# An interrupted transfer continues where it stopped if both ends are unchanged, and starts over if not.

Describe 'Resuming' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        # Where .NET keeps a user's data on Linux: nothing that breaks here is to stay there.
        $script:saved = $env:XDG_DATA_HOME
        $env:XDG_DATA_HOME = (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'data')).FullName
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        # One request at a time: what is there when one of them fails is then certain.
        $script:single = Connect-TestServer -Ref $branch -With @{ Name = 'single'; MaxConcurrency = 1 }
        $script:large = Add-TestFile -Path (Join-Path $TestDrive 'large.bin') -Size 70MB
        Write-LakeObject large.bin -File $large

        function Get-Work {
            # What the server was asked for, counted by operation.
            Get-TestRequest -Ref $branch | Group-Object operation | Sort-Object Name | ForEach-Object { "$($_.Name) $($_.Count)" }
        }

        function Invoke-BrokenUpload {
            # Sends three of a file's five parts, and a fourth that the server seems to have got wrong.
            param([string] $Key, [string] $File)

            Use-TestFault @{ operation = 'UploadPart'; nth = 4; count = 0; fault = 'wrong-etag' }
            Clear-TestRequest
            Write-LakeObject $Key -File $File -Resume -Connection $single -ErrorAction SilentlyContinue -ErrorVariable failed
            Assert-LakeError $failed[0] -Id LakeContentMismatch -Category InvalidData
            Get-Work | Should -Be 'CreateMultipartUpload 1', 'UploadPart 4'
            Clear-TestFault
            Clear-TestRequest
        }

        # One request asks for the first of five ranges, the next for all others: it breaks off in the third of them, and
        # what is left is refused.
        $script:breaks = @(
            @{ operation = 'GetObject'; nth = 2; count = 1; fault = 'truncate'; afterBytes = 32MB + 1000 }
            @{ operation = 'GetObject'; nth = 3; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' }
        )
        $script:twoRanges = 22MB

        function Invoke-BrokenDownload {
            # Fetches three of an object's five ranges.
            param([string] $Key, [string] $File)

            Use-TestFault $breaks
            Clear-TestRequest
            Read-LakeObject $Key $File -Resume -Connection $single -ErrorAction SilentlyContinue -ErrorVariable failed
            Assert-LakeError $failed[0] -Id LakeAccessDenied -Category PermissionDenied
            Get-Work | Should -Be 'GetObject 3'
            $File | Should -Not -Exist
            Get-Partial $File | Should -Exist
            Clear-TestFault
            Clear-TestRequest
        }

        function Get-Note {
            # The notes of uploads that are to be resumed.
            Get-ChildItem -Path (Join-Path ([Environment]::GetFolderPath('LocalApplicationData')) 'LakeFS.S3/uploads') -ErrorAction Ignore
        }

        function Get-Partial {
            # Where an interrupted download keeps what it has.
            param([string] $File)

            Join-Path (Split-Path $File) ".$(Split-Path $File -Leaf).lakefs-partial"
        }
    }

    BeforeEach {
        Skip-OnRealServer
    }

    AfterEach {
        Clear-TestFault
    }

    AfterAll {
        $env:XDG_DATA_HOME = $saved
        Clear-TestBranch $branch
    }

    Context 'An upload' {
        It 'sends only the parts that are missing' {
            $before = @(Get-Note).Count
            Invoke-BrokenUpload -Key parts.bin -File $large
            Get-Note | Should -HaveCount ($before + 1)
            Test-LakeObject parts.bin | Should -BeFalse
            Clear-TestRequest
            $up = Write-LakeObject parts.bin -File $large -Resume -PassThru
            Get-Work | Should -Be 'CompleteMultipartUpload 1', 'HeadObject 1', 'UploadPart 2'
            $up.Verified | Should -BeTrue
            $up.ETag | Should -Be (Get-TestMultipartETag -Path $large)
            @(Get-Note).Count | Should -Be $before

            Clear-TestRequest
            Write-LakeObject parts.bin -File $large -Resume
            Get-Work | Should -Be 'CompleteMultipartUpload 1', 'CreateMultipartUpload 1', 'HeadObject 1', 'UploadPart 5' -Because 'nothing is left of the first one'
        }

        It 'that was stopped keeps its parts' {
            Use-TestFault @{ operation = 'UploadPart'; nth = 4; count = 0; fault = 'stall'; seconds = 2 }
            Clear-TestRequest
            $command = Invoke-TestCommand 'Write-LakeObject stopped.bin -File $first -Resume -Connection $lake' -Lake $single -Argument $large
            Wait-TestFault
            Assert-TestCommandStop $command
            Get-TestRequest -Operation AbortMultipartUpload -Ref $branch | Should -BeNullOrEmpty
            Wait-TestRequest -Operation UploadPart -Count 4
            Clear-TestFault
            Clear-TestRequest
            (Write-LakeObject stopped.bin -File $large -Resume -PassThru).Verified | Should -BeTrue
            Get-TestRequest -Operation UploadPart -Ref $branch | Should -HaveCount 2
        }

        It 'of a folder sends only what is missing of each large file' {
            $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'folder')
            Copy-Item -LiteralPath $large -Destination $folder
            Use-TestFault @{ operation = 'UploadPart'; nth = 4; count = 0; fault = 'wrong-etag' }
            Write-LakeObject -Folder $folder -KeyPrefix folder/ -Resume -Connection $single -ErrorAction SilentlyContinue -ErrorVariable failed
            $failed | Should -HaveCount 1
            Clear-TestFault
            Clear-TestRequest
            Write-LakeObject -Folder $folder -KeyPrefix folder/ -Resume
            Get-TestRequest -Operation UploadPart -Ref $branch | Should -HaveCount 2
            (Get-LakeObjectMetadata folder/large.bin).ETag | Should -Be (Get-TestMultipartETag -Path $large)
        }

        It 'starts over if the file has changed' {
            $changed = Add-TestFile -Path (Join-Path $TestDrive 'changed.bin') -Size 70MB -Seed 2
            Invoke-BrokenUpload -Key changed.bin -File $changed
            $null = Add-TestFile -Path $changed -Size 70MB -Seed 3
            [IO.File]::SetLastWriteTimeUtc($changed, [DateTime]::UtcNow.AddMinutes(1))
            $up = Write-LakeObject changed.bin -File $changed -Resume -PassThru
            Get-TestRequest -Operation UploadPart -Ref $branch | Should -HaveCount 5
            $up.ETag | Should -Be (Get-TestMultipartETag -Path $changed)
            Get-LakeUpload | Where-Object Key -EQ 'changed.bin' | Should -BeNullOrEmpty -Because 'the parts of the old file are of no use to anybody'
        }

        It 'sends a part again whose bytes have changed though the file''s time has not' {
            $sly = Add-TestFile -Path (Join-Path $TestDrive 'sly.bin') -Size 70MB -Seed 4
            $time = [IO.File]::GetLastWriteTimeUtc($sly)
            Invoke-BrokenUpload -Key sly.bin -File $sly
            $stream = [IO.File]::OpenWrite($sly)
            $stream.Position = 20MB
            $stream.WriteByte(255 - [IO.File]::ReadAllBytes($large)[0])
            $stream.WriteByte(1)
            $stream.WriteByte(2)
            $stream.Dispose()
            [IO.File]::SetLastWriteTimeUtc($sly, $time)
            $up = Write-LakeObject sly.bin -File $sly -Resume -PassThru
            Get-TestRequest -Operation UploadPart -Ref $branch | Should -HaveCount 3
            $up.ETag | Should -Be (Get-TestMultipartETag -Path $sly)
            (Get-LakeObjectMetadata sly.bin).ETag | Should -Be $up.ETag
        }

        It 'starts over if its parts were removed' {
            Invoke-BrokenUpload -Key removed.bin -File $large
            Get-LakeUpload | Where-Object Key -EQ 'removed.bin' | Remove-LakeUpload -Confirm:$false
            Clear-TestRequest
            $up = Write-LakeObject removed.bin -File $large -Resume -PassThru
            $up.ETag | Should -Be (Get-TestMultipartETag -Path $large)
            Get-TestRequest -Operation CreateMultipartUpload -Ref $branch | Should -HaveCount 1
            Get-LakeUpload | Where-Object Key -EQ 'removed.bin' | Should -BeNullOrEmpty
        }
    }

    Context 'A download' -Tag Build {
        It 'fetches only the ranges that are missing' {
            $file = Join-Path $TestDrive 'ranges/large.bin'
            Invoke-BrokenDownload -Key large.bin -File $file
            $down = Read-LakeObject large.bin $file -Resume -PassThru
            Get-Work | Should -Be 'GetObject 1' -Because 'the first response shows that the object is the same'
            $down.Verified | Should -BeTrue
            (Get-FileHash -LiteralPath $file).Hash | Should -Be (Get-FileHash -LiteralPath $large).Hash
            Get-ChildItem -LiteralPath (Split-Path $file) -Force | Should -HaveCount 1
        }

        It 'that was stopped keeps what it has' {
            $file = Join-Path $TestDrive 'stopped/large.bin'
            Use-TestFault @{ operation = 'GetObject'; nth = 3; count = 0; fault = 'stall-in-body'; afterBytes = 1000; seconds = 2 }, $breaks[0]
            Clear-TestRequest
            $command = Invoke-TestCommand 'Read-LakeObject large.bin $first -Resume -Connection $lake' -Lake $single -Argument $file
            Wait-TestFault
            Assert-TestCommandStop $command
            Wait-TestRequest -Operation GetObject -Count 3
            Clear-TestFault
            Clear-TestRequest
            (Read-LakeObject large.bin $file -Resume -PassThru).Verified | Should -BeTrue
            (Get-TestRequest -Operation GetObject -Ref $branch).bytesOut | Should -Be $twoRanges
            (Get-FileHash -LiteralPath $file).Hash | Should -Be (Get-FileHash -LiteralPath $large).Hash
        }

        It 'of a prefix fetches only what is missing of each large object' {
            Write-LakeObject prefix/large.bin -File $large
            $folder = Join-Path $TestDrive 'prefix'
            Use-TestFault $breaks
            Read-LakeObject -Prefix prefix/ -Folder $folder -Resume -Connection $single -ErrorAction SilentlyContinue -ErrorVariable failed
            $failed | Should -HaveCount 1
            Clear-TestFault
            Clear-TestRequest
            Read-LakeObject -Prefix prefix/ -Folder $folder -Resume
            (Get-TestRequest -Operation GetObject -Ref $branch).bytesOut | Should -Be $twoRanges
            Get-TestFolderContent $folder | Should -Be "large.bin $((Get-FileHash -LiteralPath $large).Hash)"
        }

        It 'starts over if the object has changed' {
            $file = Join-Path $TestDrive 'changed/object.bin'
            $newer = Add-TestFile -Path (Join-Path $TestDrive 'newer.bin') -Size 70MB -Seed 5
            Write-LakeObject object.bin -File $large
            Invoke-BrokenDownload -Key object.bin -File $file
            Write-LakeObject object.bin -File $newer
            Clear-TestRequest
            (Read-LakeObject object.bin $file -Resume -PassThru).Verified | Should -BeTrue
            # The first response shows that the object is another one, and its content is not read.
            Wait-TestRequest -Operation GetObject -Count 3
            (Get-TestRequest -Operation GetObject -Ref $branch).bytesOut | Sort-Object | Should -Be 16MB, $twoRanges, 54MB
            (Get-FileHash -LiteralPath $file).Hash | Should -Be (Get-FileHash -LiteralPath $newer).Hash
            Get-ChildItem -LiteralPath (Split-Path $file) -Force | Should -HaveCount 1
        }

        It 'keeps what it has though the server is gone when it would go on' {
            $file = Join-Path $TestDrive 'away/large.bin'
            Invoke-BrokenDownload -Key large.bin -File $file
            Use-TestFault @{ operation = 'GetObject'; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' }
            $null = Get-RaisedError { Read-LakeObject large.bin $file -Resume -ErrorAction Stop }
            Clear-TestFault
            Clear-TestRequest
            (Read-LakeObject large.bin $file -Resume -PassThru).Verified | Should -BeTrue
            (Get-TestRequest -Operation GetObject -Ref $branch).bytesOut | Should -Be $twoRanges
        }

        It 'starts over if what it kept is gone' {
            $file = Join-Path $TestDrive 'gone/large.bin'
            Invoke-BrokenDownload -Key large.bin -File $file
            Remove-Item -LiteralPath (Get-Partial $file) -Force
            Read-LakeObject large.bin $file -Resume -SkipIntegrityCheck
            (Get-FileHash -LiteralPath $file).Hash | Should -Be (Get-FileHash -LiteralPath $large).Hash
            Get-ChildItem -LiteralPath (Split-Path $file) -Force | Should -HaveCount 1
        }

        It 'is an error if what it kept was changed, and works the next time' {
            $file = Join-Path $TestDrive 'tampered/large.bin'
            Invoke-BrokenDownload -Key large.bin -File $file
            $stream = [IO.File]::OpenWrite((Get-Partial $file))
            $stream.Position = 1000
            $stream.Write([byte[]]::new(100), 0, 100)
            $stream.Dispose()
            $record = Get-RaisedError { Read-LakeObject large.bin $file -Resume -ErrorAction Stop }
            Assert-LakeError $record -Id LakeContentMismatch -Category InvalidData -Message 'large.bin'
            $file | Should -Not -Exist
            (Read-LakeObject large.bin $file -Resume -PassThru -ErrorAction Stop).Verified | Should -BeTrue
            (Get-FileHash -LiteralPath $file).Hash | Should -Be (Get-FileHash -LiteralPath $large).Hash
            Get-ChildItem -LiteralPath (Split-Path $file) -Force | Should -HaveCount 1
        }
    }
}
