#requires -Version 5.1
# Content that does not arrive as it was written: an error wherever that can be proved, a warning where it can't.

BeforeDiscovery {
    # What each way leaves behind is compared with what was there before.
    $script:ways = @(
        @{ Way = '-File'; Read = { Read-LakeObject c/small -File (Join-Path $folder 'small') -ErrorAction Stop } }
        @{ Way = '-File -Resume'; Read = { Read-LakeObject c/small -File (Join-Path $folder 'small') -Resume -ErrorAction Stop } }
        @{ Way = '-Prefix'; Read = { Read-LakeObject -Prefix c/ -Folder $folder -ErrorAction Stop -WarningAction SilentlyContinue } }
        @{ Way = '-Folder'; Read = { Get-LakeObjectList c/ | Read-LakeObject -Folder $folder -ErrorAction Stop -WarningAction SilentlyContinue } }
        @{ Way = '-AsString'; Read = { Read-LakeObject c/small -AsString -ErrorAction Stop } }
        @{ Way = '-AsByteStream'; Read = { Read-LakeObject c/small -AsByteStream -ErrorAction Stop } }
        @{ Way = 'Sync-LakeFolder'; Read = { Sync-LakeFolder -Prefix c/ -DestinationFolder $folder -ErrorAction Stop -WarningAction SilentlyContinue } }
    )
}

