#requires -Version 5.1
# Content goes up and comes down as it is, whatever its size and wherever it comes from; what breaks leaves nothing behind.

BeforeDiscovery {
    $script:sizes = @(
        @{ Name = 'nothing'; Size = 0 }
        @{ Name = '1 byte'; Size = 1 }
        @{ Name = '1 MiB'; Size = 1MB }
        @{ Name = '20 MiB'; Size = 20MB }
    )
}

Describe 'Transfers' -Tag Wire, Signature, Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch

        # 20 MiB that do not repeat and do not compress.
        $script:random = [byte[]]::new(20MB)
        [Random]::new(20260102).NextBytes($random)

        function Get-Hash {
            param([byte[]] $Bytes)

            (Get-FileHash -InputStream ([IO.MemoryStream]::new($Bytes))).Hash
        }

        function Get-Start {
            param([int] $Size)

            $start = [byte[]]::new($Size)
            [Array]::Copy($random, $start, $Size)
            # The comma keeps PowerShell from taking the bytes apart.
            , $start
        }

        function Get-StandingStream {
            # A stream that can seek and stands at its fourth byte.
            param([byte[]] $Bytes)

            $stream = [IO.MemoryStream]::new()
            $stream.Write([byte[]](1, 2, 3), 0, 3)
            $stream.Write($Bytes, 0, $Bytes.Length)
            $stream.Position = 3
            $stream
        }

        function Get-UnseekableStream {
            # A stream of unknown length, as a decompressor gives it.
            param([byte[]] $Bytes)

            $packed = [IO.MemoryStream]::new()
            $packer = [IO.Compression.DeflateStream]::new($packed, [IO.Compression.CompressionLevel]::Fastest, $true)
            $packer.Write($Bytes, 0, $Bytes.Length)
            $packer.Dispose()
            $packed.Position = 0
            [IO.Compression.DeflateStream]::new($packed, [IO.Compression.CompressionMode]::Decompress)
        }
    }

    AfterEach {
        Clear-TestFault
    }

    AfterAll {
        Clear-TestBranch $branch
    }

    Context 'A file of <Name>' -ForEach $sizes {
        It 'comes back as it went' {
            $source = Join-Path $TestDrive 'source.bin'
            [IO.File]::WriteAllBytes($source, (Get-Start $Size))
            $up = Write-LakeObject "files/$Size.bin" -File $source -PassThru
            $up.Size | Should -Be $Size
            $up.Verified | Should -BeTrue
            $up.ETag | Should -Be (Get-TestMd5 -Path $source)

            $target = Join-Path $TestDrive "new-folder-$Size/target.bin"
            $down = Read-LakeObject "files/$Size.bin" -File $target -PassThru
            $down.Size | Should -Be $Size
            $down.Verified | Should -BeTrue
            $down.Path | Should -Be $target
            (Get-FileHash -LiteralPath $target).Hash | Should -Be (Get-FileHash -LiteralPath $source).Hash
            Get-ChildItem -LiteralPath (Split-Path $target) -Force | Should -HaveCount 1 -Because 'nothing else may be left there'
        }

        It 'comes back as bytes and as a stream' {
            Write-LakeObject "bytes/$Size.bin" -Content (Get-Start $Size)
            $bytes = Read-LakeObject "bytes/$Size.bin" -AsByteStream
            $bytes.GetType() | Should -Be ([byte[]])
            Get-Hash $bytes | Should -Be (Get-Hash (Get-Start $Size))
            $stream = Read-LakeObject "bytes/$Size.bin" -AsStream
            try {
                (Get-FileHash -InputStream $stream).Hash | Should -Be (Get-Hash (Get-Start $Size))
            } finally {
                $stream.Dispose()
            }
        }

        It 'goes from a stream that can seek, from where it stands' {
            $stream = Get-StandingStream (Get-Start $Size)
            $up = Write-LakeObject "seekable/$Size.bin" -Stream $stream -PassThru
            $up.Size | Should -Be $Size
            $stream.CanRead | Should -BeTrue -Because 'the stream belongs to the caller'
            Get-Hash (Read-LakeObject "seekable/$Size.bin" -AsByteStream) | Should -Be (Get-Hash (Get-Start $Size))
        }

        It 'goes from a stream that cannot seek' {
            $stream = Get-UnseekableStream (Get-Start $Size)
            $up = Write-LakeObject "unseekable/$Size.bin" -Stream $stream -PassThru
            $up.Size | Should -Be $Size
            $up.Verified | Should -BeTrue
            Get-Hash (Read-LakeObject "unseekable/$Size.bin" -AsByteStream) | Should -Be (Get-Hash (Get-Start $Size))
            (Get-LakeObjectMetadata "unseekable/$Size.bin").ETag | Should -Be $up.ETag
        }
    }

    Context 'A large stream that cannot seek' {
        It 'goes in parts, and its ETag is the one of parts' {
            Skip-OnRealServer
            Clear-TestRequest
            $up = Write-LakeObject parts.bin -Stream (Get-UnseekableStream $random) -PassThru -Metadata @{ from = 'a stream' } -ContentType 'application/x-parts'
            # The parts go in parallel; the size and the ETag of what came of them are asked for at the end.
            $sent = Get-TestRequest -Ref $branch | ForEach-Object operation
            $sent | Should -Be 'CreateMultipartUpload', 'UploadPart', 'UploadPart', 'CompleteMultipartUpload', 'HeadObject'
            $up.ETag | Should -Not -Be (Get-TestMd5 -Bytes $random)
            $head = Get-LakeObjectMetadata parts.bin
            $head.ETag | Should -Be $up.ETag
            $head.ContentType | Should -Be 'application/x-parts'
            $head.Metadata.from | Should -Be 'a stream'
        }

        It 'leaves nothing behind when a part fails' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'UploadPart'; nth = 2; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' }
            Clear-TestRequest
            $record = Get-RaisedError { Write-LakeObject failing.bin -Stream (Get-UnseekableStream $random) -ErrorAction Stop }
            Assert-LakeError $record -Id LakeAccessDenied -Category PermissionDenied
            Get-TestRequest -Operation AbortMultipartUpload -Ref $branch | Should -HaveCount 1
            Test-LakeObject failing.bin | Should -BeFalse
        }

        It 'leaves nothing behind when the stream itself fails' {
            Skip-OnRealServer
            $broken = [IO.Compression.DeflateStream]::new([IO.MemoryStream]::new([byte[]](0xFF, 0xFF, 0xFF)), [IO.Compression.CompressionMode]::Decompress)
            Clear-TestRequest
            $null = Get-RaisedError { Write-LakeObject broken.bin -Stream $broken -ErrorAction Stop }
            Get-TestRequest -Operation PutObject -Ref $branch | Should -BeNullOrEmpty
            Test-LakeObject broken.bin | Should -BeFalse
        }
    }

    Context 'What goes with content' {
        It 'is metadata, in every letter there is' {
            $metadata = @{
                plain = 'a value'
                umlaut = "gr$([char]0xFC)$([char]0xDF)e"
                duck = [char]::ConvertFromUtf32(0x1F986) * 20
                empty = ''
                number = 42
                'a-b_c.d' = 'name'
            }
            Write-LakeObject metadata.txt -Content c -Metadata $metadata
            $read = (Get-LakeObjectMetadata metadata.txt).Metadata
            foreach ($name in $metadata.Keys | Where-Object { $_ -ne 'empty' }) {
                $read[$name] | Should -BeExactly "$($metadata[$name])" -Because "$name was written so"
            }
        }

        It 'is metadata of 2,048 bytes at most' {
            Write-LakeObject full.txt -Content c -Metadata @{ full = 'x' * 2044 }
            (Get-LakeObjectMetadata full.txt).Metadata.full.Length | Should -Be 2044
        }

        It 'is the content type of <Extension>' -ForEach @(
            @{ Extension = '.csv'; Type = 'text/csv' }
            @{ Extension = '.json'; Type = 'application/json' }
            @{ Extension = '.parquet'; Type = 'application/vnd.apache.parquet' }
            @{ Extension = '.PARQUET'; Type = 'application/vnd.apache.parquet' }
            @{ Extension = '.txt'; Type = 'text/plain' }
            @{ Extension = '.png'; Type = 'image/png' }
            @{ Extension = '.no-such-type'; Type = 'application/octet-stream' }
            @{ Extension = ''; Type = 'application/octet-stream' }
        ) {
            Write-LakeObject "types/file$Extension" -Content c
            (Get-LakeObjectMetadata "types/file$Extension").ContentType | Should -BeExactly $Type
        }

        It 'is the content type that is given' {
            Write-LakeObject types/given.csv -Content c -ContentType 'text/csv; charset=utf-8'
            (Get-LakeObjectMetadata types/given.csv).ContentType | Should -BeExactly 'text/csv; charset=utf-8'
        }
    }

    Context '-NoClobber' {
        It 'writes what is not there, from content, files and streams' {
            Write-LakeObject new/content.txt -Content c -NoClobber
            Write-LakeObject new/file.txt -File $PSCommandPath -NoClobber
            Write-LakeObject new/stream.txt -Stream (Get-UnseekableStream $random) -NoClobber
            'content.txt', 'file.txt', 'stream.txt' | ForEach-Object { Test-LakeObject "new/$_" } | Should -Be $true, $true, $true
        }

        It 'leaves alone what is, also when it comes in parts' {
            Write-LakeObject old.txt -Content 'old'
            $records = @(
                Get-RaisedError { Write-LakeObject old.txt -Content 'new' -NoClobber -ErrorAction Stop }
                Get-RaisedError { Write-LakeObject old.txt -File $PSCommandPath -NoClobber -ErrorAction Stop }
                Get-RaisedError { Write-LakeObject old.txt -Stream (Get-UnseekableStream $random) -NoClobber -ErrorAction Stop }
            )
            foreach ($record in $records) {
                Assert-LakeError $record -Id LakeObjectExists -Category ResourceExists -Message 'old.txt'
            }
            Read-LakeObject old.txt -AsString | Should -Be 'old'
        }

        It 'leaves local files alone' {
            $mine = Join-Path $TestDrive 'mine.txt'
            Set-Content -LiteralPath $mine -Value 'mine' -NoNewline
            Write-LakeObject theirs.txt -Content 'theirs'
            $record = Get-RaisedError { Read-LakeObject theirs.txt -File $mine -NoClobber -ErrorAction Stop }
            Assert-LakeError $record -Id LakeFileExists -Category ResourceExists -Message $mine
            Get-Content -LiteralPath $mine -Raw | Should -Be 'mine'
            Read-LakeObject theirs.txt -File $mine
            Get-Content -LiteralPath $mine -Raw | Should -Be 'theirs'
        }
    }

    Context 'A transfer that is stopped' {
        BeforeEach {
            Skip-OnRealServer
        }

        It 'ends at once while it waits for an answer' {
            Write-LakeObject slow.bin -Content 'slow'
            Use-TestFault @{ operation = 'GetObject'; fault = 'stall'; count = 0; seconds = 5 }
            $command = Invoke-TestCommand '$null = Read-LakeObject slow.bin -AsString -Connection $lake' -Lake $lake
            Wait-TestFault
            Assert-TestCommandStop $command
        }

        It 'ends at once in the middle of a download, and leaves no part of the file' {
            Write-LakeObject slow.bin -Content $random
            $folder = Join-Path $TestDrive 'stopped'
            Use-TestFault @{ operation = 'GetObject'; fault = 'stall-in-body'; afterBytes = 1MB; count = 0; seconds = 5 }
            $command = Invoke-TestCommand 'Read-LakeObject slow.bin -File $first -Connection $lake' -Lake $lake -Argument (Join-Path $folder 'slow.bin')
            Wait-TestFault
            Assert-TestCommandStop $command
            Get-ChildItem -LiteralPath $folder -Force -ErrorAction Ignore | Should -BeNullOrEmpty
        }

        It 'leaves the old file as it was' {
            Write-LakeObject slow.bin -Content $random
            $old = Join-Path $TestDrive 'old.bin'
            Set-Content -LiteralPath $old -Value 'old' -NoNewline
            Use-TestFault @{ operation = 'GetObject'; fault = 'stall-in-body'; afterBytes = 1MB; count = 0; seconds = 5 }
            $command = Invoke-TestCommand 'Read-LakeObject slow.bin -File $first -Connection $lake' -Lake $lake -Argument $old
            Wait-TestFault
            Assert-TestCommandStop $command
            Get-Content -LiteralPath $old -Raw | Should -Be 'old'
        }

        It 'ends at once in the middle of an upload, and no object appears' {
            $file = Join-Path $TestDrive 'up.bin'
            [IO.File]::WriteAllBytes($file, $random)
            Use-TestFault @{ operation = 'PutObject'; fault = 'stall-in-body'; afterBytes = 1MB; count = 0; seconds = 5 }
            $command = Invoke-TestCommand 'Write-LakeObject stopped.bin -File $first -Connection $lake' -Lake $lake -Argument $file
            Wait-TestFault
            Assert-TestCommandStop $command
            Test-LakeObject stopped.bin | Should -BeFalse
        }

        It 'ends at once between parts, and gives the upload up' {
            Use-TestFault @{ operation = 'UploadPart'; nth = 2; count = 0; fault = 'stall'; seconds = 5 }
            Clear-TestRequest
            $command = Invoke-TestCommand 'Write-LakeObject stopped-parts.bin -Stream $first -Connection $lake' -Lake $lake -Argument (Get-UnseekableStream $random)
            Wait-TestFault
            Assert-TestCommandStop $command
            Get-TestRequest -Operation AbortMultipartUpload -Ref $branch | Should -HaveCount 1
            Test-LakeObject stopped-parts.bin | Should -BeFalse
        }

        It 'ends at once in the middle of a list' {
            Use-TestFault @{ operation = 'ListObjectsV2'; fault = 'stall'; count = 0; seconds = 5 }
            $command = Invoke-TestCommand 'Get-LakeObjectList -Connection $lake' -Lake $lake
            Wait-TestFault
            Assert-TestCommandStop $command
        }

        It 'ends at once while it would try again' {
            Use-TestFault @{ operation = 'HeadObject'; fault = 'error'; status = 503; code = 'SlowDown'; count = 0 }
            $command = Invoke-TestCommand 'Get-LakeObjectMetadata k -Connection $lake' -Lake $lake
            Wait-TestFault
            Assert-TestCommandStop $command
        }
    }

    Context 'A transfer that breaks' {
        BeforeEach {
            Skip-OnRealServer
        }

        It 'in the middle of a download leaves no part of the file: <Fault>' -ForEach @(
            @{ Fault = 'reset-in-body' }
            @{ Fault = 'truncate' }
        ) {
            Write-LakeObject breaking.bin -Content (Get-Start 1MB)
            $folder = Join-Path $TestDrive $Fault
            $quick = Connect-TestServer -Ref $branch -With @{ Name = 'quick'; MaxRetries = 0 }
            try {
                Use-TestFault @{ operation = 'GetObject'; fault = $Fault; afterBytes = 300000; count = 0 }
                $record = Get-RaisedError { Read-LakeObject breaking.bin -File (Join-Path $folder 'b.bin') -Connection $quick -ErrorAction Stop }
            } finally {
                $quick | Disconnect-LakeS3
                $script:lake = Connect-TestServer -Ref $branch
            }
            $record.FullyQualifiedErrorId | Should -Match '^(LakeConnectionFailed|LakeContentMismatch),'
            $record.Exception.GetType().FullName | Should -Be 'LakeFS.S3.LakeS3Exception'
            Get-ChildItem -LiteralPath $folder -Force -ErrorAction Ignore | Should -BeNullOrEmpty
        }

        It 'with a wrong Content-Length still arrives complete: Content-Range has the size' {
            Write-LakeObject longer.bin -Content (Get-Start 1MB)
            $folder = Join-Path $TestDrive 'longer'
            Use-TestFault @{ operation = 'GetObject'; fault = 'wrong-content-length'; count = 0 }
            $down = Read-LakeObject longer.bin -File (Join-Path $folder 'l.bin') -PassThru
            $down.Verified | Should -BeTrue
            $down.Size | Should -Be 1MB
            (Get-FileHash -LiteralPath $down.Path).Hash | Should -Be (Get-Hash (Get-Start 1MB))
            Get-ChildItem -LiteralPath $folder -Force | Should -HaveCount 1
        }

        It 'in the middle of an upload is tried again' {
            $file = Join-Path $TestDrive 'again.bin'
            [IO.File]::WriteAllBytes($file, (Get-Start 1MB))
            Use-TestFault @{ operation = 'PutObject'; fault = 'reset-in-body'; afterBytes = 300000 }
            $up = Write-LakeObject again.bin -File $file -PassThru
            $up.ETag | Should -Be (Get-TestMd5 -Path $file)
            Get-Hash (Read-LakeObject again.bin -AsByteStream) | Should -Be (Get-FileHash -LiteralPath $file).Hash
        }

        It 'by a refusal is tried again from where a stream stood' {
            $stream = Get-StandingStream (Get-Start 1MB)
            Use-TestFault @{ operation = 'PutObject'; fault = 'error'; status = 503; code = 'SlowDown' }
            Write-LakeObject again-stream.bin -Stream $stream
            Get-Hash (Read-LakeObject again-stream.bin -AsByteStream) | Should -Be (Get-Hash (Get-Start 1MB))
        }
    }
}
