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

        # The first answers may take more than a second on a busy machine, because the code is not compiled yet.
        foreach ($line in 'Read-LakeObject ', 'Get-LakeObjectList -Ref ', 'Get-LakeRepository ') {
            $limit = [DateTime]::UtcNow.AddSeconds(30)
            while (-not (Get-Proposal $line) -and [DateTime]::UtcNow -lt $limit) { }
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
            Get-Proposal "Read-LakeObject -BucketName s3://$($server.Repository.Substring(0, 5))" | Should -Contain "s3://$($server.Repository)"
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
            (Get-LakeS3Connection busy).MaxRetries | Should -Be 10
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

Describe 'Completion of what can be known' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:repository = Add-TestRepository
        Get-LakeS3Connection | Disconnect-LakeS3
        $script:lake = Connect-TestServer -Ref main -With @{ Name = 'knowing'; Repository = $repository }
        'Raw/Config.json', 'Raw/Sub/x.csv', 'README.md', 'other.txt' | ForEach-Object { Write-LakeObject $_ -Content c }
        $script:commit = New-LakeCommit 'Load of Monday'
        $script:topic = Add-TestBranch -Repository $repository
        $script:tag = Add-TestTag -Repository $repository -Ref main

        function Get-Match {
            # What Tab proposes, with its place in the list and its tooltip.
            param([string] $Line)

            [System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches
        }
    }

    AfterAll {
        $lake | Disconnect-LakeS3
    }

    Context 'Refs' {
        It 'are branches, then tags, then commits, each with what it is' {
            $found = Get-Match 'Get-LakeObjectList -Ref '
            $found.CompletionText | Select-Object -First 4 | Should -BeExactly 'main', $topic, $tag, $commit.Id
            $main, $named, $made = $found[0, 2, 3]
            $main.ToolTip | Should -BeLike "branch main at $($commit.Id.Substring(0, 12)): Load of Monday ($($commit.Committer), just now)"
            $named.ToolTip | Should -BeLike "tag $tag at *Load of Monday*"
            $made.ToolTip | Should -BeLike "commit $($commit.Id.Substring(0, 12)): Load of Monday (*"
            $made.ListItemText | Should -BeExactly "$($commit.Id.Substring(0, 12)) Load of Monday"
        }

        It 'are completed in any case: a commit by the beginning of its id, a tag in an address' {
            (Get-Match "Compare-LakeRef $($commit.Id.Substring(0, 7).ToUpperInvariant())").CompletionText | Should -BeExactly $commit.Id
            (Get-Match "Read-LakeObject lakefs://$repository/$($tag.Substring(0, 8).ToUpperInvariant())").CompletionText | Should -BeExactly "lakefs://$repository/$tag/"
        }

        It 'are branches alone where something is written: <Line>' -ForEach @(
            @{ Line = 'Write-LakeObject k -Content c -Ref ' }, @{ Line = 'Merge-LakeBranch main -Destination ' }, @{ Line = 'New-LakeCommit m -Ref ' }
            @{ Line = 'Copy-LakeObject k -DestinationRef ' }, @{ Line = 'Reset-LakeBranch ' }
        ) {
            (Get-Match $Line).CompletionText | Should -BeExactly 'main', $topic
        }
    }

    Context 'Keys' {
        It 'are found in any case, folder by folder, and become what they are' {
            (Get-Match 'Read-LakeObject raw/con').CompletionText | Should -BeExactly 'Raw/Config.json'
            (Get-Match 'Read-LakeObject RAW/SUB/X').CompletionText | Should -BeExactly 'Raw/Sub/x.csv'
            (Get-Match 'Read-LakeObject r').CompletionText | Should -BeExactly 'Raw/', 'README.md'
            (Get-Match "Remove-LakeObject lakefs://$repository/main/raw/c").CompletionText | Should -BeExactly "lakefs://$repository/main/Raw/Config.json"
        }

        It 'have size and time as tooltip, and the last part in the list' {
            $found = Get-Match 'Read-LakeObject Raw/'
            $found.ListItemText | Should -BeExactly 'Sub/', 'Config.json'
            $found[1].ToolTip | Should -BeLike "lakefs://$repository/main/Raw/Config.json, 1 B, *"
        }

        It 'may be addresses, whose scheme is completed too' {
            (Get-Match 'Read-LakeObject lake').CompletionText | Should -BeExactly 'lakefs://'
            (Get-Match 'Read-LakeObject S3').CompletionText | Should -BeExactly 's3://'
            (Get-Match 'Read-LakeObject lakefs://').CompletionText | Should -Contain "lakefs://$repository/"
            Get-Match 'Read-LakeObject -Ref main -Key lake' | Should -BeNullOrEmpty
        }

        It 'are those of the destination where one is named' {
            Write-LakeObject only-there.txt -Content c -Ref $topic
            (Get-Match "Copy-LakeObject other.txt -DestinationRef $topic -DestinationKey only").CompletionText | Should -BeExactly 'only-there.txt'
        }

        It 'are those of the default branch where nothing names a ref' {
            $bare = $lake | Connect-LakeS3 -Repository $repository -Name bare -PassThru
            try {
                (Get-Match 'Read-LakeObject oth').CompletionText | Should -BeExactly 'other.txt'
            } finally {
                $bare | Disconnect-LakeS3
            }
        }
    }

    Context 'Other arguments' {
        BeforeAll {
            $script:before = @{}
            foreach ($name in 'XDG_CONFIG_HOME', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_CONFIG_FILE', 'HOME', 'LAKECTL_SERVER_ENDPOINT_URL') {
                $before[$name] = [Environment]::GetEnvironmentVariable($name)
            }
            $env:HOME = $env:XDG_CONFIG_HOME = "$TestDrive"
            $env:AWS_SHARED_CREDENTIALS_FILE = Join-Path $TestDrive 'credentials'
            $env:AWS_CONFIG_FILE = Join-Path $TestDrive 'config'
            $env:LAKECTL_SERVER_ENDPOINT_URL = 'https://lakefs.example.com/api/v1'
            Set-Content $env:AWS_SHARED_CREDENTIALS_FILE "[analytics]`naws_access_key_id = AKIAEXAMPLE`naws_secret_access_key = secret"
            Set-Content $env:AWS_CONFIG_FILE "[profile archive]`nregion = eu-central-1"
            Save-LakeS3Connection 'Kept here' -NoSecret
        }

        AfterAll {
            foreach ($name in $before.Keys) {
                [Environment]::SetEnvironmentVariable($name, $before[$name])
            }
        }

        It 'are completed: <Line>' -ForEach @(
            @{ Line = 'Connect-LakeS3 -ProfileName ANA'; Expected = 'analytics' }
            @{ Line = 'Connect-LakeS3 -Name kept'; Expected = "'Kept here'" }
            @{ Line = 'Connect-LakeS3 -Region EU-CENTRAL-1'; Expected = 'eu-central-1' }
            @{ Line = 'Connect-LakeS3 https://lakefs.ex'; Expected = 'https://lakefs.example.com' }
            @{ Line = 'Connect-LakeS3 -Connection know'; Expected = 'knowing' }
            @{ Line = 'Set-LakeS3Connection know'; Expected = 'knowing' }
            @{ Line = 'Write-LakeObject k -ContentType TEXT/C'; Expected = 'text/csv' }
            @{ Line = 'Merge-LakeBranch dev -Strategy so'; Expected = 'SourceWins' }
        ) {
            (Get-Match $Line).CompletionText | Should -BeExactly $Expected
        }

        It 'are no file names where nothing fits: <Line>' -ForEach @(
            @{ Line = 'Connect-LakeS3 -ProfileName zzz' }, @{ Line = 'Connect-LakeS3 -Region zzz' }, @{ Line = 'Connect-LakeS3 zzz' }, @{ Line = 'Remove-LakeUpload zzz' }
            @{ Line = 'Read-LakeObject zzz' }, @{ Line = 'Get-LakeCommit zzz' }, @{ Line = 'Write-LakeObject k -ContentType zzz' }
            @{ Line = 'Write-LakeObject k -CommitMessage zzz' }, @{ Line = 'Sync-LakeFolder -CommitMessage zzz' }, @{ Line = 'Get-LakeObjectList -Shard zzz' }
            @{ Line = 'Get-LakeObjectList -Delimiter zzz' }, @{ Line = 'Read-LakeObject -Include zzz' }, @{ Line = 'Start-LakeLocalGateway -Repository zzz' }
        ) {
            Set-Content (Join-Path $TestDrive 'zzz-file.txt') 'x'
            Push-Location $TestDrive
            try {
                Get-Match $Line | Should -BeNullOrEmpty
            } finally {
                Pop-Location
            }
        }
    }

    Context 'Connect-LakeS3 and the first command' {
        BeforeAll {
            $script:credential = [pscredential]::new($server.AccessKeyId, (ConvertTo-TestSecret $server.SecretAccessKey))
            $endpoint = Get-TestEndpoint
            $script:start = "Connect-LakeS3 $($endpoint.EndpointUrl) -Credential `$credential"
            if ($endpoint.ContainsKey('CACertificate')) {
                $script:start += " -CACertificate '$($endpoint.CACertificate)'"
            }
            Set-Variable credential $credential -Scope Global
        }

        AfterAll {
            Remove-Variable credential -Scope Global
        }

        It 'ask the server that the parameters lead to' {
            (Get-Match "$start -Repository $($repository.Substring(0, $repository.Length - 2))").CompletionText | Should -BeExactly $repository
            (Get-Match "$start -Repository $repository -Ref mai").CompletionText | Should -BeExactly 'main'
            (Get-LakeS3Connection).Name | Should -BeExactly 'knowing'
        }

        It 'ask the server that lakectl is configured with, unless that is turned off' {
            if ($server.EndpointUrl -like 'https:*') {
                Set-ItResult -Skipped -Because 'lakectl has no setting for a private authority'
            }
            $lake | Disconnect-LakeS3
            $env:LAKECTL_SERVER_ENDPOINT_URL = $server.EndpointUrl
            $env:LAKECTL_CREDENTIALS_ACCESS_KEY_ID = $server.AccessKeyId
            $env:LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY = $server.SecretAccessKey
            try {
                (Get-Match "Get-LakeRepository $($repository.Substring(0, $repository.Length - 2))").CompletionText | Should -BeExactly $repository
                Get-LakeS3Connection | Should -BeNullOrEmpty
                Set-Variable LakeS3AutoConnectPreference 'None' -Scope Global
                Get-Match "Get-LakeRepository $($repository.Substring(0, $repository.Length - 2))" | Should -BeNullOrEmpty
            } finally {
                Remove-Variable LakeS3AutoConnectPreference -Scope Global -ErrorAction Ignore
                Remove-Item Env:LAKECTL_*
                $script:lake = Connect-TestServer -Ref main -With @{ Name = 'knowing'; Repository = $repository }
            }
        }
    }

    It 'asks once, and again after the next command' {
        Skip-OnRealServer -Because 'it counts the requests'
        $null = Get-LakeBranch
        Clear-TestRequest
        foreach ($line in 'Read-LakeObject ', 'Read-LakeObject o', 'Read-LakeObject oth') {
            $null = Get-Match $line
        }
        @(Get-TestRequest -Operation ListObjectsV2) | Should -HaveCount 1
        Write-LakeObject otherwise.txt -Content c
        (Get-Match 'Read-LakeObject oth').CompletionText | Should -BeExactly 'other.txt', 'otherwise.txt'
    }

    It 'answers in 300 ms where the server is near' {
        $null = Get-Match 'Get-LakeObjectList -Ref '
        $null = Get-LakeBranch
        $times = foreach ($line in 'Get-LakeObjectList -Ref ', 'Read-LakeObject Raw/', 'Get-LakeRepository ') {
            (Measure-Command { Get-Match $line }).TotalMilliseconds
        }
        # Of several, because the machine may be busy with other suites.
        ($times | Measure-Object -Minimum).Minimum | Should -BeLessThan 300
    }
}

