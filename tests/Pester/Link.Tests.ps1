#requires -Version 5.1
# Links in folders: one rule for what is sent and what is fetched, and a word about what was passed over.

Describe 'Links' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
    }

    BeforeEach {
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        $script:folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([Guid]::NewGuid().ToString('N')))).FullName
        $script:outside = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([Guid]::NewGuid().ToString('N')))).FullName
        Set-Content -LiteralPath (Join-Path $outside 'x') -Value 'outside' -NoNewline
        Set-Content -LiteralPath (Join-Path $folder 'plain') -Value 'plain' -NoNewline
        Add-TestLink -Path (Join-Path $folder 'sub') -Target $outside
        Add-TestLink -Path (Join-Path $folder 'file') -Target (Join-Path $outside 'x')
    }

    Context 'passed over' {
        It 'are so by a sync in both directions, which changes nothing behind them' {
            Add-TestObject -Branch $branch -Key 'd/own', 'd/sub/x', 'd/file', 'd/plain'

            $down = Sync-LakeFolder -Prefix d/ -DestinationFolder $folder -Delete -Confirm:$false -WarningVariable warned 3>$null
            $up = Sync-LakeFolder $folder d/ -Delete -Confirm:$false -WarningVariable warnedUp 3>$null

            $down.Key | Sort-Object | Should -Be 'd/own', 'd/plain'
            $up | Should -BeNullOrEmpty
            Get-Content -LiteralPath (Join-Path $outside 'x') | Should -Be 'outside'
            Get-TestObjectKey -Ref $branch | Should -Be 'd/file', 'd/own', 'd/plain', 'd/sub/x'
            "$warned" | Should -BeLike "*2 links were passed over*'$folder*-Link Follow*"
            "$warnedUp" | Should -BeLike '*2 links were passed over*'
        }

        It 'are so when a folder is written' {
            Write-LakeObject -Folder $folder -Recurse -KeyPrefix up/ -WarningVariable warned 3>$null
            Get-TestObjectKey -Ref $branch | Should -Be 'up/plain'
            "$warned" | Should -BeLike '*2 links were passed over*'
        }

        It 'are so when a folder is read into: <Name>' -ForEach @(
            @{ Name = 'by prefix'; Read = { Read-LakeObject -Prefix d/ -Folder $folder -WarningVariable warned 3>$null } }
            @{ Name = 'by pipeline'; Read = { 'sub/x', 'file', 'own' | Read-LakeObject -Folder $folder -WarningVariable warned 3>$null } }
        ) {
            Add-TestObject -Branch $branch -Key 'd/own', 'd/sub/x', 'd/file', 'own', 'sub/x', 'file'
            . $Read
            Get-Content -LiteralPath (Join-Path $outside 'x') | Should -Be 'outside'
            Get-Content -LiteralPath (Join-Path $folder 'own') | Should -Be 'x'
            "$warned" | Should -BeLike '*2 links were passed over*'
        }
    }

    Context 'followed' {
        It 'are what they lead to in both directions' {
            Add-TestObject -Branch $branch -Key 'd/own', 'd/sub/x'

            $down = Sync-LakeFolder -Prefix d/ -DestinationFolder $folder -Link Follow
            $up = Sync-LakeFolder $folder d/ -Delete -Link Follow -Confirm:$false

            $down.Key | Sort-Object | Should -Be 'd/own', 'd/sub/x'
            Get-Content -LiteralPath (Join-Path $outside 'x') | Should -Be 'x'
            $up.Key | Sort-Object | Should -Be 'd/file', 'd/plain'
            Get-TestObjectKey -Ref $branch | Should -Be 'd/file', 'd/own', 'd/plain', 'd/sub/x'
        }

        It 'are so when a folder is written and read into' {
            Write-LakeObject -Folder $folder -Recurse -Link Follow -KeyPrefix up/
            Get-TestObjectKey -Ref $branch | Should -Be 'up/file', 'up/plain', 'up/sub/x'
            Write-LakeObject up/file -Content 'new'
            Read-LakeObject -Prefix up/ -Folder $folder -Link Follow -Include file
            Get-Content -LiteralPath (Join-Path $outside 'x') | Should -Be 'new'
            (Get-Item -LiteralPath (Join-Path $folder 'file')).LinkType | Should -Be 'SymbolicLink'
        }

        It 'are an error where they lead back' {
            Add-TestLink -Path (Join-Path $outside 'back') -Target $folder
            Write-LakeObject -Folder $folder -Recurse -Link Follow -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue
            $failed | Should -HaveCount 1
            Assert-LakeError $failed[0] -Id LakeLinkLoop -Category InvalidOperation -Message 'back'
        }
    }

    Context 'as errors' {
        It 'are one each: <Name>' -ForEach @(
            @{ Name = 'written'; Run = { Write-LakeObject -Folder $folder -Recurse -Link Error @quiet } }
            @{ Name = 'read'; Run = { Read-LakeObject -Prefix d/ -Folder $folder -Link Error @quiet } }
            @{ Name = 'sync up'; Run = { Sync-LakeFolder $folder d/ -Link Error @quiet } }
            @{ Name = 'sync down'; Run = { Sync-LakeFolder -Prefix e/ -DestinationFolder $folder -Delete -Confirm:$false -Link Error @quiet } }
        ) {
            Add-TestObject -Branch $branch -Key 'd/sub/x', 'd/file', 'e/own'
            $quiet = @{ ErrorAction = 'SilentlyContinue'; ErrorVariable = 'failed'; WarningAction = 'SilentlyContinue' }
            $null = . $Run
            $failed | Should -HaveCount 2
            $failed | ForEach-Object { Assert-LakeError $_ -Id LakeFileIsLink -Category InvalidOperation }
            Get-Content -LiteralPath (Join-Path $outside 'x') | Should -Be 'outside'
        }
    }

    Context 'that were named' {
        It 'are followed as a file to send, as a folder, and from the pipeline' {
            Write-LakeObject named -File (Join-Path $folder 'file')
            Get-Item -LiteralPath (Join-Path $folder 'file') | Write-LakeObject -KeyPrefix piped/
            Write-LakeObject -Folder (Join-Path $folder 'sub') -KeyPrefix below/
            Read-LakeObject -Prefix below/ -Folder (Join-Path $folder 'sub')
            Get-TestObjectKey -Ref $branch | Should -Be 'below/x', 'named', 'piped/file'
        }

        It 'are replaced as a file to write, and what they lead to stays' {
            Add-TestObject -Branch $branch -Key 'own'
            Read-LakeObject own (Join-Path $folder 'file') -Force
            Get-Content -LiteralPath (Join-Path $outside 'x') | Should -Be 'outside'
            Get-Content -LiteralPath (Join-Path $folder 'file') | Should -Be 'x'
        }
    }

    Context 'that were planted' {
        It 'under the name of a partial file are refused' {
            Add-TestObject -Branch $branch -Key 'large'
            Add-TestLink -Path (Join-Path $folder '.large.lakefs-partial') -Target (Join-Path $outside 'x')
            $record = Get-RaisedError { Read-LakeObject large (Join-Path $folder 'large') -Resume -ErrorAction Stop }
            Assert-LakeError $record -Id LakeFileUnsafe -Category PermissionDenied -Message '.large.lakefs-partial'
            Get-Content -LiteralPath (Join-Path $outside 'x') | Should -Be 'outside'
            Join-Path $folder 'large' | Should -Not -Exist
        }
    }
}
