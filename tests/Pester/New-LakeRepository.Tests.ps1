#requires -Version 5.1
# Making repositories.

Describe 'New-LakeRepository' {
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

    It 'makes a repository that can be written to' {
        $name = "pester-$([Guid]::NewGuid().ToString('N').Substring(0, 12))"
        $made = New-LakeRepository $name "$($server.StorageScheme)://$name" -DefaultBranch trunk
        $made.Repository | Should -BeExactly $name
        $made.DefaultBranch | Should -BeExactly 'trunk'
        $made.StorageNamespace | Should -BeExactly "$($server.StorageScheme)://$name"
        $made.ReadOnly | Should -BeFalse
        $made.CreationDate.Kind | Should -Be 'Local'
        Write-LakeObject a.txt -Content 'a' -Repository $name -Ref trunk
        Get-TestObjectKey -Repository $name -Ref trunk | Should -Be 'a.txt'
    }

    It 'says that the name is taken' {
        $record = Get-RaisedError { New-LakeRepository $server.Repository "$($server.StorageScheme)://other-$([Guid]::NewGuid())" -ErrorAction Stop }
        Assert-LakeError $record -Id LakeRepositoryExists -Category ResourceExists -Message $server.Repository
    }

    It 'says that the storage namespace was used before' {
        $used = (Invoke-TestRest "/repositories/$($server.Repository)").storage_namespace
        $record = Get-RaisedError { New-LakeRepository "pester-$([Guid]::NewGuid().ToString('N').Substring(0, 12))" $used -ErrorAction Stop }
        Assert-LakeError $record -Id LakeStorageNamespaceInvalid -Category InvalidArgument -Message 'used'
    }

    It 'says that the storage is another' {
        $record = Get-RaisedError { New-LakeRepository pester-elsewhere 'gs://elsewhere/x' -ErrorAction Stop }
        Assert-LakeError $record -Id LakeStorageNamespaceInvalid -Category InvalidArgument -Message 'regex'
    }

    It 'refuses names before it asks' {
        $record = Get-RaisedError { New-LakeRepository No_Such "$($server.StorageScheme)://x" -ErrorAction Stop }
        Assert-LakeError $record -Id LakeRepositoryNameInvalid -Category InvalidArgument
        $record = Get-RaisedError { New-LakeRepository no-such-repo "$($server.StorageScheme)://x" -DefaultBranch a/b -ErrorAction Stop }
        Assert-LakeError $record -Id LakeBranchNameInvalid -Category InvalidArgument
    }

    It 'does nothing with -WhatIf' {
        New-LakeRepository pester-what-if "$($server.StorageScheme)://pester-what-if" -WhatIf | Should -BeNullOrEmpty
        Get-LakeRepository pester-what-if* | Should -BeNullOrEmpty
    }
}
