#requires -Version 5.1
# Every row of the errors table: the id, the category, what the message says, and what to do about it.

Describe 'The errors a user meets' -Tag Wire, Signature {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        Write-LakeObject -Key 'there.txt' -Content 'content'
        $script:commit = Add-TestCommit -Branch $branch
        $script:tag = Add-TestTag -Ref $commit
        $script:file = Join-Path $TestDrive 'file.txt'
        Set-Content -LiteralPath $file -Value 'content' -NoNewline
        # Tries once and does not wait long.
        $script:hasty = Connect-TestServer -Ref $branch -With @{ Name = 'hasty'; MaxRetries = 0; TimeoutSeconds = 1 }
        $script:lake = Connect-TestServer -Ref $branch
    }

    AfterEach {
        Clear-TestFault
    }

    Context 'A ref that cannot be written' {
        It 'says that a branch does not exist' {
            $record = Get-RaisedError { Write-LakeObject -Key k -Content c -Ref no-such-branch -ErrorAction Stop }
            Assert-LakeError $record -Id LakeBranchNotFound -Category ObjectNotFound -Message 'no-such-branch', $server.Repository
            $record.ErrorDetails.RecommendedAction | Should -BeLike '*Get-LakeBranch*'
            $record.Exception.Code | Should -Be 'NoSuchBucket'
            $record.Exception.StatusCode | Should -Be 404
            $record.Exception.RequestId | Should -Not -BeNullOrEmpty
            $record.Exception.Endpoint | Should -Be $lake.EndpointUrl
            $record.Exception.Repository | Should -Be $server.Repository
            $record.Exception.Ref | Should -Be 'no-such-branch'
            $record.Exception.Key | Should -Be 'k'
        }

        It 'says so of a file, a stream and a copy too' {
            $stream = [IO.MemoryStream]::new([byte[]](1, 2, 3))
            $records = @(
                Get-RaisedError { Write-LakeObject -Key k -File $file -Ref no-such-branch -ErrorAction Stop }
                Get-RaisedError { Write-LakeObject -Key k -Stream $stream -Ref no-such-branch -ErrorAction Stop }
                Get-RaisedError { Copy-LakeObject there.txt -DestinationRef no-such-branch -ErrorAction Stop }
            )
            foreach ($record in $records) {
                Assert-LakeError $record -Id LakeBranchNotFound -Category ObjectNotFound -Message 'no-such-branch'
            }
        }

        It 'says that a tag can''t be written to' {
            $record = Get-RaisedError { Write-LakeObject -Key k -Content c -Ref $tag -ErrorAction Stop }
            Assert-LakeError $record -Id LakeRefNotWritable -Category InvalidOperation -Message $tag, 'tag'
        }

        It 'says that a commit can''t be written to' {
            $record = Get-RaisedError { Write-LakeObject -Key k -Content c -Ref $commit -ErrorAction Stop }
            Assert-LakeError $record -Id LakeRefNotWritable -Category InvalidOperation -Message $commit, 'commit'
        }

        It 'says that a ref expression can''t be written to' {
            $record = Get-RaisedError { Write-LakeObject -Key k -Content c -Ref "$branch~1" -Connection $hasty -ErrorAction Stop }
            Assert-LakeError $record -Id LakeRefNotWritable -Category InvalidOperation -Message "$branch~1"
        }

        It 'says that a commit goes to no such branch' {
            $record = Get-RaisedError { New-LakeCommit 'm' -Ref no-such-branch -ErrorAction Stop }
            Assert-LakeError $record -Id LakeBranchNotFound -Category ObjectNotFound -Message 'no-such-branch'
        }

        It 'says that a branch asked for by name does not exist' {
            $record = Get-RaisedError { Get-LakeBranch no-such-branch -ErrorAction Stop }
            Assert-LakeError $record -Id LakeBranchNotFound -Category ObjectNotFound -Message 'no-such-branch'
        }
    }

    Context 'A repository that does not exist' {
        It 'is said by <Name>' -ForEach @(
            @{ Name = 'Get-LakeObjectList'; Command = { Get-LakeObjectList -Repository no-such-repo -ErrorAction Stop } }
            @{ Name = 'Get-LakeObjectMetadata'; Command = { Get-LakeObjectMetadata k -Repository no-such-repo -ErrorAction Stop } }
            @{ Name = 'Read-LakeObject'; Command = { Read-LakeObject k -AsString -Repository no-such-repo -ErrorAction Stop } }
            @{ Name = 'Write-LakeObject'; Command = { Write-LakeObject -Key k -Content c -Repository no-such-repo -ErrorAction Stop } }
            @{ Name = 'Copy-LakeObject'; Command = { Copy-LakeObject there.txt -DestinationRepository no-such-repo -ErrorAction Stop } }
            @{ Name = 'Remove-LakeObject'; Command = { Remove-LakeObject k -Repository no-such-repo -Confirm:$false -ErrorAction Stop } }
            @{ Name = 'Get-LakeBranch'; Command = { Get-LakeBranch -Repository no-such-repo -ErrorAction Stop } }
            @{ Name = 'Get-LakeRepository'; Command = { Get-LakeRepository no-such-repo -ErrorAction Stop } }
            @{ Name = 'New-LakeCommit'; Command = { New-LakeCommit 'm' -Repository no-such-repo -ErrorAction Stop } }
            @{ Name = 'Connect-LakeS3'; Command = { Connect-TestServer -With @{ Repository = 'no-such-repo'; Name = 'never' } } }
        ) {
            $record = Get-RaisedError $Command
            Assert-LakeError $record -Id LakeRepositoryNotFound -Category ObjectNotFound -Message 'no-such-repo', "$($lake.EndpointUrl)", $lake.AccessKeyId
        }

        It 'leaves no connection behind' {
            $null = Get-RaisedError { Connect-TestServer -With @{ Repository = 'no-such-repo'; Name = 'never' } }
            Get-LakeS3Connection | ForEach-Object Name | Should -Not -Contain 'never'
        }
    }

    Context 'A ref that does not exist' {
        It 'is said by <Name>' -ForEach @(
            @{ Name = 'Get-LakeObjectList'; Command = { Get-LakeObjectList -Ref no-such-ref -ErrorAction Stop } }
            @{ Name = 'Get-LakeObjectMetadata'; Command = { Get-LakeObjectMetadata k -Ref no-such-ref -ErrorAction Stop } }
            @{ Name = 'Read-LakeObject to a string'; Command = { Read-LakeObject k -AsString -Ref no-such-ref -ErrorAction Stop } }
            @{ Name = 'Read-LakeObject of a prefix'; Command = { Read-LakeObject -Prefix k -Folder $TestDrive -Ref no-such-ref -ErrorAction Stop } }
            @{ Name = 'Copy-LakeObject'; Command = { Copy-LakeObject k -DestinationKey l -Ref no-such-ref -ErrorAction Stop } }
            @{ Name = 'Connect-LakeS3'; Command = { Connect-TestServer -Ref no-such-ref } }
        ) {
            $record = Get-RaisedError $Command
            Assert-LakeError $record -Id LakeRefNotFound -Category ObjectNotFound -Message 'no-such-ref', $server.Repository
        }

        It 'is the error for an expression that resolves to nothing' {
            $record = Get-RaisedError { Get-LakeObjectMetadata k -Ref "$branch~99" -ErrorAction Stop }
            Assert-LakeError $record -Id LakeRefNotFound -Category ObjectNotFound -Message "$branch~99"
        }
    }

    Context 'An object that does not exist' {
        It 'is said by <Name>' -ForEach @(
            @{ Name = 'Get-LakeObjectMetadata'; Command = { Get-LakeObjectMetadata missing.txt -ErrorAction Stop } }
            @{ Name = 'Read-LakeObject to a string'; Command = { Read-LakeObject missing.txt -AsString -ErrorAction Stop } }
            @{ Name = 'Read-LakeObject to a file'; Command = { Read-LakeObject missing.txt -File (Join-Path $TestDrive 'missing.txt') -ErrorAction Stop } }
            @{ Name = 'Copy-LakeObject'; Command = { Copy-LakeObject missing.txt -DestinationKey copy.txt -ErrorAction Stop } }
            @{ Name = 'Remove-LakeObject'; Command = { Remove-LakeObject missing.txt -Confirm:$false -ErrorAction Stop } }
        ) {
            $record = Get-RaisedError $Command
            Assert-LakeError $record -Id LakeObjectNotFound -Category ObjectNotFound -Message 'missing.txt', $branch, $server.Repository
            Join-Path $TestDrive 'missing.txt' | Should -Not -Exist
        }

        It 'does not stop the objects after it' {
            $found = 'missing.txt', 'there.txt' | Get-LakeObjectMetadata -ErrorAction SilentlyContinue -ErrorVariable failed
            $found.Key | Should -Be 'there.txt'
            $failed | Should -HaveCount 1
        }
    }

    Context 'An object that exists, with -NoClobber' {
        It 'is left alone and reported' {
            $record = Get-RaisedError { Write-LakeObject -Key there.txt -Content 'other' -NoClobber -ErrorAction Stop }
            Assert-LakeError $record -Id LakeObjectExists -Category ResourceExists -Message 'there.txt', $branch
            Read-LakeObject there.txt -AsString | Should -Be 'content'
        }
    }

    Context 'Credentials that the server refuses' {
        It 'says that the secret does not match' {
            $record = Get-RaisedError { Connect-TestServer -With @{ SecretAccessKey = ConvertTo-TestSecret 'wrong/secret' } }
            Assert-LakeError $record -Id LakeSecretMismatch -Category AuthenticationError -Message $server.AccessKeyId
            "$record" | Should -Not -BeLike '*wrong/secret*'
        }

        It 'says that the access key is unknown' {
            $record = Get-RaisedError { Connect-TestServer -With @{ AccessKeyId = 'AKIAUNKNOWNKEY' } }
            Assert-LakeError $record -Id LakeAccessDenied -Category PermissionDenied -Message 'AKIAUNKNOWNKEY'
        }

        It 'says that an access key may not do something' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'HeadObject'; fault = 'error'; status = 403; code = 'AccessDenied'; count = 0 }
            $record = Get-RaisedError { Get-LakeObjectMetadata there.txt -ErrorAction Stop }
            Assert-LakeError $record -Id LakeAccessDenied -Category PermissionDenied -Message $server.AccessKeyId
        }

        It 'says that the clock is off' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'ListObjectsV2'; fault = 'error'; status = 403; code = 'RequestTimeTooSkewed'; message = 'The difference is too large.'; count = 0 }
            $record = Get-RaisedError { Get-LakeObjectList -ErrorAction Stop }
            Assert-LakeError $record -Id LakeClockSkewed -Category AuthenticationError -Message 'clock', '15 minutes'
        }
    }

    Context 'A branch or repository that takes no writes' {
        It 'says that a branch is protected, for every kind of write' {
            Skip-OnRealServer -Because 'a real server protects a branch only some seconds later'
            $repository = Add-TestRepository
            Add-TestObject -Repository $repository -Branch main -Key staged
            $null = Add-TestCommit -Repository $repository -Branch main
            $null = Invoke-TestRest "/repositories/$repository/settings/branch_protection" -Method Put -Body @(@{ pattern = 'main' })
            $at = @{ Repository = $repository; Ref = 'main'; ErrorAction = 'Stop' }
            $records = @(
                Get-RaisedError { Write-LakeObject @at -Key k -Content c }
                Get-RaisedError { Remove-LakeObject @at -Key staged -Confirm:$false }
                Get-RaisedError { Copy-LakeObject @at -Key staged -DestinationKey copy }
                Get-RaisedError { New-LakeCommit @at -Message 'm' -AllowEmpty }
            )
            foreach ($record in $records) {
                Assert-LakeError $record -Id LakeBranchProtected -Category PermissionDenied -Message 'main', $repository, 'protected'
            }
        }

        It 'says that a repository is read-only, for every kind of write' {
            Skip-OnRealServer -Because 'the repositories of a real server are not this suite''s to make'
            $repository = Add-TestRepository -ReadOnly
            $at = @{ Repository = $repository; Ref = 'main'; ErrorAction = 'Stop' }
            $records = @(
                Get-RaisedError { Write-LakeObject @at -Key k -Content c }
                Get-RaisedError { Copy-LakeObject there.txt -DestinationRepository $repository -DestinationRef main -ErrorAction Stop }
                Get-RaisedError { New-LakeCommit @at -Message 'm' -AllowEmpty }
            )
            foreach ($record in $records) {
                Assert-LakeError $record -Id LakeRepositoryReadOnly -Category PermissionDenied -Message $repository, 'read-only'
            }
        }
    }

    Context 'An endpoint that is lakeFS''s REST API' {
        It 'is corrected when connecting, and says so' {
            $login = Get-TestLogin
            $login.EndpointUrl = "$($server.EndpointUrl)/api/v1/"
            $said = Connect-LakeS3 @login -Name corrected -PassThru -Verbose 4>&1
            $connection = $said | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] }
            $connection.EndpointUrl | Should -Be $lake.EndpointUrl
            "$said" | Should -BeLike '*/api/v1*'
            $connection | Disconnect-LakeS3
        }

        It 'is named where the server says so' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'ListObjectsV2'; fault = 'error'; status = 404; code = 'ErrNoSuchBucketPossibleAPIEndpoint'; message = 'Repository not found. It looks like the endpoint is the API.'; count = 0 }
            $record = Get-RaisedError { Get-LakeObjectList -ErrorAction Stop }
            Assert-LakeError $record -Id LakeEndpointIsApi -Category InvalidArgument -Message "$($lake.EndpointUrl)", 'REST API'
        }
    }

    Context 'Checksum trailers that the server refuses' {
        BeforeAll {
            $script:eager = Connect-TestServer -Ref $branch -With @{ Name = 'eager'; RequestChecksum = 'WhenSupported' }
            $script:lake = Connect-TestServer -Ref $branch
        }

        It 'names the setting' {
            Skip-OnRealServer
            if ($server.Suite -ne 'Legacy') {
                Use-TestFault @{ operation = 'PutObject'; fault = 'error'; status = 403; code = 'AccessDenied'; count = 0 }
            }
            $record = Get-RaisedError { Write-LakeObject -Connection $eager -Key k -Content c -ErrorAction Stop }
            Assert-LakeError $record -Id LakeChecksumRefused -Category PermissionDenied -Message 'WhenSupported'
            $record.ErrorDetails.RecommendedAction | Should -BeLike '*-RequestChecksum WhenRequired*'
        }
    }

    Context 'A web page in place of an S3 answer' {
        It 'is not a success of <Name>' -ForEach @(
            @{ Name = 'Get-LakeObjectList'; Operation = 'ListObjectsV2'; Command = { Get-LakeObjectList -ErrorAction Stop } }
            @{ Name = 'Get-LakeObjectMetadata'; Operation = 'HeadObject'; Command = { Get-LakeObjectMetadata there.txt -ErrorAction Stop } }
            @{ Name = 'Test-LakeObject'; Operation = 'HeadObject'; Command = { Test-LakeObject there.txt -ErrorAction Stop } }
            @{ Name = 'Read-LakeObject to a string'; Operation = 'GetObject'; Command = { Read-LakeObject there.txt -AsString -ErrorAction Stop } }
            @{ Name = 'Read-LakeObject to a file'; Operation = 'GetObject'; Command = { Read-LakeObject there.txt -File (Join-Path $TestDrive 'page/there.txt') -ErrorAction Stop } }
            @{ Name = 'Write-LakeObject'; Operation = 'PutObject'; Command = { Write-LakeObject -Key page.txt -Content c -ErrorAction Stop } }
            @{ Name = 'Copy-LakeObject'; Operation = 'CopyObject'; Command = { Copy-LakeObject there.txt -DestinationKey page.txt -ErrorAction Stop } }
            @{ Name = 'Remove-LakeObject'; Operation = 'DeleteObject'; Command = { Remove-LakeObject there.txt -Confirm:$false -ErrorAction Stop } }
            @{ Name = 'Get-LakeRepository'; Operation = '*'; Command = { Get-LakeRepository -ErrorAction Stop } }
            @{ Name = 'Get-LakeBranch'; Operation = '*'; Command = { Get-LakeBranch -ErrorAction Stop } }
            @{ Name = 'New-LakeCommit'; Operation = 'commit'; Command = { New-LakeCommit 'm' -AllowEmpty -ErrorAction Stop } }
            @{ Name = 'Connect-LakeS3'; Operation = 'ListObjectsV2'; Command = { Connect-TestServer -Ref $branch -With @{ Name = 'never' } } }
            @{ Name = 'Connect-LakeS3 without a repository'; Operation = 'ListBuckets'; Command = { $login = Get-TestLogin; Connect-LakeS3 @login -Name never } }
        ) {
            Skip-OnRealServer
            Use-TestFault @{ operation = $Operation; fault = 'html'; count = 0 }
            $record = Get-RaisedError $Command
            Assert-LakeError $record -Id LakeNotAnS3Endpoint -Category ConnectionError -Message "What answers at $($lake.EndpointUrl)", 'is not'
            Get-ChildItem (Join-Path $TestDrive page) -File -Force -ErrorAction Ignore | Should -BeNullOrEmpty
        }

        It 'is what a port of something else answers' {
            $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
            $listener.Start()
            try {
                $page = [powershell]::Create().AddScript({
                        param($listener)
                        $client = $listener.AcceptTcpClient()
                        $stream = $client.GetStream()
                        $null = $stream.Read([byte[]]::new(8192), 0, 8192)
                        $html = '<!doctype html><html><body>Welcome</body></html>'
                        $answer = [Text.Encoding]::ASCII.GetBytes("HTTP/1.1 200 OK`r`nContent-Type: text/html`r`nContent-Length: $($html.Length)`r`nConnection: close`r`n`r`n$html")
                        $stream.Write($answer, 0, $answer.Length)
                        $client.Dispose()
                    }).AddArgument($listener)
                $waiting = $page.BeginInvoke()
                $url = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"
                $record = Get-RaisedError { Connect-LakeS3 $url -AccessKeyId AKIASOMEBODY -SecretAccessKey (ConvertTo-TestSecret 'secret') -MaxRetries 0 }
                Assert-LakeError $record -Id LakeNotAnS3Endpoint -Category ConnectionError -Message $url
                $page.EndInvoke($waiting)
            } finally {
                $listener.Stop()
                $page.Dispose()
            }
        }
    }

    Context 'Metadata that is too large' {
        It 'says how large it is and may be' {
            $record = Get-RaisedError { Write-LakeObject -Key k -Content c -Metadata @{ name = 'x' * 2048 } -ErrorAction Stop }
            Assert-LakeError $record -Id LakeMetadataTooLarge -Category InvalidArgument -Message '2052', '2048'
        }
    }

    Context 'What lakeFS does not support' {
        It 'is said as such' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'PutObject'; fault = 'error'; status = 405; code = 'ERRLakeFSNotSupported'; message = 'This operation is not supported in lakeFS'; count = 0 }
            $record = Get-RaisedError { Write-LakeObject -Key k -Content c -ErrorAction Stop }
            Assert-LakeError $record -Id LakeNotSupported -Category NotImplemented -Message 'does not support'
        }
    }

    Context 'A local file that cannot be read or written' -Tag Build {
        It 'says that a file does not exist' {
            $missing = Join-Path $TestDrive 'none/missing.csv'
            $record = Get-RaisedError { Write-LakeObject -File $missing -ErrorAction Stop }
            Assert-LakeError $record -Id LakeFileNotFound -Category ObjectNotFound -Message $missing
        }

        It 'says that a file can''t be read' {
            $locked = Join-Path $TestDrive 'locked.csv'
            $lock = [IO.File]::Open($locked, 'Create', 'ReadWrite', 'None')
            try {
                $record = Get-RaisedError { Write-LakeObject -File $locked -ErrorAction Stop }
            } finally {
                $lock.Dispose()
            }
            Assert-LakeError $record -Id LakeFileUnreadable -Category PermissionDenied -Message $locked
        }

        It 'says that a folder is not a file' {
            $record = Get-RaisedError { Write-LakeObject -File "$TestDrive" -ErrorAction Stop }
            Assert-LakeError $record -Id LakeFileIsDirectory -Category InvalidArgument -Message "$TestDrive"
            $null = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'place/there.txt') -Force
            $record = Get-RaisedError { Read-LakeObject there.txt -File (Join-Path $TestDrive 'place') -ErrorAction Stop }
            Assert-LakeError $record -Id LakeFileIsDirectory -Category InvalidArgument -Message 'there.txt'
        }

        It 'says that a pipe is not a file, and leaves it there' {
            if ($env:OS -eq 'Windows_NT') {
                Set-ItResult -Skipped -Because 'Windows has no pipes in folders'
            }
            if (Test-NetStandardBuild) {
                Set-ItResult -Skipped -Because 'the build for Windows PowerShell knows no pipes in folders'
            }
            $pipe = Join-Path $TestDrive 'pipe'
            & mkfifo $pipe
            $record = Get-RaisedError { Write-LakeObject -File $pipe -ErrorAction Stop }
            Assert-LakeError $record -Id LakeFileNotRegular -Category InvalidArgument -Message $pipe
            $record = Get-RaisedError { Read-LakeObject there.txt -File $pipe -Force -ErrorAction Stop }
            Assert-LakeError $record -Id LakeFileNotRegular -Category InvalidArgument -Message $pipe
            & test -p $pipe
            $LASTEXITCODE | Should -Be 0 -Because 'it is a pipe as before'
        }

        It 'says that a file is where the folder of another should be' {
            $record = Get-RaisedError { Read-LakeObject there.txt -File (Join-Path $file 'there.txt') -ErrorAction Stop }
            Assert-LakeError $record -Id LakeFileUnwritable -Category PermissionDenied -Message $file
        }

        It 'says that a file exists' {
            $record = Get-RaisedError { Read-LakeObject there.txt -File $file -NoClobber -ErrorAction Stop }
            Assert-LakeError $record -Id LakeFileExists -Category ResourceExists -Message $file
        }

        It 'says that a file is read-only' {
            $readOnly = Join-Path $TestDrive 'read-only.txt'
            Set-Content -LiteralPath $readOnly -Value 'mine' -NoNewline
            Set-ItemProperty -LiteralPath $readOnly -Name IsReadOnly -Value $true
            $record = Get-RaisedError { Read-LakeObject there.txt -File $readOnly -ErrorAction Stop }
            Assert-LakeError $record -Id LakeFileReadOnly -Category PermissionDenied -Message $readOnly
            Get-Content -LiteralPath $readOnly -Raw | Should -Be 'mine'
            Read-LakeObject there.txt -File $readOnly -Force
            Get-Content -LiteralPath $readOnly -Raw | Should -Be 'content'
        }
    }

    Context 'A server that cannot be reached' -Tag Build {
        It 'says that a host was not found, and how often it was tried' {
            $record = Get-RaisedError { Connect-LakeS3 http://no-such-host.invalid -AccessKeyId AKIASOMEBODY -SecretAccessKey (ConvertTo-TestSecret 'secret') -MaxRetries 1 }
            Assert-LakeError $record -Id LakeConnectionFailed -Category ConnectionError -Message 'no-such-host.invalid', 'not found', '2 times'
        }

        It 'says that a connection was refused' {
            $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
            $listener.Start()
            $port = $listener.LocalEndpoint.Port
            $listener.Stop()
            $record = Get-RaisedError { Connect-LakeS3 "http://127.0.0.1:$port" -AccessKeyId AKIASOMEBODY -SecretAccessKey (ConvertTo-TestSecret 'secret') -MaxRetries 0 }
            Assert-LakeError $record -Id LakeConnectionFailed -Category ConnectionError -Message "127.0.0.1:$port", 'refused', 'once'
        }

        It 'says that a request timed out' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'HeadObject'; fault = 'stall'; count = 0 }
            $record = Get-RaisedError { Get-LakeObjectMetadata there.txt -Connection $hasty -ErrorAction Stop }
            Assert-LakeError $record -Id LakeTimeout -Category OperationTimeout -Message "$($lake.EndpointUrl)", '1 s', 'once'
        }

        It 'says that an answer stood still, and keeps no part of it' {
            Skip-OnRealServer
            $target = Join-Path $TestDrive 'stalled/there.txt'
            Use-TestFault @{ operation = 'GetObject'; fault = 'stall-in-body'; afterBytes = 3; count = 0 }
            $record = Get-RaisedError { Read-LakeObject there.txt -File $target -Connection $hasty -ErrorAction Stop }
            Assert-LakeError $record -Id LakeTimeout -Category OperationTimeout -Message "$($lake.EndpointUrl)"
            Split-Path $target | Should -Not -Exist
        }

        It 'says that a connection was broken off' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'HeadObject'; fault = 'reset'; count = 0 }
            $record = Get-RaisedError { Get-LakeObjectMetadata there.txt -Connection $hasty -ErrorAction Stop }
            Assert-LakeError $record -Id LakeConnectionFailed -Category ConnectionError -Message "$($lake.EndpointUrl)", 'once'
        }

        It 'tries again after a connection that was broken off' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'HeadObject'; fault = 'reset' }
            (Get-LakeObjectMetadata there.txt).Size | Should -Be 7
        }
    }

    Context 'A certificate that is not trusted' {
        It 'names the certificate, the reason and the two parameters that help' {
            Skip-OnRealServer -Because 'the certificate of a real server is its owner''s'
            $record = Get-RaisedError { Connect-LakeS3 $server.HttpsUrl -AccessKeyId $server.AccessKeyId -SecretAccessKey (ConvertTo-TestSecret 'secret') -MaxRetries 0 }
            Assert-LakeError $record -Id LakeCertificateNotTrusted -Category SecurityError -Message $server.HttpsUrl, 'certificate', 'issued by'
            $record.ErrorDetails.RecommendedAction | Should -BeLike '*-CACertificate*-SkipCertificateCheck*'
        }
    }

    Context 'A server that asks for fewer requests' {
        It 'is asked again and obeyed' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'HeadObject'; fault = 'error'; status = 503; code = 'SlowDown' }
            Clear-TestRequest
            (Get-LakeObjectMetadata there.txt).Size | Should -Be 7
            (Get-TestRequest -Operation HeadObject).status | Should -Be 503, 200
        }

        It 'is reported when it goes on' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'GetObject'; fault = 'error'; status = 503; code = 'SlowDown'; count = 0 }
            $record = Get-RaisedError { Read-LakeObject there.txt -AsString -Connection $hasty -ErrorAction Stop }
            Assert-LakeError $record -Id LakeThrottled -Category LimitsExceeded -Message 'fewer requests', 'SlowDown', "$($lake.EndpointUrl)"
        }
    }

    Context 'Content that does not pass its check' {
        It 'is reported of an upload with what was expected and got' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'PutObject'; fault = 'wrong-etag'; count = 0 }
            $record = Get-RaisedError { Write-LakeObject -Key checked.txt -Content 'content' -ErrorAction Stop }
            Assert-LakeError $record -Id LakeContentMismatch -Category InvalidData -Message 'checked.txt', '9a0364b9e99bb480dd25e1f0284c8555'
        }

        It 'is reported for an incomplete download, and no part is kept' {
            Skip-OnRealServer
            $target = Join-Path $TestDrive 'cut/there.txt'
            Use-TestFault @{ operation = 'GetObject'; fault = 'truncate'; afterBytes = 3; count = 0 }
            $record = Get-RaisedError { Read-LakeObject there.txt -File $target -Connection $hasty -ErrorAction Stop }
            # The connection ends before the content does: which of the two is noticed first is the platform's.
            $record.FullyQualifiedErrorId | Should -Match '^(LakeContentMismatch|LakeConnectionFailed),'
            $record.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
            Split-Path $target | Should -Not -Exist
        }

        It 'is not called verified when a byte came wrong' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'GetObject'; fault = 'corrupt'; count = 0 }
            $read = Read-LakeObject there.txt -File (Join-Path $TestDrive 'corrupt.txt') -PassThru -ErrorAction SilentlyContinue -ErrorVariable failed
            ($failed.Count -gt 0 -or -not $read.Verified) | Should -BeTrue
        }
    }

    Context 'A session without a connection' {
        It 'says how to connect, before anything else' {
            $open = Get-LakeS3Connection
            $record = & (Join-Path $PSScriptRoot 'Session/Invoke-Unconnected.ps1') { Get-LakeObjectList -Ref main }
            $record.FullyQualifiedErrorId | Should -BeLike 'LakeNotConnected,*'
            $record.CategoryInfo.Category | Should -Be 'ConnectionError'
            $record.ErrorDetails.RecommendedAction | Should -BeLike '*Connect-LakeS3*'
            Get-LakeS3Connection | Should -HaveCount @($open).Count
        }
    }
}
