#requires -Version 5.1
# Bad input gets a clear error before anything is sent: the gateway's request log says that nothing was.

BeforeDiscovery {
    $script:addressed = @(
        @{ Name = 'Get-LakeObjectList'; Call = { param($at) Get-LakeObjectList @at } }
        @{ Name = 'Get-LakeObjectMetadata'; Call = { param($at) Get-LakeObjectMetadata -Key k @at } }
        @{ Name = 'Test-LakeObject'; Call = { param($at) Test-LakeObject -Key k @at } }
        @{ Name = 'Read-LakeObject'; Call = { param($at) Read-LakeObject -Key k -AsString @at } }
        @{ Name = 'Write-LakeObject'; Call = { param($at) Write-LakeObject -Key k -Content c @at } }
        @{ Name = 'Copy-LakeObject'; Call = { param($at) Copy-LakeObject -Key k -DestinationKey l @at } }
        @{ Name = 'Remove-LakeObject'; Call = { param($at) Remove-LakeObject -Key k -Confirm:$false @at } }
        @{ Name = 'New-LakeObjectUrl'; Call = { param($at) New-LakeObjectUrl -Key k @at } }
    )
    $script:keyed = @(
        @{ Name = 'Get-LakeObjectMetadata'; Call = { param($key) Get-LakeObjectMetadata -Key $key -ErrorAction Stop } }
        @{ Name = 'Test-LakeObject'; Call = { param($key) Test-LakeObject -Key $key -ErrorAction Stop } }
        @{ Name = 'Read-LakeObject'; Call = { param($key) Read-LakeObject -Key $key -AsString -ErrorAction Stop } }
        @{ Name = 'Write-LakeObject'; Call = { param($key) Write-LakeObject -Key $key -Content c -ErrorAction Stop } }
        @{ Name = 'Copy-LakeObject from'; Call = { param($key) Copy-LakeObject -Key $key -DestinationKey l -ErrorAction Stop } }
        @{ Name = 'Copy-LakeObject to'; Call = { param($key) Copy-LakeObject -Key k -DestinationKey $key -ErrorAction Stop } }
        @{ Name = 'Remove-LakeObject'; Call = { param($key) Remove-LakeObject -Key $key -Confirm:$false -ErrorAction Stop } }
        @{ Name = 'New-LakeObjectUrl'; Call = { param($key) New-LakeObjectUrl -Key $key -ErrorAction Stop } }
    )
    $script:badRepositories = @(
        @{ Case = 'too short'; Value = 'ab' }
        @{ Case = 'too long'; Value = 'a' * 64 }
        @{ Case = 'in upper case'; Value = 'Example-Repo' }
        @{ Case = 'with an underscore'; Value = 'example_repo' }
        @{ Case = 'with a slash'; Value = 'example/repo' }
        @{ Case = 'with a hyphen in front'; Value = '-example' }
        @{ Case = 'with a line break'; Value = "example`n" }
        @{ Case = 'with a blank'; Value = 'example repo' }
    )
    $script:badRefs = @(
        @{ Case = 'with a slash'; Value = 'feature/x' }
        @{ Case = 'with a blank'; Value = 'my branch' }
        @{ Case = 'with a line break'; Value = "main`n" }
        @{ Case = 'only a modifier'; Value = '~1' }
    )
    $script:badEndpoints = @(
        @{ Case = 'empty'; Value = '' }
        @{ Case = 'blank'; Value = '  ' }
        @{ Case = 'no URL'; Value = 'not a url' }
        @{ Case = 'without a scheme'; Value = '127.0.0.1:8000' }
        @{ Case = 'another scheme'; Value = 'ftp://example.com' }
        @{ Case = 'without a host'; Value = 'http://' }
        @{ Case = 'with a query'; Value = 'http://127.0.0.1:8000/?x=1' }
        @{ Case = 'with a path'; Value = 'http://127.0.0.1:8000/repositories/x' }
        @{ Case = 'a file'; Value = 'file:///etc/hosts' }
        @{ Case = 'with a port that is none'; Value = 'http://127.0.0.1:99999' }
    )
}

