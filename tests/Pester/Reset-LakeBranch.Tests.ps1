#requires -Version 5.1
# Dropping what is uncommitted, and taking branches elsewhere.

Describe 'Reset-LakeBranch' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
    }

    BeforeEach {
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        Write-LakeObject kept.txt -Content 'kept'
        $script:commit = New-LakeCommit 'base'
        Write-LakeObject a.txt -Content 'a'
        Write-LakeObject dir/b.txt -Content 'b'
        Remove-LakeObject kept.txt -Confirm:$false
    }

    AfterEach {
        Clear-TestFault
    }

    It 'drops all that is uncommitted' {
        Reset-LakeBranch -Confirm:$false | Should -BeNullOrEmpty
        Get-TestObjectKey -Ref $branch | Should -Be 'kept.txt'
    }

    It 'drops the changes of one object or prefix' {
        Reset-LakeBranch $branch -Key kept.txt, a.txt -Confirm:$false
        Get-TestObjectKey -Ref $branch | Should -Be 'dir/b.txt', 'kept.txt'
        Reset-LakeBranch -Prefix dir/ -Confirm:$false
        Get-TestObjectKey -Ref $branch | Should -Be 'kept.txt'
    }

    It 'drops the changes that are piped in, and no others' {
        Get-LakeChange | Where-Object Key -NE a.txt | Reset-LakeBranch -Confirm:$false
        Get-TestObjectKey -Ref $branch | Should -Be 'a.txt', 'kept.txt'
    }

    It 'takes a branch to another commit, and warns of what stays' {
        Reset-LakeBranch -Confirm:$false
        $null = New-LakeCommit 'a mistake' -AllowEmpty
        Write-LakeObject draft.txt -Content 'draft'
        $warnings = $null
        $moved = Reset-LakeBranch -To $commit.Id -Confirm:$false -PassThru -WarningAction SilentlyContinue -WarningVariable warnings
        $moved.CommitId | Should -BeExactly $commit.Id
        "$warnings" | Should -BeLike '*uncommitted*stay*'
        Get-TestObjectKey -Ref $branch | Should -Be 'draft.txt', 'kept.txt'
    }

    It 'says what does not exist or is not allowed' {
        $record = Get-RaisedError { Reset-LakeBranch no-such-branch -Confirm:$false -ErrorAction Stop }
        Assert-LakeError $record -Id LakeBranchNotFound -Category ObjectNotFound -Message 'no-such-branch'
        $record = Get-RaisedError { Reset-LakeBranch -To no-such-ref -Confirm:$false -ErrorAction Stop }
        Assert-LakeError $record -Id LakeRefNotFound -Category ObjectNotFound -Message 'no-such-ref'
        $record = Get-RaisedError { Reset-LakeBranch -Key a.txt -Prefix dir/ -Confirm:$false -ErrorAction Stop }
        Assert-LakeError $record -Id LakeResetAmbiguous -Category InvalidArgument
    }

    It 'does nothing with -WhatIf, and asks by default' {
        Reset-LakeBranch -WhatIf
        Reset-LakeBranch -To $commit.Id -WhatIf
        Get-TestObjectKey -Ref $branch | Should -Be 'a.txt', 'dir/b.txt'
        (Get-Command Reset-LakeBranch).ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $true)[0].ConfirmImpact | Should -Be 'High'
    }
}
