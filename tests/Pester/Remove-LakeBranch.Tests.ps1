#requires -Version 5.1
# Removing branches.

Describe 'Remove-LakeBranch' {
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

    It 'removes a branch by name and by pipeline' {
        $null = New-LakeBranch "$branch-1"
        $null = New-LakeBranch "$branch-2"
        $null = New-LakeBranch "$branch-3"
        Get-LakeBranch "$branch-*" | Remove-LakeBranch -WhatIf
        Get-LakeBranch "$branch-*" | Should -HaveCount 3
        Remove-LakeBranch "$branch-1" -Confirm:$false
        Get-LakeBranch "$branch-*" | Remove-LakeBranch -Confirm:$false
        Get-LakeBranch "$branch-*" | Should -BeNullOrEmpty
    }

    It 'keeps a branch with uncommitted changes unless forced' {
        Write-LakeObject draft.txt -Content 'd'
        $record = Get-RaisedError { Remove-LakeBranch $branch -Confirm:$false -ErrorAction Stop }
        Assert-LakeError $record -Id LakeBranchHasUncommittedChanges -Category InvalidOperation -Message $branch
        Get-TestObjectKey -Ref $branch | Should -Be 'draft.txt'
        Remove-LakeBranch $branch -Force -Confirm:$false
        Get-LakeBranch "$branch*" | Should -BeNullOrEmpty
    }

    It 'keeps the default branch' {
        $record = Get-RaisedError { Remove-LakeBranch main -Force -Confirm:$false -ErrorAction Stop }
        Assert-LakeError $record -Id LakeBranchIsDefault -Category InvalidOperation -Message 'main'
    }

    It 'says that there is none, and what is not a branch' {
        $record = Get-RaisedError { Remove-LakeBranch no-such-branch -Confirm:$false -ErrorAction Stop }
        Assert-LakeError $record -Id LakeBranchNotFound -Category ObjectNotFound -Message 'no-such-branch'
        $tag = Add-TestTag -Ref main
        $record = Get-RaisedError { Remove-LakeBranch $tag -Confirm:$false -ErrorAction Stop }
        Assert-LakeError $record -Id LakeRefNotWritable -Category InvalidOperation -Message $tag
        (Get-LakeTag $tag).Ref | Should -BeExactly $tag
    }

    It 'asks by itself' {
        (Get-Command Remove-LakeBranch).ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $true)[0].ConfirmImpact | Should -Be 'High'
    }
}
