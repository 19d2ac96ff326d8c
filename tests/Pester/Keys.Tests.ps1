#requires -Version 5.1
# Keys are kept as they are written, whatever they hold; and none leads outside the folder it is read into.

BeforeDiscovery {
    # Written with character codes, so that this file means the same in every encoding.
    $nfc = "caf$([char]0xE9).txt"
    $nfd = "cafe$([char]0x301).txt"
    $emoji = [char]::ConvertFromUtf32(0x1F986)
    $script:keys = @(
        @{ Case = 'blanks'; Key = 'a b  c.txt' }
        @{ Case = 'a leading and a trailing blank'; Key = ' a ' }
        @{ Case = 'a plus'; Key = 'a+b.txt' }
        @{ Case = 'a percent sign'; Key = '100%.txt' }
        @{ Case = 'what looks like an escape'; Key = 'a%2Fb%20c%00.txt' }
        @{ Case = 'letters of other scripts, composed'; Key = $nfc }
        @{ Case = 'letters of other scripts, decomposed'; Key = $nfd }
        @{ Case = 'emoji'; Key = "$emoji/$emoji.txt" }
        @{ Case = 'Chinese'; Key = "$([char]0x6570)$([char]0x636E).csv" }
        @{ Case = 'two slashes'; Key = 'a//b.txt' }
        @{ Case = 'a leading slash'; Key = '/a.txt' }
        @{ Case = 'a trailing slash'; Key = 'a/' }
        @{ Case = 'a dot segment'; Key = 'a/./b.txt' }
        @{ Case = 'a dot-dot segment'; Key = 'a/../b.txt' }
        @{ Case = 'dot-dot in front'; Key = '../../x' }
        @{ Case = 'wildcards'; Key = 'a[1]*.txt' }
        @{ Case = 'a question mark'; Key = 'what?.txt' }
        @{ Case = 'a hash'; Key = 'a#b.txt' }
        @{ Case = 'an ampersand and an equals sign'; Key = 'year=2026&month=01/x.txt' }
        @{ Case = 'quotes'; Key = "it's `"quoted`".txt" }
        @{ Case = 'a backslash'; Key = 'a\b.txt' }
        @{ Case = 'a colon'; Key = 'a:b.txt' }
        @{ Case = 'a tilde and a caret'; Key = 'a~1^2.txt' }
        @{ Case = 'a dollar sign and an at sign'; Key = 'a$b@c.txt' }
        @{ Case = 'XML''s own characters'; Key = '<a>&amp;</a>.txt' }
        @{ Case = 'a tab'; Key = "a`tb.txt" }
        @{ Case = 'the name of a ref'; Key = 'main/main' }
        @{ Case = 'a scheme inside'; Key = 'x/s3://bucket/key' }
        @{ Case = '1,024 bytes'; Key = 'k' * 1024 }
    )
}

Describe 'Keys' -Tag Wire, Signature {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
    }

    Context 'A key with <Case>' -ForEach $keys {
        BeforeEach {
            if ($Case -match '\bdot' -and (Test-NetStandardBuild)) {
                Set-ItResult -Skipped -Because 'the .NET that the build for Windows PowerShell is for can''t send dot segments'
            }
        }

        It 'is written, listed, described, read, copied, signed and removed as it is' {
            $mine = Add-TestBranch
            $written = Write-LakeObject -Key $Key -Content $Key -Ref $mine -PassThru
            $written.Key | Should -BeExactly $Key

            $listed = @(Get-LakeObjectList -Ref $mine)
            $listed | Should -HaveCount 1
            # Ordinal: -BeExactly takes composed and decomposed letters for the same.
            [string]::Equals($listed[0].Key, $Key, 'Ordinal') | Should -BeTrue -Because "'$($listed[0].Key)' was listed for '$Key'"
            Get-TestObjectKey -Ref $mine | ForEach-Object { [string]::Equals($_, $Key, 'Ordinal') } | Should -BeTrue

            (Get-LakeObjectMetadata -Key $Key -Ref $mine).Size | Should -Be ([Text.Encoding]::UTF8.GetByteCount($Key))
            Test-LakeObject -Key $Key -Ref $mine | Should -BeTrue
            Read-LakeObject -Key $Key -Ref $mine -AsString | Should -BeExactly $Key
            $listed | Read-LakeObject -AsString | Should -BeExactly $Key

            $file = Join-Path $TestDrive 'key.bin'
            Read-LakeObject -Key $Key -Ref $mine -File $file
            [IO.File]::ReadAllText($file) | Should -BeExactly $Key

            $copied = Add-TestBranch
            $listed | Copy-LakeObject -DestinationRef $copied
            Get-TestObjectKey -Ref $copied | ForEach-Object { [string]::Equals($_, $Key, 'Ordinal') } | Should -BeTrue

            Remove-LakeObject -Key $Key -Ref $copied -Confirm:$false
            Test-LakeObject -Key $Key -Ref $copied | Should -BeFalse
            $listed | Remove-LakeObject -Confirm:$false
            Get-LakeObjectList -Ref $mine | Should -BeNullOrEmpty
        }

        It 'is meant by its address too' {
            $mine = Add-TestBranch
            $address = "lakefs://$($server.Repository)/$mine/$Key"
            Write-LakeObject -Key $address -Content 'by address'
            Read-LakeObject -Key "s3://$($server.Repository)/$mine/$Key" -AsString | Should -Be 'by address'
            Read-LakeObject -BucketName $server.Repository -Key "$mine/$Key" -AsString | Should -Be 'by address'
            (Get-LakeObjectList -Ref $mine).Uri | Should -BeExactly $address
        }

        It 'stays inside the folder it is read into, or is refused' {
            $mine = Add-TestBranch
            Write-LakeObject -Key $Key -Content 'inside' -Ref $mine
            $outside = New-Item -ItemType Directory -Path (Join-Path $TestDrive ([Guid]::NewGuid().ToString('N')))
            $folder = Join-Path $outside 'one/two/three'
            $null = New-Item -ItemType Directory -Path $folder
            Read-LakeObject -Prefix "lakefs://$($server.Repository)/$mine" -Folder $folder -ErrorAction SilentlyContinue -ErrorVariable failed
            $files = @(Get-ChildItem -LiteralPath $outside -Recurse -File -Force)
            if ($failed) {
                $failed[0].FullyQualifiedErrorId | Should -Match '^(LakePathOutsideFolder|LakeFileUnwritable),'
                $files | Should -BeNullOrEmpty
            } else {
                $files | Should -HaveCount 1
                $files[0].FullName | Should -BeLike "$([WildcardPattern]::Escape($folder))*"
                [IO.File]::ReadAllText($files[0].FullName) | Should -Be 'inside'
            }
        }
    }

    Context 'Keys that differ a little' {
        It 'are different objects' {
            $mine = Add-TestBranch
            $same = "caf$([char]0xE9)", "cafe$([char]0x301)", 'A', 'a', 'a/', 'a//', '/a', 'a%2F', 'a+', 'a '
            $same | ForEach-Object { Write-LakeObject -Key $_ -Content "<$_>" -Ref $mine }
            Get-LakeObjectList -Ref $mine | Should -HaveCount $same.Count
            foreach ($one in $same) {
                Read-LakeObject -Key $one -AsString -Ref $mine | Should -BeExactly "<$one>"
            }
        }

        It 'are not mistaken for a pattern' {
            $mine = Add-TestBranch
            'a1.txt', 'a2.txt', 'a[1]*.txt', 'a?.txt' | ForEach-Object { Write-LakeObject -Key $_ -Content $_ -Ref $mine }
            Read-LakeObject -Key 'a[1]*.txt' -AsString -Ref $mine | Should -BeExactly 'a[1]*.txt'
            Remove-LakeObject -Key 'a[1]*.txt', 'a?.txt' -Ref $mine -Confirm:$false
            (Get-LakeObjectList -Ref $mine).Key | Should -BeExactly 'a1.txt', 'a2.txt'
            [pscustomobject]@{ Prefix = 'a*' } | Get-LakeObjectList -Ref $mine -WarningAction SilentlyContinue | Should -BeNullOrEmpty
            (Get-LakeObjectList -Include 'a[12].txt' -Ref $mine).Key | Should -BeExactly 'a1.txt', 'a2.txt'
        }

        It 'are not removed with a prefix that has a line feed, of which lakeFS reads only the beginning' {
            $mine = Add-TestBranch
            'a', "a`n", "a`nb", "a`nb/c", 'ab' | ForEach-Object { Write-LakeObject -Key $_ -Content c -Ref $mine }
            Remove-LakeObject -Prefix "a`nb" -Ref $mine -Confirm:$false
            Get-TestObjectKey -Ref $mine | Should -BeExactly 'a', "a`n", 'ab'
        }

        It 'are removed together without one for another' {
            $mine = Add-TestBranch
            $gone = ' a', 'a ', 'a+b', 'a%2Fb', '<a>', "it's", 'a//b', "caf$([char]0xE9)"
            $kept = 'a', 'a b', 'a/b', "cafe$([char]0x301)"
            $gone + $kept | ForEach-Object { Write-LakeObject -Key $_ -Content c -Ref $mine }
            $gone | Remove-LakeObject -Ref $mine -Confirm:$false
            $left = (Get-LakeObjectList -Ref $mine).Key
            $left | Should -HaveCount 4
            foreach ($one in $kept) {
                ($left | Where-Object { [string]::Equals($_, $one, 'Ordinal') }) | Should -HaveCount 1
            }
        }
    }

    Context 'A key that leads out of the folder' {
        It 'is refused by name, one by one and under a prefix, and the others come' {
            $mine = Add-TestBranch
            Add-TestObject -Branch $mine -Key '../../evil.txt', 'in/../../evil.txt', '/evil.txt', 'in/good.txt'
            $top = Join-Path $TestDrive 'escape'
            $folder = Join-Path $top 'a/b'
            Get-LakeObjectList -Ref $mine | Read-LakeObject -Folder $folder -ErrorAction SilentlyContinue -ErrorVariable failed
            $failed | Should -HaveCount 3
            foreach ($record in $failed) {
                if (Test-NetStandardBuild) {
                    $record.FullyQualifiedErrorId | Should -Match '^(LakePathOutsideFolder|LakeKeyInvalid),'
                } else {
                    Assert-LakeError $record -Id LakePathOutsideFolder -Category InvalidArgument -Message 'evil.txt', $folder
                }
            }
            (Get-ChildItem -LiteralPath $top -Recurse -File).FullName | Should -Be (Join-Path $folder 'in/good.txt' | Get-Item).FullName
        }

        It 'is refused before anything is sent where this .NET would resolve it' {
            if (-not (Test-NetStandardBuild)) {
                Set-ItResult -Skipped -Because 'the build for PowerShell 7 sends dot segments as they are'
            }
            foreach ($key in '../../x', 'a/./b', 'a/..') {
                Assert-LakeError (Get-RaisedError { Write-LakeObject -Key $key -Content c -ErrorAction Stop }) -Id LakeKeyInvalid -Category InvalidArgument -Message $key
            }
            Write-LakeObject -Key 'a/.../b' -Content 'three dots are a name'
            Test-LakeObject -Key 'a/.../b' | Should -BeTrue
        }
    }
}
