#requires -Version 5.1
# Showing connections.

Describe 'Get-LakeS3Connection' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        Get-LakeS3Connection | Disconnect-LakeS3
        $null = Connect-TestServer -With @{ Name = 'g-one'; NoVerify = $true }
        $null = Connect-TestServer -With @{ Name = 'g-two'; NoVerify = $true }
    }

    It 'shows all, the session''s last' {
        (Get-LakeS3Connection).Name | Should -Be 'g-one', 'g-two'
    }

    It 'shows by name and by wildcard, whatever the case' {
        (Get-LakeS3Connection G-ONE).Name | Should -Be 'g-one'
        (Get-LakeS3Connection *two).Name | Should -Be 'g-two'
        Get-LakeS3Connection x* | Should -BeNullOrEmpty
    }

    It 'says that there is none of the name' {
        Assert-LakeError (Get-RaisedError { Get-LakeS3Connection g-none -ErrorAction Stop }) -Id LakeConnectionNotFound -Category ObjectNotFound -Message 'g-none'
    }
}