Describe 'The integrity of content' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        Write-LakeObject c/small -Content ('x' * 1000)
    }

    BeforeEach {
        $script:folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([Guid]::NewGuid()))).FullName
    }

    AfterEach {
        Clear-TestFault
    }

    Context 'A byte that came wrong' {
        It 'is an error of <Way>, and the file that was there stays' -ForEach $ways {
            Skip-OnRealServer
            Set-Content -LiteralPath (Join-Path $folder 'small') -Value 'before' -NoNewline
            Use-TestFault @{ operation = 'GetObject'; fault = 'corrupt'; count = 0; afterBytes = 500 }
            $written = [System.Collections.Generic.List[object]]::new()
            $record = Get-RaisedError { & $Read | ForEach-Object { $written.Add($_) } }
            Assert-LakeError $record -Id LakeContentMismatch -Category InvalidData -Message 'c/small'
            $written | Should -BeNullOrEmpty
            Get-ChildItem -LiteralPath $folder -Force -Recurse -File | Should -HaveCount 1
            Get-Content -LiteralPath (Join-Path $folder 'small') -Raw | Should -Be 'before'
        }

        It 'is an error of -AsStream, by the read that reaches the end' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'GetObject'; fault = 'corrupt'; count = 0; afterBytes = 500 }
            $stream = Read-LakeObject c/small -AsStream
            try {
                $buffer = [byte[]]::new(999)
                $stream.Read($buffer, 0, 999) | Should -BeGreaterThan 0
                $reader = [System.IO.StreamReader]::new($stream)
                { $reader.ReadToEnd() } | Should -Throw '*does not have the object''s ETag*'
            } finally {
                $stream.Dispose()
            }
        }

        It 'costs only its own object' {
            Skip-OnRealServer
            Write-LakeObject d/right -Content 'right'
            Write-LakeObject d/wrong -Content 'wrong'
            Use-TestFault @{ operation = 'GetObject'; fault = 'corrupt'; count = 0; keyPattern = 'd/wrong' }
            Read-LakeObject -Prefix d/ -Folder $folder -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue
            $failed.FullyQualifiedErrorId | Should -BeLike 'LakeContentMismatch,*'
            (Get-ChildItem -LiteralPath $folder).Name | Should -Be 'right'
        }

        It 'is taken as it is with -SkipIntegrityCheck, without a warning' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'GetObject'; fault = 'corrupt'; count = 0; afterBytes = 500 }
            $text = Read-LakeObject c/small -AsString -Encoding latin1 -SkipIntegrityCheck -WarningVariable warned
            Read-LakeObject c/small -File (Join-Path $folder 'small') -SkipIntegrityCheck -WarningVariable +warned
            $text | Should -HaveCount 1
            $text | Should -Not -Be ('x' * 1000)
            $warned | Should -BeNullOrEmpty
        }

        It 'of a larger object that was written with one request is an error too' {
            Skip-OnRealServer
            $file = Add-TestFile -Path (Join-Path $folder 'source') -Size 6MB
            Write-LakeObject larger -File $file
            (Get-LakeObjectMetadata larger).Metadata['lakefs-s3-part-size'] | Should -Be '0'
            Use-TestFault @{ operation = 'GetObject'; fault = 'corrupt'; count = 0; afterBytes = 500 }
            $record = Get-RaisedError { Read-LakeObject larger -File (Join-Path $folder 'larger') -ErrorAction Stop }
            Assert-LakeError $record -Id LakeContentMismatch -Category InvalidData -Message 'larger'
            Join-Path $folder 'larger' | Should -Not -Exist
        }
    }

    Context 'A length that is wrong' {
        It 'is never a success of <Way>' -ForEach $ways {
            Skip-OnRealServer
            $lake = Connect-TestServer -Ref $branch -With @{ MaxRetries = 0 }
            Use-TestFault @{ operation = 'GetObject'; fault = 'truncate'; count = 0; afterBytes = 233 }
            $written = [System.Collections.Generic.List[object]]::new()
            $null = Get-RaisedError { & $Read | ForEach-Object { $written.Add($_) } }
            $written | Should -BeNullOrEmpty
            Get-ChildItem -LiteralPath $folder -Force -Recurse -File | Should -BeNullOrEmpty
        }

        It 'changes nothing where the right one is told too' {
            Skip-OnRealServer
            $lake = Connect-TestServer -Ref $branch -With @{ MaxRetries = 0 }
            Use-TestFault @{ operation = 'GetObject'; fault = 'wrong-content-length'; count = 0 }
            Read-LakeObject c/small -AsString | Should -Be ('x' * 1000)
            (Read-LakeObject c/small -File (Join-Path $folder 'small') -PassThru).Verified | Should -BeTrue
        }
    }

    Context 'Content whose ETag can''t be computed' {
        BeforeAll {
            $script:mine = Add-TestBranch
            $script:content = 'y' * 6MB
            Add-TestObject -Branch $mine -Key u/one, u/two -Content $content
        }

        BeforeEach {
            Skip-OnRealServer
            $script:lake = Connect-TestServer -Ref $mine
            # As of parts that nobody knows: another ETag, the same in lists and reads.
            Use-TestFault @{ operation = 'GetObject'; fault = 'wrong-etag'; count = 0 }, @{ operation = 'ListObjectsV2'; fault = 'wrong-etag'; count = 0 }
        }

        It 'is written with one warning and Verified false: <Way>' -ForEach @(
            @{ Way = '-File'; Read = { Read-LakeObject u/one -File (Join-Path $folder 'one') -PassThru } }
            @{ Way = '-Prefix'; Read = { Read-LakeObject -Prefix u/ -Folder $folder -PassThru } }
            @{ Way = '-Folder'; Read = { Get-LakeObjectList u/ | Read-LakeObject -Folder $folder -PassThru } }
            @{ Way = 'Sync-LakeFolder'; Read = { Sync-LakeFolder -Prefix u/ -DestinationFolder $folder } }
            @{ Way = '-AsByteStream'; Read = { $null = Read-LakeObject u/one -AsByteStream } }
        ) {
            $output = & $Read 3>&1
            $warnings = @($output | Where-Object { $_ -is [System.Management.Automation.WarningRecord] })
            $warnings | Should -HaveCount 1
            "$($warnings[0])" | Should -BeLike '*could not be verified*'
            $output | Where-Object { $_ -isnot [System.Management.Automation.WarningRecord] } | ForEach-Object { $_.Verified | Should -BeFalse }
            foreach ($file in Get-ChildItem -LiteralPath $folder -Recurse -File) {
                $file.Length | Should -Be $content.Length
            }
        }

        It 'is transferred once by Sync-LakeFolder, in both directions' {
            Sync-LakeFolder -Prefix u/ -DestinationFolder $folder -WarningAction SilentlyContinue | Should -HaveCount 2
            Sync-LakeFolder -Prefix u/ -DestinationFolder $folder | Should -BeNullOrEmpty
            Sync-LakeFolder $folder u/ | Should -BeNullOrEmpty
        }
    }

    Context 'A stream that can''t be read' {
        It 'is an error of its own: <Name>' -ForEach @(
            @{ Name = 'a closed file'; Stream = { $stream = [System.IO.File]::OpenRead($PSCommandPath); $stream.Dispose(); $stream } }
            @{ Name = 'closed memory'; Stream = { $stream = [System.IO.MemoryStream]::new(); $stream.Dispose(); $stream } }
            @{ Name = 'a file that is only written'; Stream = { [System.IO.File]::OpenWrite((Join-Path $folder 'written')) } }
        ) {
            $stream = & $Stream
            try {
                $record = Get-RaisedError { Write-LakeObject stream -Stream $stream -ErrorAction Stop }
            } finally {
                $stream.Dispose()
            }
            Assert-LakeError $record -Id LakeStreamUnreadable -Category InvalidOperation -Message 'The stream can''t be read'
            Test-LakeObject stream | Should -BeFalse
        }
    }

    Context 'A key that a list can''t show' {
        It 'is an error that says so, of <Name>' -ForEach @(
            @{ Name = 'Read-LakeObject'; Call = { $input | Read-LakeObject -AsString -ErrorAction Stop } }
            @{ Name = 'Read-LakeObject -Folder'; Call = { $input | Read-LakeObject -Folder $folder -ErrorAction Stop } }
            @{ Name = 'Get-LakeObjectMetadata'; Call = { $input | Get-LakeObjectMetadata -ErrorAction Stop } }
            @{ Name = 'Copy-LakeObject'; Call = { $input | Copy-LakeObject -DestinationKey copied -ErrorAction Stop } }
            @{ Name = 'Remove-LakeObject'; Call = { $input | Remove-LakeObject -Confirm:$false -ErrorAction Stop } }
        ) {
            $mine = Add-TestBranch
            $lake = Connect-TestServer -Ref $mine
            Write-LakeObject "k$([char]1)" -Content 'control'
            $record = Get-RaisedError { Get-LakeObjectList k | & $Call }
            Assert-LakeError $record -Id LakeKeyInvalid -Category InvalidArgument -Message 'replacement character'
            $record.ErrorDetails.RecommendedAction | Should -BeLike '*real key*'
            Read-LakeObject "k$([char]1)" -AsString | Should -Be 'control'
        }
    }
}
