#requires -Version 5.1
# Keys that a path can't name as they are, and places that are both an object and a folder.

Describe 'A drive over odd keys' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:keys = @(
            '/front', 'a//b', 'a/./c', 'a/../d', 'back\slash', 'brackets[1]/x[2].txt', ' blank ', 'hash#1', 'percent%2Eliteral', 'per%20cent', '100%', "quote'`"",
            "um$([char]0xE4)laut", 'star*', 'question?', 'colon:1', '~', '~1/x', 'tick`', '%2F/x', 'folder/%5c'
        )
        Add-TestObject -Branch $branch -Key $keys
        Add-TestObject -Branch $branch -Key 'both', 'both/in'
        $script:lake = Connect-TestServer -Ref $branch
        $null = New-PSDrive odd LakeFS -Root "$($server.Repository)/$branch" -Scope Global
    }

    AfterAll {
        Remove-PSDrive odd
    }

    It 'names each of them, and finds each by that name' {
        $items = Get-ChildItem odd:/ -Recurse -File
        $items.Key | Sort-Object | Should -BeExactly ($keys + 'both' + 'both/in' | Sort-Object)
        if ($PSVersionTable.PSEdition -eq 'Core') {
            # .NET Framework can't send '.' and '..'.
            foreach ($item in $items) {
                (Get-Item -LiteralPath $item.PSPath | Where-Object Type -EQ Object).Key | Should -BeExactly $item.Key
                Get-Content -LiteralPath $item.PSPath | Should -Be 'x' -Because $item.PSPath
            }
        }
    }

    It 'lists them folder by folder as it lists the tree' {
        $flat = (Get-ChildItem odd:/ -Recurse).PSPath | Sort-Object
        (Get-ChildItem odd:/ -Depth 100).PSPath | Sort-Object | Should -BeExactly $flat
    }

    It 'writes, renames and removes them' {
        Set-Content -LiteralPath 'odd:/new/%2F/[1].txt' -Value 'new'
        Get-TestObjectKey -Ref $branch -Prefix new/ | Should -BeExactly 'new//[1].txt'
        Rename-Item -LiteralPath 'odd:/new/%2F/[1].txt' -NewName '%2E%2E'
        Get-TestObjectKey -Ref $branch -Prefix new/ | Should -BeExactly 'new//..'
        Remove-Item -LiteralPath odd:/new -Recurse
        Get-TestObjectKey -Ref $branch -Prefix new/ | Should -BeNullOrEmpty
        Get-TestObjectKey -Ref $branch | Should -HaveCount ($keys.Count + 2)
    }

    It 'finds a folder without a name at the top, and copies, moves and removes it as any other' {
        $other = Add-TestBranch
        $null = New-PSDrive top LakeFS -Root "$($server.Repository)/$other" -Scope Global
        try {
            Add-TestObject -Branch $other -Key '/', '//b', '/a', 'a'
            (Get-Item -LiteralPath 'top:/%2F').Type | Should -Be Folder
            Test-Path -LiteralPath 'top:/%2F' -PathType Container | Should -BeTrue
            Get-Content -LiteralPath 'top:/%2F' -ErrorAction SilentlyContinue -ErrorVariable failed
            $failed[0].FullyQualifiedErrorId | Should -Match '^(LakeKeyMissing|GetContainerContentException),'
            Copy-Item -LiteralPath 'top:/%2F' -Destination top:/copy -Recurse
            Move-Item -LiteralPath 'top:/%2F' -Destination top:/moved
            Get-TestObjectKey -Ref $other | Should -BeExactly 'a', 'copy/', 'copy//b', 'copy/a', 'moved/', 'moved//b', 'moved/a'
            Move-Item -LiteralPath top:/moved -Destination 'top:/%2F'
            Get-ChildItem top:/ | Remove-Item -Recurse
            Get-TestObjectKey -Ref $other | Should -BeNullOrEmpty
        } finally {
            Remove-PSDrive top
        }
    }

    It 'takes a path without percent signs as any path' {
        Set-Content odd:/plain//twice/./x/../y.txt 'y'
        Get-TestObjectKey -Ref $branch -Prefix plain/ | Should -BeExactly 'plain/twice/y.txt'
        Remove-Item odd:/plain -Recurse
    }

    It 'shows an object and a folder of the same name as two items' {
        (Get-Item odd:/both).Type | Should -Be Folder, Object
        (Get-ChildItem odd:/both).Key | Should -Be 'both/in'
        Get-Content odd:/both | Should -Be 'x'
    }

    It 'shows a folder''s empty marker as the folder' {
        Write-LakeObject marker/ -Content ''
        (Get-Item odd:/marker).Type | Should -Be Folder
        Get-ChildItem odd:/marker | Should -BeNullOrEmpty
        Remove-Item odd:/marker -Recurse
        Test-Path odd:/marker | Should -BeFalse
    }
}
