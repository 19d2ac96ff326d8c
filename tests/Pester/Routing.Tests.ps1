#requires -Version 5.1
# One connection over a lakeFS server and an S3 server that this project did not write: a runbook moves a bucket without
# being rewritten.

Describe 'Routing' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        Import-Module (Join-Path $PSScriptRoot 'Session/TestStore.psm1')
        $script:server = Get-TestServer
    }

    Context 'Between lakeFS and <Name>' -ForEach @(@{ Name = 's3rver' }, @{ Name = 'moto' }) {
        BeforeAll {
            $script:store = Get-TestStore -Name $Name
            if (-not $store.Missing) {
                $script:branch = Add-TestBranch
                $script:lake = Connect-TestServer -With @{ Name = 'lake' }
                $login = Get-TestStoreLogin -Store $store
                $script:s3 = Connect-LakeS3 @login -PassThru
                $script:router = Connect-LakeS3Router -PassThru @{ moved = $lake; default = $s3 } ([ordered]@{
                        moved = @{ source_bucket_pattern = 'bucket-a'; mapped_bucket_name = $server.Repository; mapped_prefix = "$branch/" }
                    })
            }
        }

        BeforeEach {
            Skip-WithoutStore -Store $store
            $script:folder = [Guid]::NewGuid().ToString('N')
        }

        It 'runs what a script does with two buckets' {
            Write-LakeObject "s3://bucket-a/$folder/in.csv" -Content 'a,b' -ContentType 'text/csv' -Metadata @{ kept = 'yes' }
            $text = Read-LakeObject -BucketName bucket-a -Key "$folder/in.csv" -AsString
            Write-LakeObject -BucketName plain-bucket -Key "$folder/out.csv" -Content $text.ToUpperInvariant()
            Get-TestObjectKey -Repository $server.Repository -Ref $branch | Should -Contain "$folder/in.csv"
            Read-LakeObject "s3://plain-bucket/$folder/out.csv" -AsString -Connection $s3 | Should -Be 'A,B'
            Test-LakeObject "s3://bucket-a/$folder/in.csv", "s3://plain-bucket/$folder/in.csv" | Should -Be $true, $false
        }

        It 'commits what is routed to lakeFS, and refuses -CommitMessage for the other store' {
            $result = Write-LakeObject "s3://bucket-a/$folder/a" -Content $folder -CommitMessage "routed $folder" -PassThru
            $result[-1].Message | Should -Be "routed $folder"
            (Get-LakeCommit $branch -Connection $lake).Id | Should -Be $result[-1].Id
            $record = Get-RaisedError { Write-LakeObject "s3://plain-bucket/$folder/a" -Content 'a' -CommitMessage 'never' -ErrorAction Stop }
            Assert-LakeError $record -Id LakeNotLakeFS -Category InvalidOperation -Message 'no commits'
            Test-LakeObject "s3://plain-bucket/$folder/a" | Should -BeFalse
        }

        It 'shows the caller''s names, with the store''s beside them' {
            $written = Write-LakeObject "s3://bucket-a/$folder/a" -Content 'a' -PassThru
            foreach ($shown in $written, (Get-LakeObjectList "s3://bucket-a/$folder/"), (Get-LakeObjectMetadata "s3://bucket-a/$folder/a")) {
                $shown.BucketName | Should -Be 'bucket-a'
                $shown.Key | Should -Be "$folder/a"
                $shown.Repository | Should -BeNullOrEmpty
                $shown.StoreUri | Should -Be "lakefs://$($server.Repository)/$branch/$folder/a"
                $shown.StoreName | Should -Be 'lake'
            }
            $written | Get-LakeObjectMetadata | ForEach-Object Uri | Should -Be "s3://bucket-a/$folder/a"
            (Get-LakeObjectMetadata $written.StoreUri -Connection lake).Size | Should -Be 1
        }

        It 'copies to the other store and back, with content type and metadata' {
            Write-LakeObject "s3://bucket-a/$folder/a.csv" -Content 'copied' -ContentType 'text/x-kept' -Metadata @{ kept = "Zo$([char]0xEB)" }
            $copy = Copy-LakeObject "s3://bucket-a/$folder/a.csv" "s3://plain-bucket/$folder/b.csv" -PassThru
            $copy.Uri | Should -Be "s3://plain-bucket/$folder/b.csv"
            $copy.StoreName | Should -Be $Name
            $head = Get-LakeObjectMetadata "s3://plain-bucket/$folder/b.csv"
            $head.ContentType | Should -Be 'text/x-kept'
            $head.Metadata.kept | Should -Be "Zo$([char]0xEB)"
            Copy-LakeObject "s3://plain-bucket/$folder/b.csv" -DestinationBucketName bucket-a
            Read-LakeObject "s3://bucket-a/$folder/b.csv" -AsString | Should -Be 'copied'
            (Get-LakeObjectMetadata "s3://bucket-a/$folder/b.csv").ContentType | Should -Be 'text/x-kept'
        }

        It 'copies what is large in parts' {
            $file = Add-TestFile -Path (Join-Path $TestDrive "$Name-large") -Size (70MB + 1)
            Write-LakeObject -File $file "s3://bucket-a/$folder/large"
            Copy-LakeObject "s3://bucket-a/$folder/large" -DestinationBucketName plain-bucket
            Read-LakeObject "s3://plain-bucket/$folder/large" (Join-Path $TestDrive "$Name-back")
            (Get-FileHash (Join-Path $TestDrive "$Name-back")).Hash | Should -Be (Get-FileHash $file).Hash
            Copy-LakeObject "s3://plain-bucket/$folder/large" "s3://bucket-a/$folder/again"
            (Get-LakeObjectMetadata "s3://bucket-a/$folder/again").Size | Should -Be (70MB + 1)
        }

        It 'removes what is at both stores in one go' {
            $keys = "s3://bucket-a/$folder/1", "s3://plain-bucket/$folder/1", "s3://bucket-a/$folder/2", "s3://plain-bucket/$folder/2"
            $keys | ForEach-Object { Write-LakeObject $_ -Content 'x' }
            $results = Remove-LakeObject (@($keys) + "s3://plain-bucket/$folder/none") -Confirm:$false -PassThru -ErrorVariable failed -ErrorAction SilentlyContinue
            $results.Removed | Should -Be $true, $true, $true, $true, $false
            $results.Uri | Select-Object -First 4 | Should -Be $keys
            $failed | Should -HaveCount 1
            Test-LakeObject $keys | Should -Be $false, $false, $false, $false
        }

        It 'writes, reads and syncs folders' {
            $local = Add-TestFolder -Path (Join-Path $TestDrive "$Name-folder") -Count 9
            Write-LakeObject -Folder $local -Recurse -KeyPrefix "s3://bucket-a/$folder/"
            @(Get-LakeObjectList "s3://bucket-a/$folder/").Count | Should -Be 9
            Read-LakeObject -Prefix "$folder/" -BucketName bucket-a -Folder (Join-Path $TestDrive "$Name-read")
            Get-TestFolderContent (Join-Path $TestDrive "$Name-read") | Should -Be (Get-TestFolderContent $local)
            Sync-LakeFolder $local -KeyPrefix $folder -BucketName bucket-a | Should -BeNullOrEmpty
            $copied = Sync-LakeFolder -BucketName bucket-a -Prefix $folder -DestinationBucketName plain-bucket
            $copied.Action | Sort-Object -Unique | Should -Be 'Copy'
            $copied | Should -HaveCount 9
            $copied[0].StoreName | Should -Be $Name
            Sync-LakeFolder -BucketName bucket-a -Prefix $folder -DestinationBucketName plain-bucket | Should -BeNullOrEmpty
            Remove-LakeObject -Prefix "$folder/" -BucketName bucket-a -Confirm:$false
            Get-LakeObjectList "s3://bucket-a/$folder/" | Should -BeNullOrEmpty
        }

        It 'signs URLs for the store that serves the object' {
            Write-LakeObject "s3://plain-bucket/$folder/a" -Content 'by URL'
            New-LakeObjectUrl "s3://plain-bucket/$folder/a" | Should -BeLike "$($store.EndpointUrl)/plain-bucket/*"
            New-LakeObjectUrl "s3://bucket-a/$folder/a" | Should -BeLike "$($server.EndpointUrl)/$($server.Repository)/$branch/*"
            New-LakeObjectUrl "s3://plain-bucket/$folder/a" -ExpiresIn 01:00:00 -WarningVariable ofS3
            New-LakeObjectUrl "s3://bucket-a/$folder/a" -ExpiresIn 01:00:00 -WarningVariable ofLake -WarningAction SilentlyContinue
            $ofS3 | Should -BeNullOrEmpty
            $ofLake | Should -HaveCount 1
        }

        It 'says the way of each call with -Verbose' {
            $said = Test-LakeObject "s3://bucket-a/$folder/a" -Verbose 4>&1 | ForEach-Object { "$_" }
            $said | Should -Contain "HEAD s3://bucket-a/$folder/a as lakefs://$($server.Repository)/$branch/$folder/a at $($lake.EndpointUrl), by profile 'moved'."
            $said = Write-LakeObject "s3://plain-bucket/$folder/a" -Content 'a' -Verbose 4>&1 | ForEach-Object { "$_" }
            $said | Should -Contain "Writing the content to s3://plain-bucket/$folder/a as s3://plain-bucket/$folder/a at $($s3.EndpointUrl), by profile 'default'."
        }

        It 'reports an error with both names' {
            $record = Get-RaisedError { Read-LakeObject "s3://bucket-a/$folder/none" -AsString -ErrorAction Stop }
            Assert-LakeError $record -Id LakeObjectNotFound -Category ObjectNotFound -Message "s3://bucket-a/$folder/none:", "'$branch'", "'$($server.Repository)'"
        }
    }

    Context 'What only lakeFS has' {
        BeforeAll {
            $script:branch = Add-TestBranch
            $script:lake = Connect-TestServer -With @{ Name = 'lake' }
            $null = Connect-LakeS3Router @{ default = $lake } ([ordered]@{})
        }

        It 'needs the connection to lakeFS' {
            $record = Get-RaisedError { New-LakeCommit 'message' -ErrorAction Stop }
            Assert-LakeError $record -Id LakeNotLakeFS -Category InvalidOperation -Message 'New-LakeCommit', "'router'", 'a router'
            Write-LakeObject "s3://$($server.Repository)/$branch/a" -Content 'a'
            (New-LakeCommit 'message' -Connection lake -Ref $branch).Message | Should -Be 'message'
        }

        It 'can''t be named' {
            $record = Get-RaisedError { Get-LakeObjectList -Repository $server.Repository -Ref $branch -ErrorAction Stop }
            Assert-LakeError $record -Id LakeNotLakeFS -Category InvalidArgument -Message "'router'"
        }
    }

    Context 'What Boto S3 Router does' {
        BeforeAll {
            $script:branch = Add-TestBranch
            $script:lake = Connect-TestServer -With @{ Name = 'lake' }
            $script:profiles = [ordered]@{
                moved = @{ source_bucket_pattern = 'bucket-a'; source_key_pattern = 'a/*'; mapped_bucket_name = $server.Repository; mapped_prefix = "$branch/" }
            }
            Connect-LakeS3Router @{ moved = $lake; default = $lake } $profiles -Name plain
            Write-LakeObject s3://bucket-a/a/1 -Content '1'
            Connect-LakeS3Router @{ moved = $lake; default = $lake } $profiles -Name boto -Compatible
        }

        It 'comes with -Compatible: things have the store''s names' {
            (Get-LakeObjectList -BucketName bucket-a -Prefix a/ -Connection plain).Uri | Should -Be 's3://bucket-a/a/1'
            (Get-LakeObjectList -BucketName bucket-a -Prefix a/ -Connection boto).Uri | Should -Be "s3://$($server.Repository)/$branch/a/1"
            (Write-LakeObject s3://bucket-a/a/2 -Content '2' -PassThru -Connection boto).Key | Should -Be "$branch/a/2"
        }

        It 'comes with -Compatible: copies default to the caller''s names' {
            Copy-LakeObject s3://bucket-a/a/1 a/3 -Connection boto
            Read-LakeObject s3://bucket-a/a/3 -AsString -Connection plain | Should -Be '1'
        }

        It 'comes with -Compatible: removals by prefix hit what was listed' {
            Write-LakeObject s3://bucket-a/a/b/1 -Content '1' -Connection boto
            Remove-LakeObject -BucketName bucket-a -Prefix a/b/ -Confirm:$false -Connection boto
            Test-LakeObject s3://bucket-a/a/b/1, s3://bucket-a/a/1 -Connection plain | Should -Be $false, $true
        }
    }
}
