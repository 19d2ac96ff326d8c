#requires -Version 5.1
# Removing objects: the ways to say which. Removal.Tests.ps1 has what must never be claimed.

Describe 'Remove-LakeObject' -Tag Wire, Signature, Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
    }

    BeforeEach {
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        Add-TestObject -Branch $branch -Key 'a', 'b', 'c/1', 'c/2', 'cc'
    }

    It 'takes every way to name objects' {
        Remove-LakeObject a -Confirm:$false
        Remove-LakeObject "lakefs://$($server.Repository)/$branch/b" -Confirm:$false
        Remove-LakeObject "$branch/c/1" -BucketName $server.Repository -Confirm:$false
        Remove-LakeObject c/2, cc -Repository $server.Repository -Ref $branch -Confirm:$false
        Get-TestObjectKey -Ref $branch | Should -BeNullOrEmpty
    }

    It 'takes a prefix as the beginning of names' {
        Remove-LakeObject -Prefix c/ -Confirm:$false
        Get-TestObjectKey -Ref $branch | Should -Be 'a', 'b', 'cc'
        Remove-LakeObject -Prefix "lakefs://$($server.Repository)/$branch/c" -Confirm:$false
        Get-TestObjectKey -Ref $branch | Should -Be 'a', 'b'
    }

    It 'gives a result for each object with -PassThru' {
        $results = Remove-LakeObject a, b -Confirm:$false -PassThru
        $results.Key | Should -Be 'a', 'b'
        $results.Removed | Should -Be $true, $true
        $results[0].Uri | Should -Be "lakefs://$($server.Repository)/$branch/a"
        $results[0].Error | Should -BeNullOrEmpty
    }

    It 'can be taken back until it is committed' {
        $null = Add-TestCommit -Branch $branch
        Remove-LakeObject a -Confirm:$false
        Copy-LakeObject a -Ref "$branch@" -DestinationRef $branch
        Test-LakeObject a | Should -BeTrue
    }
}
