#requires -Version 5.1
# What the server is.

Describe 'Get-LakeServerInfo' {
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

    It 'returns version, storage and user' {
        $info = Get-LakeServerInfo
        $info.Version | Should -Match '^\d+\.\d+\.\d+'
        $info.StorageType | Should -BeIn 'local', 'mem', 's3', 'gs', 'azure'
        $info.StorageNamespaceExample | Should -BeLike '*://*'
        $info.EndpointUrl | Should -BeExactly $server.EndpointUrl.TrimEnd('/')
        $info.User | Should -Not -BeNullOrEmpty
        "$info" | Should -BeLike 'lakeFS *'
    }

    It 'says whether imports work' {
        Skip-WithoutImport
        (Get-LakeServerInfo).ImportSupport | Should -BeTrue
    }

    It 'says with a wrong secret what is wrong' {
        $wrong = Connect-TestServer -With @{ Name = 'wrong'; NoVerify = $true; SecretAccessKey = ConvertTo-TestSecret 'wrong' }
        $record = Get-RaisedError { Get-LakeServerInfo -Connection $wrong -ErrorAction Stop }
        Assert-LakeError $record -Id LakeAccessDenied -Category PermissionDenied -Message $server.AccessKeyId
        $wrong | Disconnect-LakeS3
    }
}
