#requires -Version 5.1
# Which connection is the session's, what it defaults to, and what is shared by two.

Describe 'Set-LakeS3Connection' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:other = Add-TestBranch
        Add-TestObject -Branch $branch -Key 'on-branch.txt'
        Add-TestObject -Branch $other -Key 'on-other.txt'
    }

    BeforeEach {
        Get-LakeS3Connection | Disconnect-LakeS3
        $script:one = Connect-TestServer -Ref $branch -With @{ Name = 's-one' }
        $script:two = Connect-TestServer -Ref $branch -With @{ Name = 's-two' }
    }

    It 'makes another connection the session''s, which is the one that is marked' {
        Set-LakeS3Connection S-ONE
        (Get-LakeS3Connection | Where-Object IsCurrent).Name | Should -Be 's-one'
        (Get-LakeS3Connection).Name | Should -Be 's-two', 's-one'
        $one.IsCurrent | Should -BeTrue
        $two.IsCurrent | Should -BeFalse
    }

    It 'changes the ref, and nothing else has to be said again' {
        Set-LakeS3Connection -Ref $other
        (Get-LakeObjectList).Key | Should -Be 'on-other.txt'
        (Get-LakeS3Connection s-two).Ref | Should -Be $other
        $two.Ref | Should -Be $branch
        (Get-LakeS3Connection s-one).Ref | Should -Be $branch
    }

    It 'changes both in one step, by address or by pipeline' {
        $changed = Get-LakeS3Connection s-one | Set-LakeS3Connection -Ref "lakefs://$($server.Repository)/$other" -PassThru
        $changed.Name, $changed.Ref, $changed.IsCurrent | Should -Be 's-one', $other, $true
        (Get-LakeObjectList).Key | Should -Be 'on-other.txt'
    }

    It 'means the default branch of another repository' {
        $repository = Add-TestRepository
        (Set-LakeS3Connection -Repository $repository -PassThru).Ref | Should -BeNullOrEmpty
        Write-LakeObject made.txt -Content c
        Get-TestObjectKey -Repository $repository -Ref main | Should -Be 'made.txt'
    }

    It 'asks the server whether there is such a ref, and leaves everything as it was if not' {
        Assert-LakeError (Get-RaisedError { Set-LakeS3Connection s-one -Ref no-such-ref -ErrorAction Stop }) -Id LakeRefNotFound -Category ObjectNotFound -Message 'no-such-ref'
        (Get-LakeS3Connection | Where-Object IsCurrent).Name | Should -Be 's-two'
        (Set-LakeS3Connection s-one -Ref no-such-ref -NoVerify -PassThru).Ref | Should -Be 'no-such-ref'
    }

    It 'says that there is none of the name, and what fits no lakeFS' {
        Assert-LakeError (Get-RaisedError { Set-LakeS3Connection s-none -ErrorAction Stop }) -Id LakeConnectionNotFound -Category ObjectNotFound -Message 's-none'
        Assert-LakeError (Get-RaisedError { Set-LakeS3Connection -BucketName b -ErrorAction Stop }) -Id LakeNotPlainS3 -Category InvalidArgument
        $null = Connect-LakeS3Router -Name s-router @{ default = $one } ([ordered]@{ default = @{ source_bucket_pattern = '*' } })
        Assert-LakeError (Get-RaisedError { Set-LakeS3Connection s-router -Ref main -ErrorAction Stop }) -Id LakeNotLakeFS -Category InvalidOperation -Message 's-router'
        Set-LakeS3Connection s-one
        Set-LakeS3Connection s-router
        (Get-LakeS3Connection | Where-Object IsCurrent).Name | Should -Be 's-router'
    }

    It 'leaves a transaction its branch' {
        $clean = Add-TestBranch
        $record = Get-RaisedError { Invoke-LakeTransaction -Branch $clean -Message m { Set-LakeS3Connection -Ref $other -ErrorAction Stop } }
        Assert-LakeError $record -Id LakeConnectionInTransaction -Category InvalidOperation -Message 's-two'
        (Get-LakeS3Connection s-two).Ref | Should -Be $branch
        $null = Invoke-LakeTransaction -Branch $clean -Message m { Set-LakeS3Connection s-one; Get-LakePromptText | Should -BeLike '`[s-one *'; Write-LakeObject t.txt -Content c -Connection s-two } -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike "*'s-one' does not take part*"
        (Get-LakeS3Connection | Where-Object IsCurrent).Name | Should -Be 's-one'
    }

    It 'closes one connection by whatever it defaulted to' {
        Set-LakeS3Connection s-two -Ref $other
        $two | Disconnect-LakeS3
        (Get-LakeS3Connection).Name | Should -Be 's-one'
    }
}

