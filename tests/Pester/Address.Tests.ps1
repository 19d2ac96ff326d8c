#requires -Version 5.1
# An address means the same wherever it is typed, and a key that looks like one stays a key.

Describe 'An address' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:repository = $server.Repository
    }

    BeforeEach {
        $script:branch = Add-TestBranch
        # Another ref is the default, so that what ignores the address shows.
        $script:lake = Connect-TestServer -Ref main
        $script:at = "lakefs://$repository/$branch"
    }

    Context 'of a ref' {
        It 'is taken by what lists and reads' {
            Write-LakeObject "$at/a.txt" -Content a
            $commit = New-LakeCommit 'a' -Ref $at
            (Get-LakeBranch $at).Ref | Should -BeExactly $branch
            (Get-LakeBranch "$($at.Substring(0, $at.Length - 2))*").Ref | Should -Contain $branch
            (Get-LakeCommit -Ref $at -First 1).Id | Should -BeExactly $commit.Id
            (Get-LakeCommit $at).Id | Should -BeExactly $commit.Id
            (Get-LakeCommit "lakefs://$repository/$($commit.Id)").Id | Should -BeExactly $commit.Id
            (Get-LakeObjectList -Ref $at).Key | Should -Be 'a.txt'
            (Get-LakeObjectList -Ref "$at/").Key | Should -Be 'a.txt'
            (Compare-LakeRef main $at).Key | Should -Be 'a.txt'
            (Compare-LakeRef "lakefs://$repository/main" $at -Prefix "$at/a").Key | Should -Be 'a.txt'
        }

        It 'is taken by what changes' {
            $new = "$branch-new"
            (New-LakeBranch "lakefs://$repository/$new" $at).Ref | Should -BeExactly $new
            Write-LakeObject n.txt -Content n -Ref "lakefs://$repository/$new"
            (New-LakeCommit 'n' -Ref "lakefs://$repository/$new").Message | Should -Be 'n'
            Merge-LakeBranch "lakefs://$repository/$new" $at
            Test-LakeObject "$at/n.txt" | Should -BeTrue
            $tag = "tag-$branch"
            (New-LakeTag "lakefs://$repository/$tag" $at).Ref | Should -BeExactly $tag
            (Get-LakeTag "lakefs://$repository/$tag").Ref | Should -BeExactly $tag
            Remove-LakeTag "lakefs://$repository/$tag" -Confirm:$false
            Invoke-LakeTransaction $at 'in a transaction' { Write-LakeObject t.txt -Content t } | Out-Null
            Test-LakeObject "$at/t.txt" | Should -BeTrue
            Undo-LakeCommit $at $at -ParentNumber 1
            Test-LakeObject "$at/t.txt" | Should -BeFalse
            $copied = Add-TestBranch
            Copy-LakeObject "$at/n.txt" -DestinationRef "lakefs://$repository/$copied"
            Sync-LakeFolder -Ref $at -DestinationRef "lakefs://$repository/$copied" | Out-Null
            (Get-LakeObjectList -Ref $copied).Key | Should -Be 'n.txt'
            Reset-LakeBranch $at -To "lakefs://$repository/main" -Confirm:$false
            Test-LakeObject "$at/n.txt" | Should -BeFalse
            Remove-LakeBranch "lakefs://$repository/$new" -Confirm:$false
            Get-LakeBranch "$new*" | Should -BeNullOrEmpty
        }

        It 'is taken by Connect-LakeS3' {
            $opened = Connect-TestServer -With @{ Repository = "lakefs://$repository"; Ref = $at; Name = 'by-address' }
            $opened.Repository | Should -BeExactly $repository
            $opened.Ref | Should -BeExactly $branch
        }

        It 'is refused with the rule by <Name>' -ForEach @(
            @{ Name = 'Get-LakeBranch'; Id = 'LakeRefInvalid'; Call = { Get-LakeBranch "$at/raw/k" -ErrorAction Stop } }
            @{ Name = 'Remove-LakeBranch'; Id = 'LakeRefInvalid'; Call = { Remove-LakeBranch "$at/raw/k" -Confirm:$false -ErrorAction Stop } }
            @{ Name = 'New-LakeBranch'; Id = 'LakeRefInvalid'; Call = { New-LakeBranch "lakefs://$repository" main -ErrorAction Stop } }
            @{ Name = 'New-LakeCommit'; Id = 'LakeRefInvalid'; Call = { New-LakeCommit m -Ref "$at/raw/" -ErrorAction Stop } }
            @{ Name = 'Get-LakeUpload'; Id = 'LakeRepositoryNameInvalid'; Call = { Get-LakeUpload $at -ErrorAction Stop } }
            @{ Name = 'Get-LakeRepository'; Id = 'LakeRepositoryNameInvalid'; Call = { Get-LakeRepository $at -ErrorAction Stop } }
            @{ Name = 'Get-LakeObjectList -Repository'; Id = 'LakeRepositoryNameInvalid'; Call = { Get-LakeObjectList -Repository $at -ErrorAction Stop } }
        ) {
            Assert-LakeError (Get-RaisedError $Call) -Id $Id -Category InvalidArgument -Message "lakefs://$repository"
        }
    }

    Context 'of a repository' {
        It 'is taken where a repository is' {
            (Get-LakeRepository "lakefs://$repository").Repository | Should -BeExactly $repository
            (Get-LakeBranch $branch -Repository "lakefs://$repository").Ref | Should -BeExactly $branch
            (Get-LakeObjectList -Repository "lakefs://$repository" -Ref $branch) | Should -BeNullOrEmpty
            Get-LakeObjectList $at -BucketName $repository | Should -BeNullOrEmpty
            Write-LakeObject main/x -Content x -BucketName "s3://$repository" -WhatIf
        }
    }

    Context 'of an object or a prefix' {
        BeforeEach {
            'raw/a.txt', 'raw/b.txt', 'other.txt' | ForEach-Object { Write-LakeObject "$at/$_" -Content c }
        }

        It 'says which changes are meant' {
            (Get-LakeChange -Prefix "$at/raw/").Key | Should -Be 'raw/a.txt', 'raw/b.txt'
            (Get-LakeChange -Prefix "$at/raw/" -Ref $branch).Key | Should -Be 'raw/a.txt', 'raw/b.txt'
            (Get-LakeChange $at).Key | Should -HaveCount 3
        }

        It 'says which changes are dropped' {
            Reset-LakeBranch -Key "$at/raw/a.txt" -Confirm:$false
            (Get-LakeChange $at).Key | Should -Be 'other.txt', 'raw/b.txt'
            Reset-LakeBranch -Prefix "$at/raw/" -Confirm:$false
            (Get-LakeChange $at).Key | Should -Be 'other.txt'
        }

        It 'says which commits are meant' {
            $commit = New-LakeCommit 'raw' -Ref $branch
            Write-LakeObject "$at/z.txt" -Content z
            $null = New-LakeCommit 'z' -Ref $branch
            (Get-LakeCommit -Key "$at/raw/a.txt").Id | Should -BeExactly $commit.Id
            (Get-LakeCommit -Prefix "$at/raw/", "$at/other").Id | Should -BeExactly $commit.Id
        }

        It 'begins the keys of files' {
            $file = Add-TestFile (Join-Path $TestDrive 'up.txt') -Size 3
            Write-LakeObject -File $file -KeyPrefix $at
            Write-LakeObject -File $file -KeyPrefix "$at/in/"
            (Get-LakeObjectList $at).Key | Should -Be 'in/up.txt', 'other.txt', 'raw/a.txt', 'raw/b.txt', 'up.txt'
        }

        It 'begins the keys of copies' {
            $other = Add-TestBranch
            Get-LakeObjectList "$at/raw/" | Copy-LakeObject -DestinationKeyPrefix "lakefs://$repository/$other"
            (Get-LakeObjectList -Ref $other).Key | Should -Be 'raw/a.txt', 'raw/b.txt'
        }

        It 'is given as an argument for each of many' {
            $addresses = (Get-LakeObjectList "$at/raw/").Uri
            $addresses | ForEach-Object { Test-LakeObject $_ } | Should -Be $true, $true
            Test-LakeObject $addresses | Should -Be $true, $true
            $addresses | ForEach-Object { Read-LakeObject $_ -Folder (Join-Path $TestDrive many) }
            Join-Path $TestDrive many/raw/b.txt | Should -Exist
            Remove-LakeObject $addresses -Confirm:$false
            (Get-LakeObjectList $at).Key | Should -Be 'other.txt'
        }

        It 'that leads elsewhere than a ref beside it is refused by <Name>' -ForEach @(
            @{ Name = 'Get-LakeChange'; Call = { Get-LakeChange -Prefix "$at/raw/" -Ref main -ErrorAction Stop } }
            @{ Name = 'Reset-LakeBranch'; Call = { Reset-LakeBranch main -Key "$at/raw/a.txt" -Confirm:$false -ErrorAction Stop } }
            @{ Name = 'Reset-LakeBranch of two'; Call = { Reset-LakeBranch -Key "$at/raw/a.txt", b -Confirm:$false -ErrorAction Stop } }
            @{ Name = 'Get-LakeCommit'; Call = { Get-LakeCommit -Ref main -Key "$at/raw/a.txt" -ErrorAction Stop } }
            @{ Name = 'Compare-LakeRef'; Call = { Compare-LakeRef main main -Prefix "$at/raw/" -ErrorAction Stop } }
            @{ Name = 'Merge-LakeBranch'; Call = { Merge-LakeBranch $at lakefs://elsewhere/main -ErrorAction Stop } }
            @{ Name = 'Read-LakeObject'; Call = { Read-LakeObject "$at/raw/a.txt" -Repository elsewhere -AsString -ErrorAction Stop } }
            @{ Name = 'Import-LakeObject'; Call = { Import-LakeObject s3://x/y "$at/raw/" -Ref main -ErrorAction Stop } }
        ) {
            Assert-LakeError (Get-RaisedError $Call) -Id LakeAddressAmbiguous -Category InvalidArgument -Message 'ddress'
        }
    }

    Context 'beside $PSDefaultParameterValues' {
        It 'of the same repository is no contradiction' {
            $PSDefaultParameterValues = @{ '*-Lake*:Repository' = $repository }
            Write-LakeObject "$at/a.txt" -Content a
            Read-LakeObject "$at/a.txt" -AsString | Should -Be 'a'
            (Get-LakeChange $at).Key | Should -Be 'a.txt'
        }

        It 'of another repository wins, because a default is what is not typed' {
            $PSDefaultParameterValues = @{ '*-Lake*:Repository' = 'elsewhere'; 'Write-LakeObject:Ref' = 'main' }
            Write-LakeObject "$at/a.txt" -Content a
            Read-LakeObject "$at/a.txt" -AsString | Should -Be 'a'
            Read-LakeObject "$branch/a.txt" -BucketName $repository -AsString | Should -Be 'a'
            (Get-LakeBranch $at).Ref | Should -BeExactly $branch
            $record = Get-RaisedError { Read-LakeObject a.txt -AsString -ErrorAction Stop }
            Assert-LakeError $record -Id LakeRepositoryNotFound -Category ObjectNotFound -Message 'elsewhere'
        }

        It 'is held against what was typed' {
            $PSDefaultParameterValues = @{ '*-Lake*:Repository' = 'nowhere' }
            $record = Get-RaisedError { Read-LakeObject "$at/a.txt" -Repository elsewhere -AsString -ErrorAction Stop }
            Assert-LakeError $record -Id LakeAddressAmbiguous -Category InvalidArgument -Message 'elsewhere'
        }
    }
}

Describe 'A key that looks like an address' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:other = Add-TestRepository
    }

    BeforeEach {
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        $script:key = "lakefs://$other/main/x"
        Write-LakeObject $key -Content 'of the other repository'
        $script:address = "lakefs://$($server.Repository)/$branch/$key"
        Write-LakeObject $address -Content 'of this one'
    }

    It 'is listed, read, described, tested, copied and removed as itself by the pipeline' {
        $listed = Get-LakeObjectList
        $listed.Key | Should -BeExactly $key
        $listed.Uri | Should -BeExactly $address
        $listed | Read-LakeObject -AsString | Should -Be 'of this one'
        $listed.Key | Read-LakeObject -AsString -WarningAction SilentlyContinue | Should -Be 'of this one'
        ($listed | Get-LakeObjectMetadata).Size | Should -Be 11
        $listed | Test-LakeObject | Should -BeTrue
        $copied = Add-TestBranch
        $listed | Copy-LakeObject -DestinationRef $copied
        $listed | Copy-LakeObject -DestinationRef $copied -DestinationKeyPrefix in/
        (Get-LakeObjectList -Ref $copied).Key | Should -BeExactly "in/$key", $key
        (Get-LakeChange).Key | Should -BeExactly $key
        Get-LakeChange | Reset-LakeBranch -Confirm:$false
        Get-LakeObjectList | Should -BeNullOrEmpty
        Get-LakeObjectList -Ref $copied | Remove-LakeObject -Confirm:$false
        Get-LakeObjectList -Ref $copied | Should -BeNullOrEmpty
        Read-LakeObject $key -AsString | Should -Be 'of the other repository'
    }

    It 'is never removed from the other repository by (Get-LakeObjectList).Key' {
        (Get-LakeObjectList).Key | Remove-LakeObject -Confirm:$false -WarningVariable warned -WarningAction SilentlyContinue
        $warned | Should -HaveCount 1
        "$warned" | Should -BeLike '*used as a key*'
        Get-LakeObjectList | Should -BeNullOrEmpty
        Test-LakeObject $key | Should -BeTrue
    }

    It 'is meant by its whole address as an argument' {
        Read-LakeObject $address -AsString | Should -Be 'of this one'
        Test-LakeObject -Key $address | Should -BeTrue
        Copy-LakeObject $address copy.txt
        Read-LakeObject copy.txt -AsString | Should -Be 'of this one'
        Remove-LakeObject $address -Confirm:$false
        (Get-LakeObjectList).Key | Should -BeExactly 'copy.txt'
        Test-LakeObject $key | Should -BeTrue
    }

    It 'is synchronized as itself' {
        $copied = Add-TestBranch
        Sync-LakeFolder -Prefix "lakefs://$($server.Repository)/$branch/lakefs:/" -DestinationRef $copied | Out-Null
        (Get-LakeObjectList -Ref $copied).Key | Should -BeExactly $key
    }

    It 'by an address that was piped says how addresses are given' {
        $address | Test-LakeObject -WarningVariable warned -WarningAction SilentlyContinue | Should -BeFalse
        "$warned" | Should -BeLike '*ForEach-Object*'
    }
}

Describe 'What no write reaches' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch -With @{ MaxRetries = 0 }
        $script:tag = "v1.0-$branch"
        $null = New-LakeTag $tag main
        $script:commit = (Get-LakeCommit -First 1).Id
        $script:file = Add-TestFile (Join-Path $TestDrive 'large.bin') -Size (17 * 1MB)
        Write-LakeObject from.txt -Content c
    }

    It 'is a tag or a commit: <Name>' -ForEach @(
        @{ Name = 'Write-LakeObject'; Call = { param($ref) Write-LakeObject w -Content c -Ref $ref -ErrorAction Stop } }
        @{ Name = 'Write-LakeObject of a large file'; Call = { param($ref) Write-LakeObject w -File $file -Ref $ref -ErrorAction Stop } }
        @{ Name = 'Copy-LakeObject'; Call = { param($ref) Copy-LakeObject from.txt -DestinationRef $ref -ErrorAction Stop } }
        @{ Name = 'Remove-LakeObject'; Call = { param($ref) Remove-LakeObject w -Ref $ref -Confirm:$false -ErrorAction Stop } }
        @{ Name = 'Sync-LakeFolder'; Call = { param($ref) Sync-LakeFolder -DestinationRef $ref -ErrorAction Stop } }
        @{ Name = 'New-LakeCommit'; Call = { param($ref) New-LakeCommit c -Ref $ref -ErrorAction Stop } }
        @{ Name = 'Merge-LakeBranch'; Call = { param($ref) Merge-LakeBranch $branch $ref -ErrorAction Stop } }
        @{ Name = 'Reset-LakeBranch'; Call = { param($ref) Reset-LakeBranch $ref -Confirm:$false -ErrorAction Stop } }
        @{ Name = 'Invoke-LakeTransaction'; Call = { param($ref) Invoke-LakeTransaction $ref m { Write-LakeObject t -Content t } -ErrorAction Stop } }
    ) {
        foreach ($ref in $tag, $commit) {
            Assert-LakeError (Get-RaisedError { & $Call $ref }) -Id LakeRefNotWritable -Category InvalidOperation -Message $ref
        }
    }

    It 'is said even if the connection breaks while the content is sent, as lakeFS closes it' {
        Skip-OnRealServer
        Use-TestFault @{ operation = 'PutObject'; fault = 'reset'; count = 0 }
        try {
            $record = Get-RaisedError { Write-LakeObject w -Content c -Ref $tag -ErrorAction Stop }
            Assert-LakeError $record -Id LakeRefNotWritable -Category InvalidOperation -Message $tag
            $record = Get-RaisedError { Write-LakeObject w -Content c -Ref no-such-branch -ErrorAction Stop }
            Assert-LakeError $record -Id LakeBranchNotFound -Category ObjectNotFound -Message 'no-such-branch'
            $hidden = "hidden-$branch"
            $null = New-LakeBranch $hidden main -Hidden
            foreach ($ref in $branch, $hidden) {
                $record = Get-RaisedError { Write-LakeObject w -Content c -Ref $ref -ErrorAction Stop }
                Assert-LakeError $record -Id LakeConnectionFailed -Category ConnectionError
            }
        } finally {
            Clear-TestFault
        }
    }

    It 'is a ref that is not there: the branch is missing' {
        $record = Get-RaisedError { Write-LakeObject w -Content c -Ref v9.9 -ErrorAction Stop }
        Assert-LakeError $record -Id LakeBranchNotFound -Category ObjectNotFound -Message 'v9.9'
        $record = Get-RaisedError { New-LakeCommit c -Ref v9.9 -ErrorAction Stop }
        Assert-LakeError $record -Id LakeBranchNotFound -Category ObjectNotFound -Message 'v9.9'
    }
}