Describe 'Completion in a terminal' -Tag Once {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:branch = Add-TestBranch
        Add-TestObject -Branch $branch -Key 'Raw/Config.json', 'Raw/orders-2026.csv', 'Raw/Sub/x'
    }

    BeforeEach {
        $script:folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive ([Guid]::NewGuid().ToString('N')))
    }

    It 'puts the key in place of what was typed' {
        $screen = Get-TestScreen -Text 'Read-LakeObject raw/con' -Key Tab -Until '*Raw/Config.json*' -Ref $branch -Folder $folder
        $screen[0] | Should -BeExactly '> Read-LakeObject Raw/Config.json'
    }

    It 'has a menu of what is in a folder, by its last part, at 80 columns' {
        $screen = Get-TestScreen -Command 'Set-PSReadLineOption -EditMode Windows' -Text 'Read-LakeObject raw/' -Key C-Space -Until '*Config.json*orders-2026.csv*' -Ref $branch -Folder $folder
        $screen | Should -Contain 'Sub/             Config.json      orders-2026.csv'
    }

    It 'leaves the line as it is where nothing fits, whatever files there are' {
        Set-Content (Join-Path $folder 'zzz-file.txt') 'x'
        $screen = Get-TestScreen -Text "Set-Location '$folder'; Read-LakeObject zz" -Key Tab, q -Until '*zzq*' -Ref $branch -Folder $folder -Width 200
        ($screen -join '') | Should -Not -BeLike '*zzz-file*'
    }
}
