#requires -Version 5.1
# Large files are uploaded in parts and downloaded in ranges, in parallel, and are still verified.

BeforeDiscovery {
    # What passes, and is tried again: each of them once, at a request in the middle.
    $script:passing = @(
        @{ Name = 'an internal error'; Fault = @{ fault = 'error'; status = 500; code = 'InternalError' } }
        @{ Name = 'throttling'; Fault = @{ fault = 'error'; status = 503; code = 'SlowDown' } }
        @{ Name = 'a connection that breaks'; Fault = @{ fault = 'reset' } }
        @{ Name = 'a body that breaks off'; Fault = @{ fault = 'reset-in-body'; afterBytes = 1000000 } }
        @{ Name = 'a server that stalls'; Fault = @{ fault = 'stall'; seconds = 3 } }
        @{ Name = 'a body that stalls'; Fault = @{ fault = 'stall-in-body'; afterBytes = 1000000; seconds = 3 } }
    )
}

Describe 'Large files' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        # Does not wait long for a server that stalls.
        $script:impatient = Connect-TestServer -Ref $branch -With @{ Name = 'impatient'; TimeoutSeconds = 1 }
        $script:lake = Connect-TestServer -Ref $branch
        $script:large = Add-TestFile -Path (Join-Path $TestDrive 'large.bin') -Size 70MB
        $script:medium = Add-TestFile -Path (Join-Path $TestDrive 'medium.bin') -Size 20MB -Seed 2
        Write-LakeObject medium.bin -File $medium
        $script:up = Write-LakeObject large.bin -File $large -PassThru
    }

    AfterEach {
        Clear-TestFault
    }

    AfterAll {
        Clear-TestBranch $branch
    }

    Context 'A file of 70 MiB' -Tag Wire, Signature, Build {
        It 'goes as one upload of parts of 16 MiB' {
            Skip-OnRealServer
            Clear-TestRequest
            Write-LakeObject again.bin -File $large
            Get-TestRequest -Ref $branch | Group-Object operation | Sort-Object Name | ForEach-Object { "$($_.Name) $($_.Count)" } |
                Should -Be 'CompleteMultipartUpload 1', 'CreateMultipartUpload 1', 'HeadObject 1', 'UploadPart 5'
        }

        It 'is verified by the hash of its parts, and records its part size' {
            $up.Size | Should -Be 70MB
            $up.Verified | Should -BeTrue
            $up.ETag | Should -Be (Get-TestMultipartETag -Path $large)
            $head = Get-LakeObjectMetadata large.bin
            $head.ETag | Should -Be $up.ETag
            $head.Metadata['lakefs-s3-part-size'] | Should -Be '16777216'
        }

        It 'keeps its own metadata, and ignores another part size' {
            Write-LakeObject meta.bin -File $large -Metadata @{ source = 'test'; 'lakefs-s3-part-size' = '5' } -ContentType application/x-large
            $head = Get-LakeObjectMetadata meta.bin
            $head.Metadata.source | Should -Be 'test'
            $head.Metadata['lakefs-s3-part-size'] | Should -Be '16777216'
            $head.ContentType | Should -Be 'application/x-large'
        }

        It 'comes back in ranges of 16 MiB, verified, and nothing else is left beside it' {
            $target = Join-Path $TestDrive 'down/large.bin'
            Clear-TestRequest
            $down = Read-LakeObject large.bin $target -PassThru
            if ($server.IsLocal) {
                Get-TestRequest -Ref $branch | Group-Object operation | ForEach-Object { "$($_.Name) $($_.Count)" } | Should -Be 'GetObject 5'
            }
            $down.Verified | Should -BeTrue
            $down.Size | Should -Be 70MB
            (Get-FileHash -LiteralPath $target).Hash | Should -Be (Get-FileHash -LiteralPath $large).Hash
            Get-ChildItem -LiteralPath (Split-Path $target) -Force | Should -HaveCount 1
        }

        It 'comes back whole but unverified with -SkipIntegrityCheck' {
            $target = Join-Path $TestDrive 'skipped/large.bin'
            $down = Read-LakeObject large.bin $target -SkipIntegrityCheck -PassThru
            $down.Verified | Should -BeFalse
            (Get-FileHash -LiteralPath $target).Hash | Should -Be (Get-FileHash -LiteralPath $large).Hash
        }

        It 'goes from a stream that cannot seek, and comes back verified' {
            $pipe = [IO.Pipes.AnonymousPipeServerStream]::new()
            $end = [IO.Pipes.AnonymousPipeClientStream]::new($pipe.GetClientHandleAsString())
            $file = [IO.File]::OpenRead($large)
            $command = Invoke-TestCommand 'Write-LakeObject streamed.bin -Stream $first -Connection $lake -PassThru' -Lake $lake -Argument $end
            try {
                $file.CopyTo($pipe)
                $pipe.Dispose()
                $done = Wait-TestCommand $command
            } finally {
                $file.Dispose()
                $pipe.Dispose()
                $end.Dispose()
            }
            $done.Errors | Should -BeNullOrEmpty
            $done.Output[0].Verified | Should -BeTrue
            $target = Join-Path $TestDrive 'streamed.bin'
            (Read-LakeObject streamed.bin $target -PassThru).Verified | Should -BeTrue
            (Get-FileHash -LiteralPath $target).Hash | Should -Be (Get-FileHash -LiteralPath $large).Hash
        }
    }

    Context 'What is not what it should be' {
        BeforeEach {
            Skip-OnRealServer
        }

        It 'is not put in place of a file: one wrong byte of an object in parts' {
            $target = Join-Path $TestDrive 'corrupt/large.bin'
            $null = New-Item -ItemType File -Path $target -Value 'old' -Force
            Use-TestFault @{ operation = 'GetObject'; nth = 3; fault = 'corrupt'; afterBytes = 1000000 }
            $record = Get-RaisedError { Read-LakeObject large.bin $target -ErrorAction Stop }
            Assert-LakeError $record -Id LakeContentMismatch -Category InvalidData -Message 'large.bin'
            Get-Content -LiteralPath $target -Raw | Should -Be 'old'
            Get-ChildItem -LiteralPath (Split-Path $target) -Force | Should -HaveCount 1
        }

        It 'is not noticed with -SkipIntegrityCheck' {
            $target = Join-Path $TestDrive 'unchecked/large.bin'
            Use-TestFault @{ operation = 'GetObject'; nth = 3; fault = 'corrupt'; afterBytes = 1000000 }
            (Read-LakeObject large.bin $target -SkipIntegrityCheck -PassThru).Verified | Should -BeFalse
            (Get-Item -LiteralPath $target).Length | Should -Be 70MB
            (Get-FileHash -LiteralPath $target).Hash | Should -Not -Be (Get-FileHash -LiteralPath $large).Hash
        }

        It 'is an error too: one wrong byte of an object that was written with one request' {
            Use-TestFault @{ operation = 'GetObject'; nth = 2; fault = 'corrupt'; afterBytes = 1000000 }
            $record = Get-RaisedError { Read-LakeObject medium.bin (Join-Path $TestDrive 'unverified.bin') -ErrorAction Stop }
            Assert-LakeError $record -Id LakeContentMismatch -Category InvalidData -Message 'medium.bin'
            Join-Path $TestDrive 'unverified.bin' | Should -Not -Exist
        }

        It 'is an error of the upload, which is given up: a part with another ETag' {
            Use-TestFault @{ operation = 'UploadPart'; nth = 3; fault = 'wrong-etag' }
            Clear-TestRequest
            $record = Get-RaisedError { Write-LakeObject wrong-part.bin -File $large -ErrorAction Stop }
            Assert-LakeError $record -Id LakeContentMismatch -Category InvalidData -Message 'wrong-part.bin'
            Get-TestRequest -Operation AbortMultipartUpload -Ref $branch | Should -HaveCount 1
            Test-LakeObject wrong-part.bin | Should -BeFalse
        }

        It 'is an error of the upload: an object with another ETag' {
            Use-TestFault @{ operation = 'PutObject'; fault = 'wrong-etag' }
            $record = Get-RaisedError { Write-LakeObject wrong-object.bin -File $medium -ErrorAction Stop }
            Assert-LakeError $record -Id LakeContentMismatch -Category InvalidData -Message 'wrong-object.bin'
        }

        It 'is said of a file that changes while it is sent' {
            $changing = Add-TestFile -Path (Join-Path $TestDrive 'changing.bin') -Size 70MB -Seed 3
            Use-TestFault @{ operation = 'UploadPart'; nth = 2; fault = 'stall'; seconds = 1 }
            Clear-TestRequest
            $command = Invoke-TestCommand 'Write-LakeObject changing.bin -File $first -Connection $lake' -Lake $lake -Argument $changing
            Wait-TestFault
            [IO.File]::SetLastWriteTimeUtc($changing, [DateTime]::UtcNow.AddMinutes(1))
            $done = Wait-TestCommand $command
            Assert-LakeError $done.Errors[0] -Id LakeFileChanged -Category InvalidData -Message 'changing.bin'
            Get-TestRequest -Operation AbortMultipartUpload -Ref $branch | Should -HaveCount 1
            Test-LakeObject changing.bin | Should -BeFalse
        }

        It 'is said of an object that changes while it is fetched' {
            Write-LakeObject moving.bin -File $medium
            $folder = Join-Path $TestDrive 'moving'
            Use-TestFault @{ operation = 'GetObject'; nth = 2; fault = 'stall'; seconds = 1 }
            $command = Invoke-TestCommand 'Read-LakeObject moving.bin $first -Connection $lake' -Lake $lake -Argument (Join-Path $folder 'moving.bin')
            Wait-TestFault
            Write-LakeObject moving.bin -Content ([byte[]]::new(20MB))
            $done = Wait-TestCommand $command
            Assert-LakeError $done.Errors[0] -Id LakeObjectChanged -Category InvalidData -Message 'moving.bin'
            $folder | Should -Not -Exist
        }
    }

    Context 'After <Name>' -ForEach $passing {
        BeforeEach {
            Skip-OnRealServer
        }

        It 'an upload in parts is whole' {
            $Fault.operation = 'UploadPart'
            $Fault.nth = 2
            Use-TestFault $Fault
            $up = Write-LakeObject "passing/$($Fault.fault)-$($Fault.status).bin" -File $large -Connection $impatient -PassThru
            $up.Verified | Should -BeTrue
            $up.ETag | Should -Be (Get-TestMultipartETag -Path $large)
        }

        It 'an upload in one piece is whole' {
            $Fault.operation = 'PutObject'
            $Fault.nth = 1
            Use-TestFault $Fault
            $up = Write-LakeObject "passing/$($Fault.fault)-$($Fault.status).bin" -File $medium -Connection $impatient -PassThru
            $up.ETag | Should -Be (Get-TestMd5 -Path $medium)
            (Get-LakeObjectMetadata $up.Key).ETag | Should -Be $up.ETag
        }

        It 'a download in ranges is whole' {
            $Fault.operation = 'GetObject'
            $Fault.nth = 2
            Use-TestFault $Fault
            $target = Join-Path $TestDrive "passing/$($Fault.fault)-$($Fault.status).bin"
            (Read-LakeObject medium.bin $target -Connection $impatient -PassThru).Verified | Should -BeTrue
            Get-TestMd5 -Path $target | Should -Be (Get-TestMd5 -Path $medium)
        }
    }
}
