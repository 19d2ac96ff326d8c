#requires -Version 5.1
# One commit, and logs.

Describe 'Get-LakeCommit' {
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

    It 'reads one commit by id, abbreviated id and ref' {
        $commit = New-LakeCommit 'one' -AllowEmpty -Metadata @{ run = 1 }
        foreach ($id in $commit.Id, $commit.Id.Substring(0, 16), $branch) {
            $read = Get-LakeCommit $id
            $read.Id | Should -BeExactly $commit.Id
            $read.Message | Should -BeExactly 'one'
            $read.Metadata.run | Should -Be '1'
        }
        ($commit.Id | Get-LakeCommit).Id | Should -BeExactly $commit.Id
    }

    It 'streams the log, the latest first' {
        1..3 | ForEach-Object { $null = New-LakeCommit "commit $_" -AllowEmpty }
        (Get-LakeCommit -First 2).Message | Should -Be 'commit 3', 'commit 2'
        (Get-LakeCommit | Select-Object -First 3).Message | Should -Be 'commit 3', 'commit 2', 'commit 1'
        (Get-LakeBranch $branch | Get-LakeCommit -First 1).Message | Should -Be 'commit 3'
        @(Get-LakeCommit)[-1].Message | Should -Be 'Repository created'
    }

    It 'asks for no more than -First' {
        Skip-OnRealServer
        1..3 | ForEach-Object { $null = New-LakeCommit "commit $_" -AllowEmpty }
        Clear-TestRequest
        $null = Get-LakeCommit -First 2
        Wait-TestRequest -Operation logCommits -Count 1
        @(Get-TestRequest -Operation logCommits) | Should -HaveCount 1
    }

    It 'finds the commits that changed an object or a prefix' {
        Write-LakeObject a/1.txt -Content '1'
        $first = New-LakeCommit 'a1'
        Write-LakeObject b/1.txt -Content '1'
        $null = New-LakeCommit 'b1'
        Write-LakeObject a/2.txt -Content '2'
        $null = New-LakeCommit 'a2'
        (Get-LakeCommit -Prefix a/).Message | Should -Be 'a2', 'a1'
        (Get-LakeCommit -Key a/1.txt).Id | Should -Be $first.Id
        (Get-LakeObjectList a/2.txt | Get-LakeCommit -First 1).Message | Should -Be 'a2'
    }

    It 'follows the first parent, and looks back to a time' {
        $null = New-LakeBranch "$branch-side"
        $null = New-LakeCommit 'on the side' -Ref "$branch-side" -AllowEmpty
        $null = New-LakeCommit 'on the branch' -AllowEmpty
        Merge-LakeBranch "$branch-side" -Message 'merge' -AllowEmpty
        (Get-LakeCommit).Message | Should -Contain 'on the side'
        (Get-LakeCommit -FirstParent).Message | Should -Not -Contain 'on the side'
        (Get-LakeCommit -Since ([DateTime]::Now.AddHours(-1)) -First 1).Message | Should -Be 'merge'
        Get-LakeCommit -Since ([DateTime]::Now.AddHours(1)) | Should -BeNullOrEmpty
    }

    It 'says that there is no such commit, ref or repository' {
        $record = Get-RaisedError { Get-LakeCommit 0123456789abcdef -ErrorAction Stop }
        Assert-LakeError $record -Id LakeCommitNotFound -Category ObjectNotFound -Message '0123456789abcdef'
        $record = Get-RaisedError { Get-LakeCommit -Ref no-such-ref -ErrorAction Stop }
        Assert-LakeError $record -Id LakeRefNotFound -Category ObjectNotFound -Message 'no-such-ref'
        $record = Get-RaisedError { Get-LakeCommit -Repository no-such-repo -ErrorAction Stop }
        Assert-LakeError $record -Id LakeRepositoryNotFound -Category ObjectNotFound -Message 'no-such-repo'
    }

    It 'completes ids' {
        $commit = New-LakeCommit 'completed' -AllowEmpty
        $typed = "Get-LakeCommit $($commit.Id.Substring(0, 10))"
        [System.Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches.CompletionText | Should -Contain $commit.Id
    }
}
