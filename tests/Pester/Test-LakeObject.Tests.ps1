#requires -Version 5.1
# Asking whether an object exists.

Describe 'Test-LakeObject' -Tag Wire, Signature {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        Add-TestObject -Branch $branch -Key 'there', 'folder/there'
    }

    AfterEach {
        Clear-TestFault
    }

    It 'is true for what is there and false for what is not' {
        Test-LakeObject there | Should -BeTrue
        Test-LakeObject There | Should -BeFalse
        Test-LakeObject folder | Should -BeFalse
        Test-LakeObject folder/ | Should -BeFalse
        Test-LakeObject there, missing, folder/there | Should -Be $true, $false, $true
    }

    It 'is false if there is no such ref or repository' {
        Test-LakeObject there -Ref no-such-ref | Should -BeFalse
        Test-LakeObject there -Repository no-such-repo -Ref main | Should -BeFalse
    }

    It 'is an error, not false, if the answer is unknown: <Status> <Code>' -ForEach @(
        @{ Status = 403; Code = 'AccessDenied'; Id = 'LakeAccessDenied' }
        @{ Status = 503; Code = 'SlowDown'; Id = 'LakeThrottled' }
        @{ Status = 500; Code = 'InternalError'; Id = 'LakeServerError' }
    ) {
        Skip-OnRealServer
        $quick = Connect-TestServer -Ref $branch -With @{ Name = 'quick'; MaxRetries = 0 }
        Use-TestFault @{ operation = 'HeadObject'; fault = 'error'; status = $Status; code = $Code; count = 0 }
        $said = Test-LakeObject there -Connection $quick -ErrorAction SilentlyContinue -ErrorVariable failed
        $said | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $quick | Disconnect-LakeS3
    }

    It 'is an error for an address that can be none' {
        Assert-LakeError (Get-RaisedError { Test-LakeObject there -Ref 'a/b' -ErrorAction Stop }) -Id LakeRefInvalid -Category InvalidArgument
    }
}
