#requires -Version 5.1
# Where a router leads what, and why.

Describe 'Resolve-LakeS3Route' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $secret = ConvertTo-TestSecret 'secret'
        $script:lake = Connect-LakeS3 http://127.0.0.1:1 -AccessKeyId AKIALAKE -SecretAccessKey $secret -Name lake -NoVerify -PassThru
        $script:s3 = Connect-LakeS3 http://127.0.0.1:2 -Store S3 -AccessKeyId AKIAS3 -SecretAccessKey $secret -Name s3 -NoVerify -PassThru
        $script:router = Connect-LakeS3Router -PassThru @{ first = $lake; second = $s3; default = $s3 } ([ordered]@{
                first = @{ source_bucket_pattern = 'bucket-a'; source_key_pattern = 'a/*'; mapped_bucket_name = 'example-repo'; mapped_prefix = 'dev/' }
                second = @{ source_bucket_pattern = 'log-*'; mapped_bucket_name = 'logs' }
            })
    }

    It 'shows the profile, the connection and the store''s names' {
        $route = Resolve-LakeS3Route -BucketName bucket-a -Key a/b.csv
        $route.Profile | Should -Be 'first'
        $route.StoreName | Should -Be 'lake'
        $route.StoreKind | Should -Be 'LakeFS'
        $route.StoreBucketName | Should -Be 'example-repo'
        $route.StoreKey | Should -Be 'dev/a/b.csv'
        $route.StoreUri | Should -Be 'lakefs://example-repo/dev/a/b.csv'
        $route.PassedOver | Should -BeNullOrEmpty
    }

    It 'says why the others were passed over' {
        $route = Resolve-LakeS3Route s3://bucket-a/b.csv
        $route.Profile | Should -Be 'default'
        $route.PassedOver | Should -Be "first: the key 'b.csv' does not match 'a/*'", "second: the bucket 'bucket-a' does not match 'log-*'"
    }

    It 'takes a bucket alone' {
        $route = Resolve-LakeS3Route -BucketName bucket-a
        $route.Profile | Should -Be 'first' -Because 'without a key the bucket decides alone'
        $route.Key | Should -BeNullOrEmpty
        $route.StoreUri | Should -Be 'lakefs://example-repo'
    }

    It 'takes names and objects from the pipeline' {
        's3://log-1/x', 's3://log-2/y' | Resolve-LakeS3Route | ForEach-Object StoreUri | Should -Be 's3://logs/x', 's3://logs/y'
        [pscustomobject]@{ BucketName = 'log-3'; Key = 'z' } | Resolve-LakeS3Route | ForEach-Object StoreUri | Should -Be 's3://logs/z'
    }

    It 'fits into 100 columns' {
        $table = Resolve-LakeS3Route s3://bucket-a/a/b.csv | Out-String -Width 100
        $table | Should -Match 'first +lake +lakefs://example-repo/dev/a/b\.csv'
        ($table -split '\r?\n' | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 100
        Resolve-LakeS3Route s3://bucket-a/b.csv | Format-List | Out-String | Should -BeLike '*PassedOver*does not match*'
    }

    It 'needs a router' {
        $record = Get-RaisedError { Resolve-LakeS3Route s3://b/k -Connection s3 -ErrorAction Stop }
        Assert-LakeError $record -Id LakeNotARouter -Category InvalidOperation
    }

    It 'needs a bucket' {
        $record = Get-RaisedError { Resolve-LakeS3Route k -Connection $router -ErrorAction Stop }
        Assert-LakeError $record -Id LakeBucketMissing -Category InvalidArgument
    }
}
