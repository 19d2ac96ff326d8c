#requires -Version 5.1
# Listing tags.

Describe 'Get-LakeTag' {
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

    It 'lists tags by name and by wildcard' {
        $commit = New-LakeCommit 'tagged' -AllowEmpty
        $tag = Add-TestTag -Ref $commit.Id
        $found = Get-LakeTag $tag
        $found.Ref | Should -BeExactly $tag
        $found.Name | Should -BeExactly $tag
        $found.CommitId | Should -BeExactly $commit.Id
        (Get-LakeTag "*$($tag.Substring(3))").Ref | Should -BeExactly $tag
        (Get-LakeTag).Ref | Should -Contain $tag
        (Get-LakeTag).Ref | Should -Not -Contain $branch
        Get-LakeTag no-such-* | Should -BeNullOrEmpty
    }

    It 'says that there is none' {
        $record = Get-RaisedError { Get-LakeTag no-such-tag -ErrorAction Stop }
        Assert-LakeError $record -Id LakeTagNotFound -Category ObjectNotFound -Message 'no-such-tag'
    }

    It 'pipes into what takes a ref' {
        Write-LakeObject a.txt -Content 'a'
        $tag = Add-TestTag -Ref (New-LakeCommit 'a').Id
        (Get-LakeTag $tag | Get-LakeObjectList).Ref | Should -BeExactly $tag
    }
}
