#requires -Version 5.1
# Undoing commits.

Describe 'Undo-LakeCommit' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
    }

    BeforeEach {
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        Write-LakeObject base.txt -Content 'base'
        $null = New-LakeCommit 'base'
        Write-LakeObject mistake.txt -Content 'mistake'
        $script:mistake = New-LakeCommit 'mistake'
    }

    AfterEach {
        Clear-TestFault
    }

    It 'undoes a commit from the pipeline' {
        ($mistake | Undo-LakeCommit).Id | Should -BeExactly (Get-LakeCommit $branch).Id
        Get-TestObjectKey -Ref $branch | Should -Be 'base.txt'
    }

    It 'returns the new commit with its message and metadata' {
        $undone = Undo-LakeCommit $branch -Message 'Take it back' -Metadata @{ by = 'pester' }
        $undone.Message | Should -BeExactly 'Take it back'
        $undone.Metadata.by | Should -Be 'pester'
        $undone.Parents | Should -Be $mistake.Id
    }

    It 'says that it was undone before, and commits anyway with -AllowEmpty' {
        $null = Undo-LakeCommit $mistake.Id
        $record = Get-RaisedError { Undo-LakeCommit $mistake.Id -ErrorAction Stop }
        Assert-LakeError $record -Id LakeNothingToUndo -Category InvalidOperation
        (Undo-LakeCommit $mistake.Id -AllowEmpty -PassThru).Id | Should -Match '^[0-9a-f]{64}$'
    }

    It 'needs to know the parent of a merge' {
        $null = New-LakeBranch "$branch-side"
        Write-LakeObject side.txt -Content 'side' -Ref "$branch-side"
        $null = New-LakeCommit 'side' -Ref "$branch-side"
        $null = Merge-LakeBranch "$branch-side"
        $record = Get-RaisedError { Undo-LakeCommit $branch -ErrorAction Stop }
        Assert-LakeError $record -Id LakeParentNumberNeeded -Category InvalidArgument
        $null = Undo-LakeCommit $branch -ParentNumber 1
        Get-TestObjectKey -Ref $branch | Should -Be 'base.txt', 'mistake.txt'
    }

    It 'says that the commit has no such parent' {
        $record = Get-RaisedError { Undo-LakeCommit $mistake.Id -ParentNumber 2 -ErrorAction Stop }
        Assert-LakeError $record -Id LakeParentNumberInvalid -Category InvalidArgument
    }

    It 'says that it was changed again' {
        Write-LakeObject mistake.txt -Content 'changed again'
        $null = New-LakeCommit 'again'
        $record = Get-RaisedError { Undo-LakeCommit $mistake.Id -ErrorAction Stop }
        Assert-LakeError $record -Id LakeMergeConflict -Category InvalidOperation -Message $branch
    }

    It 'says that uncommitted changes are in the way' {
        Write-LakeObject draft.txt -Content 'draft'
        $record = Get-RaisedError { Undo-LakeCommit $mistake.Id -ErrorAction Stop }
        Assert-LakeError $record -Id LakeBranchDirty -Category InvalidOperation -Message $branch
    }

    It 'says that there is no such commit' {
        $record = Get-RaisedError { Undo-LakeCommit 0123456789abcdef -ErrorAction Stop }
        Assert-LakeError $record -Id LakeCommitNotFound -Category ObjectNotFound -Message '0123456789abcdef'
    }

    It 'says that the first commit has none before it' {
        Skip-OnRealServer
        $first = (Get-LakeCommit -Ref main)[-1].Id
        $record = Get-RaisedError { Undo-LakeCommit $first -ErrorAction Stop }
        Assert-LakeError $record -Id LakeCommitIsFirst -Category InvalidOperation -Message $first, 'first commit'
    }

    It 'does nothing with -WhatIf' {
        Undo-LakeCommit $mistake.Id -WhatIf
        (Get-LakeCommit $branch).Id | Should -BeExactly $mistake.Id
    }
}
