#requires -Version 5.1
# Copying on the server: within a branch, across branches and across repositories.

Describe 'Copy-LakeObject' -Tag Wire, Signature, Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:other = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        Write-LakeObject in/a.csv -Content 'a' -Metadata @{ kept = 'yes' } -ContentType 'text/x-kept'
        Write-LakeObject in/b.csv -Content 'bb'
    }

    It 'copies to another key, with content type and metadata' {
        $copy = Copy-LakeObject in/a.csv out/a.csv -PassThru
        $copy.Key | Should -Be 'out/a.csv'
        $copy.Size | Should -Be 1
        $head = Get-LakeObjectMetadata out/a.csv
        $head.ContentType | Should -Be 'text/x-kept'
        $head.Metadata.kept | Should -Be 'yes'
        $head.ETag | Should -Be $copy.ETag
    }

    It 'copies to the same key of another branch' {
        Copy-LakeObject in/a.csv -DestinationRef $other
        Read-LakeObject in/a.csv -Ref $other -AsString | Should -Be 'a'
    }

    It 'copies to another repository' {
        Skip-OnRealServer -Because 'the repositories of a real server are not this suite''s to make'
        $repository = Add-TestRepository
        Copy-LakeObject in/a.csv -DestinationRepository $repository -DestinationRef main
        Copy-LakeObject in/a.csv "lakefs://$repository/main/address.csv"
        Copy-LakeObject in/a.csv main/bucket.csv -DestinationBucketName $repository
        Get-TestObjectKey -Repository $repository -Ref main | Should -Be 'address.csv', 'bucket.csv', 'in/a.csv'
    }

    It 'copies many under a prefix' {
        Get-LakeObjectList in/ | Copy-LakeObject -DestinationKeyPrefix backup/ -DestinationRef $other
        Get-TestObjectKey -Ref $other -Prefix backup/ | Should -Be 'backup/in/a.csv', 'backup/in/b.csv'
    }

    It 'copies from the past' {
        $mine = Add-TestBranch
        Write-LakeObject v.txt -Content 'good' -Ref $mine
        $commit = New-LakeCommit 'good' -Ref $mine
        Write-LakeObject v.txt -Content 'bad' -Ref $mine
        Copy-LakeObject v.txt -Ref $commit.Id -DestinationRef $mine
        Read-LakeObject v.txt -Ref $mine -AsString | Should -Be 'good'
    }

    It 'sends no content' {
        Skip-OnRealServer
        Write-LakeObject big.bin -Content ([byte[]]::new(1MB))
        Clear-TestRequest
        Copy-LakeObject big.bin bigger.bin
        (Get-TestRequest | Measure-Object -Property bytesIn -Sum).Sum | Should -BeLessThan 10000
        (Get-TestRequest | Measure-Object -Property bytesOut -Sum).Sum | Should -BeLessThan 10000
    }

    It 'names the source when that is missing, and the target''s branch when that is' {
        Assert-LakeError (Get-RaisedError { Copy-LakeObject in/none.csv out/none.csv -ErrorAction Stop }) -Id LakeObjectNotFound -Category ObjectNotFound -Message 'in/none.csv'
        Assert-LakeError (Get-RaisedError { Copy-LakeObject in/a.csv -DestinationRef no-such-branch -ErrorAction Stop }) -Id LakeBranchNotFound -Category ObjectNotFound -Message 'no-such-branch'
    }
}
