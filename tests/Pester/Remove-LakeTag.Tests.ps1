#requires -Version 5.1
# Removing tags.

Describe 'Remove-LakeTag' {
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

    It 'removes tags by name and by pipeline' {
        $first = Add-TestTag -Ref main
        $second = Add-TestTag -Ref main
        Get-LakeTag $first | Remove-LakeTag -WhatIf
        (Get-LakeTag $first).Ref | Should -BeExactly $first
        Remove-LakeTag $first -Confirm:$false
        Get-LakeTag $second | Remove-LakeTag -Confirm:$false
        (Get-LakeTag).Ref | Should -Not -Contain $first
        (Get-LakeTag).Ref | Should -Not -Contain $second
    }

    It 'removes a tag whose name means something else as a ref' {
        foreach ($name in "v1@x$branch", "v1~2$branch") {
            Invoke-TestRest "/repositories/$($server.Repository)/tags" -Method Post -Body @{ id = $name; ref = 'main' } | Out-Null
            (Get-LakeTag $name).Ref | Should -BeExactly $name
            Get-LakeTag $name | Remove-LakeTag -Confirm:$false
            (Get-LakeTag).Ref | Should -Not -Contain $name
        }
        $record = Get-RaisedError { Remove-LakeTag a/b -Confirm:$false -ErrorAction Stop }
        Assert-LakeError $record -Id LakeTagNameInvalid -Category InvalidArgument -Message 'a/b'
    }

    It 'says that there is none' {
        $record = Get-RaisedError { Remove-LakeTag no-such-tag -Confirm:$false -ErrorAction Stop }
        Assert-LakeError $record -Id LakeTagNotFound -Category ObjectNotFound -Message 'no-such-tag'
    }

    It 'asks by default' {
        (Get-Command Remove-LakeTag).ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $true)[0].ConfirmImpact | Should -Be 'High'
    }
}
