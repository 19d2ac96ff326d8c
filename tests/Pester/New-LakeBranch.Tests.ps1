#requires -Version 5.1
# Making branches.

Describe 'New-LakeBranch' -Tag Wire, Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
    }

    BeforeEach {
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
    }

    AfterEach {
        Clear-TestFault
    }

    It 'begins at the last commit of the default ref, without what is uncommitted' {
        Write-LakeObject committed.txt -Content 'c'
        $commit = New-LakeCommit 'c'
        Write-LakeObject uncommitted.txt -Content 'u'
        $made = New-LakeBranch "$branch-new"
        $made.CommitId | Should -BeExactly $commit.Id
        $made.Name | Should -BeExactly "$branch-new"
        Get-TestObjectKey -Ref "$branch-new" | Should -Be 'committed.txt'
    }

    It 'begins at a tag or commit from the pipeline' {
        $commit = New-LakeCommit 'first' -AllowEmpty
        $null = New-LakeCommit 'second' -AllowEmpty
        ($commit | New-LakeBranch "$branch-c").CommitId | Should -BeExactly $commit.Id
        $tag = Add-TestTag -Ref $commit.Id
        (Get-LakeTag $tag | New-LakeBranch "$branch-t").CommitId | Should -BeExactly $commit.Id
    }

    It 'hides a branch from lists' {
        $null = New-LakeBranch "$branch-hidden" -Hidden
        Get-LakeBranch "$branch-*" | Should -BeNullOrEmpty
        (Get-LakeBranch "$branch-*" -IncludeHidden).Ref | Should -BeExactly "$branch-hidden"
    }

    It 'says that <Why>' -ForEach @(
        @{ Why = 'the branch exists'; Name = 'main'; Source = 'main'; Id = 'LakeBranchExists'; Category = 'ResourceExists' }
        @{ Why = 'the source is no ref'; Name = 'pester-x'; Source = 'no-such-ref'; Id = 'LakeRefNotFound'; Category = 'ObjectNotFound' }
        @{ Why = 'the source is no commit'; Name = 'pester-x'; Source = '0123456789'; Id = 'LakeCommitNotFound'; Category = 'ObjectNotFound' }
        @{ Why = 'the name can''t be one'; Name = 'a.b'; Source = 'main'; Id = 'LakeBranchNameInvalid'; Category = 'InvalidArgument' }
        @{ Why = 'the name has a slash'; Name = 'team/one'; Source = 'main'; Id = 'LakeBranchNameInvalid'; Category = 'InvalidArgument' }
    ) {
        $record = Get-RaisedError { New-LakeBranch $Name $Source -ErrorAction Stop }
        Assert-LakeError $record -Id $Id -Category $Category
    }

    It 'says that a tag has the name' {
        $tag = Add-TestTag -Ref main
        $record = Get-RaisedError { New-LakeBranch $tag main -ErrorAction Stop }
        Assert-LakeError $record -Id LakeNameTaken -Category ResourceExists -Message $tag, 'tag'
    }

    It 'does nothing with -WhatIf' {
        New-LakeBranch "$branch-what-if" -WhatIf | Should -BeNullOrEmpty
        Get-LakeBranch "$branch-what*" | Should -BeNullOrEmpty
    }
}
