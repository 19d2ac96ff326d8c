#requires -Version 5.1
# Connect-LakeS3 -Store S3: every object cmdlet against S3 servers that this project did not write.

Describe 'A plain S3 store' -Tag Once {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        Import-Module (Join-Path $PSScriptRoot 'Session/TestStore.psm1')
    }

    Context '<Name>' -ForEach @(@{ Name = 's3rver' }, @{ Name = 'moto' }) {
        BeforeAll {
            $script:store = Get-TestStore -Name $Name
            if (-not $store.Missing) {
                $login = Get-TestStoreLogin -Store $store
                $script:lake = Connect-LakeS3 @login -BucketName plain-bucket -PassThru
            }
        }

        BeforeEach {
            Skip-WithoutStore -Store $store
            # Every test has a folder of its own in the bucket.
            $script:folder = [Guid]::NewGuid().ToString('N')
        }

        It 'says what it is' {
            $lake.Store | Should -Be 'S3'
            $lake.BucketName | Should -Be 'plain-bucket'
            $lake.VirtualHost | Should -BeFalse -Because 'the endpoint is not AWS''s'
        }

        It 'writes, describes, reads and lists objects by bucket and key' {
            $written = Write-LakeObject "$folder/a.txt" -Content 'content' -ContentType 'text/x-kept' -Metadata @{ Owner = "Zo$([char]0xEB)" } -PassThru
            $written.Verified | Should -BeTrue
            $written.Uri | Should -Be "s3://plain-bucket/$folder/a.txt"
            $written.BucketName | Should -Be 'plain-bucket'
            $written.Repository | Should -BeNullOrEmpty
            $written.Ref | Should -BeNullOrEmpty
            $head = Get-LakeObjectMetadata "s3://plain-bucket/$folder/a.txt"
            $head.ContentType | Should -Be 'text/x-kept'
            $head.Metadata.owner | Should -Be "Zo$([char]0xEB)"
            Read-LakeObject -BucketName plain-bucket -Key "$folder/a.txt" -AsString | Should -Be 'content'
            $listed = Get-LakeObjectList "$folder/"
            $listed.Key | Should -Be "$folder/a.txt"
            $listed.ETag | Should -Be $written.ETag
            $listed | Get-LakeObjectMetadata | ForEach-Object Uri | Should -Be $head.Uri
        }

        It 'completes its buckets' {
            function Get-Proposal {
                param([string] $Line)

                # The first answer may take more than a second on a busy machine, because the code is not compiled yet.
                $limit = [DateTime]::UtcNow.AddSeconds(30)
                do {
                    $found = [System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches | ForEach-Object CompletionText
                } until ($found -or [DateTime]::UtcNow -ge $limit)
                $found
            }
            Get-Proposal 'Read-LakeObject s3://PLAIN' | Should -Contain 's3://plain-bucket/'
            Get-Proposal 'Read-LakeObject -Key x -BucketName plain' | Should -Contain 'plain-bucket'
            Get-Proposal 'Copy-LakeObject x -DestinationBucketName plain' | Should -Contain 'plain-bucket'
        }

        It 'shows folders' {
            Write-LakeObject "$folder/x/1" -Content '1'
            Write-LakeObject "$folder/y/1" -Content '1'
            Get-LakeObjectList "$folder/" -Directory | ForEach-Object Prefix | Should -Be "$folder/x/", "$folder/y/"
        }

        It 'lists more than a page' {
            1..1005 | ForEach-Object { New-Item -ItemType File -Path (Join-Path $TestDrive "$Name-many/$_") -Force } | Out-Null
            Write-LakeObject -Folder (Join-Path $TestDrive "$Name-many") -KeyPrefix "$folder/"
            @(Get-LakeObjectList "$folder/").Count | Should -Be 1005
            Remove-LakeObject -Prefix "$folder/" -Confirm:$false
            Get-LakeObjectList "$folder/" | Should -BeNullOrEmpty
        }

        It 'keeps the parts of a large file together, and their sum' {
            $file = Add-TestFile -Path (Join-Path $TestDrive "$Name-large") -Size (70MB + 1)
            $written = Write-LakeObject -File $file -Key "$folder/large" -PassThru
            $written.Size | Should -Be (70MB + 1)
            $read = Read-LakeObject "$folder/large" -File (Join-Path $TestDrive "$Name-back") -PassThru
            $read.Verified | Should -BeTrue
            (Get-FileHash (Join-Path $TestDrive "$Name-back")).Hash | Should -Be (Get-FileHash $file).Hash
            if ($Name -eq 'moto') {
                $written.ETag | Should -Match '^[0-9a-f]{32}-5$'
                $written.Verified | Should -BeTrue
            }
        }

        It 'distinguishes existing and missing objects' {
            Write-LakeObject "$folder/a" -Content 'a'
            Test-LakeObject "$folder/a", "$folder/none" | Should -Be $true, $false
            $record = Get-RaisedError { Get-LakeObjectMetadata "$folder/none" -ErrorAction Stop }
            Assert-LakeError $record -Id LakeObjectNotFound -Category ObjectNotFound -Message "'$folder/none'", "'plain-bucket'"
        }

        It 'leaves an object alone with -NoClobber' {
            Write-LakeObject "$folder/a" -Content 'first' -NoClobber
            $record = Get-RaisedError { Write-LakeObject "$folder/a" -Content 'second' -NoClobber -ErrorAction Stop }
            Assert-LakeError $record -Id LakeObjectExists -Category ResourceExists
            Read-LakeObject "$folder/a" -AsString | Should -Be 'first'
        }

        It 'removes what is there and says of the rest that it was not' {
            1..3 | ForEach-Object { Write-LakeObject "$folder/$_" -Content "$_" }
            $results = Remove-LakeObject "$folder/1", "$folder/none", "$folder/2" -Confirm:$false -PassThru -ErrorVariable failed -ErrorAction SilentlyContinue
            $results.Removed | Should -Be $true, $false, $true
            $failed | Should -HaveCount 1
            Get-LakeObjectList "$folder/" | ForEach-Object Key | Should -Be "$folder/3"
        }

        It 'signs URLs' {
            Write-LakeObject "$folder/a" -Content 'by URL'
            $url = New-LakeObjectUrl "$folder/a" -ExpiresIn 01:00:00 -WarningVariable warned
            $warned | Should -BeNullOrEmpty -Because 'the 15 minutes are lakeFS''s'
            Invoke-RestMethod -Uri $url -UseBasicParsing | Should -Be 'by URL'
        }

        It 'keeps a folder equal' {
            $local = New-Item -ItemType Directory -Path (Join-Path $TestDrive "$Name-sync")
            'one' | Set-Content -LiteralPath (Join-Path $local '1.txt')
            'two' | Set-Content -LiteralPath (Join-Path $local '2.txt')
            (Sync-LakeFolder $local -KeyPrefix $folder).Action | Should -Be 'Upload', 'Upload'
            Sync-LakeFolder $local -KeyPrefix $folder | Should -BeNullOrEmpty
            Remove-Item -LiteralPath (Join-Path $local '2.txt')
            (Sync-LakeFolder $local -KeyPrefix $folder -Delete -Confirm:$false).Action | Should -Be 'Delete'
            (Sync-LakeFolder -Prefix $folder -DestinationFolder (Join-Path $TestDrive "$Name-down")).Key | Should -Be "$folder/1.txt"
        }

        It 'says which bucket is missing' {
            $record = Get-RaisedError { Get-LakeObjectList -BucketName no-such-bucket -ErrorAction Stop }
            Assert-LakeError $record -Id LakeBucketNotFound -Category ObjectNotFound -Message "'no-such-bucket'"
            $record = Get-RaisedError { Write-LakeObject a -Content a -BucketName no-such-bucket -ErrorAction Stop }
            Assert-LakeError $record -Id LakeBucketNotFound -Category ObjectNotFound
        }
    }

    Context 'moto, which has what AWS has' {
        BeforeAll {
            $script:store = Get-TestStore -Name moto
            if (-not $store.Missing) {
                $login = Get-TestStoreLogin -Store $store
                $script:lake = Connect-LakeS3 @login -BucketName plain-bucket -PassThru
            }
        }

        BeforeEach {
            Skip-WithoutStore -Store $store
        }

        It 'copies within the store, and keeps content type and metadata' {
            Write-LakeObject copy/a.csv -Content 'a' -ContentType 'text/x-kept' -Metadata @{ kept = 'yes' }
            Copy-LakeObject copy/a.csv copy/b.csv
            Copy-LakeObject copy/a.csv -DestinationBucketName other-bucket
            (Get-LakeObjectMetadata copy/b.csv).ContentType | Should -Be 'text/x-kept'
            (Get-LakeObjectMetadata copy/a.csv -BucketName other-bucket).Metadata.kept | Should -Be 'yes'
        }

        It 'does not call an object corrupt that was sent in parts and copied into one piece' {
            $file = Add-TestFile -Path (Join-Path $TestDrive 'parts') -Size 70MB
            Write-LakeObject -File $file -Key copy/parts
            $copy = Copy-LakeObject copy/parts copy/piece -PassThru
            $copy.Size | Should -Be 70MB
            Read-LakeObject copy/piece -File (Join-Path $TestDrive 'piece')
            (Get-FileHash (Join-Path $TestDrive 'piece')).Hash | Should -Be (Get-FileHash $file).Hash
        }

        It 'does not call content corrupt that the server encrypts with a key of its own' {
            $rule = '<ServerSideEncryptionConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>'
            $null = Invoke-RestMethod -Uri "$($store.EndpointUrl)/kms-bucket" -Method Put -UseBasicParsing
            $null = Invoke-RestMethod -Uri "$($store.EndpointUrl)/kms-bucket?encryption" -Method Put -Body $rule -UseBasicParsing
            $written = Write-LakeObject a.txt -Content 'secret' -BucketName kms-bucket -PassThru
            $written.Verified | Should -BeFalse -Because 'its ETag proves nothing'
            Read-LakeObject a.txt -BucketName kms-bucket -AsString | Should -Be 'secret'
        }
    }

    Context 'Connecting' {
        BeforeAll {
            $script:store = Get-TestStore -Name s3rver
            $script:variables = 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_PROFILE', 'AWS_SHARED_CREDENTIALS_FILE',
            'AWS_CONFIG_FILE', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3', 'HOME',
            'LAKECTL_CREDENTIALS_ACCESS_KEY_ID', 'LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY', 'LAKECTL_SERVER_ENDPOINT_URL'
            $script:saved = @{}
            foreach ($name in $variables) {
                $saved[$name] = [Environment]::GetEnvironmentVariable($name)
            }
            $script:credentials = Join-Path $TestDrive 'credentials'
            Set-Content -LiteralPath $credentials -Value @(
                '[default]', 'aws_access_key_id = AKIADEFAULT', 'aws_secret_access_key = default-secret'
                '[named]', 'aws_access_key_id = S3RVER', 'aws_secret_access_key = S3RVER', 'region = eu-central-1'
                '[session]', 'aws_access_key_id = ASIASESSION', 'aws_secret_access_key = session-secret', 'aws_session_token = session-token'
                '[role]', 'role_arn = arn:aws:iam::123456789012:role/reader', 'source_profile = default'
            )
        }

        BeforeEach {
            foreach ($name in $variables) {
                [Environment]::SetEnvironmentVariable($name, $null)
            }
            $env:HOME = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([Guid]::NewGuid().ToString('N')))).FullName
        }

        AfterAll {
            foreach ($name in $variables) {
                [Environment]::SetEnvironmentVariable($name, $saved[$name])
            }
        }

        It 'goes to AWS in the given region, with the bucket in the host name' {
            $env:AWS_ACCESS_KEY_ID = 'AKIAENVIRONMENT'
            $env:AWS_SECRET_ACCESS_KEY = 'secret'
            $frankfurt = Connect-LakeS3 -Store S3 -Region eu-central-1 -NoVerify -PassThru
            "$($frankfurt.EndpointUrl)" | Should -Be 'https://s3.eu-central-1.amazonaws.com/'
            $frankfurt.VirtualHost | Should -BeTrue
            New-LakeObjectUrl -BucketName my-bucket -Key k | Should -BeLike 'https://my-bucket.s3.eu-central-1.amazonaws.com/k?*'
            "$((Connect-LakeS3 -Store S3 -Region cn-north-1 -NoVerify -PassThru).EndpointUrl)" | Should -Be 'https://s3.cn-north-1.amazonaws.com.cn/'
            $null = Connect-LakeS3 -Store S3 -VirtualHost:$false -NoVerify
            New-LakeObjectUrl -BucketName b -Key k | Should -BeLike 'https://s3.us-east-1.amazonaws.com/b/k?*'
        }

        It 'takes the region and the endpoint where AWS''s tools find them' {
            $env:AWS_SHARED_CREDENTIALS_FILE = $credentials
            $env:AWS_PROFILE = 'named'
            (Connect-LakeS3 -Store S3 -NoVerify -PassThru).Region | Should -Be 'eu-central-1'
            $env:AWS_DEFAULT_REGION = 'eu-west-1'
            (Connect-LakeS3 -Store S3 -NoVerify -PassThru).Region | Should -Be 'eu-west-1'
            $env:AWS_REGION = 'eu-west-2'
            $env:AWS_ENDPOINT_URL = 'http://127.0.0.1:1'
            $lake = Connect-LakeS3 -Store S3 -NoVerify -PassThru
            $lake.Region | Should -Be 'eu-west-2'
            "$($lake.EndpointUrl)" | Should -Be 'http://127.0.0.1:1/'
            (Connect-LakeS3 -Store S3 -Region eu-west-3 -NoVerify -PassThru).Region | Should -Be 'eu-west-3'
        }

        It 'takes the key pair of <What>' -ForEach @(
            @{ What = 'the environment'; Set = @{ AWS_ACCESS_KEY_ID = 'AKIAENVIRONMENT'; AWS_SECRET_ACCESS_KEY = 's'; AWS_PROFILE = 'named' }; Expected = 'AKIAENVIRONMENT' }
            @{ What = 'AWS_PROFILE'; Set = @{ AWS_PROFILE = 'named' }; Expected = 'S3RVER' }
            @{ What = 'the profile default'; Set = @{}; Expected = 'AKIADEFAULT' }
            @{ What = '-ProfileName before the environment'; Set = @{ AWS_ACCESS_KEY_ID = 'AKIAENVIRONMENT'; AWS_SECRET_ACCESS_KEY = 's' }; With = @{ ProfileName = 'named' }; Expected = 'S3RVER' }
            @{ What = 'none of lakectl'; Set = @{ LAKECTL_CREDENTIALS_ACCESS_KEY_ID = 'AKIALAKECTL'; LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY = 's' }; Expected = 'AKIADEFAULT' }
        ) {
            $env:AWS_SHARED_CREDENTIALS_FILE = $credentials
            foreach ($variable in $Set.Keys) {
                [Environment]::SetEnvironmentVariable($variable, $Set[$variable])
            }
            $more = if ($With) { $With } else { @{} }
            (Connect-LakeS3 -Store S3 -NoVerify -PassThru @more).AccessKeyId | Should -Be $Expected
        }

        It 'works with a profile that AWS''s tools use' {
            Skip-WithoutStore -Store $store
            $env:AWS_SHARED_CREDENTIALS_FILE = $credentials
            $env:AWS_PROFILE = 'named'
            $env:AWS_ENDPOINT_URL_S3 = $store.EndpointUrl
            $null = Connect-LakeS3 -Store S3 -BucketName plain-bucket
            Write-LakeObject by-profile.txt -Content 'by profile'
            Read-LakeObject by-profile.txt -AsString | Should -Be 'by profile'
        }

        It 'sends the session token of <What>' -ForEach @(
            @{ What = 'a profile'; Set = @{ AWS_PROFILE = 'session' } }
            @{ What = 'the environment'; Set = @{ AWS_ACCESS_KEY_ID = 'ASIASESSION'; AWS_SECRET_ACCESS_KEY = 's'; AWS_SESSION_TOKEN = 'session-token' } }
            @{ What = '-SessionToken'; Set = @{}; With = @{ AccessKeyId = 'ASIASESSION'; SecretAccessKey = 's'; SessionToken = 'session-token' } }
        ) {
            $env:AWS_SHARED_CREDENTIALS_FILE = $credentials
            foreach ($variable in $Set.Keys) {
                [Environment]::SetEnvironmentVariable($variable, $Set[$variable])
            }
            $more = @{}
            if ($With) {
                $more = @{ AccessKeyId = $With.AccessKeyId; SecretAccessKey = ConvertTo-TestSecret $With.SecretAccessKey; SessionToken = ConvertTo-TestSecret $With.SessionToken }
            }
            $null = Connect-LakeS3 -Store S3 -NoVerify @more
            New-LakeObjectUrl -BucketName b -Key k | Should -BeLike '*X-Amz-Security-Token=session-token*'
        }

        It 'is anonymous on request' {
            Skip-WithoutStore -Store $store
            $anonymous = Connect-LakeS3 -Store S3 -EndpointUrl $store.EndpointUrl -Anonymous -PassThru
            $anonymous.AccessKeyId | Should -Be 'anonymous'
            $record = Get-RaisedError { New-LakeObjectUrl -BucketName b -Key k -ErrorAction Stop }
            Assert-LakeError $record -Id LakeCredentialMissing -Category InvalidOperation
        }

        It 'says what is wrong with <What>' -ForEach @(
            @{ What = 'no key pair at all'; With = @{}; Id = 'LakeCredentialMissing'; Message = 'AWS_PROFILE' }
            @{ What = 'a profile that is not there'; With = @{ ProfileName = 'none' }; Id = 'LakeProfileNotFound'; Category = 'ObjectNotFound'; Message = "'none'" }
            @{ What = 'a repository'; With = @{ Repository = 'data-lake' }; Id = 'LakeNotLakeFS'; Message = 'A default repository' }
            @{ What = 'a ref'; With = @{ Ref = 'main' }; Id = 'LakeNotLakeFS'; Message = 'A default ref' }
            @{ What = 'a bucket''s name'; With = @{ BucketName = 'a/b' }; Id = 'LakeBucketNameInvalid'; Message = "'a/b'" }
            @{ What = 'a region'; With = @{ Region = 'eu.central' }; Id = 'LakeRegionInvalid'; Message = "'eu.central'" }
        ) {
            $category = if ($Category) { $Category } else { 'InvalidArgument' }
            $record = Get-RaisedError { Connect-LakeS3 -Store S3 -NoVerify @With }
            Assert-LakeError $record -Id $Id -Category $category -Message $Message
        }

        It 'says of a profile with a role how to use it' {
            $env:AWS_SHARED_CREDENTIALS_FILE = $credentials
            $record = Get-RaisedError { Connect-LakeS3 -Store S3 -ProfileName role -NoVerify }
            Assert-LakeError $record -Id LakeProfileInvalid -Category InvalidArgument -Message "'role'"
            $record.ErrorDetails.RecommendedAction | Should -BeLike '*credential_process = aws configure export-credentials*'
        }

        It 'refuses for lakeFS what only S3 has: <_>' -ForEach 'Anonymous', 'BucketName', 'SessionToken' {
            $login = Get-TestLogin
            switch ($_) {
                'Anonymous' {
                    $login = Get-TestEndpoint
                    $login.Anonymous = $true
                }
                'BucketName' { $login.BucketName = 'b' }
                'SessionToken' { $login.SessionToken = ConvertTo-TestSecret 'token' }
            }
            $record = Get-RaisedError { Connect-LakeS3 @login -NoVerify }
            Assert-LakeError $record -Id LakeNotPlainS3 -Category InvalidArgument
        }

        It 'refuses a key pair that the server does not know' {
            Skip-WithoutStore -Store $store
            $record = Get-RaisedError { Connect-LakeS3 -Store S3 -EndpointUrl $store.EndpointUrl -AccessKeyId AKIANOBODY -SecretAccessKey (ConvertTo-TestSecret 'secret') }
            Assert-LakeError $record -Id LakeAccessDenied -Category PermissionDenied -Message 'AKIANOBODY'
        }
    }

    Context 'What only lakeFS has' {
        BeforeAll {
            $script:plain = Connect-LakeS3 -Store S3 -EndpointUrl 'http://127.0.0.1:1' -Anonymous -NoVerify -PassThru
        }

        It 'is refused: <_>' -ForEach 'Get-LakeBranch', 'Get-LakeRepository', 'Get-LakeUpload', 'New-LakeCommit' {
            $arguments = if ($_ -eq 'New-LakeCommit') { @{ Message = 'm' } } else { @{} }
            $command = $_
            $record = Get-RaisedError { & $command -Connection $plain -ErrorAction Stop @arguments }
            Assert-LakeError $record -Id LakeNotLakeFS -Category InvalidOperation -Message $command
        }

        It 'can''t be named: <What>' -ForEach @(
            @{ What = '-Repository'; With = @{ Repository = 'r'; Key = 'k' } }
            @{ What = '-Ref'; With = @{ Ref = 'main'; Key = 'k' } }
            @{ What = 'a lakefs:// address'; With = @{ Key = 'lakefs://r/main/k' } }
        ) {
            $record = Get-RaisedError { Test-LakeObject @With -Connection $plain -ErrorAction Stop }
            Assert-LakeError $record -Id LakeNotLakeFS -Category InvalidArgument
        }

        It 'is not needed: a bucket is' {
            $record = Get-RaisedError { Test-LakeObject k -Connection $plain -ErrorAction Stop }
            Assert-LakeError $record -Id LakeBucketMissing -Category InvalidArgument
            $record = Get-RaisedError { Test-LakeObject k -BucketName '' -Connection $plain -ErrorAction Stop }
            Assert-LakeError $record -Id LakeParameterEmpty -Category InvalidArgument
        }
    }
}
