#requires -Version 5.1
# Writing objects: from what, to where, under which name.

Describe 'Write-LakeObject' -Tag Wire, Signature, Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        $script:file = Join-Path $TestDrive 'orders.csv'
        Set-Content -LiteralPath $file -Value 'id', '1' -Encoding ASCII
    }

    It 'writes a string as UTF-8 without a mark and without a line break' {
        $text = "gr$([char]0xFC)n"
        Write-LakeObject text.txt -Content $text
        (Read-LakeObject text.txt -AsByteStream) -join ' ' | Should -Be ([Text.Encoding]::UTF8.GetBytes($text) -join ' ')
    }

    It 'writes bytes as they are, also when they went through the pipeline''s wrapping' {
        [byte[]]$bytes = 0, 255, 13, 10
        Write-LakeObject bytes.bin -Content $bytes
        (Read-LakeObject bytes.bin -AsByteStream) -join ' ' | Should -Be '0 255 13 10'
        Write-LakeObject wrapped.bin -Content ([psobject]$bytes)
        (Read-LakeObject wrapped.bin -AsByteStream) -join ' ' | Should -Be '0 255 13 10'
        Write-LakeObject empty.txt -Content ''
        (Get-LakeObjectMetadata empty.txt).Size | Should -Be 0
        Write-LakeObject empty.bin -Content ([byte[]]@())
        (Get-LakeObjectMetadata empty.bin).Size | Should -Be 0
    }

    It 'names an object after its file where no key is given' {
        (Write-LakeObject -File $file -PassThru).Key | Should -BeExactly 'orders.csv'
        (Write-LakeObject -File $file -KeyPrefix in/2026- -PassThru).Key | Should -BeExactly 'in/2026-orders.csv'
        (Write-LakeObject other.csv -File $file -PassThru).Key | Should -BeExactly 'other.csv'
    }

    It 'takes files by wildcards with -Path, and leaves folders out with a warning' {
        $folder = Join-Path $TestDrive 'paths'
        foreach ($name in 'a.csv', 'b.csv', 'c.txt', 'sub/d.csv', 'old.csv/e.txt') {
            $null = Add-TestFile -Path (Join-Path $folder $name) -Size 3
        }
        Push-Location -LiteralPath $folder
        try {
            $warnings = $null
            (Write-LakeObject -Path ./*.csv, c.* -KeyPrefix paths/ -PassThru -WarningVariable warnings -WarningAction SilentlyContinue).Key | Sort-Object |
                Should -BeExactly 'paths/a.csv', 'paths/b.csv', 'paths/c.txt'
            "$warnings" | Should -BeLike '*old.csv*-Folder*'
            (Write-LakeObject ./?.txt -KeyPrefix first/ -PassThru).Key | Should -BeExactly 'first/c.txt'
            (Write-LakeObject one.txt -Path c.* -PassThru).Key | Should -BeExactly 'one.txt'
            Write-LakeObject -Path *.none -KeyPrefix none/ -WarningVariable warnings -WarningAction SilentlyContinue -ErrorAction Stop
            "$warnings" | Should -BeLike "*No file matches '*.none'*"
            Get-TestObjectKey -Ref $branch -Prefix none/ | Should -BeNullOrEmpty
        } finally {
            Pop-Location
        }
    }

    It 'takes a file with the very name of -Path first, and -LiteralPath as it is' {
        $folder = Join-Path $TestDrive 'literal'
        foreach ($name in 'x[1].csv', 'x1.csv') {
            $null = Add-TestFile -Path (Join-Path $folder $name) -Size $name.Length
        }
        Push-Location -LiteralPath $folder
        try {
            (Write-LakeObject -Path 'x[1].csv' -KeyPrefix literal/ -PassThru).Size | Should -Be 8
            (Write-LakeObject -LiteralPath 'x[1].csv' -KeyPrefix literal/ -PassThru).Key | Should -BeExactly 'literal/x[1].csv'
            (Write-LakeObject 'x[12].csv' -KeyPrefix literal/ -PassThru).Key | Should -BeExactly 'literal/x1.csv'
            $record = Get-RaisedError { Write-LakeObject -LiteralPath 'x[12].csv' -KeyPrefix literal/ -ErrorAction Stop }
            Assert-LakeError $record -Id LakeFileNotFound -Category ObjectNotFound -Message 'x[12].csv'
            $record = Get-RaisedError { Write-LakeObject -Path none.csv -KeyPrefix literal/ -ErrorAction Stop }
            Assert-LakeError $record -Id LakeFileNotFound -Category ObjectNotFound -Message 'none.csv'
            $record = Get-RaisedError { Write-LakeObject key -Path *.csv -File x1.csv -ErrorAction Stop }
            Assert-LakeError $record -Id LakeContentAmbiguous -Category InvalidArgument -Message '-Path', '-File'
            $record = Get-RaisedError { 'text' | Write-LakeObject key -Path *.csv -ErrorAction Stop }
            Assert-LakeError $record -Id LakeContentAmbiguous -Category InvalidArgument -Message '-Path', 'pipeline'
            $record = Get-RaisedError { Write-LakeObject key -Path *.csv -ErrorAction Stop }
            Assert-LakeError $record -Id LakeKeyWrittenTwice -Category InvalidArgument
        } finally {
            Pop-Location
        }
    }

    It 'warns of a key that looks like the path of a file, once: <Key>' -ForEach @(
        @{ Key = '/slash/x'; Usual = 'slash/x' }
        @{ Key = '.\dots\x'; Usual = 'dots/x' }
        @{ Key = './dots/x'; Usual = 'dots/x' }
        @{ Key = 'back\x'; Usual = 'back/x' }
    ) {
        if ($Key -eq './dots/x' -and (Test-NetStandardBuild)) {
            $record = Get-RaisedError { Write-LakeObject $Key -Content 'a' -ErrorAction Stop -WarningAction SilentlyContinue }
            Assert-LakeError $record -Id LakeKeyInvalid -Category InvalidArgument
            return
        }
        $warnings = $null
        'a', 'b' | Write-LakeObject $Key -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -HaveCount 1
        "$warnings" | Should -BeLike ('*' + [WildcardPattern]::Escape("'$Key' is used as it is") + "*'$Usual'*")
        Get-LakeObjectList -Key ([WildcardPattern]::Escape($Key)) -WarningAction SilentlyContinue | Should -HaveCount 1
        $Key | Test-LakeObject -WarningVariable warnings | Should -BeTrue
        $warnings | Should -BeNullOrEmpty -Because 'what a list returned is a key'
    }

    It 'takes a file after its key, and a prefix after its file or folder' {
        Push-Location -LiteralPath $TestDrive
        try {
            (Write-LakeObject first/x.csv ./orders.csv -PassThru).Key | Should -BeExactly 'first/x.csv'
            (Write-LakeObject ./orders.csv -KeyPrefix first/ -PassThru).Key | Should -BeExactly 'first/orders.csv'
            $null = New-Item -ItemType Directory -Path folder
            Copy-Item -LiteralPath orders.csv -Destination folder/in.csv
            (Write-LakeObject -Folder folder first/ -PassThru).Key | Should -BeExactly 'first/in.csv'
        } finally {
            Pop-Location
        }
    }

    It 'takes every way to name an object' {
        $ways = @(
            @{ Key = 'way1.txt' }
            @{ Key = 'way2.txt'; Repository = $server.Repository; Ref = $branch }
            @{ Key = "$branch/way3.txt"; BucketName = $server.Repository }
            @{ Key = "lakefs://$($server.Repository)/$branch/way4.txt" }
            @{ Key = "s3://$($server.Repository)/$branch/way5.txt" }
        )
        foreach ($way in $ways) {
            Write-LakeObject @way -Content 'c'
        }
        Get-TestObjectKey -Ref $branch -Prefix way | Should -Be 'way1.txt', 'way2.txt', 'way3.txt', 'way4.txt', 'way5.txt'
    }

    It 'gives what was written with -PassThru' {
        $result = Write-LakeObject given.csv -File $file -PassThru
        $result.Repository | Should -Be $server.Repository
        $result.Ref | Should -Be $branch
        $result.Key | Should -Be 'given.csv'
        $result.Uri | Should -Be "lakefs://$($server.Repository)/$branch/given.csv"
        $result.Path | Should -Be $file
        $result.Size | Should -Be (Get-Item -LiteralPath $file).Length
        $result.ETag | Should -Be (Get-TestMd5 -Path $file)
        $result.Verified | Should -BeTrue
        $result.Duration.Ticks | Should -BeGreaterThan 0
    }

    It 'sends one request for one object' {
        Skip-OnRealServer
        Clear-TestRequest
        Write-LakeObject one.csv -File $file
        $requests = @(Get-TestRequest -Ref $branch)
        $requests | Should -HaveCount 1
        $requests[0].operation | Should -Be 'PutObject'
        $requests[0].bytesIn | Should -BeGreaterOrEqual (Get-Item -LiteralPath $file).Length
    }

    It 'goes on with the next file when one fails' {
        $second = Join-Path $TestDrive 'second.csv'
        Set-Content -LiteralPath $second -Value 'x'
        $missing = Join-Path $TestDrive 'missing.csv'
        $written = $file, $missing, $second | Write-LakeObject -KeyPrefix on/ -PassThru -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue
        $written.Key | Sort-Object | Should -Be 'on/orders.csv', 'on/second.csv'
        $failed | Should -HaveCount 1
        Assert-LakeError $failed[0] -Id LakeFileNotFound -Category ObjectNotFound -Message $missing
    }

    It 'says with -Verbose what goes where' {
        $said = Write-LakeObject verbose.csv -File $file -Verbose 4>&1 | Out-String
        $said | Should -BeLike "*orders.csv*$branch/verbose.csv*"
    }

    It 'takes a path literally' {
        $odd = Join-Path $TestDrive 'a[1].csv'
        Set-Content -LiteralPath $odd -Value 'odd'
        (Write-LakeObject -File $odd -PassThru).Key | Should -BeExactly 'a[1].csv'
    }

    It 'sends the metadata as it was when the file came, whatever becomes of it while the file waits' {
        Skip-OnRealServer
        $names = 'first', 'second', 'third'
        $files = $names | ForEach-Object { Add-TestFile -Path (Join-Path $TestDrive "$_.txt") -Size 10 }
        # One request at a time, and a slow one first: the others wait.
        $single = Connect-TestServer -Ref $branch -With @{ Name = 'single'; MaxConcurrency = 1 }
        Use-TestFault @{ operation = 'PutObject'; fault = 'delay'; seconds = 0.3 }
        try {
            $step = @{}
            $files | ForEach-Object { $step.name = [IO.Path]::GetFileNameWithoutExtension($_); $_ } |
                Write-LakeObject -KeyPrefix steps/ -Metadata $step -Connection $single
        } finally {
            Clear-TestFault
            Disconnect-LakeS3 -Connection $single
        }
        $names | ForEach-Object { (Get-LakeObjectMetadata "steps/$_.txt").Metadata['name'] } | Should -Be $names
    }

    Context '-CommitMessage' {
        BeforeEach {
            $script:own = Add-TestBranch
            $script:second = Join-Path $TestDrive 'second.csv'
            $script:missing = Join-Path $TestDrive 'no-such-file.csv'
            Set-Content -LiteralPath $second -Value 'x'

            function Get-Log {
                # The log of a branch, the latest commit first.
                param([string] $Ref = $own)

                (Invoke-TestRest "/repositories/$($server.Repository)/refs/$Ref/commits?amount=3").results
            }

            function Get-UncommittedKey {
                param([string] $Ref = $own)

                (Invoke-TestRest "/repositories/$($server.Repository)/branches/$Ref/diff").results | ForEach-Object path
            }
        }

        AfterEach {
            Clear-TestFault
        }

        It 'commits once, after the last file' {
            $before = (Get-Log)[0].id
            $out = $file, $second | Write-LakeObject -Ref $own -KeyPrefix in/ -CommitMessage 'Two files' -CommitMetadata @{ job = 'nightly'; run = 42 }
            $out | Should -BeNullOrEmpty
            $log = Get-Log
            $log[0].message | Should -Be 'Two files'
            $log[0].metadata.job | Should -Be 'nightly'
            $log[0].metadata.run | Should -Be '42'
            $log[0].parents | Should -Be $before
            Get-TestObjectKey -Ref $log[0].id | Should -Be 'in/orders.csv', 'in/second.csv'
        }

        It 'commits content, streams and folders too, and returns the commit last with -PassThru' {
            $out = Write-LakeObject c.txt -Content 'c' -Ref $own -CommitMessage 'Content' -PassThru
            $out | Should -HaveCount 2
            $out[0].Key | Should -Be 'c.txt'
            $out[1].Id | Should -Be (Get-Log)[0].id
            $stream = [IO.MemoryStream]::new([byte[]](1, 2, 3))
            (Write-LakeObject s.bin -Stream $stream -Ref $own -CommitMessage 'Stream' -PassThru)[-1].Message | Should -Be 'Stream'
            $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive ([Guid]::NewGuid().ToString('N')))
            Copy-Item -LiteralPath $file -Destination $folder
            (Write-LakeObject -Folder $folder -Ref $own -KeyPrefix f/ -CommitMessage 'Folder' -PassThru)[-1].Message | Should -Be 'Folder'
            Get-UncommittedKey | Should -BeNullOrEmpty
        }

        It 'commits each branch that was written to' {
            $other = Add-TestBranch
            $out = [pscustomobject]@{ File = $file; Ref = $own }, [pscustomobject]@{ File = $file; Ref = $other } | Write-LakeObject -CommitMessage 'Both' -PassThru
            $out[-1].Message, $out[-2].Message | Should -Be 'Both', 'Both'
            (Get-Log)[0].message | Should -Be 'Both'
            (Get-Log $other)[0].message | Should -Be 'Both'
        }

        It 'commits nothing if a file fails, and says what is left' {
            $before = (Get-Log)[0].id
            $file, $missing | Write-LakeObject -Ref $own -CommitMessage 'Half' -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue
            $failed | Should -HaveCount 2
            Assert-LakeError $failed[0] -Id LakeFileNotFound -Category ObjectNotFound
            Assert-LakeError $failed[1] -Id LakeCommitSkipped -Category InvalidOperation -Message $own, $server.Repository
            (Get-Log)[0].id | Should -Be $before
            Get-UncommittedKey | Should -Be 'orders.csv'
        }

        It 'warns of what is left where an error ends the command' {
            $before = (Get-Log)[0].id
            $said = & { try { $file, $missing, $second | Write-LakeObject -Ref $own -CommitMessage 'Half' -ErrorAction Stop } catch { "$($_.FullyQualifiedErrorId)" } } 3>&1
            "$said" | Should -BeLike "*LakeFileNotFound,*"
            $warnings = @($said | Where-Object { $_ -is [System.Management.Automation.WarningRecord] })
            $warnings[0] | Should -BeLike '*ends early: * 1 failed*'
            $warnings[-1] | Should -BeLike "*Nothing was committed*$own*"
            (Get-Log)[0].id | Should -Be $before
        }

        It 'is content where the branch has been like this already' {
            Write-LakeObject same.txt -Content 'same' -Ref $own -CommitMessage 'Once'
            $said = Write-LakeObject same.txt -Content 'same' -Ref $own -CommitMessage 'Twice' -Verbose 4>&1
            (Get-Log)[0].message | Should -Be 'Once'
            "$said" | Should -BeLike '*nothing to commit*'
        }

        It 'reports a commit that is refused, and what it leaves' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'commit'; count = 0; fault = 'error'; status = 403; code = 'AccessDenied'; message = 'insufficient permissions' }
            Write-LakeObject a.txt -Content 'a' -Ref $own -CommitMessage 'Refused' -ErrorAction SilentlyContinue -ErrorVariable failed -WarningVariable said -WarningAction SilentlyContinue
            $failed | Should -HaveCount 1
            Assert-LakeError $failed[0] -Id LakeAccessDenied -Category PermissionDenied
            "$said" | Should -BeLike "*$own*may still be uncommitted*"
        }

        It 'shows the commit with -WhatIf, and makes none' {
            $before = (Get-Log)[0].id
            Write-LakeObject a.txt -Content 'a' -Ref $own -CommitMessage 'What if' -WhatIf
            (Get-Log)[0].id | Should -Be $before
            Get-TestObjectKey -Ref $own | Should -BeNullOrEmpty
        }

        It 'belongs to -CommitMetadata' {
            $record = Get-RaisedError { Write-LakeObject a.txt -Content 'a' -Ref $own -CommitMetadata @{ a = 'b' } }
            Assert-LakeError $record -Id LakeCommitMessageMissing -Category InvalidArgument
            Get-TestObjectKey -Ref $own | Should -BeNullOrEmpty
        }
    }
}
