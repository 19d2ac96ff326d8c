#requires -Version 5.1
# Content that goes straight to and from the object store behind lakeFS, by pre-signed URLs.

BeforeDiscovery {
    $script:ways = @(
        @{ Way = 'HTTP' }
        @{ Way = 'HTTPS' }
    )
    # What passes, and is tried again.
    $script:passing = @(
        @{ Name = 'an internal error'; Fault = @{ fault = 'error'; status = 500; code = 'InternalError' } }
        @{ Name = 'throttling'; Fault = @{ fault = 'error'; status = 503; code = 'SlowDown' } }
        @{ Name = 'a connection that breaks'; Fault = @{ fault = 'reset' } }
        @{ Name = 'a body that breaks off'; Fault = @{ fault = 'reset-in-body'; afterBytes = 1000000 } }
    )
}

Describe 'Direct transfers' -Tag Once {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Open-TestGateway -Option '--store-port 0'
        # Its URLs lead to a port where nobody listens.
        $script:isolated = Open-TestGateway -Option '--store-port 0 --store-url http://127.0.0.1:9'
        $script:large = Add-TestFile -Path (Join-Path $TestDrive 'large.bin') -Size 70MB
        $script:medium = Add-TestFile -Path (Join-Path $TestDrive 'medium.bin') -Size 40MB -Seed 2
        $script:small = Add-TestFile -Path (Join-Path $TestDrive 'small.bin') -Size 300KB -Seed 3

        function Connect-Store {
            param([string] $Mode, [pscustomobject] $To = $server, [string] $Way = 'HTTP', [hashtable] $With = @{})
            $login = @{
                EndpointUrl = if ($Way -eq 'HTTPS') { $To.HttpsUrl } else { $To.ControlUrl }
                AccessKeyId = $To.AccessKeyId
                SecretAccessKey = ConvertTo-TestSecret $To.SecretAccessKey
                Repository = $To.Repository
                Ref = 'main'
                Name = "direct-$Mode"
                DirectTransfer = $Mode
                PassThru = $true
            }
            if ($Way -eq 'HTTPS') {
                $login.CACertificate = $To.CAFile
            }
            Connect-LakeS3 @login @With
        }

        function Get-Operation {
            param([pscustomobject] $From = $server)
            Get-TestRequest -Server $From | Group-Object operation | Sort-Object Name | ForEach-Object { "$($_.Name) $($_.Count)" }
        }

        function Read-Warning {
            # The warnings of a command that fails.
            # Get-RaisedError has a parameter of its own by the name of Command, which its block would see.
            [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', 'Failing', Justification = 'It is used in the block.')]
            param([scriptblock] $Failing)
            $said = [System.Collections.Generic.List[object]]::new()
            $null = Get-RaisedError { & $Failing 3>&1 | ForEach-Object { $said.Add($_) } }
            $said | Where-Object { $_ -is [System.Management.Automation.WarningRecord] } | ForEach-Object Message
        }

        function Read-Verbose {
            param([scriptblock] $Command)
            & $Command 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | ForEach-Object Message
        }
    }

    BeforeEach {
        Clear-TestFault -Server $server
    }

    AfterAll {
        Get-LakeS3Connection direct-* | Disconnect-LakeS3
        Close-TestGateway $server
        Close-TestGateway $isolated
    }

    Context 'Over <Way>' -ForEach $ways {
        It 'writes an object into the store, and links it with its type and metadata' {
            $lake = Connect-Store Always -Way $Way
            Clear-TestRequest -Server $server
            $written = Write-LakeObject "$Way/small.bin" -File $small -ContentType application/x-small -Metadata @{ Source = "b$([char]0xE4)r" } -Connection $lake -PassThru
            Get-Operation | Should -Be 'getConfig 1', 'getPhysicalAddress 1', 'linkPhysicalAddress 1', 'StorePut 1'
            $written.Verified | Should -BeTrue
            $written.ETag | Should -Be (Get-FileHash -LiteralPath $small -Algorithm MD5).Hash
            $head = Get-LakeObjectMetadata "$Way/small.bin" -Connection $lake
            $head.ContentType | Should -Be application/x-small
            $head.Metadata.source | Should -Be "b$([char]0xE4)r"
            $head.ETag | Should -Be $written.ETag
        }

        It 'writes a large file in parts, whose hash is checked' {
            $lake = Connect-Store Auto -Way $Way
            Clear-TestRequest -Server $server
            $written = Write-LakeObject "$Way/large.bin" -File $large -Metadata @{ a = 'b' } -Connection $lake -PassThru
            Get-Operation | Should -Be 'completePresignMultipartUpload 1', 'createPresignMultipartUpload 1', 'getConfig 1', 'HeadObject 1', 'StoreHead 1', 'StorePutPart 5'
            $written.Verified | Should -BeTrue
            $written.ETag | Should -Be (Get-TestMultipartETag -Path $large)
            $head = Get-LakeObjectMetadata "$Way/large.bin" -Connection $lake
            $head.Metadata['lakefs-s3-part-size'] | Should -Be '16777216'
            $head.Metadata.a | Should -Be 'b'
        }

        It 'reads what follows the first range from the store' {
            $lake = Connect-Store Auto -Way $Way
            Clear-TestRequest -Server $server
            $target = Join-Path $TestDrive "read-$Way.bin"
            (Read-LakeObject "$Way/large.bin" -File $target -Connection $lake -PassThru).Verified | Should -BeTrue
            (Get-FileHash $target).Hash | Should -Be (Get-FileHash $large).Hash
            (Get-TestRequest -Server $server -Operation GetObject).bytesOut | Should -Be 16MB
            (Get-TestRequest -Server $server -Operation StoreGet | Measure-Object bytesOut -Sum).Sum | Should -Be 54MB
        }

        It 'reads a listed object from the store alone' {
            $lake = Connect-Store Auto -Way $Way
            Clear-TestRequest -Server $server
            $folder = Join-Path $TestDrive "listed-$Way"
            Get-LakeObjectList "$Way/large" -Connection $lake | Read-LakeObject -Folder $folder -Connection $lake
            (Get-FileHash (Get-ChildItem $folder -Recurse -File).FullName).Hash | Should -Be (Get-FileHash $large).Hash
            Get-TestRequest -Server $server -Operation GetObject | Should -BeNullOrEmpty
            (Get-TestRequest -Server $server -Operation StoreGet | Measure-Object bytesOut -Sum).Sum | Should -Be 70MB
        }
    }

    Context 'What goes which way' {
        It 'asks nothing of a server for content below the threshold' {
            $lake = Connect-Store Auto
            Clear-TestRequest -Server $server
            Write-LakeObject few.bin -File $small -Connection $lake
            (Read-LakeObject few.bin -AsByteStream -Connection $lake).Length | Should -Be 300KB
            Get-Operation | Should -Be 'GetObject 1', 'PutObject 1'
        }

        It 'asks nothing with Never' {
            $lake = Connect-Store Never
            Clear-TestRequest -Server $server
            Write-LakeObject never.bin -File $medium -Connection $lake
            Get-Operation | Should -Be 'PutObject 1'
        }

        It 'reads everything from the store with Always: text, bytes, streams, empty objects' {
            $lake = Connect-Store Always
            Write-LakeObject text.txt -Content 'straight' -Connection $lake
            Write-LakeObject empty.txt -Content '' -Connection $lake
            Clear-TestRequest -Server $server
            Read-LakeObject text.txt -AsString -Connection $lake | Should -Be 'straight'
            Read-LakeObject empty.txt -AsString -Connection $lake | Should -Be ''
            $stream = Read-LakeObject text.txt -AsStream -Connection $lake
            [System.IO.StreamReader]::new($stream).ReadToEnd() | Should -Be 'straight'
            $stream.Dispose()
            Get-TestRequest -Server $server -Operation GetObject | Should -BeNullOrEmpty
        }

        It 'synchronizes a folder by way of the store, and copies within lakeFS' {
            $lake = Connect-Store Always
            $folder = Add-TestFolder -Path (Join-Path $TestDrive 'tree') -Count 3
            Clear-TestRequest -Server $server
            Sync-LakeFolder -Folder $folder -KeyPrefix tree/ -Connection $lake
            @(Get-TestRequest -Server $server -Operation StorePut).Count | Should -Be 3
            Copy-LakeObject tree/f001.txt -DestinationKey copied.txt -Connection $lake
            @(Get-TestRequest -Server $server -Operation CopyObject).Count | Should -Be 1
            $back = Join-Path $TestDrive 'back'
            Sync-LakeFolder -Prefix tree/ -DestinationFolder $back -Connection $lake
            Get-Content (Join-Path $back 'f001.txt') | Should -Be 'file 1'
            Get-TestRequest -Server $server -Operation GetObject | Should -BeNullOrEmpty
        }

        It 'keeps an object with -NoClobber, and uploads in parts through the gateway, which can refuse them' {
            $lake = Connect-Store Always
            Write-LakeObject kept.txt -Content 'first' -Connection $lake
            Assert-LakeError (Get-RaisedError { Write-LakeObject kept.txt -Content 'second' -NoClobber -Connection $lake }) -Id LakeObjectExists -Category ResourceExists
            Read-LakeObject kept.txt -AsString -Connection $lake | Should -Be 'first'
            Clear-TestRequest -Server $server
            Write-LakeObject once.bin -File $large -NoClobber -Connection $lake
            @(Get-TestRequest -Server $server -Operation UploadPart).Count | Should -Be 5
        }

        It 'has the same errors as the way through the gateway' {
            foreach ($mode in 'Always', 'Never') {
                $lake = Connect-Store $mode
                Assert-LakeError (Get-RaisedError { Read-LakeObject nothing.txt -AsString -Connection $lake }) -Id LakeObjectNotFound -Category ObjectNotFound
                Assert-LakeError (Get-RaisedError { Write-LakeObject x -Content x -Ref nobranch -Connection $lake }) -Id LakeBranchNotFound -Category ObjectNotFound
                Assert-LakeError (Get-RaisedError { Write-LakeObject x -File $large -Ref nobranch -Connection $lake }) -Id LakeBranchNotFound -Category ObjectNotFound
            }
        }
    }

    Context 'What goes wrong' {
        It 'sends and reads again after <Name>' -ForEach $passing {
            $lake = Connect-Store Always
            Use-TestFault -Server $server -Rule @(
                (@{ operation = 'StorePut'; count = 1 } + $Fault), (@{ operation = 'StorePutPart'; nth = 2; count = 1 } + $Fault), (@{ operation = 'StoreGet'; nth = 2; count = 1 } + $Fault))
            Write-LakeObject retried.bin -File $medium -Connection $lake
            Write-LakeObject retried-large.bin -File $large -Connection $lake
            foreach ($pair in @('retried.bin', $medium), @('retried-large.bin', $large)) {
                $target = Join-Path $TestDrive $pair[0]
                (Read-LakeObject $pair[0] -File $target -Force -Connection $lake -PassThru).Verified | Should -BeTrue
                (Get-FileHash $target).Hash | Should -Be (Get-FileHash $pair[1]).Hash
            }
        }

        It 'gets another URL for one that has expired in the middle' {
            $lake = Connect-Store Always
            Write-LakeObject expired.bin -File $large -Connection $lake
            $expired = @{ count = 1; fault = 'error'; status = 403; code = 'AccessDenied'; message = 'Request has expired' }
            Use-TestFault -Server $server -Rule (@{ operation = 'StorePutPart'; nth = 2 } + $expired), (@{ operation = 'StoreGet'; nth = 2 } + $expired)
            Clear-TestRequest -Server $server
            (Write-LakeObject expired.bin -File $large -Connection $lake -PassThru).Verified | Should -BeTrue
            @(Get-TestRequest -Server $server -Operation uploadPart).Count | Should -Be 1
            (Read-LakeObject expired.bin -File (Join-Path $TestDrive 'expired.bin') -Connection $lake -PassThru).Verified | Should -BeTrue
            @(Get-TestRequest -Server $server -Operation statObject).Count | Should -Be 2
        }

        It 'takes the gateway if the store refuses, and says why' {
            foreach ($file in $medium, $large) {
                $lake = Connect-Store Auto
                Use-TestFault -Server $server -Rule @(
                    @{ operation = 'StorePut'; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' }
                    @{ operation = 'StorePutPart'; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' }
                    @{ operation = 'StoreGet'; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' })
                $said = Read-Verbose { Write-LakeObject refused.bin -File $file -Connection $lake -Verbose }
                $said -match 'goes through the gateway.*refused the pre-signed URL \(403' | Should -HaveCount 1
                $lake = Connect-Store Auto
                $target = Join-Path $TestDrive 'refused.bin'
                $said = Read-Verbose { Read-LakeObject refused.bin -File $target -Force -Connection $lake -Verbose }
                $said -match 'goes through the gateway.*refused the pre-signed URL \(403' | Should -HaveCount 1
                (Get-FileHash $target).Hash | Should -Be (Get-FileHash $file).Hash
            }
        }

        It 'fails if the store refuses and there must be no other way' {
            $lake = Connect-Store Always
            Use-TestFault -Server $server -Rule @(
                @{ operation = 'StorePut'; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' }
                @{ operation = 'StoreGet'; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' })
            foreach ($command in { Write-LakeObject x -Content x -Connection $lake }, { Read-LakeObject small.bin -AsString -Connection $lake }) {
                $null = Write-LakeObject small.bin -File $small -Connection (Connect-Store Never)
                Assert-LakeError (Get-RaisedError $command) -Id LakeDirectTransferFailed -Category ConnectionError -Message '403 Forbidden AccessDenied'
            }
        }

        It 'takes the gateway if the store can''t be reached, and looks once' {
            $lake = Connect-Store Auto -To $isolated
            Clear-TestRequest -Server $isolated
            $said = Read-Verbose { Write-LakeObject far.bin -File $medium -Connection $lake -Verbose }
            $said -match 'goes through the gateway.*http://127\.0\.0\.1:9/ can''t be reached' | Should -HaveCount 1
            Write-LakeObject far.bin -File $medium -Connection $lake
            Get-Operation -From $isolated | Should -Contain 'getConfig 1'
            $target = Join-Path $TestDrive 'far.bin'
            (Read-LakeObject far.bin -File $target -Connection $lake -PassThru).Verified | Should -BeTrue
        }

        It 'fails if the store can''t be reached and there must be no other way' {
            $lake = Connect-Store Always -To $isolated -With @{ MaxRetries = 0 }
            Assert-LakeError (Get-RaisedError { Write-LakeObject x -Content x -Connection $lake }) -Id LakeConnectionFailed -Category ConnectionError -Message 'http://127.0.0.1:9/'
        }

        It 'fails on a server without pre-signed URLs only with Always' {
            $plain = Get-TestServer
            if (-not $plain.IsLocal) {
                Set-ItResult -Skipped -Because 'a real server may offer them'
                return
            }
            $lake = Connect-Store Always -To $plain
            Assert-LakeError (Get-RaisedError { Write-LakeObject x -Content x -Connection $lake }) -Id LakeDirectTransferFailed -Category ConnectionError -Message 'no pre-signed URLs'
            Write-LakeObject large.bin -File $large -Connection (Connect-Store Auto -To $plain)
        }

        It 'finds content that the store changed, before it is put in place' {
            $lake = Connect-Store Always
            Write-LakeObject sound.bin -File $medium -Connection $lake
            Use-TestFault -Server $server -Rule @(@{ operation = 'StoreGet'; count = 0; fault = 'corrupt'; afterBytes = 1000 })
            $target = Join-Path $TestDrive 'corrupt.bin'
            Assert-LakeError (Get-RaisedError { Read-LakeObject sound.bin -File $target -Connection $lake }) -Id LakeContentMismatch -Category InvalidData
            $target | Should -Not -Exist
        }

        It 'does not link content that the store has otherwise' {
            $lake = Connect-Store Always
            Write-LakeObject linked.txt -Content 'before' -Connection $lake
            Use-TestFault -Server $server -Rule @(@{ operation = 'StorePut'; count = 0; fault = 'wrong-etag' })
            Assert-LakeError (Get-RaisedError { Write-LakeObject linked.txt -Content 'after' -Connection $lake }) -Id LakeContentMismatch -Category InvalidData
            Clear-TestFault -Server $server
            Read-LakeObject linked.txt -AsString -Connection $lake | Should -Be 'before'
        }

        It 'knows its own object if the answer to <_> is lost' -ForEach 'linkPhysicalAddress', 'completePresignMultipartUpload' {
            $lake = Connect-Store Always
            Use-TestFault -Server $server -Rule @(@{ operation = $_; count = 1; fault = 'lost-answer' })
            $file = if ($_ -like 'link*') { $small } else { $large }
            (Write-LakeObject "lost-$_" -File $file -NoClobber:($_ -like 'link*') -Connection $lake -PassThru).Verified | Should -BeTrue
        }

        It 'leaves no upload behind when it fails' {
            $lake = Connect-Store Always
            Use-TestFault -Server $server -Rule @(@{ operation = 'StorePutPart'; nth = 3; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' })
            Clear-TestRequest -Server $server
            $null = Get-RaisedError { Write-LakeObject broken.bin -File $large -Connection $lake }
            @(Get-TestRequest -Server $server -Operation abortPresignMultipartUpload).status | Should -Be 204
        }

        It 'names an upload whose beginning was not answered, and says how it is removed' {
            $lake = Connect-Store Always
            $failures = @(
                @{ fault = 'lost-answer' }
                @{ fault = 'mangle' }
                @{ fault = 'error'; status = 502; message = 'bad gateway' })
            foreach ($failure in $failures) {
                Use-TestFault -Server $server -Rule @(@{ operation = 'createPresignMultipartUpload'; count = 1 } + $failure)
                $warned = @(Read-Warning { Write-LakeObject unanswered.bin -File $large -Connection $lake })
                $warned | Should -HaveCount 1
                $warned[0] | Should -BeLike "An upload to 'unanswered.bin' without parts may be left in the object store behind lakeFS: its beginning was not answered. *AbortMultipartUpload*"
                $warned[0] | Should -BeLike "*Get-LakeRepository '$($server.Repository)' names*"
            }
            Test-LakeObject unanswered.bin -Connection $lake | Should -BeFalse
        }

        It 'names no upload that was certainly not begun' {
            $lake = Connect-Store Always
            Use-TestFault -Server $server -Rule @(@{ operation = 'createPresignMultipartUpload'; count = 1; fault = 'error'; status = 403; message = 'insufficient permissions' })
            Read-Warning { Write-LakeObject denied.bin -File $large -Connection $lake } | Should -BeNullOrEmpty
        }

        It 'takes the gateway also if the upload to a store that can''t be reached can''t be aborted, and names it' {
            $lake = Connect-Store Auto -To $isolated
            Use-TestFault -Server $isolated -Rule @(@{ operation = 'abortPresignMultipartUpload'; count = 0; fault = 'error'; status = 403; message = 'insufficient permissions' })
            $written = Write-LakeObject kept-open.bin -File $large -Connection $lake -PassThru -WarningVariable warned -WarningAction SilentlyContinue
            Clear-TestFault -Server $isolated
            $written.Verified | Should -BeTrue
            $warned | Should -HaveCount 1
            "$warned" | Should -BeLike "An unfinished upload to 'kept-open.bin' is still in the object store behind lakeFS*lifecycle rule*"
        }

        It 'resumes an upload and a download' {
            $lake = Connect-Store Always -With @{ MaxConcurrency = 1 }
            Use-TestFault -Server $server -Rule @(@{ operation = 'StorePutPart'; nth = 3; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' })
            $null = Get-RaisedError { Write-LakeObject resumed.bin -File $large -Resume -Connection $lake }
            Clear-TestFault -Server $server
            Clear-TestRequest -Server $server
            (Write-LakeObject resumed.bin -File $large -Resume -Connection $lake -PassThru).Verified | Should -BeTrue
            @(Get-TestRequest -Server $server -Operation StorePutPart).Count | Should -BeLessThan 5
            Get-TestRequest -Server $server -Operation createPresignMultipartUpload | Should -BeNullOrEmpty

            $target = Join-Path $TestDrive 'resumed.bin'
            Use-TestFault -Server $server -Rule @(@{ operation = 'StoreGet'; nth = 2; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' })
            $null = Get-RaisedError { Read-LakeObject resumed.bin -File $target -Resume -Connection $lake }
            Clear-TestFault -Server $server
            Clear-TestRequest -Server $server
            (Read-LakeObject resumed.bin -File $target -Resume -Connection $lake -PassThru).Verified | Should -BeTrue
            (Get-TestRequest -Server $server -Operation StoreGet | Measure-Object bytesOut -Sum).Sum | Should -BeLessThan 70MB
        }

        It 'resumes through the gateway what began in the store, from the beginning' {
            $lake = Connect-Store Always -With @{ MaxConcurrency = 1 }
            Use-TestFault -Server $server -Rule @(@{ operation = 'StorePutPart'; nth = 3; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' })
            $null = Get-RaisedError { Write-LakeObject turned.bin -File $large -Resume -Connection $lake }
            Clear-TestFault -Server $server
            Clear-TestRequest -Server $server
            (Write-LakeObject turned.bin -File $large -Resume -Connection (Connect-Store Never) -PassThru).Verified | Should -BeTrue
            @(Get-TestRequest -Server $server -Operation UploadPart).Count | Should -Be 5
        }
    }

    Context 'Secrets' {
        It 'shows no URL and no signature, in output, errors, verbose or debug text' {
            $lake = Connect-Store Always -With @{ MaxRetries = 0 }
            Use-TestFault -Server $server -Rule @(
                @{ operation = 'StorePut'; nth = 2; count = 2; fault = 'error'; status = 403; code = 'SignatureDoesNotMatch' }
                @{ operation = 'StorePut'; nth = 4; count = 1; fault = 'redirect'; status = 307 }
                @{ operation = 'StorePut'; nth = 5; count = 1; fault = 'reset' })
            $said = & {
                $DebugPreference = $VerbosePreference = 'Continue'
                foreach ($try in 1..5) {
                    # Whether an error ends the pipeline is not what this is about.
                    try {
                        Write-LakeObject secret.txt -Content 'x' -Connection $lake -PassThru -ErrorAction Continue
                    } catch {
                        $_
                    }
                }
                Read-LakeObject secret.txt -AsString -Connection $lake
                $lake | Format-List *
                "$lake"
            } *>&1
            $said | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Should -Not -BeNullOrEmpty
            $text = ($said | ForEach-Object { if ($_ -is [System.Management.Automation.ErrorRecord]) { $_.Exception.ToString() + ($_ | Format-List * -Force | Out-String) } else { $_ } } | Out-String)
            [regex]::Matches($text, '.{0,80}(X-Amz|uploadId|/data/).{0,80}').Value | Should -BeNullOrEmpty
        }
    }
}
