#requires -Version 5.1
# What the Tab key proposes.

Describe 'Completion' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch -With @{ Name = 'completing' }
        'data/2026/a.csv', 'data/2026/b.csv', 'data/readme.txt', 'with blank.txt', "it's.txt", 'other.txt' | ForEach-Object { Write-LakeObject $_ -Content c }

        function Get-Proposal {
            param([string] $Line)

            [System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches | ForEach-Object CompletionText
        }
    }

    It 'proposes keys, folder by folder' {
        Get-Proposal 'Read-LakeObject dat' | Should -Be 'data/'
        Get-Proposal 'Read-LakeObject data/' | Should -Be 'data/2026/', 'data/readme.txt'
        Get-Proposal 'Get-LakeObjectMetadata -Key data/2026/' | Should -Be 'data/2026/a.csv', 'data/2026/b.csv'
    }

    It 'quotes what needs quotes' {
        Get-Proposal 'Read-LakeObject with' | Should -Be "'with blank.txt'"
        Get-Proposal 'Read-LakeObject it' | Should -Be "'it''s.txt'"
        Get-Proposal "Read-LakeObject 'with b" | Should -Be "'with blank.txt'"
    }

    It 'proposes prefixes' {
        Get-Proposal 'Get-LakeObjectList data/2' | Should -Be 'data/2026/'
    }

    It 'proposes branches' {
        Get-Proposal "Get-LakeObjectList -Ref $($branch.Substring(0, 8))" | Should -Contain $branch
        Get-Proposal 'Get-LakeBranch mai' | Should -Contain 'main'
        Get-Proposal 'Copy-LakeObject other.txt -DestinationRef mai' | Should -Contain 'main'
    }

    It 'proposes repositories' {
        $start = $server.Repository.Substring(0, 5)
        Get-Proposal "Get-LakeObjectList -Repository $start" | Should -Contain $server.Repository
        Get-Proposal "Get-LakeRepository $start" | Should -Contain $server.Repository
    }

    It 'proposes connections' {
        Get-Proposal 'Get-LakeObjectList -Connection compl' | Should -Be 'completing'
        Get-Proposal 'Disconnect-LakeS3 compl' | Should -Be 'completing'
    }

    It 'heeds the other parameters' {
        $other = Add-TestBranch
        Write-LakeObject datum.txt -Content c -Ref $other
        Get-Proposal "Read-LakeObject -Ref $other -Key dat" | Should -Be 'datum.txt'
    }

    It 'is silent where there is nothing' {
        Get-Proposal 'Read-LakeObject -Ref no-such-branch -Key x' | Should -BeNullOrEmpty
        $Error.Clear()
        Get-Proposal 'Read-LakeObject -Ref no-such-branch -Key x' | Should -BeNullOrEmpty
    }

    Context 'What was typed' {
        BeforeAll {
            $script:other = Add-TestBranch
            'raw/config.json', 'raw/sub/x' | ForEach-Object { Write-LakeObject $_ -Content c -Ref $other }
            $script:at = "lakefs://$($server.Repository)/$other"
        }

        It 'stays: an address becomes an address' {
            Get-Proposal "Remove-LakeObject $at/raw/co" | Should -BeExactly "$at/raw/config.json"
            Get-Proposal "Get-LakeObjectList $at/ra" | Should -BeExactly "$at/raw/"
            Get-Proposal "Read-LakeObject 's3://$($server.Repository)/$other/raw/co" | Should -BeExactly "s3://$($server.Repository)/$other/raw/config.json"
            Get-Proposal "Get-LakeChange -Prefix LakeFS://$($server.Repository)/$other/raw/" | Should -BeExactly "LakeFS://$($server.Repository)/$other/raw/sub/", "LakeFS://$($server.Repository)/$other/raw/config.json"
        }

        It 'stays: repository and ref of an address are completed, too' {
            Get-Proposal "Read-LakeObject lakefs://$($server.Repository.Substring(0, 5))" | Should -Contain "lakefs://$($server.Repository)/"
            Get-Proposal "Read-LakeObject $($at.Substring(0, $at.Length - 3))" | Should -Contain "$at/"
            Get-Proposal "Get-LakeObjectList -Ref $($at.Substring(0, $at.Length - 3))" | Should -Contain $at
            Get-Proposal "New-LakeCommit m -Ref lakefs://$($server.Repository.Substring(0, 5))" | Should -Contain "lakefs://$($server.Repository)/"
            Get-Proposal "Get-LakeBranch -Repository lakefs://$($server.Repository.Substring(0, 5))" | Should -Contain "lakefs://$($server.Repository)"
        }

        It 'stays: the ref in front of the key with -BucketName' {
            Get-Proposal "Read-LakeObject -BucketName $($server.Repository) -Key $other/raw/co" | Should -BeExactly "$other/raw/config.json"
            Get-Proposal "Read-LakeObject -BucketName $($server.Repository) -Key $($other.Substring(0, $other.Length - 3))" | Should -Contain "$other/"
            $line = "Read-LakeObject $other/raw/s -BucketName $($server.Repository)"
            $found = [System.Management.Automation.CommandCompletion]::CompleteInput($line, "Read-LakeObject $other/raw/s".Length, $null)
            $found.CompletionMatches.CompletionText | Should -BeExactly "$other/raw/sub/"
        }

        It 'decides the branch where a cmdlet names it' {
            Get-Proposal "Reset-LakeBranch $other -Key ra" | Should -BeExactly 'raw/'
            Get-Proposal "Get-LakeChange -Ref $at -Prefix raw/co" | Should -BeExactly 'raw/config.json'
        }

        It 'is shown with the last part of the key alone in the list' {
            $found = [System.Management.Automation.CommandCompletion]::CompleteInput("Read-LakeObject $at/raw/", "Read-LakeObject $at/raw/".Length, $null)
            $found.CompletionMatches.ListItemText | Should -BeExactly 'sub/', 'config.json'
        }

        It 'goes through a router, and shows the bucket''s own keys' {
            $router = Connect-LakeS3Router -PassThru @{ default = $lake; moved = $lake } ([ordered]@{
                    moved = @{ source_bucket_pattern = 'bucket-a'; mapped_bucket_name = $server.Repository; mapped_prefix = "$other/" }
                })
            try {
                Get-Proposal 'Read-LakeObject s3://bucket-a/raw/co' | Should -BeExactly 's3://bucket-a/raw/config.json'
                Get-Proposal 'Read-LakeObject -BucketName bucket-a -Key raw/co' | Should -BeExactly 'raw/config.json'
                Get-Proposal 'Read-LakeObject s3://buck' | Should -BeNullOrEmpty
            } finally {
                $router | Disconnect-LakeS3
            }
        }
    }

    It 'completes a key that looks like an address to its whole address' {
        $mine = Add-TestBranch
        Add-TestObject -Branch $mine -Key 'lakefs://other/main/x'
        Get-Proposal "Read-LakeObject -Ref $mine -Key lak" | Should -BeExactly 'lakefs:/'
        Get-Proposal "Read-LakeObject -Ref $mine -Key lakefs:/" | Should -BeExactly "lakefs://$($server.Repository)/$mine/lakefs://"
        Get-Proposal "Read-LakeObject lakefs://$($server.Repository)/$mine/lakefs://other/main/" | Should -BeExactly "lakefs://$($server.Repository)/$mine/lakefs://other/main/x"
    }

    It 'quotes the key <Key>, so that it is read as it is' -ForEach @(
        '-Force', '-Confirm:0', "$([char]0x2013)dash", 'with blank', "it's", 'say"so', 'a[1].txt', '$env:PATH', '$(rm)', '@args', '#c', 'a;b', 'a,b', 'a`b', 'a|b', '&b'
        '{x}', '(x)', '>out', '2>out', '1kb', '0x10', '1e3', "$([char]0x2018)smart$([char]0x2019)", 'what?', '*'
    ).ForEach{ @{ Key = $_ } } {
        $mine = Add-TestBranch
        Write-LakeObject -Key $Key -Content c -Ref $mine
        $proposal = Get-Proposal "Remove-LakeObject -Ref $mine -Key "
        $proposal | Should -HaveCount 1
        $proposal | Should -BeLike "'*'"
        & ([scriptblock]::Create("Get-LakeObjectMetadata $proposal -Ref $mine")) | ForEach-Object Key | Should -BeExactly $Key
    }

    It 'leaves the key <Key> without quotes' -ForEach @('a.txt', '2026/01.csv', 'year=2026', 'a-b_c~d', 'a:b', 'a+b', "caf$([char]0xE9)", 'a@b', 'a%20b').ForEach{ @{ Key = $_ } } {
        $mine = Add-TestBranch
        Write-LakeObject -Key $Key -Content c -Ref $mine
        Get-Proposal "Read-LakeObject -Ref $mine -Key $($Key.Substring(0, 1))" | Should -BeExactly ($Key -replace '(?<=/).*')
    }

    It 'reads what was typed in quotes or with escapes' {
        Get-Proposal "Read-LakeObject 'it''" | Should -BeExactly "'it''s.txt'"
        Get-Proposal 'Read-LakeObject "with b' | Should -BeExactly "'with blank.txt'"
        Get-Proposal 'Read-LakeObject with` b' | Should -BeExactly "'with blank.txt'"
    }
}

