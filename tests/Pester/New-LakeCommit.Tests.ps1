#requires -Version 5.1
# Committing.

Describe 'New-LakeCommit' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
    }

    BeforeEach {
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
    }

    It 'commits what has changed, and can be listed by its id' {
        Write-LakeObject a.txt -Content 'a'
        $commit = New-LakeCommit 'Add a' -Metadata @{ job = 'nightly'; run = 42 }
        $commit.Id | Should -Match '^[0-9a-f]{64}$'
        $commit.Message | Should -Be 'Add a'
        $commit.Metadata.job | Should -Be 'nightly'
        $commit.Metadata.run | Should -Be '42'
        $commit.CreationDate.Kind | Should -Be 'Local'
        (Invoke-TestRest "/repositories/$($server.Repository)/refs/$branch/commits?amount=1").results[0].id | Should -Be $commit.Id
        (Get-LakeObjectList -Ref $commit.Id).Key | Should -Be 'a.txt'
    }

    It 'keeps letters of every kind' {
        $message = "$([char]0xC4)nderung $([char]0x2713) `"quoted`" \ back`nsecond line"
        (New-LakeCommit $message -AllowEmpty).Message | Should -BeExactly $message
    }

    It 'says that nothing has changed, and commits anyway with -AllowEmpty' {
        $record = Get-RaisedError { New-LakeCommit 'nothing' -ErrorAction Stop }
        Assert-LakeError $record -Id LakeNothingToCommit -Category InvalidOperation -Message $branch
        (New-LakeCommit 'nothing' -AllowEmpty).Id | Should -Match '^[0-9a-f]{64}$'
    }

    It 'takes branch and repository by parameter' {
        $other = Add-TestBranch
        (New-LakeCommit 'other' -Ref $other -Repository $server.Repository -AllowEmpty).Repository | Should -Be $server.Repository
        (Invoke-TestRest "/repositories/$($server.Repository)/refs/$other/commits?amount=1").results[0].message | Should -Be 'other'
    }

    It 'says with a wrong secret what is wrong' {
        $wrong = Connect-TestServer -Ref $branch -With @{ Name = 'wrong'; NoVerify = $true; SecretAccessKey = ConvertTo-TestSecret 'wrong' }
        $record = Get-RaisedError { New-LakeCommit 'm' -AllowEmpty -Connection $wrong -ErrorAction Stop }
        Assert-LakeError $record -Id LakeAccessDenied -Category PermissionDenied -Message $server.AccessKeyId
        $wrong | Disconnect-LakeS3
    }
}