Describe 'A prefix with a wildcard' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        'raw/a.csv', 'lit/*.csv' | ForEach-Object { Write-LakeObject $_ -Content c }
    }

    It 'finds nothing and says why: <Name>' -ForEach @(
        @{ Name = 'Get-LakeObjectList -Delimiter'; Call = { Get-LakeObjectList raw/*.csv -Delimiter / } }
        @{ Name = 'Read-LakeObject'; Call = { Read-LakeObject -Prefix raw/*.csv -Folder (Join-Path $TestDrive into) } }
        @{ Name = 'Remove-LakeObject'; Call = { Remove-LakeObject -Prefix raw/*.csv -Confirm:$false } }
        @{ Name = 'Get-LakeChange'; Call = { Get-LakeChange -Prefix raw/*.csv } }
        @{ Name = 'Compare-LakeRef'; Call = { Compare-LakeRef main $branch -Prefix raw/*.csv } }
        @{ Name = 'Get-LakeCommit'; Call = { Get-LakeCommit -Prefix raw/*.csv } }
    ) {
        $warned = & $Call 3>&1
        $warned | Should -HaveCount 1
        $warned | Should -BeOfType System.Management.Automation.WarningRecord
        "$warned" | Should -BeLike "*'raw/``*.csv'*wildcard*"
    }

    It 'is found as it is' {
        (Get-LakeObjectList 'lit/*.csv' -WarningVariable warned).Key | Should -BeExactly 'lit/*.csv'
        (Get-LakeObjectList raw/ -Include *.csv -WarningVariable +warned).Key | Should -BeExactly 'raw/a.csv'
        Get-LakeObjectList no-such/ -WarningVariable +warned | Should -BeNullOrEmpty
        $warned | Should -BeNullOrEmpty
    }

    It 'that is no valid wildcard is refused by <Name>' -ForEach @(
        @{ Name = 'Get-LakeBranch'; Call = { Get-LakeBranch 'a[' -ErrorAction Stop } }
        @{ Name = 'Get-LakeTag'; Call = { Get-LakeTag 'a[' -ErrorAction Stop } }
        @{ Name = 'Get-LakeRepository'; Call = { Get-LakeRepository 'a[' -ErrorAction Stop } }
        @{ Name = 'Get-LakeS3Connection'; Call = { Get-LakeS3Connection 'a[' -ErrorAction Stop } }
        @{ Name = 'Disconnect-LakeS3'; Call = { Disconnect-LakeS3 'a[' -ErrorAction Stop } }
        @{ Name = 'Get-LakeObjectList -Include'; Call = { Get-LakeObjectList -Include 'a[' -ErrorAction Stop } }
    ) {
        Assert-LakeError (Get-RaisedError $Call) -Id LakePatternInvalid -Category InvalidArgument -Message "'a['"
    }
}
