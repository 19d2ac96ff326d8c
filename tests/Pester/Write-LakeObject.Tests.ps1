#requires -Version 5.1
# Writing objects: from what, to where, under which name.

Describe 'Write-LakeObject' {
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
}