Describe 'Completion on a server that is in trouble' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        Import-Module (Join-Path $PSScriptRoot 'Session/TestListener.psm1')
        $script:server = Get-TestServer
        $script:login = @{ AccessKeyId = 'AKIATEST'; SecretAccessKey = ConvertTo-TestSecret 'secret'; Repository = 'some-repo'; Ref = 'main'; NoVerify = $true }

        function Measure-Tab {
            # The seconds that a Tab takes, and what it proposes.
            param([string] $Line)

            $watch = [Diagnostics.Stopwatch]::StartNew()
            $found = [System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches
            @{ Seconds = $watch.Elapsed.TotalSeconds; Found = @($found) }
        }
    }

    It 'waits a second for one that accepts and never answers, and not again for a while' {
        $silent = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $silent.Start()
        try {
            Connect-LakeS3 "http://127.0.0.1:$($silent.LocalEndpoint.Port)" @login -Name silent
            $Error.Clear()
            $first = Measure-Tab 'Read-LakeObject zzz-no-such'
            $first.Found | Should -BeNullOrEmpty
            $first.Seconds | Should -BeGreaterThan 0.9
            $first.Seconds | Should -BeLessThan 2
            foreach ($line in 'Read-LakeObject zzz-no-such', 'Get-LakeBranch zzz-no-such', 'Get-LakeObjectList -Repository zzz-no-such') {
                (Measure-Tab $line).Seconds | Should -BeLessThan 0.5
            }
            $Error | Should -BeNullOrEmpty
        } finally {
            $silent.Stop()
            Disconnect-LakeS3 silent
        }
    }

    It 'tries once' {
        $busy = New-TestListener { "HTTP/1.1 503 Service Unavailable`r`nContent-Length: 0`r`nConnection: close`r`n`r`n" }
        try {
            Connect-LakeS3 $busy.Url @login -Name busy
            (Measure-Tab 'Read-LakeObject zzz-no-such').Found | Should -BeNullOrEmpty
            $busy.Heads.Count | Should -Be 1
            (Get-LakeS3Connection busy).MaxRetries | Should -Be 3
        } finally {
            Disconnect-LakeS3 busy
            Stop-TestListener $busy
        }
    }

    It 'does not wait for one that is gone' {
        $gone = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $gone.Start()
        $port = $gone.LocalEndpoint.Port
        $gone.Stop()
        Connect-LakeS3 "http://127.0.0.1:$port" @login -Name gone
        try {
            (Measure-Tab 'Read-LakeObject zzz-no-such').Seconds | Should -BeLessThan 2
            (Measure-Tab 'Read-LakeObject zzz-no-such').Seconds | Should -BeLessThan 0.5
        } finally {
            Disconnect-LakeS3 gone
        }
    }
}
