#requires -Version 5.1
# Content that is no file: text, numbers and bytes, from the pipeline and from parameters, and its encodings, both ways.

Describe 'Content' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        $script:green = "gr$([char]0xFC)n"

        function Get-TestByte {
            # The bytes of an object, as text.
            param([string] $Key)

            (Read-LakeObject $Key -AsByteStream) -join ' '
        }
    }

    Context 'From the pipeline' {
        It 'is lines, each with its end, as Set-Content writes them' {
            'text' | Write-LakeObject one.txt
            Read-LakeObject one.txt -AsString | Should -BeExactly "text`n"
            'a', '', $green | Write-LakeObject three.txt
            Read-LakeObject three.txt -AsString | Should -BeExactly "a`n`n$green`n"
        }

        It 'of Get-Content makes the same file again' {
            $file = Join-Path $TestDrive 'lines.csv'
            [IO.File]::WriteAllText($file, "id,name`n1,$green`n")
            Get-Content -LiteralPath $file -Encoding UTF8 | Write-LakeObject lines.csv
            Get-TestByte lines.csv | Should -Be ([IO.File]::ReadAllBytes($file) -join ' ')
            Get-TestObjectKey -Ref $branch -Prefix lines | Should -Be 'lines.csv'
        }

        It 'is text of what is no text: numbers, dates, and what is converted' {
            42, 1.5, [DateTime]'2026-01-02' | Write-LakeObject numbers.txt
            Read-LakeObject numbers.txt -AsString | Should -BeExactly "42`n1.5`n01/02/2026 00:00:00`n"
            [pscustomobject]@{ id = 1 } | ConvertTo-Json -Compress | Write-LakeObject numbers.json -NoNewline
            Read-LakeObject numbers.json -AsString | Should -BeExactly '{"id":1}'
        }

        It 'has no line ends with -NoNewline' {
            'a', 'b' | Write-LakeObject joined.txt -NoNewline
            Read-LakeObject joined.txt -AsString | Should -BeExactly 'ab'
        }

        It 'is bytes as they are, one by one or together' {
            $file = Join-Path $TestDrive 'bytes.bin'
            [IO.File]::WriteAllBytes($file, [byte[]](0, 255, 10))
            $bytes = if ($PSVersionTable.PSVersion.Major -lt 6) { @{ Encoding = 'Byte' } } else { @{ AsByteStream = $true } }
            Get-Content -LiteralPath $file @bytes | Write-LakeObject bytes.bin
            Get-TestByte bytes.bin | Should -Be '0 255 10'
            , [byte[]](1, 2) | Write-LakeObject together.bin
            Get-TestByte together.bin | Should -Be '1 2'
        }

        It 'is sent once, with what belongs to it, and committed' {
            Skip-OnRealServer
            Clear-TestRequest
            $commit = 1..3000 | Write-LakeObject many.txt -ContentType text/x-many -Metadata @{ from = 'pipeline' } -CommitMessage 'many' -PassThru
            @(Get-TestRequest -Operation PutObject) | Should -HaveCount 1
            $commit[0].Key | Should -Be 'many.txt'
            $commit[1].Message | Should -Be 'many'
            $head = Get-LakeObjectMetadata many.txt
            $head.ContentType | Should -Be 'text/x-many'
            $head.Metadata.from | Should -Be 'pipeline'
        }

        It 'of 20 MiB goes through a temporary file, which is gone afterwards' {
            $line = 'x' * (1024 * 1024 - 1)
            1..20 | ForEach-Object { $line } | Write-LakeObject large.txt
            (Get-LakeObjectMetadata large.txt).Size | Should -Be (20 * 1024 * 1024)
        }

        It 'goes to another object where the key is another' {
            'a', 'b' | Write-LakeObject -Key { "each/$_.txt" }
            Get-TestObjectKey -Ref $branch -Prefix each/ | Should -Be 'each/a.txt', 'each/b.txt'
            Read-LakeObject each/b.txt -AsString | Should -BeExactly "b`n"
        }

        It 'never overwrites what the same command has written' {
            'a', 'b', 'a', 'c' | Write-LakeObject -Key { "twice/$_.txt" } -ErrorAction SilentlyContinue -ErrorVariable failed
            $failed | Should -HaveCount 1
            Assert-LakeError $failed[0] -Id LakeKeyWrittenTwice -Category InvalidArgument -Message 'twice/a.txt'
            Get-TestObjectKey -Ref $branch -Prefix twice/ | Should -Be 'twice/a.txt', 'twice/b.txt', 'twice/c.txt'
        }

        It 'is not stored without the line that had an error, and makes one error' {
            'a', "$([char]0x20AC)", 'b', 'c' | Write-LakeObject whole.txt -Encoding latin1 -ErrorAction SilentlyContinue -ErrorVariable failed
            $failed | Should -HaveCount 1
            Assert-LakeError $failed[0] -Id LakeContentInvalid -Category InvalidArgument -Message 'U+20AC', 'iso-8859-1'
            Test-LakeObject whole.txt | Should -BeFalse
            1..100 | Write-LakeObject whole.txt -Ref 'no/ref' -ErrorAction SilentlyContinue -ErrorVariable failed
            $failed | Should -HaveCount 1
            Assert-LakeError $failed[0] -Id LakeRefInvalid -Category InvalidArgument
        }

        It 'keeps the lines of one object where another one failed' {
            Write-LakeObject clash/a.txt -Content old
            'a', 'b' | Write-LakeObject -Key { "clash/$_.txt" } -NoClobber -ErrorAction SilentlyContinue -ErrorVariable failed
            Assert-LakeError $failed[0] -Id LakeObjectExists -Category ResourceExists -Message 'clash/a.txt'
            Read-LakeObject clash/a.txt -AsString | Should -BeExactly 'old'
            Read-LakeObject clash/b.txt -AsString | Should -BeExactly "b`n"
        }

        It 'that is nothing, or an object of another kind, is an error and not a text' {
            $null | Write-LakeObject nothing.txt -ErrorAction SilentlyContinue -ErrorVariable failed
            Assert-LakeError $failed[0] -Id LakeParameterEmpty -Category InvalidArgument
            Write-LakeObject kept.txt -Content kept
            Get-LakeObjectList kept.txt | Write-LakeObject -ErrorAction SilentlyContinue -ErrorVariable failed
            Assert-LakeError $failed[0] -Id LakeContentInvalid -Category InvalidArgument -Message 'LakeObject'
            Read-LakeObject kept.txt -AsString | Should -BeExactly 'kept'
            42 | Write-LakeObject -ErrorAction SilentlyContinue -ErrorVariable failed
            Assert-LakeError $failed[0] -Id LakeKeyMissing -Category InvalidArgument
            'x' | Write-LakeObject kept.txt -File $PSCommandPath -ErrorAction SilentlyContinue -ErrorVariable failed
            Assert-LakeError $failed[0] -Id LakeContentAmbiguous -Category InvalidArgument
            Test-LakeObject nothing.txt | Should -BeFalse
        }

        It 'that is empty writes nothing, and a warning says so' {
            @() | Write-LakeObject empty.txt -WarningVariable warned -WarningAction SilentlyContinue
            "$warned" | Should -BeLike '*empty.txt*not written*'
            Test-LakeObject empty.txt | Should -BeFalse
        }

        It 'is not asked for where it is missing' {
            $record = Get-RaisedError { Write-LakeObject alone.txt -ErrorAction Stop }
            Assert-LakeError $record -Id LakeContentMissing -Category InvalidArgument -Message 'alone.txt'
            $record = Get-RaisedError { Write-LakeObject -KeyPrefix alone/ -ErrorAction Stop }
            Assert-LakeError $record -Id LakeContentMissing -Category InvalidArgument
        }

        It 'leaves names of files to a prefix, also where they come from a list' {
            $files = 'x1.bin', 'x2.bin' | ForEach-Object { Add-TestFile -Path (Join-Path $TestDrive $_) -Size 2 }
            $list = Join-Path $TestDrive 'list.txt'
            Set-Content -LiteralPath $list -Value $files
            Get-Content -LiteralPath $list | Write-LakeObject -KeyPrefix listed/
            Get-TestObjectKey -Ref $branch -Prefix listed/ | Should -Be 'listed/x1.bin', 'listed/x2.bin'
        }
    }

    Context 'From a parameter' {
        It 'is PowerShell''s text of a value' {
            Write-LakeObject value.txt -Content 42
            Read-LakeObject value.txt -AsString | Should -BeExactly '42'
            Write-LakeObject value.txt -Content 1.5
            Read-LakeObject value.txt -AsString | Should -BeExactly '1.5'
            Write-LakeObject value.txt -Content ([version]'1.2.3')
            Read-LakeObject value.txt -AsString | Should -BeExactly '1.2.3'
        }

        It 'that has no text is refused: <Type>' -ForEach @(
            @{ Type = 'Object[]'; Value = @('a', 'b') }
            @{ Type = 'Hashtable'; Value = @{ a = 1 } }
            @{ Type = 'PSCustomObject'; Value = [pscustomobject]@{ a = 1 } }
        ) {
            $record = Get-RaisedError { Write-LakeObject value.txt -Content $Value -ErrorAction Stop }
            Assert-LakeError $record -Id LakeContentInvalid -Category InvalidArgument -Message $Type
        }
    }

    Context 'Encodings' {
        It '<Name> writes and reads its bytes' -ForEach @(
            @{ Name = 'utf8'; Bytes = '103 114 195 188 110' }
            @{ Name = 'utf8BOM'; Bytes = '239 187 191 103 114 195 188 110' }
            @{ Name = 'utf8NoBOM'; Bytes = '103 114 195 188 110' }
            @{ Name = 'latin1'; Bytes = '103 114 252 110' }
            @{ Name = 'unicode'; Bytes = '255 254 103 0 114 0 252 0 110 0' }
            @{ Name = 'BigEndianUnicode'; Bytes = '254 255 0 103 0 114 0 252 0 110' }
            @{ Name = 'utf32'; Bytes = '255 254 0 0 103 0 0 0 114 0 0 0 252 0 0 0 110 0 0 0' }
            @{ Name = 'iso-8859-1'; Bytes = '103 114 252 110' }
            @{ Name = 28591; Bytes = '103 114 252 110' }
        ) {
            Write-LakeObject encoded.txt -Content $green -Encoding $Name
            Get-TestByte encoded.txt | Should -Be $Bytes
            Read-LakeObject encoded.txt -AsString -Encoding $Name | Should -BeExactly $green
            $green | Write-LakeObject encoded.txt -Encoding $Name -NoNewline
            Get-TestByte encoded.txt | Should -Be $Bytes
        }

        It 'can be objects' {
            Write-LakeObject encoded.txt -Content $green -Encoding ([Text.Encoding]::Unicode)
            Get-TestByte encoded.txt | Should -Be '255 254 103 0 114 0 252 0 110 0'
        }

        It 'that are none are refused, with a list of those there are' {
            $record = Get-RaisedError { Write-LakeObject encoded.txt -Content c -Encoding no-such }
            "$record" | Should -BeLike '*no-such*utf8BOM*'
        }

        It 'are completed' {
            $line = 'Write-LakeObject k -Encoding big'
            (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches.CompletionText | Should -Be 'bigendianunicode', 'bigendianutf32'
        }

        It 'that lack a character store nothing in its place' {
            $record = Get-RaisedError { Write-LakeObject lacking.txt -Content $green -Encoding ascii -ErrorAction Stop }
            Assert-LakeError $record -Id LakeContentInvalid -Category InvalidArgument -Message 'U+00FC', 'us-ascii'
            Test-LakeObject lacking.txt | Should -BeFalse
        }

        It 'are read as the byte order mark or the content type says' {
            Write-LakeObject typed.txt -Content $green -Encoding latin1 -ContentType 'text/plain; charset="ISO-8859-1"'
            Read-LakeObject typed.txt -AsString -WarningVariable warned | Should -BeExactly $green
            $warned | Should -BeNullOrEmpty
            Write-LakeObject marked.txt -Content $green -Encoding unicode -ContentType 'text/plain; charset=iso-8859-1'
            Read-LakeObject marked.txt -AsString | Should -BeExactly $green
            Write-LakeObject odd.txt -Content $green -ContentType 'text/plain; charset=no-such'
            Read-LakeObject odd.txt -AsString | Should -BeExactly $green
        }

        It 'are warned about where the bytes are of another one' {
            Write-LakeObject other.txt -Content $green -Encoding latin1
            $text = Read-LakeObject other.txt -AsString -WarningVariable warned -WarningAction SilentlyContinue
            $text | Should -BeExactly "gr$([char]0xFFFD)n"
            "$warned" | Should -BeLike '*other.txt*utf-8*-Encoding*'
            Read-LakeObject other.txt -AsString -Encoding latin1 -WarningVariable warned | Should -BeExactly $green
            $warned | Should -BeNullOrEmpty
        }

        It 'are for text only' {
            $record = Get-RaisedError { Read-LakeObject one.txt -Encoding utf8 -AsByteStream -ErrorAction Stop }
            Assert-LakeError $record -Id LakeOutputAmbiguous -Category InvalidArgument -Message '-Encoding'
        }
    }

    Context 'Metadata' {
        It 'is PowerShell''s text of each value' {
            Write-LakeObject meta.txt -Content c -Metadata ([ordered]@{ sources = 'a', 'b'; number = 1.5; yes = $true; nothing = $null })
            $metadata = (Get-LakeObjectMetadata meta.txt).Metadata
            $metadata.sources | Should -BeExactly 'a b'
            $metadata.number | Should -BeExactly '1.5'
            $metadata.yes | Should -BeExactly 'True'
            (New-LakeCommit 'with metadata' -Metadata @{ sources = 'a', 'b' }).Metadata.sources | Should -BeExactly 'a b'
        }

        It 'that has no text is refused: <Type>' -ForEach @(
            @{ Type = 'Hashtable'; Value = @{ a = 1 } }
            @{ Type = 'ScriptBlock'; Value = { 1 } }
            @{ Type = 'Object[]'; Value = @('a', @('b', 'c')) }
            @{ Type = 'System.Object'; Value = [object]::new() }
        ) {
            $record = Get-RaisedError { Write-LakeObject meta.txt -Content c -Metadata @{ v = $Value } -ErrorAction Stop }
            Assert-LakeError $record -Id LakeMetadataValueInvalid -Category InvalidArgument -Message "'v'", $Type
            $record = Get-RaisedError { New-LakeCommit m -AllowEmpty -Metadata @{ v = $Value } -ErrorAction Stop }
            Assert-LakeError $record -Id LakeMetadataValueInvalid -Category InvalidArgument -Message "'v'"
            $record = Get-RaisedError { Write-LakeObject meta.txt -Content c -CommitMessage m -CommitMetadata @{ v = $Value } -ErrorAction Stop }
            Assert-LakeError $record -Id LakeMetadataValueInvalid -Category InvalidArgument -Message "'v'"
        }
    }
}