Describe 'Connections that share clients' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        Add-TestObject -Branch $branch -Key 'shared.txt'
    }

    BeforeEach {
        Get-LakeS3Connection | Disconnect-LakeS3
        $script:first = Connect-TestServer -Ref main -With @{ Name = 'h-first' }
    }

    It 'need no key pair, and outlive each other' {
        $second = Get-LakeS3Connection h-first | Connect-LakeS3 -Ref $branch -Name h-second -PassThru
        $second.AccessKeyId, $second.Repository, $second.Ref | Should -Be $first.AccessKeyId, $server.Repository, $branch
        (Get-LakeS3Connection).Name | Should -Be 'h-first', 'h-second'
        $first | Disconnect-LakeS3
        (Get-LakeObjectList).Key | Should -Be 'shared.txt'
        $first.IsOpen, $second.IsOpen | Should -Be $false, $true
        $second | Disconnect-LakeS3
        Assert-LakeError (Get-RaisedError { Get-LakeObjectList -Connection $second -ErrorAction Stop }) -Id LakeConnectionClosed -Category InvalidOperation
    }

    It 'take the place of one of the same name, and leave it open' {
        $second = $first | Connect-LakeS3 -Ref $branch -PassThru
        (Get-LakeS3Connection).Ref | Should -Be $branch
        Disconnect-LakeS3
        $second.IsOpen, $first.IsOpen | Should -Be $false, $true
        Test-LakeObject shared.txt -Ref $branch -Connection $first | Should -BeTrue
        $first | Disconnect-LakeS3
    }

    It 'can have no settings of their own' {
        $record = Get-RaisedError { Connect-LakeS3 -Connection h-first -Region eu-central-1 }
        Assert-LakeError $record -Id LakeSettingFixed -Category InvalidArgument -Message '-Region', 'h-first'
    }
}

Describe 'A ref that nobody names' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:repository = Add-TestRepository
    }

    BeforeEach {
        Get-LakeS3Connection | Disconnect-LakeS3
        $null = Connect-TestServer -With @{ Name = 'r-none'; Repository = $repository }
    }

    It 'is the default branch of the repository, asked for once' {
        Skip-OnRealServer -Because 'it counts the requests'
        Clear-TestRequest
        Write-LakeObject a.txt -Content c
        Test-LakeObject a.txt | Should -BeTrue
        @(Get-TestRequest -Operation getRepository) | Should -HaveCount 1
        Get-TestObjectKey -Repository $repository -Ref main | Should -Contain 'a.txt'
        (Get-LakeChange).Key | Should -Contain 'a.txt'
        Remove-LakeObject a.txt -Confirm:$false
        Test-LakeObject a.txt | Should -BeFalse
    }

    It 'is named by a verbose line' {
        $said = Get-LakeObjectList -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        "$said" | Should -BeLike "*'main'*default branch*$repository*"
        $said = Get-LakeObjectList -Ref main -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        "$said" | Should -Not -BeLike '*default branch*'
    }

    It 'is an error where the repository is not there' {
        $record = Get-RaisedError { Get-LakeObjectList -Repository no-such-repo -ErrorAction Stop }
        Assert-LakeError $record -Id LakeRepositoryNotFound -Category ObjectNotFound -Message 'no-such-repo'
    }
}
