#requires -Version 5.1
# Listing repositories.

Describe 'Get-LakeRepository' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:lake = Connect-TestServer
    }

    It 'lists what the key may see' {
        (Get-LakeRepository).Name | Should -Contain $server.Repository
        (Get-LakeRepository | Sort-Object Repository -Unique) | Should -HaveCount @(Get-LakeRepository).Count
    }

    It 'finds by name and by wildcard' {
        $one = Get-LakeRepository $server.Repository
        $one | Should -HaveCount 1
        $one.Repository | Should -BeExactly $server.Repository
        $one.CreationDate.Kind | Should -Be 'Local'
        (Get-LakeRepository "$($server.Repository.Substring(0, 4))*").Repository | Should -Contain $server.Repository
        (Get-LakeRepository "*$($server.Repository.Substring(2))").Repository | Should -Contain $server.Repository
        Get-LakeRepository no-such-* | Should -BeNullOrEmpty
    }

    It 'returns what only REST knows' {
        $told = Invoke-TestRest "/repositories/$($server.Repository)"
        $one = Get-LakeRepository $server.Repository
        $one.DefaultBranch | Should -BeExactly $told.default_branch
        $one.StorageNamespace | Should -BeExactly $told.storage_namespace
        $one.ReadOnly | Should -BeFalse
        (Get-LakeRepository (Add-TestRepository -ReadOnly)).ReadOnly | Should -BeTrue
    }

    It 'lists by S3 where REST is refused, and says so' {
        Skip-OnRealServer
        Use-TestFault @{ operation = 'listRepositories'; fault = 'error'; status = 401; message = 'insufficient permissions'; count = 0 }
        try {
            $one, $said = (Get-LakeRepository $server.Repository -Verbose 4>&1).Where({ $_ -isnot [System.Management.Automation.VerboseRecord] }, 'Split')
            $one.Repository | Should -BeExactly $server.Repository
            $one.CreationDate.Kind | Should -Be 'Local'
            $one.StorageNamespace | Should -BeNullOrEmpty
            $one.ReadOnly | Should -BeNullOrEmpty
            "$said" | Should -BeLike '*S3 lists*'
        } finally {
            Clear-TestFault
        }
    }

    It 'says that there is none of the name' {
        Assert-LakeError (Get-RaisedError { Get-LakeRepository no-such-repo -ErrorAction Stop }) -Id LakeRepositoryNotFound -Category ObjectNotFound -Message 'no-such-repo'
    }
}
