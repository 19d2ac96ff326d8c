#requires -Version 5.1
# Repeating commits elsewhere.

Describe 'Copy-LakeCommit' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
    }

    BeforeEach {
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        $script:side = (New-LakeBranch "$branch-side").Ref
        Write-LakeObject fix.txt -Content 'fix' -Ref $side
        $script:fix = New-LakeCommit 'fix' -Ref $side
    }

    AfterEach {
        Clear-TestFault
    }

    It 'repeats a commit from the pipeline' {
        ($fix | Copy-LakeCommit).Id | Should -BeExactly (Get-LakeCommit $branch).Id
        Get-TestObjectKey -Ref $branch | Should -Be 'fix.txt'
    }

    It 'returns the copy, which names its origin' {
        $copy = Copy-LakeCommit $fix.Id -Branch $branch
        $copy.Message | Should -BeExactly 'fix'
        $copy.Metadata.'cherry-pick-origin' | Should -BeExactly $fix.Id
        (Copy-LakeCommit $fix.Id -Message 'again' -PassThru).Message | Should -BeExactly 'again'
    }

    It 'warns where the copy can''t be found by its id' {
        Skip-OnRealServer
        Use-TestFault @{ operation = 'getCommit'; fault = 'error'; status = 404; message = 'commit not found' }
        $warnings = $null
        $null = Copy-LakeCommit $fix.Id -WarningAction SilentlyContinue -WarningVariable warnings
        "$warnings" | Should -BeLike "*by its id*$branch*"
    }

    It 'needs to know the parent of a merge' {
        $null = New-LakeCommit 'other' -AllowEmpty
        $null = Merge-LakeBranch $side
        $record = Get-RaisedError { Copy-LakeCommit $branch -Branch $side -ErrorAction Stop }
        Assert-LakeError $record -Id LakeParentNumberNeeded -Category InvalidArgument
    }

    It 'says that it was changed differently' {
        Write-LakeObject fix.txt -Content 'another'
        $null = New-LakeCommit 'another'
        $record = Get-RaisedError { Copy-LakeCommit $fix.Id -ErrorAction Stop }
        Assert-LakeError $record -Id LakeMergeConflict -Category InvalidOperation -Message $branch
    }

    It 'says that the first commit has none before it' {
        $first = (Get-LakeCommit -Ref main)[-1].Id
        $record = Get-RaisedError { Copy-LakeCommit $first -ErrorAction Stop }
        Assert-LakeError $record -Id LakeCommitIsFirst -Category InvalidOperation -Message $first, 'first commit'
        $record = Get-RaisedError { Copy-LakeCommit $first -ParentNumber 1 -ErrorAction Stop }
        Assert-LakeError $record -Id LakeParentNumberInvalid -Category InvalidArgument
    }

    It 'does nothing with -WhatIf' {
        Copy-LakeCommit $fix.Id -WhatIf
        Get-TestObjectKey -Ref $branch | Should -BeNullOrEmpty
    }
}
