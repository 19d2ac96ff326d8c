#requires -Version 5.1
# What is uncommitted.

Describe 'Get-LakeChange' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
    }

    BeforeEach {
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        Write-LakeObject same.txt -Content 'same'
        Write-LakeObject changed.txt -Content 'old'
        Write-LakeObject removed.txt -Content 'removed'
        $null = New-LakeCommit 'base'
        Write-LakeObject same.txt -Content 'same'
        Write-LakeObject changed.txt -Content 'newer'
        Write-LakeObject dir/added.txt -Content 'added'
        Remove-LakeObject removed.txt -Confirm:$false
    }

    AfterEach {
        Clear-TestFault
    }

    It 'lists what was added, changed and removed, and nothing that is the same' {
        $changes = Get-LakeChange
        $changes.Key | Should -Be 'changed.txt', 'dir/added.txt', 'removed.txt'
        $changes.Type | Should -Be 'Changed', 'Added', 'Removed'
        $changes.Ref | Should -Be $branch, $branch, "$branch@"
        $changes.Size | Should -Be 5, 5, $null
        (Get-LakeChange $branch dir/).Key | Should -Be 'dir/added.txt'
        (Get-LakeChange -Prefix dir/).Key | Should -Be 'dir/added.txt'
        (Get-LakeBranch $branch | Get-LakeChange).Count | Should -Be 3
    }

    It 'pipes into what reads objects' {
        Get-LakeChange | Read-LakeObject -AsString | Should -Be 'newer', 'added', 'removed'
        Get-LakeChange | Where-Object Type -EQ Removed | Read-LakeObject -AsString | Should -Be 'removed'
    }

    It 'takes a ref first, as its sisters do' {
        (Get-LakeChange $branch -Connection (Connect-TestServer -Ref main)).Count | Should -Be 3
        $record = Get-RaisedError { Get-LakeChange dir/ -ErrorAction Stop }
        Assert-LakeError $record -Id LakeRefInvalid -Category InvalidArgument -Message 'dir/'
    }

    It 'says what is not a branch' {
        $record = Get-RaisedError { Get-LakeChange -Ref no-such-branch -ErrorAction Stop }
        Assert-LakeError $record -Id LakeBranchNotFound -Category ObjectNotFound -Message 'no-such-branch'
        $tag = Add-TestTag -Ref main
        $record = Get-RaisedError { Get-LakeChange -Ref $tag -ErrorAction Stop }
        Assert-LakeError $record -Id LakeRefNotWritable -Category InvalidOperation -Message $tag
    }

    It 'asks for one page where a few are taken' {
        Skip-OnRealServer
        Add-TestObject -Branch $branch -Key (1..1200 | ForEach-Object { "many/$_" })
        Clear-TestRequest
        Get-LakeChange -Prefix many/ | Select-Object -First 5 | Should -HaveCount 5
        Wait-TestRequest -Operation diffBranch -Count 1
        @(Get-TestRequest -Operation diffBranch) | Should -HaveCount 1
        Get-LakeChange -Prefix many/ | Should -HaveCount 1200
    }
}
