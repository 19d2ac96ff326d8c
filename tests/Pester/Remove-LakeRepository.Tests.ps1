#requires -Version 5.1
# Removing repositories.

Describe 'Remove-LakeRepository' {
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

    It 'removes a repository' {
        $name = Add-TestRepository
        Remove-LakeRepository $name -Confirm:$false
        { Invoke-TestRest "/repositories/$name" } | Should -Throw
    }

    It 'takes repositories from the pipeline' {
        $names = (Add-TestRepository), (Add-TestRepository)
        $names | Get-LakeRepository | Remove-LakeRepository -WhatIf
        $names | Get-LakeRepository | Should -HaveCount 2
        $names | Get-LakeRepository | Remove-LakeRepository -Confirm:$false
        foreach ($name in $names) {
            { Invoke-TestRest "/repositories/$name" } | Should -Throw
        }
    }

    It 'removes what is read-only with -Force alone' {
        $name = Add-TestRepository -ReadOnly
        $record = Get-RaisedError { Remove-LakeRepository $name -Confirm:$false -ErrorAction Stop }
        Assert-LakeError $record -Id LakeRepositoryReadOnly -Category PermissionDenied -Message $name
        Remove-LakeRepository $name -Force -Confirm:$false
        { Invoke-TestRest "/repositories/$name" } | Should -Throw
    }

    It 'says that there is none, and goes on with the others' {
        $name = Add-TestRepository
        $failures = $null
        Remove-LakeRepository no-such-repo, $name -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failures
        Assert-LakeError $failures[0] -Id LakeRepositoryNotFound -Category ObjectNotFound -Message 'no-such-repo'
        { Invoke-TestRest "/repositories/$name" } | Should -Throw
    }

    It 'asks by default' {
        (Get-Command Remove-LakeRepository).ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $true)[0].ConfirmImpact | Should -Be 'High'
    }
}