Describe 'Bad input' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $null = Connect-TestServer -Ref main

        function Get-ErrorBeforeSending {
            # The error record of a command, after it is certain that the command has sent nothing.
            param([scriptblock] $Command)

            if ($server.IsLocal) {
                Clear-TestRequest
            }
            $record = Get-RaisedError $Command
            if ($server.IsLocal) {
                Get-TestRequest | Should -BeNullOrEmpty -Because "nothing may be sent before: $record"
            }
            $record
        }
    }

    Context 'A repository''s name <Case>' -ForEach $badRepositories {
        It 'is refused by <Name>' -ForEach $addressed {
            $record = Get-ErrorBeforeSending { & $Call @{ Repository = $Value; Ref = 'main'; ErrorAction = 'Stop' } }
            Assert-LakeError $record -Id LakeRepositoryNameInvalid -Category InvalidArgument -Message 'repository'
        }

        It 'is refused by New-LakeCommit, Get-LakeBranch and Connect-LakeS3' {
            $records = @(
                Get-ErrorBeforeSending { New-LakeCommit 'm' -Repository $Value -Ref main -ErrorAction Stop }
                Get-ErrorBeforeSending { Get-LakeBranch -Repository $Value -ErrorAction Stop }
                Get-ErrorBeforeSending { Connect-TestServer -With @{ Repository = $Value } }
            )
            foreach ($record in $records) {
                Assert-LakeError $record -Id LakeRepositoryNameInvalid -Category InvalidArgument
            }
        }
    }

    Context 'A ref <Case>' -ForEach $badRefs {
        It 'is refused by <Name>' -ForEach $addressed {
            $record = Get-ErrorBeforeSending { & $Call @{ Ref = $Value; ErrorAction = 'Stop' } }
            Assert-LakeError $record -Id LakeRefInvalid -Category InvalidArgument -Message 'ref'
        }

        It 'is refused by New-LakeCommit, Copy-LakeObject -DestinationRef and Connect-LakeS3' {
            $records = @(
                Get-ErrorBeforeSending { New-LakeCommit 'm' -Ref $Value -ErrorAction Stop }
                Get-ErrorBeforeSending { Copy-LakeObject k -DestinationRef $Value -ErrorAction Stop }
                Get-ErrorBeforeSending { $login = Get-TestLogin; Connect-LakeS3 @login -Ref $Value -Repository pester-repo }
            )
            foreach ($record in $records) {
                Assert-LakeError $record -Id LakeRefInvalid -Category InvalidArgument
            }
        }
    }

    Context 'A key' {
        It 'of 1,025 bytes is refused by <Name>' -ForEach $keyed {
            $record = Get-ErrorBeforeSending { & $Call ('k' * 1025) }
            Assert-LakeError $record -Id LakeKeyTooLong -Category InvalidArgument -Message '1025', '1024'
        }

        It 'is measured in bytes, not in characters, by <Name>' -ForEach $keyed {
            $record = Get-ErrorBeforeSending { & $Call ([string][char]0x20AC * 342) }
            Assert-LakeError $record -Id LakeKeyTooLong -Category InvalidArgument -Message '1026', '1024'
        }

        It 'with half a surrogate pair is refused by <Name>' -ForEach $keyed {
            $record = Get-ErrorBeforeSending { & $Call "k$([char]0xD83D)" }
            Assert-LakeError $record -Id LakeKeyInvalid -Category InvalidArgument -Message 'surrogate'
        }

        It 'that is an address without a path is refused by <Name>' -ForEach ($keyed | Where-Object Name -NE 'Copy-LakeObject to') {
            $record = Get-ErrorBeforeSending { & $Call 'lakefs://pester-repo/main/' }
            Assert-LakeError $record -Id LakeKeyMissing -Category InvalidArgument -Message 'key is empty'
        }

        It 'that is empty is refused by <Name>' -ForEach ($keyed | Where-Object Name -NE 'Copy-LakeObject to') {
            $record = Get-ErrorBeforeSending { & $Call '' }
            $record.FullyQualifiedErrorId | Should -Match '^(LakeKeyMissing|ParameterArgumentValidationErrorEmptyStringNotAllowed),'
        }
    }

    Context 'An object that is named twice' {
        It 'by bucket and repository is refused by <Name>' -ForEach $addressed {
            $record = Get-ErrorBeforeSending { & $Call @{ BucketName = 'pester-repo'; Repository = 'pester-repo'; ErrorAction = 'Stop' } }
            Assert-LakeError $record -Id LakeAddressAmbiguous -Category InvalidArgument -Message 'bucket', 'repository'
            $record.ErrorDetails.RecommendedAction | Should -BeLike '*-BucketName*'
        }

        It 'by bucket and ref is refused by <Name>' -ForEach $addressed {
            $record = Get-ErrorBeforeSending { & $Call @{ BucketName = 'pester-repo'; Ref = 'main'; ErrorAction = 'Stop' } }
            Assert-LakeError $record -Id LakeAddressAmbiguous -Category InvalidArgument -Message 'bucket', 'ref'
            $record.ErrorDetails.RecommendedAction | Should -BeLike '*-BucketName*'
        }

        It 'by an address and another repository, ref or bucket is refused' {
            $address = 'lakefs://pester-repo/main/k'
            $records = @(
                Get-ErrorBeforeSending { Get-LakeObjectMetadata $address -Repository other-repo -ErrorAction Stop }
                Get-ErrorBeforeSending { Get-LakeObjectMetadata $address -Ref dev -ErrorAction Stop }
                Get-ErrorBeforeSending { Get-LakeObjectMetadata $address -BucketName other-repo -ErrorAction Stop }
                Get-ErrorBeforeSending { Get-LakeObjectList $address -Ref dev -ErrorAction Stop }
                Get-ErrorBeforeSending { Write-LakeObject $address -Content c -Ref dev -ErrorAction Stop }
            )
            foreach ($record in $records) {
                Assert-LakeError $record -Id LakeAddressAmbiguous -Category InvalidArgument -Message 'address'
            }
        }

        It 'by -Key and -KeyPrefix is refused' {
            $record = Get-ErrorBeforeSending { Write-LakeObject k -File $PSCommandPath -KeyPrefix in/ -ErrorAction Stop }
            Assert-LakeError $record -Id LakeAddressAmbiguous -Category InvalidArgument -Message '-Key', '-KeyPrefix'
        }
    }

    Context 'An object that is not named wholly' {
        BeforeAll {
            $script:bare = Connect-TestServer -With @{ Name = 'bare' }
            $login = Get-TestLogin
            $script:barest = Connect-LakeS3 @login -Name barest -PassThru
            $null = Connect-TestServer -Ref main
        }

        It 'lacks a ref, and the server does not tell the default branch, says <Name>' -ForEach $addressed {
            Skip-OnRealServer -Because 'a fault plan decides what it tells'
            Use-TestFault @{ operation = 'getRepository'; fault = 'error'; status = 403; message = 'insufficient permissions'; count = 0 }
            try {
                $record = Get-RaisedError { & $Call @{ Connection = $bare; ErrorAction = 'Stop' } }
            } finally {
                Clear-TestFault
            }
            Assert-LakeError $record -Id LakeRefMissing -Category InvalidArgument -Message 'No ref', $server.Repository, 'default branch'
            $record.ErrorDetails.RecommendedAction | Should -BeLike '*-Ref*'
        }

        It 'lacks a repository, says <Name>' -ForEach $addressed {
            $record = Get-ErrorBeforeSending { & $Call @{ Connection = $barest; Ref = 'main'; ErrorAction = 'Stop' } }
            Assert-LakeError $record -Id LakeRepositoryMissing -Category InvalidArgument -Message 'No repository'
        }

        It 'lacks a ref in front of the key of a bucket' {
            $record = Get-ErrorBeforeSending { Get-LakeObjectMetadata data.csv -BucketName pester-repo -ErrorAction Stop }
            Assert-LakeError $record -Id LakeRefMissing -Category InvalidArgument -Message 'data.csv', 'main/'
        }
    }

    Context 'A local file' {
        It 'that does not exist is not sent' {
            $missing = Join-Path $TestDrive 'missing.csv'
            $record = Get-ErrorBeforeSending { Write-LakeObject -File $missing -ErrorAction Stop }
            Assert-LakeError $record -Id LakeFileNotFound -Category ObjectNotFound -Message $missing
        }

        It 'that is a folder is not sent' {
            $record = Get-ErrorBeforeSending { Write-LakeObject -File "$TestDrive" -ErrorAction Stop }
            Assert-LakeError $record -Id LakeFileIsDirectory -Category InvalidArgument -Message "$TestDrive"
        }

        It 'that is unreadable is not sent' {
            $locked = Join-Path $TestDrive 'locked.csv'
            $lock = [IO.File]::Open($locked, 'Create', 'ReadWrite', 'None')
            try {
                $record = Get-ErrorBeforeSending { Write-LakeObject -File $locked -ErrorAction Stop }
            } finally {
                $lock.Dispose()
            }
            Assert-LakeError $record -Id LakeFileUnreadable -Category PermissionDenied -Message $locked
        }

        It 'that may not be replaced stops a download before it begins' {
            $mine = Join-Path $TestDrive 'mine.csv'
            Set-Content -LiteralPath $mine -Value 'mine' -NoNewline
            $record = Get-ErrorBeforeSending { Read-LakeObject k -File $mine -NoClobber -ErrorAction Stop }
            Assert-LakeError $record -Id LakeFileExists -Category ResourceExists -Message $mine
            Get-Content -LiteralPath $mine -Raw | Should -Be 'mine'
        }

        It 'that cannot be written stops a download before it begins' {
            $mine = Join-Path $TestDrive 'file.csv'
            Set-Content -LiteralPath $mine -Value 'mine' -NoNewline
            $record = Get-ErrorBeforeSending { Read-LakeObject k -File (Join-Path $mine 'below.csv') -ErrorAction Stop }
            Assert-LakeError $record -Id LakeFileUnwritable -Category PermissionDenied -Message $mine, 'is a file'
        }

        It 'of the same name as another in the pipeline is not lost' {
            $first = New-Item -ItemType File -Path (Join-Path $TestDrive 'one/same.csv') -Force
            $second = New-Item -ItemType File -Path (Join-Path $TestDrive 'two/same.csv') -Force
            $branch = Add-TestBranch
            $first, $second | Write-LakeObject -Ref $branch -KeyPrefix in/ -ErrorAction SilentlyContinue -ErrorVariable failed
            $failed | Should -HaveCount 1
            Assert-LakeError $failed[0] -Id LakeKeyWrittenTwice -Category InvalidArgument -Message $first.FullName, $second.FullName
        }
    }

    Context 'Metadata' {
        It 'of 2,049 bytes is not sent' {
            $record = Get-ErrorBeforeSending { Write-LakeObject k -Content c -Metadata @{ a = 'x' * 2048 } -ErrorAction Stop }
            Assert-LakeError $record -Id LakeMetadataTooLarge -Category InvalidArgument -Message '2049', '2048'
        }

        It 'is measured in bytes, not in characters' {
            $record = Get-ErrorBeforeSending { Write-LakeObject k -Content c -Metadata @{ a = [string][char]0x20AC * 700 } -ErrorAction Stop }
            Assert-LakeError $record -Id LakeMetadataTooLarge -Category InvalidArgument -Message '2101'
        }

        It 'with the name "<_>" is not sent' -ForEach 'a b', 'a(b)', 'a@b', 'a/b', 'a{b', 'a:b', "a`nb", '' {
            $name = $_
            $record = Get-ErrorBeforeSending { Write-LakeObject k -Content c -Metadata @{ $name = 'v' } -ErrorAction Stop }
            Assert-LakeError $record -Id LakeMetadataNameInvalid -Category InvalidArgument
        }

        It 'with a name beyond ASCII is not sent' {
            $record = Get-ErrorBeforeSending { Write-LakeObject k -Content c -Metadata @{ "gr$([char]0xF6)sse" = 'v' } -ErrorAction Stop }
            Assert-LakeError $record -Id LakeMetadataNameInvalid -Category InvalidArgument
        }

        It 'with one name in two cases is not sent' {
            $both = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal)
            $both['Name'] = 1
            $both['name'] = 2
            $record = Get-ErrorBeforeSending { Write-LakeObject k -Content c -Metadata $both -ErrorAction Stop }
            Assert-LakeError $record -Id LakeMetadataNameInvalid -Category InvalidArgument -Message 'twice'
        }

        It 'with a line break is not sent' {
            $record = Get-ErrorBeforeSending { Write-LakeObject k -Content c -Metadata @{ a = "1`r`nx-amz-meta-b: 2" } -ErrorAction Stop }
            Assert-LakeError $record -Id LakeMetadataValueInvalid -Category InvalidArgument -Message "'a'"
        }

        It 'that is too large stops a stream too, before its first part' {
            $stream = [IO.MemoryStream]::new([byte[]](1, 2, 3))
            $record = Get-ErrorBeforeSending { Write-LakeObject k -Stream $stream -Metadata @{ a = 'x' * 2048 } -ErrorAction Stop }
            Assert-LakeError $record -Id LakeMetadataTooLarge -Category InvalidArgument
        }
    }

    Context 'An endpoint' {
        It '<Case> is refused' -ForEach $badEndpoints {
            $record = Get-ErrorBeforeSending { Connect-LakeS3 -EndpointUrl $Value -AccessKeyId AKIASOMEBODY -SecretAccessKey (ConvertTo-TestSecret 'secret') }
            Assert-LakeError $record -Id LakeEndpointInvalid -Category InvalidArgument
            $record.ErrorDetails.RecommendedAction | Should -BeLike '*https://*'
        }

        It 'with a password is refused without repeating it' {
            $url = 'http://somebody:{0}@127.0.0.1:8000' -f 'h1dden'
            $record = Get-ErrorBeforeSending { Connect-LakeS3 -EndpointUrl $url -AccessKeyId AKIASOMEBODY -SecretAccessKey (ConvertTo-TestSecret 'secret') }
            Assert-LakeError $record -Id LakeEndpointInvalid -Category InvalidArgument -Message 'password'
            "$record $($record | Format-List * -Force | Out-String)" | Should -Not -BeLike '*h1dden*'
        }
    }

    Context 'Other values' {
        It 'content of many objects is refused' {
            $record = Get-ErrorBeforeSending { Write-LakeObject k -Content @('one', 'two') -ErrorAction Stop }
            Assert-LakeError $record -Id LakeContentInvalid -Category InvalidArgument
        }

        It 'a copy onto itself is refused' {
            $record = Get-ErrorBeforeSending { Copy-LakeObject k -DestinationKey k -ErrorAction Stop }
            Assert-LakeError $record -Id LakeCopyOntoItself -Category InvalidArgument -Message 'onto itself'
        }

        It 'two outputs at once are refused' {
            $record = Get-ErrorBeforeSending { Read-LakeObject k -AsString -AsByteStream -ErrorAction Stop }
            Assert-LakeError $record -Id LakeOutputAmbiguous -Category InvalidArgument -Message '-AsString'
        }

        It 'a URL that holds for <_> is refused' -ForEach '00:00:00', '-00:01:00', '8.00:00:00' {
            $span = [TimeSpan]::Parse($_)
            $record = Get-ErrorBeforeSending { New-LakeObjectUrl k -ExpiresIn $span }
            Assert-LakeError $record -Id LakeExpiryInvalid -Category InvalidArgument -Message '7 days'
        }

        It 'an access key id that can be none is refused' {
            $record = Get-ErrorBeforeSending { Connect-TestServer -With @{ AccessKeyId = 'x' * 40 } }
            Assert-LakeError $record -Id LakeCredentialInvalid -Category InvalidArgument
            "$record" | Should -Not -BeLike '*xxxx*' -Because 'it is a secret when the halves were confused'
        }

        It 'a file of authorities that holds none is refused' {
            $record = Get-ErrorBeforeSending { Connect-TestServer -With @{ EndpointUrl = 'https://127.0.0.1:1'; CACertificate = $PSCommandPath } }
            Assert-LakeError $record -Id LakeCACertificateInvalid -Category InvalidArgument -Message 'Input.Tests.ps1'
            $missing = Join-Path $TestDrive 'ca.pem'
            $record = Get-ErrorBeforeSending { Connect-TestServer -With @{ EndpointUrl = 'https://127.0.0.1:1'; CACertificate = $missing } }
            Assert-LakeError $record -Id LakeFileNotFound -Category ObjectNotFound -Message $missing
        }

        It 'a connection that is closed is refused' {
            $closed = Connect-TestServer -Ref main -With @{ Name = 'closed' }
            $closed | Disconnect-LakeS3
            $record = Get-ErrorBeforeSending { Get-LakeObjectList -Connection $closed -ErrorAction Stop }
            Assert-LakeError $record -Id LakeConnectionClosed -Category InvalidOperation -Message 'closed'
        }

        It 'a connection''s name that is unknown is refused' {
            $record = Get-ErrorBeforeSending { Get-LakeObjectList -Connection no-such-connection }
            "$record" | Should -BeLike '*no-such-connection*'
        }

        It '-<Name> <Value> is refused' -ForEach @(
            @{ Name = 'TimeoutSeconds'; Value = 0 }
            @{ Name = 'MaxRetries'; Value = -1 }
            @{ Name = 'MaxConcurrency'; Value = 0 }
            @{ Name = 'Region'; Value = '' }
            @{ Name = 'RequestChecksum'; Value = 'Sometimes' }
        ) {
            $record = Get-ErrorBeforeSending { Connect-TestServer -With @{ $Name = $Value } }
            $record.CategoryInfo.Category | Should -Be 'InvalidData'
            "$record" | Should -BeLike "*$Name*"
        }
    }
}
