#requires -Version 5.1
# Reading objects: into files, folders and the pipeline.

Describe 'Read-LakeObject' -Tag Wire, Signature, Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        'in/2026/a.csv', 'in/2026/b.csv', 'in/2026/sub/c.csv', 'in/2026-old.csv' | ForEach-Object { Write-LakeObject $_ -Content $_ }
    }

    It 'reads the objects under a prefix into a folder, without the prefix''s folders' {
        $folder = Join-Path $TestDrive 'prefix'
        $read = Read-LakeObject -Prefix in/2026/ -Folder $folder -PassThru
        # Objects come in parallel, and results as they end.
        $read.Key | Sort-Object | Should -Be 'in/2026/a.csv', 'in/2026/b.csv', 'in/2026/sub/c.csv'
        Get-Content -LiteralPath (Join-Path $folder 'a.csv') | Should -Be 'in/2026/a.csv'
        Get-Content -LiteralPath (Join-Path $folder 'sub/c.csv') | Should -Be 'in/2026/sub/c.csv'
        Get-ChildItem -LiteralPath $folder -Recurse -File -Force | Should -HaveCount 3
    }

    It 'puts an object into the current location, or into the folder that is named, under the last part of its key' {
        $here = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'here/sub')
        Push-Location -LiteralPath $here.Parent.FullName
        try {
            (Read-LakeObject in/2026/a.csv -PassThru).Path | Should -Be (Join-Path $here.Parent.FullName 'a.csv')
            (Read-LakeObject in/2026/b.csv . -PassThru).Path | Should -Be (Join-Path $here.Parent.FullName 'b.csv')
            (Read-LakeObject in/2026/b.csv sub -PassThru).Path | Should -Be (Join-Path $here.FullName 'b.csv')
            (Read-LakeObject in/2026/b.csv new/ -PassThru).Path | Should -Be (Join-Path $here.Parent.FullName 'new/b.csv')
            Get-LakeObjectList in/2026/ | Read-LakeObject -File sub
            Get-ChildItem -LiteralPath $here.FullName -Force | ForEach-Object Name | Should -Be 'a.csv', 'b.csv', 'c.csv'
            Read-LakeObject in/2026/a.csv -NoClobber -ErrorAction SilentlyContinue -ErrorVariable failed
            Assert-LakeError $failed[0] -Id LakeFileExists -Category ResourceExists -Message 'a.csv'
            Read-LakeObject in/2026/sub/c.csv -WhatIf
            Join-Path $here.Parent.FullName 'c.csv' | Should -Not -Exist
        } finally {
            Pop-Location
        }
    }

    It 'puts no two objects into one file' {
        'in/2026/a.csv', 'twice/a.csv' | ForEach-Object { Write-LakeObject $_ -Content $_ }
        Write-LakeObject twice/ -Content ''
        $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'twice')).FullName
        'in/2026/a.csv', 'twice/a.csv', 'twice/' | Read-LakeObject -File $folder -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed | Should -HaveCount 1
        Assert-LakeError $failed[0] -Id LakeFileNameTaken -Category ResourceExists -Message 'twice/a.csv'
        Get-Content -LiteralPath (Join-Path $folder 'a.csv') | Should -Be 'in/2026/a.csv'
    }

    It 'takes a prefix as the beginning of names, not as a folder' {
        $folder = Join-Path $TestDrive 'beginning'
        Read-LakeObject -Prefix in/2026 -Folder $folder
        Get-Content -LiteralPath (Join-Path $folder '2026-old.csv') | Should -Be 'in/2026-old.csv'
        Get-Content -LiteralPath (Join-Path $folder '2026/a.csv') | Should -Be 'in/2026/a.csv'
    }

    It 'keeps the whole key below a folder for objects from the pipeline' {
        $folder = Join-Path $TestDrive 'whole'
        Get-LakeObjectList in/2026/ | Read-LakeObject -Folder $folder
        Get-Content -LiteralPath (Join-Path $folder 'in/2026/sub/c.csv') | Should -Be 'in/2026/sub/c.csv'
    }

    It 'gives a file that it replaces the rights of the old one' {
        if ($env:OS -eq 'Windows_NT') {
            Set-ItResult -Skipped -Because 'Windows has no such rights'
        }
        $file = Join-Path $TestDrive 'rights.csv'
        Set-Content -LiteralPath $file -Value 'secret'
        chmod 600 $file
        Read-LakeObject in/2026/a.csv $file
        Get-Content -LiteralPath $file | Should -Be 'in/2026/a.csv'
        (Get-Item -LiteralPath $file).UnixMode | Should -Be '-rw-------'
        chmod 444 $file
        Read-LakeObject in/2026/b.csv $file -Force
        (Get-Item -LiteralPath $file).UnixMode | Should -Be '-r--r--r--'
    }

    It 'reads text with and without a byte order mark' {
        $text = "gr$([char]0xFC)n"
        Write-LakeObject utf8.txt -Content $text
        Read-LakeObject utf8.txt -AsString | Should -BeExactly $text
        Write-LakeObject utf16.txt -Content ([byte[]]([Text.Encoding]::Unicode.GetPreamble() + [Text.Encoding]::Unicode.GetBytes($text)))
        Read-LakeObject utf16.txt -AsString | Should -BeExactly $text
        Write-LakeObject mark.txt -Content ([byte[]]([Text.Encoding]::UTF8.GetPreamble() + [Text.Encoding]::UTF8.GetBytes($text)))
        Read-LakeObject mark.txt -AsString | Should -BeExactly $text
        Write-LakeObject nothing.txt -Content ''
        Read-LakeObject nothing.txt -AsString | Should -BeExactly ''
    }

    It 'gives one array of bytes, and a stream that has not been read' {
        $bytes = Read-LakeObject in/2026/a.csv -AsByteStream
        $bytes.GetType() | Should -Be ([byte[]])
        $bytes.Length | Should -Be 13
        $stream = Read-LakeObject in/2026/a.csv -AsStream
        try {
            $stream | Should -BeOfType [IO.Stream]
            [IO.StreamReader]::new($stream).ReadToEnd() | Should -Be 'in/2026/a.csv'
        } finally {
            $stream.Dispose()
        }
    }

    It 'reads the past by a commit id and by an expression' {
        $mine = Add-TestBranch
        Write-LakeObject v.txt -Content 'one' -Ref $mine
        $commit = New-LakeCommit 'one' -Ref $mine
        Write-LakeObject v.txt -Content 'two' -Ref $mine
        Read-LakeObject v.txt -Ref $mine -AsString | Should -Be 'two'
        Read-LakeObject v.txt -Ref $commit.Id -AsString | Should -Be 'one'
        Read-LakeObject v.txt -Ref $commit.Id.Substring(0, 10) -AsString | Should -Be 'one'
        Read-LakeObject v.txt -Ref "$mine@" -AsString | Should -Be 'one'
        $tag = Add-TestTag -Ref $commit.Id
        Read-LakeObject v.txt -Ref $tag -AsString | Should -Be 'one'
    }

    It 'replaces a file, and makes the folders that are missing' {
        $file = Join-Path $TestDrive 'new/folders/a.csv'
        Read-LakeObject in/2026/a.csv $file
        Read-LakeObject in/2026/b.csv $file
        Get-Content -LiteralPath $file | Should -Be 'in/2026/b.csv'
    }

    It 'takes a path with a slash at its end for a folder, and leaves none behind where the object does not exist' {
        $record = Get-RaisedError { Read-LakeObject in/2026/none.csv -File (Join-Path $TestDrive 'newdir/') -ErrorAction Stop }
        Assert-LakeError $record -Id LakeObjectNotFound -Category ObjectNotFound
        Join-Path $TestDrive newdir | Should -Not -Exist

        Read-LakeObject in/2026/a.csv -File (Join-Path $TestDrive 'newdir/')
        Join-Path $TestDrive 'newdir/a.csv' | Should -Exist
    }

    It 'leaves no folder behind for an object that does not exist' {
        $null = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'there')
        $record = Get-RaisedError { Read-LakeObject no-such-key -File (Join-Path $TestDrive 'there/new/deeper/x.txt') -ErrorAction Stop }
        Assert-LakeError $record -Id LakeObjectNotFound -Category ObjectNotFound
        Get-ChildItem -LiteralPath (Join-Path $TestDrive 'there') | Should -BeNullOrEmpty
    }

    It 'names the file that stands where a folder is needed' {
        $there = Join-Path $TestDrive 'plain.txt'
        Set-Content -LiteralPath $there -Value 'mine' -NoNewline
        foreach ($path in 'x', 'deeper/x') {
            $record = Get-RaisedError { Read-LakeObject in/2026/a.csv -File (Join-Path $there $path) -ErrorAction Stop }
            Assert-LakeError $record -Id LakeFileUnwritable -Category PermissionDenied -Message $there, 'is a file'
            $record.ErrorDetails.RecommendedAction | Should -BeLike 'Move the file*'
        }
        [IO.File]::ReadAllText($there) | Should -Be 'mine'
    }

    It 'replaces a read-only file with -Force alone' {
        $file = Join-Path $TestDrive 'read-only.csv'
        Set-Content -LiteralPath $file -Value 'mine' -NoNewline
        Set-ItemProperty -LiteralPath $file -Name IsReadOnly -Value $true
        Assert-LakeError (Get-RaisedError { Read-LakeObject in/2026/a.csv $file -ErrorAction Stop }) -Id LakeFileReadOnly -Category PermissionDenied -Message $file
        Read-LakeObject in/2026/a.csv $file -Force
        Get-Content -LiteralPath $file | Should -Be 'in/2026/a.csv'
    }

    It 'leaves what is there alone with -NoClobber, file by file' {
        $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'clobber')
        Set-Content -LiteralPath (Join-Path $folder 'a.csv') -Value 'mine' -NoNewline
        Read-LakeObject -Prefix in/2026/ -Folder $folder -NoClobber -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed | Should -HaveCount 1
        Assert-LakeError $failed[0] -Id LakeFileExists -Category ResourceExists -Message 'a.csv'
        Get-Content -LiteralPath (Join-Path $folder 'a.csv') | Should -Be 'mine'
        Get-Content -LiteralPath (Join-Path $folder 'b.csv') | Should -Be 'in/2026/b.csv'
    }

    It 'reads an object that came in parts' {
        $bytes = [byte[]]::new(17MB)
        $bytes[16MB] = 7
        $packed = [IO.MemoryStream]::new()
        $packer = [IO.Compression.DeflateStream]::new($packed, [IO.Compression.CompressionLevel]::Fastest, $true)
        $packer.Write($bytes, 0, $bytes.Length)
        $packer.Dispose()
        $packed.Position = 0
        Write-LakeObject parts.bin -Stream ([IO.Compression.DeflateStream]::new($packed, [IO.Compression.CompressionMode]::Decompress))
        $file = Join-Path $TestDrive 'parts.bin'
        Read-LakeObject parts.bin $file
        Get-TestMd5 -Path $file | Should -Be (Get-TestMd5 -Bytes $bytes)
    }
}
