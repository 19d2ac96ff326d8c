#requires -Version 5.1
# Merging.

Describe 'Merge-LakeBranch' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
    }

    BeforeEach {
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        Write-LakeObject both.txt -Content 'base'
        $null = New-LakeCommit 'base'
        $script:side = (New-LakeBranch "$branch-side").Ref
        Write-LakeObject side.txt -Content 'side' -Ref $side
        $null = New-LakeCommit 'side' -Ref $side
    }

    AfterEach {
        Clear-TestFault
    }

    It 'merges what is committed' {
        (Merge-LakeBranch $side).Id | Should -BeExactly (Get-LakeCommit $branch).Id
        Get-TestObjectKey -Ref $branch | Should -Be 'both.txt', 'side.txt'
    }

    It 'returns the merge commit, with -PassThru as well' {
        $merge = Merge-LakeBranch $side $branch -Message 'Take the side' -Metadata @{ run = 1 } -PassThru
        $merge.Message | Should -BeExactly 'Take the side'
        $merge.Metadata.run | Should -Be '1'
        $merge.Parents | Should -HaveCount 2
        (Get-LakeCommit $branch).Id | Should -BeExactly $merge.Id
    }

    It 'takes the source from the pipeline, and squashes' {
        $merge = Get-LakeBranch $side | Merge-LakeBranch -Destination $branch -Squash -PassThru
        $merge.Parents | Should -HaveCount 1
        Get-TestObjectKey -Ref $branch | Should -Contain 'side.txt'
    }

    It 'lists the keys in conflict, and changes nothing' {
        foreach ($ref in $branch, $side) {
            Write-LakeObject both.txt -Content "changed on $ref" -Ref $ref
            $null = New-LakeCommit 'conflict' -Ref $ref
        }
        $before = (Get-LakeCommit $branch).Id
        $record = Get-RaisedError { Merge-LakeBranch $side -ErrorAction Stop }
        Assert-LakeError $record -Id LakeMergeConflict -Category InvalidOperation -Message 'both.txt', $side, $branch
        $record.Exception.Keys | Should -Be 'both.txt'
        (Get-LakeCommit $branch).Id | Should -BeExactly $before
        $null = Merge-LakeBranch $side -Strategy DestinationWins
        Read-LakeObject both.txt -AsString | Should -Be "changed on $branch"
    }

    It 'takes the source''s side when asked to, in any case: <_>' -ForEach 'SourceWins', 'sourcewins' {
        foreach ($ref in $branch, $side) {
            Write-LakeObject both.txt -Content "changed on $ref" -Ref $ref
            $null = New-LakeCommit 'conflict' -Ref $ref
        }
        $null = Merge-LakeBranch $side -Strategy $_
        Read-LakeObject both.txt -AsString | Should -Be "changed on $side"
    }

    It 'warns of what is uncommitted at the source' {
        Write-LakeObject later.txt -Content 'later' -Ref $side
        $warnings = $null
        $null = Merge-LakeBranch $side -WarningAction SilentlyContinue -WarningVariable warnings
        $warnings | Should -HaveCount 1
        "$warnings" | Should -BeLike "*$side*uncommitted*"
        Get-TestObjectKey -Ref $branch | Should -Not -Contain 'later.txt'
    }

    It 'says that uncommitted changes of the destination are in the way' {
        Write-LakeObject draft.txt -Content 'draft'
        $record = Get-RaisedError { Merge-LakeBranch $side -ErrorAction Stop }
        Assert-LakeError $record -Id LakeBranchDirty -Category InvalidOperation -Message "'$branch'"
    }

    It 'says that there is nothing to merge, and merges anyway with -AllowEmpty' {
        Merge-LakeBranch $side
        $record = Get-RaisedError { Merge-LakeBranch $side -ErrorAction Stop }
        Assert-LakeError $record -Id LakeNothingToMerge -Category InvalidOperation -Message $branch
        (Merge-LakeBranch $side -AllowEmpty -PassThru).Parents | Should -HaveCount 2
    }

    It 'names what does not exist' {
        $record = Get-RaisedError { Merge-LakeBranch no-such-source -ErrorAction Stop }
        Assert-LakeError $record -Id LakeRefNotFound -Category ObjectNotFound -Message "'no-such-source'"
        $record = Get-RaisedError { Merge-LakeBranch $side no-such-target -ErrorAction Stop }
        Assert-LakeError $record -Id LakeBranchNotFound -Category ObjectNotFound -Message "'no-such-target'"
        $tag = Add-TestTag -Ref main
        $record = Get-RaisedError { Merge-LakeBranch $side $tag -ErrorAction Stop }
        Assert-LakeError $record -Id LakeRefNotWritable -Category InvalidOperation -Message $tag
    }

    It 'shows what a hook says that refuses' {
        Use-TestHook -On pre-merge -Branch $branch -Source $side -Message 'row 7 of side.txt has no price'
        $record = Get-RaisedError { Merge-LakeBranch $side -ErrorAction Stop }
        Assert-LakeError $record -Id LakeHookFailed -Category InvalidOperation -Message 'quality gate', 'row 7 of side.txt has no price'
        Get-TestObjectKey -Ref $branch | Should -Be 'both.txt'
        $fresh = Add-TestBranch
        Use-TestHook -On pre-commit -Branch $fresh -Source $fresh -Message 'no secrets in commits'
        $record = Get-RaisedError { New-LakeCommit 'm' -Ref $fresh -AllowEmpty -ErrorAction Stop }
        Assert-LakeError $record -Id LakeHookFailed -Category InvalidOperation -Message 'no secrets in commits'
    }

    It 'says that the merge is done where its commit can''t be read' {
        Skip-OnRealServer
        Use-TestFault @{ operation = 'getCommit'; fault = 'error'; status = 403; message = 'no'; count = 0 }
        $failures = $warnings = $null
        Merge-LakeBranch $side -ErrorAction SilentlyContinue -ErrorVariable failures -WarningAction SilentlyContinue -WarningVariable warnings | Should -BeNullOrEmpty
        "$warnings" | Should -BeLike '*The merge is done, as commit *can''t be read*'
        $failures | Should -BeNullOrEmpty -Because 'the merge itself did not fail'
        Get-TestObjectKey -Ref $branch | Should -Contain 'side.txt'
    }

    It 'does nothing with -WhatIf' {
        Merge-LakeBranch $side -WhatIf
        Get-TestObjectKey -Ref $branch | Should -Not -Contain 'side.txt'
    }
}
