#requires -Version 5.1
# Closing connections.

Describe 'Disconnect-LakeS3' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
    }

    BeforeEach {
        Get-LakeS3Connection | Disconnect-LakeS3
        $script:first = Connect-TestServer -Ref main -With @{ Name = 'd-first'; NoVerify = $true }
        $script:second = Connect-TestServer -Ref main -With @{ Name = 'd-second'; NoVerify = $true }
    }

    It 'closes the session''s connection, and the one before is the session''s again' {
        Disconnect-LakeS3
        $second.IsOpen | Should -BeFalse
        (Get-LakeS3Connection).Name | Should -Be 'd-first'
        Get-LakeBranch main | Should -HaveCount 1
    }

    It 'closes by name, by wildcard, and from the pipeline' {
        Disconnect-LakeS3 d-first
        (Get-LakeS3Connection).Name | Should -Be 'd-second'
        $null = Connect-TestServer -With @{ Name = 'd-third'; NoVerify = $true }
        Disconnect-LakeS3 d-*
        Get-LakeS3Connection | Should -BeNullOrEmpty
        $null = Connect-TestServer -With @{ Name = 'd-fourth'; NoVerify = $true }
        Get-LakeS3Connection | Disconnect-LakeS3
        Get-LakeS3Connection | Should -BeNullOrEmpty
    }

    It 'says that there is no connection, or none of the name' {
        Assert-LakeError (Get-RaisedError { Disconnect-LakeS3 d-none -ErrorAction Stop }) -Id LakeConnectionNotFound -Category ObjectNotFound -Message 'd-none'
        Disconnect-LakeS3 d-*
        Assert-LakeError (Get-RaisedError { Disconnect-LakeS3 -ErrorAction Stop }) -Id LakeConnectionNotFound -Category ObjectNotFound
    }

    It 'is not an error where a wildcard finds nothing' {
        Disconnect-LakeS3 x-* -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed | Should -BeNullOrEmpty
    }
}
