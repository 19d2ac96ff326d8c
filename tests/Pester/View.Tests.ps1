#requires -Version 5.1
# What a user sees of the results in a window, narrow or wide, with colors or without.

Describe 'Views' -Tag Once {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        $script:long = 'a-rather-long-folder-name/and-one-more-below-it/' * 2
        Write-LakeObject "${long}part-00001.parquet" -Content 'one'
        Write-LakeObject "${long}part-00002.parquet" -Content 'two'
        Write-LakeObject 'changed.txt' -Content 'before'
        Write-LakeObject 'removed.txt' -Content 'before'
        $script:first = New-LakeCommit 'The first'
        $script:other = (New-LakeBranch "$branch-other" $branch).Ref
        Write-LakeObject 'added.txt' -Content ('x' * 2048)
        Write-LakeObject 'changed.txt' -Content 'after it'
        Remove-LakeObject 'removed.txt' -Confirm:$false

        function Get-Text {
            # What is shown, in a window of some columns.
            param([object[]] $Item, [int] $Width = 80)

            ($Item | Out-String -Width $Width) -replace '[ \t]+(?=\r?\n)'
        }

        function Use-Rendering {
            # Runs a script with a setting of $PSStyle.OutputRendering.
            param([string] $Rendering, [scriptblock] $Script)

            if (-not (Get-Variable PSStyle -ErrorAction Ignore)) {
                Set-ItResult -Skipped -Because 'Windows PowerShell has no $PSStyle'
            }
            $before = $PSStyle.OutputRendering
            try {
                $PSStyle.OutputRendering = $Rendering
                & $Script
            } finally {
                $PSStyle.OutputRendering = $before
            }
        }
    }

    AfterAll {
        Clear-TestBranch $branch
    }

    Context '<_> columns' -ForEach 80, 100, 140 {
        It 'show all of keys that differ only at their end' {
            $text = Get-Text (Get-LakeObjectList $long) -Width $_
            $text -split '\r?\n' | ForEach-Object Length | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual $_
            $unbroken = $text -replace '\s'
            $unbroken | Should -BeLike "*${long}part-00001.parquet*${long}part-00002.parquet*"
            $text | Should -Not -BeLike '*ETag*'
        }

        It 'show a connection on one line' {
            $text = Get-Text $lake -Width $_
            $text -split '\r?\n' | Where-Object { $_ } | Should -HaveCount 3
            $text | Should -Match 'LakeFS'
            $text | Should -BeLike "*$(([Uri]$server.EndpointUrl).GetLeftPart('Authority'))*"
        }

        It 'show names and addresses of repositories' {
            $unbroken = (Get-Text (Get-LakeRepository $server.Repository) -Width $_) -replace '\s'
            $unbroken | Should -BeLike "*$($server.Repository)*"
            $unbroken | Should -BeLike '*StorageNamespace*'
        }

        It 'show the plan of a synchronization' {
            $folder = Add-TestFolder -Path (Join-Path $TestDrive "sync$_") -Count 2
            $plan = Sync-LakeFolder $folder "$long/" -WhatIf
            $text = Get-Text $plan -Width $_
            $text | Should -BeLike '*(plan)*'
            $text | Should -Match '(?m)^Upload +\d+ B NotInTarget +a-rather'
        }
    }

    Context 'Groups' {
        It 'are repository and ref, and each is named once' {
            $text = Get-Text @(Get-LakeObjectList $long; Get-LakeObjectList changed -Ref $other)
            @($text -split '\r?\n' -match '^   Ref: ') | Should -Be "   Ref: lakefs://$($server.Repository)/$branch", "   Ref: lakefs://$($server.Repository)/$other"
        }

        It 'of changes are the two sides' {
            Get-Text (Get-LakeChange) | Should -BeLike "*Changes: lakefs://$($server.Repository)/$branch (uncommitted)*"
        }
    }

    Context 'Marks' {
        It 'are at the default branch, and at no other' {
            $repository = Get-LakeRepository $server.Repository
            $found = Get-LakeBranch -Name '*'
            $found | Where-Object IsDefault | ForEach-Object Ref | Should -Be $repository.DefaultBranch
            (Get-Text $found) -split '\r?\n' -match '^\*' | Should -HaveCount 1
        }

        It 'are at the current connection' {
            $null = Connect-TestServer -Ref $branch -With @{ Name = 'marked' }
            try {
                (Get-Text (Get-LakeS3Connection)) -split '\r?\n' -match '^\* +(?!Name)' | Should -Match '^\* marked ' -Because 'one is current'
            } finally {
                Disconnect-LakeS3 marked
            }
        }
    }

    Context 'Colors' {
        It 'tell added, removed and changed, and folders' {
            $text = Use-Rendering Ansi { @(Get-LakeChange) | Out-String -Width 80; Get-LakeObjectList -Delimiter / | Out-String -Width 80 }
            "$text" | Should -Match ([regex]::Escape($PSStyle.Foreground.Green + 'Added'))
            "$text" | Should -Match ([regex]::Escape($PSStyle.Foreground.Red + 'Removed'))
            "$text" | Should -Match ([regex]::Escape($PSStyle.Foreground.Yellow + 'Changed'))
            "$text" | Should -Match ([regex]::Escape($PSStyle.FileInfo.Directory + 'a-rather-long-folder-name/'))
        }

        It 'are left out with $PSStyle.OutputRendering = <_>' -ForEach 'PlainText', 'Host' {
            $text = Use-Rendering $_ { Get-LakeChange | Out-String -Width 80 }
            "$text" | Should -Not -BeNullOrEmpty
            "$text" | Should -Not -Match "$([char]27)\[3\dm"
        }

        It 'are in a terminal, and not with NO_COLOR' {
            $text = Get-TestTerminalText -Command 'Get-LakeChange' -Ref $branch -Folder $TestDrive -Color
            $text | Should -Match "$([char]27)\[32m($([char]27)\[\d+m)*Added"
            $text = Get-TestTerminalText -Command 'Get-LakeChange' -Ref $branch -Folder $TestDrive -Color -Environment @{ NO_COLOR = '1' }
            $text | Should -Match 'Added'
            $text | Should -Not -Match "$([char]27)\[3\dm($([char]27)\[\d+m)*Added"
        }
    }

    Context 'A summary' {
        It 'is below changes at the prompt of a terminal of <_> columns' -ForEach 80, 100, 140 {
            $text = Get-TestTerminalText -Command 'Get-LakeChange' -Ref $branch -Folder $TestDrive -Width $_
            $text | Should -Match '(?m)^1 added, 1 removed, 1 changed; 2[.,]01 KiB added or changed\.'
            $text.IndexOf('1 added') | Should -BeGreaterThan $text.IndexOf('removed.txt')
        }

        It 'is not shown where the changes are not' {
            $text = Get-TestTerminalText -Command '$changes = Get-LakeChange', '(Get-LakeChange).Count', 'Get-LakeChange | Measure-Object | Out-Null' -Ref $branch -Folder $TestDrive
            $text | Should -Not -BeLike '*1 added*'
        }

        It 'is no object' {
            Get-LakeChange | Should -HaveCount 3
        }

        It 'is below the plan of a synchronization, which are objects' {
            $folder = Add-TestFolder -Path (Join-Path $TestDrive 'plan') -Count 3
            Write-LakeObject plan/left.txt -Content 'abc'
            $transcript = Join-Path $TestDrive 'plan.txt'
            $null = Start-Transcript -LiteralPath $transcript
            try {
                $plan = Sync-LakeFolder $folder plan/ -Delete -WhatIf
            } finally {
                $null = Stop-Transcript
            }
            $plan | Should -HaveCount 4
            $plan.IsPlan | Should -Not -Contain $false
            ($plan | Where-Object Action -EQ 'Upload').Reason | Select-Object -Unique | Should -Be 'NotInTarget'
            ($plan | Where-Object Action -EQ 'Delete').Reason | Should -Be 'NotInSource'
            (Get-Content -LiteralPath $transcript) -join '' | Should -Match 'What if:.*Upload 3 \(.+\), Delete 1 \(3 B\), 0 unchanged'
            Remove-LakeObject plan/left.txt -Confirm:$false
        }
    }

    Context 'Commits' {
        It 'are a log' {
            $text = Get-Text (Get-LakeCommit -First 1)
            $text | Should -Match "(?m)^$($first.Id.Substring(0, 12)) \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \S+ +The first"
        }

        It 'are a graph with -Graph, and commits all the same' {
            $left = Add-TestBranch
            $right = (New-LakeBranch "$left-right" $left).Ref
            Write-LakeObject l.txt -Content l -Ref $left
            $null = New-LakeCommit 'Left' -Ref $left
            Write-LakeObject r.txt -Content r -Ref $right
            $null = New-LakeCommit 'Right' -Ref $right
            $null = Merge-LakeBranch $right $left -Message 'Both' -PassThru
            $log = Get-LakeCommit -Ref $left -Graph -First 3
            $log | ForEach-Object { $_.GetType().Name } | Select-Object -Unique | Should -Be 'LakeCommit'
            $lines = (Get-Text $log 120) -split '\r?\n' | Where-Object { $_ }
            $lines[0] | Should -Match '^\* [0-9a-f]{12} .*: Both$'
            $lines[1] | Should -Be '|\'
            $lines[2], $lines[3] | Sort-Object | ForEach-Object { $_ -replace ' [0-9a-f]{12} .*: ', ' ' } | Should -Be '* | Left', '| * Right'
            Clear-TestBranch $left
            Clear-TestBranch $right
        }
    }

    Context 'Other views' {
        It 'show an object of one type among others on one line' {
            $text = Get-Text @(Get-LakeBranch $branch; Get-LakeObjectList changed.txt; Get-LakeChange -Prefix added; $first)
            $text | Should -BeLike "*LakeObject : lakefs://$($server.Repository)/$branch/changed.txt (8 B)*"
            $text | Should -BeLike "*LakeObject : Added lakefs://$($server.Repository)/$branch/added.txt*"
            $text | Should -BeLike "*LakeCommit : $($first.Id.Substring(0, 12)) *: The first*"
        }

        It 'make what is hostile visible there, too' {
            $key = "$([char]0x9b)2Jevil"
            Write-LakeObject $key -Content c
            try {
                $text = Get-Text @(Get-LakeBranch $branch; Get-LakeObjectList -Include '*evil'; Get-LakeChange)
                $text | Should -BeLike '*`u{9b}2Jevil*'
                $text | Should -Not -Match "$([char]0x9b)"
            } finally {
                Remove-LakeObject $key -Confirm:$false
            }
        }

        It 'add nothing to what is exported' {
            (Get-LakeObjectList changed.txt | ConvertTo-Csv -NoTypeInformation)[0] | Should -Not -BeLike '*LakeObject*'
            Get-LakeObjectList changed.txt | Get-Member -MemberType Properties | ForEach-Object Name | Should -Not -Contain 'LakeObject'
        }

        It 'write texts into CSV files, and no names of types' {
            $commit = New-LakeCommit 'To CSV' -Metadata @{ run = '42'; by = 'me' } -AllowEmpty
            $csv = $commit, (Get-LakeObjectMetadata changed.txt) | ForEach-Object { $_ | ConvertTo-Csv -NoTypeInformation }
            "$csv" | Should -Not -BeLike '*System.*'
            "$csv" | Should -BeLike '*by=me; run=42*'
            "$csv" | Should -BeLike "*$($commit.Parents[0])*"
        }
    }
}
