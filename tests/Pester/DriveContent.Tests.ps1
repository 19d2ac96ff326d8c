#requires -Version 5.1
# Get-Content, Set-Content, Add-Content and Clear-Content on a drive.

Describe 'Content on a drive' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        $script:root = "$($server.Repository)/$branch"
        $null = New-PSDrive lake LakeFS -Root $root -Scope Global
        $script:lines = 1..200000 | ForEach-Object { "line $_ $('x' * 20)" }
        Write-LakeObject lines.txt -Content (($lines -join "`n") + "`n")

        function Measure-SentByte {
            # How much of objects the gateway has sent since its log was cleared.
            (Get-TestRequest -Operation GetObject | Measure-Object -Property bytesOut -Sum).Sum
        }
    }

    AfterEach {
        Clear-TestFault
    }

    AfterAll {
        Remove-PSDrive lake
        Clear-TestBranch $branch
    }

    Context 'that is read' {
        It 'comes line by line, whatever ends the lines' {
            Write-LakeObject ends.txt -Content "one`r`ntwo`nthree"
            Get-Content lake:/ends.txt | Should -BeExactly 'one', 'two', 'three'
            Write-LakeObject empty.txt -Content ''
            Get-Content lake:/empty.txt | Should -BeNullOrEmpty
            (Get-Content lake:/lines.txt -ReadCount 50000).Count | Should -Be 4
            (Get-Content lake:/lines.txt -ReadCount 0)[-1] | Should -Be $lines[-1]
        }

        It 'comes as one text, as bytes and with another delimiter' {
            Write-LakeObject text.txt -Content "a;b`nc;d"
            Get-Content lake:/text.txt -Raw | Should -BeExactly "a;b`nc;d"
            Get-Content lake:/text.txt -Delimiter ';' | Should -BeExactly 'a', "b`nc", 'd'
            $content = [byte[]](0..255) * 1000
            Write-LakeObject bytes.bin -Content ([byte[]]$content)
            $raw = Get-Content lake:/bytes.bin -AsByteStream -Raw
            , $raw | Should -BeOfType ([byte[]])
            [Convert]::ToBase64String($raw) | Should -Be ([Convert]::ToBase64String([byte[]]$content))
            $first = Get-Content lake:/bytes.bin -AsByteStream -TotalCount 3
            $first | Should -Be 0, 1, 2
        }

        It 'is decoded as -Encoding or a byte order mark says' {
            $text = "gr$([char]0xFC)n"
            Write-LakeObject latin.txt -Content ([Text.Encoding]::GetEncoding('iso-8859-1').GetBytes($text))
            Get-Content lake:/latin.txt -Encoding latin1 | Should -BeExactly $text
            Get-Content lake:/latin.txt -Encoding 28591 | Should -BeExactly $text
            Write-LakeObject marked.txt -Content ([byte[]]([Text.Encoding]::Unicode.GetPreamble() + [Text.Encoding]::Unicode.GetBytes($text)))
            Get-Content lake:/marked.txt | Should -BeExactly $text
            { Get-Content lake:/latin.txt -Encoding nonsense } | Should -Throw "*'nonsense' is not an encoding*"
        }

        It 'is read from its beginning only as far as is wanted' {
            Skip-OnRealServer
            Clear-TestRequest
            Get-Content lake:/lines.txt -TotalCount 3 | Should -BeExactly $lines[0..2]
            Get-TestRequest -Operation GetObject | Should -HaveCount 1
            Measure-SentByte | Should -Be 65536
            Clear-TestRequest
            Get-Content lake:/lines.txt | Select-Object -First 3 | Should -BeExactly $lines[0..2]
            Measure-SentByte | Should -Be 65536
        }

        It 'is read from its end only as far as is wanted' {
            Skip-OnRealServer
            Clear-TestRequest
            Get-Content lake:/lines.txt -TailCount 3 | Should -BeExactly $lines[-3..-1]
            Get-TestRequest -Operation GetObject | Should -HaveCount 1
            Measure-SentByte | Should -Be 65536
        }

        It 'has a tail of any length, in any encoding' {
            (Get-Content lake:/lines.txt -TailCount 20000 -ReadCount 0) -join "`n" | Should -BeExactly ($lines[-20000..-1] -join "`n")
            (Get-Content lake:/lines.txt -TailCount 300000 -ReadCount 0).Count | Should -Be 200000
            Write-LakeObject wide.txt -Content ([byte[]][Text.Encoding]::Unicode.GetBytes("one`ntwo`nthree"))
            Get-Content lake:/wide.txt -Encoding unicode -TailCount 2 | Should -BeExactly 'two', 'three'
            Write-LakeObject ended.txt -Content "one`ntwo`n"
            Get-Content lake:/ended.txt -TailCount 1 | Should -BeExactly 'two'
            Get-Content lake:/ended.txt -TailCount 5 | Should -BeExactly 'one', 'two'
        }

        It 'streams in bounded memory' {
            $file = Add-TestFile -Path (Join-Path $TestDrive 'large.bin') -Size 100MB
            Write-LakeObject large.bin -File $file
            $before = [GC]::GetTotalMemory($true)
            $most = 0
            $sum = 0
            Get-Content lake:/large.bin -AsByteStream -ReadCount 1MB | ForEach-Object {
                $sum += $_.Count
                if ($sum % 20MB -eq 0) {
                    $most = [Math]::Max($most, [GC]::GetTotalMemory($true) - $before)
                }
            }
            $sum | Should -Be 100MB
            $most | Should -BeLessThan 20MB
        }

        It 'goes on after a connection that breaks' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'GetObject'; nth = 2; count = 1; fault = 'reset-in-body'; afterBytes = 1000000 }
            (Get-Content lake:/lines.txt -ReadCount 0) -join "`n" | Should -BeExactly ($lines -join "`n")
        }

        It 'says what is missing' {
            Assert-LakeError (Get-RaisedError { Get-Content lake:/ -ErrorAction Stop }) -Id LakeItemNotObject -Category InvalidOperation
            $record = Get-RaisedError { Get-Content lake:/none.txt -ErrorAction Stop }
            $record.FullyQualifiedErrorId | Should -BeLike 'PathNotFound,*'
        }

        It 'says that it may not be read' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'GetObject'; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' }
            $record = Get-RaisedError { Get-Content lake:/lines.txt -ErrorAction Stop }
            $record.FullyQualifiedErrorId | Should -BeLike 'LakeAccessDenied,*'
            $record.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        }

        It 'ends by Ctrl-C in the middle of a response' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'GetObject'; nth = 2; count = 0; fault = 'stall-in-body'; afterBytes = 1000000; seconds = 20 }
            $command = Invoke-TestCommand '$null = New-PSDrive mine LakeFS -Root $first -Connection $lake; Get-Content mine:/lines.txt -ReadCount 1000' -Lake $lake -Argument $root
            Wait-TestFault
            Assert-TestCommandStop $command
        }
    }

    Context 'that is written' {
        It 'is there after one request' {
            Skip-OnRealServer
            Set-Content lake:/first.txt 'first'
            Clear-TestRequest
            'one', 'two' | Set-Content lake:/new.csv
            Get-TestRequest -Operation PutObject | Should -HaveCount 1
            Get-Content lake:/new.csv | Should -BeExactly 'one', 'two'
            (Get-LakeObjectMetadata new.csv).ContentType | Should -Be 'text/csv'
        }

        It 'is text in an encoding, bytes, or values of any type' {
            Set-Content lake:/u.txt -Value "$([char]0xE4)" -Encoding unicode -NoNewline
            (Read-LakeObject u.txt -AsByteStream) -join ' ' | Should -Be '255 254 228 0'
            Set-Content lake:/n.txt 'a', 'b' -NoNewline -ContentType text/x-mine
            Read-LakeObject n.txt -AsString | Should -BeExactly 'ab'
            (Get-LakeObjectMetadata n.txt).ContentType | Should -Be 'text/x-mine'
            Set-Content lake:/b.bin -Value ([byte[]](1, 2, 3)) -AsByteStream
            4, 5 | Set-Content lake:/i.bin -AsByteStream
            (Read-LakeObject b.bin -AsByteStream) -join ' ' | Should -Be '1 2 3'
            (Read-LakeObject i.bin -AsByteStream) -join ' ' | Should -Be '4 5'
            Set-Content lake:/v.txt 1.5, $true
            Get-Content lake:/v.txt | Should -BeExactly '1.5', 'True'
            Set-Content lake:/none.txt $null
            (Get-Item lake:/none.txt).Length | Should -Be 0
            Set-Content -LiteralPath 'lake:/[x].txt' 'literal'
            Get-Content -LiteralPath 'lake:/[x].txt' | Should -Be 'literal'
            Assert-LakeError (Get-RaisedError { Set-Content lake:/no.bin 'text' -AsByteStream -ErrorAction Stop }) -Id LakeContentInvalid -Category InvalidArgument
            Test-Path lake:/no.bin | Should -BeFalse
        }

        It 'is refused where the encoding lacks a character, and nothing is there' {
            $text = "caf$([char]0xE9) $([char]0x20AC)"
            $record = Get-RaisedError { Set-Content lake:/lacking.txt $text -Encoding latin1 -ErrorAction Stop }
            Assert-LakeError $record -Id LakeContentInvalid -Category InvalidArgument -Message 'U+20AC', 'iso-8859-1'
            Test-LakeObject lacking.txt | Should -BeFalse
        }

        It 'may be larger than memory should hold' {
            Skip-OnRealServer
            Clear-TestRequest
            $piece = 'x' * 1MB
            1..80 | ForEach-Object { $piece } | Set-Content lake:/large-up.bin -NoNewline
            (Get-Item lake:/large-up.bin).Length | Should -Be 80MB
            Get-TestRequest -Operation CompleteMultipartUpload | Should -HaveCount 1
        }

        It 'is not there, or as it was, where the pipeline fails' {
            Set-Content lake:/kept.txt 'old'
            { & { 'new'; throw 'broken' } | Set-Content lake:/kept.txt } | Should -Throw 'broken'
            Get-Content lake:/kept.txt | Should -Be 'old'
            { & { 'new'; throw 'broken' } | Set-Content lake:/never.txt } | Should -Throw 'broken'
            Test-Path lake:/never.txt | Should -BeFalse
            { & { 'new'; Write-Error 'stop' -ErrorAction Stop } | Set-Content lake:/never.txt } | Should -Throw 'stop'
            Test-Path lake:/never.txt | Should -BeFalse
        }

        It 'is not lost in silence where the upload fails: -ErrorAction <Action>' -ForEach @(@{ Action = 'Continue' }, @{ Action = 'Stop' }) {
            Skip-OnRealServer
            Set-Content lake:/refused.txt 'old'
            Use-TestFault @{ operation = 'PutObject'; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' }
            $caught = $null
            try {
                Set-Content lake:/refused.txt 'new' -ErrorAction $Action -ErrorVariable failed 2>$null
            } catch {
                $caught = $_
            }
            $record = if ($Action -eq 'Stop') { $caught } else { $failed[0] }
            Assert-LakeError $record -Id LakeAccessDenied -Category PermissionDenied
            Clear-TestFault
            Get-Content lake:/refused.txt | Should -Be 'old'
        }

        It 'ends by Ctrl-C, and nothing is there' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'PutObject'; count = 0; fault = 'stall'; seconds = 20 }
            $command = Invoke-TestCommand '$null = New-PSDrive mine LakeFS -Root $first -Connection $lake; Set-Content mine:/stopped.txt new' -Lake $lake -Argument $root
            Wait-TestFault
            Assert-TestCommandStop $command
            Clear-TestFault
            Test-Path lake:/stopped.txt | Should -BeFalse
        }

        It 'shows -WhatIf, and sends nothing' {
            Set-Content lake:/whatif.txt 'x' -WhatIf
            Test-Path lake:/whatif.txt | Should -BeFalse
        }

        It 'can be cleared' {
            Set-Content lake:/clear.txt 'content'
            Clear-Content lake:/clear.txt -WhatIf
            (Get-Item lake:/clear.txt).Length | Should -BeGreaterThan 0
            Clear-Content lake:/clear.txt
            (Get-Item lake:/clear.txt).Length | Should -Be 0
        }

        It 'is not added to' {
            Set-Content lake:/add.txt 'old'
            Assert-LakeError (Get-RaisedError { Add-Content lake:/add.txt 'more' -ErrorAction Stop }) -Id LakeAppendNotSupported -Category NotImplemented -Message 'add.txt'
            Get-Content lake:/add.txt | Should -Be 'old'
        }
    }
}
