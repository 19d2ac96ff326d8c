#requires -Version 5.1
# Drives over a router and over plain S3: buckets, then keys.

Describe 'A drive over a router' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:other = Add-TestBranch
        Add-TestObject -Branch $branch -Key 'a/1.txt', 'a/sub/2.txt'
        Add-TestObject -Branch $other -Key 'b/3.txt'
        $lake = Connect-TestServer -Ref $branch
        $script:router = Connect-LakeS3Router -Name routing -PassThru -Connection @{ a = $lake; default = $lake } -Profile ([ordered]@{
                a = @{ source_bucket_pattern = 'bucket-a'; source_key_pattern = 'a/*'; mapped_bucket_name = $server.Repository; mapped_prefix = "$branch/" }
            })
        $null = New-PSDrive routed LakeFS -Root bucket-a/a -Connection routing -Scope Global
    }

    AfterAll {
        Remove-PSDrive routed
        Disconnect-LakeS3 routing
    }

    It 'shows buckets'' keys by the names that the router gives them' {
        (Get-ChildItem routed:/ -Recurse).Key | Should -BeExactly 'a/1.txt', 'a/sub/', 'a/sub/2.txt'
        (Get-Item routed:/1.txt).BucketName | Should -Be 'bucket-a'
        Get-Content routed:/1.txt | Should -Be 'x'
    }

    It 'writes, copies and removes through it' {
        Set-Content routed:/new.txt 'new'
        Copy-Item routed:/new.txt routed:/sub
        Get-TestObjectKey -Ref $branch | Should -Be 'a/1.txt', 'a/new.txt', 'a/sub/2.txt', 'a/sub/new.txt'
        Remove-Item routed:/new.txt, routed:/sub/new.txt
        Get-TestObjectKey -Ref $branch | Should -Be 'a/1.txt', 'a/sub/2.txt'
    }

    It 'has no list of its buckets' {
        $null = New-PSDrive all LakeFS -Root '' -Connection routing
        Assert-LakeError (Get-RaisedError { Get-ChildItem all:/ -ErrorAction Stop }) -Id LakeBucketsNotListed -Category NotImplemented -Message 'routing'
        (Get-ChildItem "all:/$($server.Repository)/$other/b").Key | Should -Be "$other/b/3.txt"
    }
}

Describe 'A drive over plain S3' -Tag Once {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        Import-Module (Join-Path $PSScriptRoot 'Session/TestStore.psm1')
    }

    Context '<Name>' -ForEach @(@{ Name = 's3rver' }, @{ Name = 'moto' }) {
        BeforeAll {
            $script:store = Get-TestStore -Name $Name
            if (-not $store.Missing) {
                $login = Get-TestStoreLogin -Store $store
                $null = Connect-LakeS3 @login -Name "store of $Name"
                $null = New-PSDrive s3 LakeFS -Root '' -Scope Global
            }
        }

        BeforeEach {
            Skip-WithoutStore -Store $store
        }

        AfterAll {
            Remove-PSDrive s3 -ErrorAction Ignore
            Disconnect-LakeS3 "store of $Name" -ErrorAction Ignore
        }

        It 'shows buckets, then keys, and changes them' {
            (Get-ChildItem s3:/).Name | Should -Contain 'plain-bucket'
            (Get-Item s3:/plain-bucket).Type | Should -Be Bucket
            Set-Content s3:/plain-bucket/drive/0.txt 'zero'
            Set-Content s3:/plain-bucket/drive/1.txt 'one', 'two'
            Get-Content s3:/plain-bucket/drive/1.txt -TotalCount 1 | Should -Be 'one'
            Get-Content s3:/plain-bucket/drive/1.txt -TailCount 1 | Should -Be 'two'
            Move-Item s3:/plain-bucket/drive/1.txt s3:/plain-bucket/drive/sub/2.txt
            (Get-ChildItem s3:/plain-bucket/drive -Recurse).Key | Should -Be 'drive/0.txt', 'drive/sub/', 'drive/sub/2.txt'
            Remove-Item s3:/plain-bucket/drive -Recurse
            Test-Path s3:/plain-bucket/drive | Should -BeFalse
            Test-Path s3:/no-such-bucket | Should -BeFalse
        }
    }
}
