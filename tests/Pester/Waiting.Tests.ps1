#requires -Version 5.1
# What a user sees of a command that waits: requests and retries if asked for, progress, and what became of a failure.

Describe 'Waiting' -Tag Once {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        $script:single = Connect-TestServer -Ref $branch -With @{ Name = 'single'; MaxConcurrency = 1 }
        1..3 | ForEach-Object { Write-LakeObject "many/$_.txt" -Content "$_" }

        function Get-Run {
            # What a script writes to its streams.
            param([string] $Script, [object] $Argument)

            Wait-TestCommand (Invoke-TestCommand $Script -Lake $single -Argument $Argument)
        }
    }

    BeforeEach {
        Skip-OnRealServer -Because 'it takes a fault plan to make a server slow'
    }

    AfterEach {
        Clear-TestFault
    }

    AfterAll {
        Clear-TestBranch $branch
    }

    Context '-Verbose' {
        It 'tells each retry, of what and why: <Name>' -ForEach @(
            @{ Name = 'a list'; Operation = 'ListObjectsV2'; Command = '$null = Get-LakeObjectList -Connection $lake -Verbose' }
            @{ Name = 'an upload'; Operation = 'PutObject'; Command = 'Write-LakeObject retried.txt -Content c -Connection $lake -Verbose' }
            @{ Name = 'branches'; Operation = 'listBranches'; Command = '$null = Get-LakeBranch nothing* -Connection $lake -Verbose' }
        ) {
            Use-TestFault @{ operation = $Operation; count = 2; fault = 'error'; status = 503; code = 'SlowDown' }
            $done = Get-Run $Command
            $done.Errors | Should -BeNullOrEmpty
            $retries = @($done.Verbose | Where-Object Message -Match 'Retry \d follows')
            $retries | Should -HaveCount 2
            $retries[0].Message | Should -Match "^(GET|PUT) $([regex]::Escape($server.EndpointUrl))\S+: 503 \w+\. Retry 1 follows in \d\.\d s\.$"
            $retries[1].Message | Should -Match 'Retry 2 follows'
            $done.Debug | Should -BeNullOrEmpty
        }

        It 'says nothing of them without' {
            Use-TestFault @{ operation = 'ListObjectsV2'; count = 1; fault = 'error'; status = 503; code = 'SlowDown' }
            $done = Get-Run '$null = Get-LakeObjectList -Connection $lake'
            $done.Verbose | Should -BeNullOrEmpty
            $done.Debug | Should -BeNullOrEmpty
        }
    }

    Context '-Debug' {
        It 'tells method, address, status and time of each request: <Command>' -ForEach @(
            @{ Command = '$null = Get-LakeObjectList many/ -Connection $lake -Debug'; Request = 'GET', '200' }
            @{ Command = 'Write-LakeObject debug.txt -Content c -Connection $lake -Debug'; Request = 'PUT', '200' }
            @{ Command = '$null = Get-LakeObjectMetadata missing.txt -Connection $lake -Debug -ErrorAction SilentlyContinue'; Request = 'HEAD', '404' }
            @{ Command = '$null = Get-LakeBranch -Connection $lake -Debug'; Request = 'GET', '200' }
            @{ Command = 'Get-LakeObjectList many/ -Connection $lake | Copy-LakeObject -DestinationKeyPrefix copied/ -Connection $lake -Debug'; Request = 'PUT', '200' }
        ) {
            $done = Get-Run "`$DebugPreference = 'Continue'; $($Command -replace ' -Debug')"
            $done.Debug.Count | Should -BeGreaterThan 0
            $done.Debug[0].Message | Should -Match "^[A-Z]+ $([regex]::Escape($server.EndpointUrl))\S+: (\d+ \w+|.+), \d+ ms$"
            @($done.Debug.Message -match "^$($Request[0]) .*: $($Request[1]) ").Count | Should -BeGreaterThan 0
        }
    }

    Context 'A server that does not answer' {
        It 'shows after two seconds that a command waits: <Name>' -ForEach @(
            @{ Name = 'a list'; Operation = 'ListObjectsV2'; Command = '$null = Get-LakeObjectList -Connection $lake' }
            @{ Name = 'branches'; Operation = 'listBranches'; Command = '$null = Get-LakeBranch -Connection $lake' }
        ) {
            Use-TestFault @{ operation = $Operation; count = 1; fault = 'delay'; seconds = 4 }
            $done = Get-Run $Command
            $done.Errors | Should -BeNullOrEmpty
            $done.Progress.Count | Should -BeGreaterThan 1
            $done.Progress.Count | Should -BeLessThan 6
            $done.Progress[0].Activity | Should -BeLike 'Get-Lake*'
            $done.Progress[0].StatusDescription | Should -Match '^Waiting for the server for [23] s$'
            $done.Progress[-1].RecordType | Should -Be 'Completed'
        }

        It 'shows it while it connects' {
            Use-TestFault @{ operation = '*'; count = 1; fault = 'delay'; seconds = 4 }
            $login = Get-TestLogin
            $done = Wait-TestCommand (Invoke-TestCommand 'Connect-LakeS3 @first' -Lake $lake -Argument $login)
            $done.Errors | Should -BeNullOrEmpty
            $done.Progress[0].Activity | Should -Be 'Connect-LakeS3'
        }
    }

    Context 'Progress' {
        It 'counts objects that are <Name>' -ForEach @(
            @{ Name = 'copied'; Operation = 'CopyObject'; Activity = 'Copying'; Command = 'Get-LakeObjectList many/ -Connection $lake | Copy-LakeObject -DestinationKeyPrefix counted/ -Connection $lake' }
            @{ Name = 'removed'; Operation = 'DeleteObjects'; Activity = 'Removing'; Command = 'Remove-LakeObject -Prefix counted/ -Confirm:$false -Connection $lake' }
        ) {
            1..3 | ForEach-Object { Write-LakeObject "counted/many/$_.txt" -Content "$_" }
            Use-TestFault @{ operation = $Operation; count = 0; fault = 'delay'; seconds = 0.5 }
            $done = Get-Run $Command
            $done.Errors | Should -BeNullOrEmpty
            $done.Progress.Count | Should -BeGreaterThan 1
            $done.Progress.Activity | Select-Object -Unique | Should -Be $Activity
            $done.Progress[0].StatusDescription | Should -Match '^\d of 3\+? objects, [\d.,]+/s$'
            @($done.Progress.RecordType -eq 'Completed') | Should -HaveCount 1
            $done.Progress[-1].RecordType | Should -Be 'Completed'
        }
    }

    Context 'Errors' {
        It 'of one of several objects name it' {
            $dead = Connect-TestServer -Ref $branch -With @{ Name = 'dead'; MaxRetries = 0; MaxConcurrency = 2 }
            Use-TestFault @{ operation = 'HeadObject'; count = 0; fault = 'reset' }
            $done = Wait-TestCommand (Invoke-TestCommand '"many/1.txt" | Get-LakeObjectMetadata -Connection $lake' -Lake $dead)
            $done.Errors | Should -HaveCount 1
            "$($done.Errors[0])" | Should -BeLike 'many/1.txt: *'
            Disconnect-LakeS3 dead
        }

        It 'of a transaction say that the branch is as it was' {
            $begun = Add-TestBranch
            $record = try {
                Invoke-LakeTransaction $begun 'Fails' { Write-LakeObject in.txt -Content c; throw 'no' } -WarningVariable warned -WarningAction SilentlyContinue
            } catch {
                $_
            }
            "$record" | Should -Be 'no'
            $warned | Should -HaveCount 1
            "$warned" | Should -BeLike "*branch '$begun'*as it was*own branch is removed*"
        }
    }
}
