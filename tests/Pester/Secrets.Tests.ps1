#requires -Version 5.1
# The secret, in any of its forms, stands nowhere that a user, a log or a colleague would see.

Describe 'The secret' -Tag Wire {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch

        function Assert-NoSecret {
            # Fails where a text holds the secret, something that is as good, or a signature made with it.
            param([string] $Text, [string] $Secret = $server.SecretAccessKey)

            $Text | Should -Not -BeNullOrEmpty
            $forms = @(
                $Secret
                [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($Secret))
                [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("$($server.AccessKeyId):$Secret"))
                [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($Secret))
                [Uri]::EscapeDataString($Secret)
                ([Text.Encoding]::UTF8.GetBytes($Secret) | ForEach-Object { $_.ToString('x2') }) -join ''
                ([Text.Encoding]::UTF8.GetBytes($Secret)) -join ' '
                ($Secret | ConvertTo-Json).Trim('"')
            )
            # Lines are broken anywhere when a view is narrow.
            $unbroken = $Text -replace '\s+', ''
            foreach ($form in $forms) {
                $unbroken.IndexOf(($form -replace '\s+', ''), [StringComparison]::OrdinalIgnoreCase) | Should -Be -1 -Because 'the text must not hold the secret'
            }
            $unbroken | Should -Not -Match 'Signature[=:"]+[0-9a-f]{64}'
            $unbroken | Should -Not -Match 'Authorization[=:"]+(AWS4|Basic)'
        }

        function Invoke-EveryCmdlet {
            # Everything that can be done with a connection, well and badly.
            $VerbosePreference = 'Continue'
            $DebugPreference = 'Continue'
            $file = Join-Path $TestDrive 'secrets.txt'
            $null = Connect-TestServer -Ref $branch -With @{ Name = 'secrets' }
            Write-LakeObject one.txt -Content c -Metadata @{ a = 'b' } -PassThru
            Write-LakeObject two.txt -File $PSCommandPath
            Get-LakeObjectList
            Get-LakeObjectMetadata one.txt
            Read-LakeObject one.txt -File $file -PassThru
            Read-LakeObject one.txt -AsString
            Copy-LakeObject one.txt three.txt -PassThru
            Test-LakeObject one.txt
            $null = New-LakeObjectUrl one.txt
            New-LakeCommit 'm'
            Invoke-LakeTransaction -Message 'm' { Write-LakeObject one.txt -Content d; Get-LakeS3Connection secrets }
            Write-LakeObject one.txt -Content e -CommitMessage 'm' -PassThru
            Remove-LakeObject one.txt -Confirm:$false -PassThru
            Get-LakeRepository
            Get-LakeBranch
            Get-LakeS3Connection secrets
            Get-LakeObjectMetadata missing.txt -ErrorAction Continue
            Get-LakeObjectList -Ref missing -ErrorAction Continue
            Write-LakeObject k -Content c -Ref missing -ErrorAction Continue
            New-LakeCommit 'm' -ErrorAction Continue
            Disconnect-LakeS3 secrets
        }
    }

    AfterEach {
        Clear-TestFault
    }

    It 'is not in verbose, debug or other messages, nor in any output' {
        $said = Invoke-EveryCmdlet *>&1
        $verbose = $said | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        @($verbose).Count | Should -BeGreaterThan 10 -Because 'the cmdlets have to say what they do'
        Assert-NoSecret ($said | Out-String -Width 4096)
        Assert-NoSecret ($said | Format-List * -Force | Out-String -Width 4096)
    }

    It 'is not in a transcript' {
        $path = Join-Path $TestDrive 'transcript.txt'
        $script = Join-Path $TestDrive 'transcript.ps1'
        Set-Content -LiteralPath $script -Value @'
param($path, $module, $url, $id, $ca, $repository, $branch)
$null = Start-Transcript -LiteralPath $path
Import-Module $module
$VerbosePreference = 'Continue'
$DebugPreference = 'Continue'
$secret = [System.Net.NetworkCredential]::new('', $env:LAKEFS_S3_TRANSCRIPT_SECRET).SecurePassword
$more = if ($ca) { @{ CACertificate = $ca } } else { @{} }
Connect-LakeS3 $url -AccessKeyId $id -SecretAccessKey $secret -Repository $repository -Ref $branch -PassThru @more | Format-List *
Write-LakeObject transcript.txt -Content c -PassThru
Get-LakeObjectList | Format-Table
Get-LakeObjectMetadata missing.txt
New-LakeCommit 'm'
$null = Stop-Transcript
'@
        $endpoint = Get-TestEndpoint
        $env:LAKEFS_S3_TRANSCRIPT_SECRET = $server.SecretAccessKey
        try {
            $output = Invoke-ThisPowerShell -Argument '-File', $script, $path, (Get-TestPath).Module, $endpoint.EndpointUrl, $server.AccessKeyId, "$($endpoint.CACertificate)", $server.Repository, $branch
        } finally {
            Remove-Item Env:LAKEFS_S3_TRANSCRIPT_SECRET
        }
        $transcript = Get-Content -LiteralPath $path -Raw
        $transcript | Should -BeLike '*transcript.txt*missing.txt*'
        Assert-NoSecret $transcript
        Assert-NoSecret ($output | Out-String -Width 4096)
    }

    It 'is not in a connection, however it is looked at' {
        $lake = Connect-TestServer -Ref $branch
        $looks = @(
            $lake | Format-List * -Force | Out-String -Width 4096
            $lake | Format-Table * -Force | Out-String -Width 4096
            $lake | Format-Custom * -Force -Depth 4 | Out-String -Width 4096
            $lake | ConvertTo-Json -Depth 4 -WarningAction SilentlyContinue
            $lake | ConvertTo-Csv
            $lake | Get-Member -Force | Out-String -Width 4096
            [System.Management.Automation.PSSerializer]::Serialize($lake, 4)
            Get-Variable -Scope Global | Where-Object Name -NotLike 'TestS*' | Where-Object Name -Like '*Lake*' | Format-List * -Force | Out-String -Width 4096
            "$lake"
        )
        foreach ($look in $looks) {
            Assert-NoSecret $look
        }
    }

    It 'is not in the errors of requests that fail: <Name>' -ForEach @(
        @{ Name = 'a missing object'; Fault = $null; Call = { Get-LakeObjectMetadata missing.txt -ErrorAction Stop } }
        @{ Name = 'a missing branch'; Fault = $null; Call = { Write-LakeObject k -Content c -Ref missing -ErrorAction Stop } }
        @{ Name = 'a commit of nothing'; Fault = $null; Call = { New-LakeCommit 'm' -ErrorAction Stop } }
        @{ Name = 'a refusal'; Fault = @{ operation = 'PutObject'; fault = 'error'; status = 403; code = 'AccessDenied'; count = 0 }; Call = { Write-LakeObject k -Content c -ErrorAction Stop } }
        @{ Name = 'an internal error'; Fault = @{ operation = 'PutObject'; fault = 'error'; status = 500; code = 'InternalError'; count = 0 }; Call = { Write-LakeObject k -Content c -Connection quick -ErrorAction Stop } }
        @{ Name = 'a page'; Fault = @{ operation = 'ListObjectsV2'; fault = 'html'; count = 0 }; Call = { Get-LakeObjectList -ErrorAction Stop } }
        @{ Name = 'a broken connection'; Fault = @{ operation = 'HeadObject'; fault = 'reset'; count = 0 }; Call = { Get-LakeObjectMetadata k -Connection quick -ErrorAction Stop } }
        @{ Name = 'a broken commit'; Fault = @{ operation = 'commit'; fault = 'reset'; count = 0 }; Call = { New-LakeCommit 'never made' -Connection quick -ErrorAction Stop } }
    ) {
        if ($Fault) {
            Skip-OnRealServer
            Use-TestFault $Fault
        }
        $quick = Connect-TestServer -Ref $branch -With @{ Name = 'quick'; MaxRetries = 0; NoVerify = $true }
        $null = Connect-TestServer -Ref $branch -With @{ NoVerify = $true }
        $record = Get-RaisedError $Call
        Assert-NoSecret ($record | Format-List * -Force | Out-String -Width 4096)
        Assert-NoSecret "$record $($record.ScriptStackTrace)"
        for ($exception = $record.Exception; $exception; $exception = $exception.InnerException) {
            Assert-NoSecret $exception.ToString()
            Assert-NoSecret ($exception | Format-List * -Force | Out-String -Width 4096)
            Assert-NoSecret ($exception | ConvertTo-Json -Depth 2 -WarningAction SilentlyContinue | Out-String)
        }
        $quick | Disconnect-LakeS3
    }

    It 'is not in $Error, whatever has failed' {
        $Error.Clear()
        $null = Invoke-EveryCmdlet *>&1
        $Error.Count | Should -BeGreaterThan 0
        Assert-NoSecret ($Error | Format-List * -Force | Out-String -Width 4096)
        Assert-NoSecret ($Error | ForEach-Object { "$_ $($_.Exception)" } | Out-String -Width 4096)
    }

    It 'is not in the errors of connecting with a wrong secret' {
        $wrong = 'wr0ng/secret+of/somebody'
        $record = Get-RaisedError { Connect-TestServer -With @{ SecretAccessKey = ConvertTo-TestSecret $wrong } }
        Assert-NoSecret "$($record | Format-List * -Force | Out-String -Width 4096) $($record.Exception)" -Secret $wrong
    }

    It 'of a proxy is not shown either' {
        $proxy = [UriBuilder]::new('http://127.0.0.1:9')
        $proxy.UserName = 'somebody'
        $proxy.Password = 'pr0xy-secret'
        $connection = Connect-TestServer -With @{ Proxy = $proxy.Uri; NoVerify = $true; MaxRetries = 0; Name = 'proxied' }
        Assert-NoSecret ($connection | Format-List * -Force | Out-String -Width 4096) -Secret 'pr0xy-secret'
        Assert-NoSecret ($connection | ConvertTo-Json -WarningAction SilentlyContinue) -Secret 'pr0xy-secret'
        $record = Get-RaisedError { Get-LakeRepository -Connection $connection -ErrorAction Stop }
        Assert-NoSecret "$($record | Format-List * -Force | Out-String -Width 4096) $($record.Exception)" -Secret 'pr0xy-secret'
        $connection | Disconnect-LakeS3
    }

    It 'is in no stream and no error of any cmdlet, whatever it is called with' {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestParameter.psm1')
        $null = Connect-TestServer -Ref $branch
        Write-LakeObject secrets/listed -Content c
        $listed = Get-LakeObjectList secrets/listed
        $secret = ConvertTo-TestSecret $server.SecretAccessKey
        # Nothing listens there, so that nothing is done; the key pair is the real one.
        $null = Connect-LakeS3 http://127.0.0.1:9 -AccessKeyId $server.AccessKeyId -SecretAccessKey $secret -Repository data-lake -Ref main -Name nowhere -NoVerify -MaxRetries 0 -PassThru
        Connect-LakeS3Router -Connection @{ default = 'nowhere' } -Profile @{} -Name router
        $ran = 0
        $said = foreach ($command in Get-Command -Module LakeFS.S3 -CommandType Cmdlet | Where-Object Name -NotLike 'Disconnect-*') {
            foreach ($call in Get-ParameterCall $command -Listed $listed) {
                $arguments = $call.Needed.Clone()
                if ($arguments.ContainsKey('SecretAccessKey')) {
                    $arguments.SecretAccessKey = $secret
                }
                # A value of the wrong type, so that PowerShell says what it was bound to as well.
                $arguments[$call.Name] = @{ a = @{ b = 1 } }
                $ran++
                try {
                    & $command @arguments -Verbose -Debug -Confirm:$false *>&1
                } catch {
                    $_
                }
            }
        }
        $ran | Should -BeGreaterThan 200
        Assert-NoSecret ($said | Out-String -Width 4096)
        Assert-NoSecret ($said | ForEach-Object { "$_ $(if ($_ -is [Management.Automation.ErrorRecord]) { $_.Exception; $_.TargetObject; $_.InvocationInfo.Line })" } | Out-String -Width 4096)
        Get-LakeS3Connection | Where-Object Name -In 'nowhere', 'router', 'tried' | Disconnect-LakeS3
    }

    It 'is not in what goes to another process, and can''t be taken out of it there' {
        $lake = Connect-TestServer -Ref $branch
        $looks = Start-Job -ScriptBlock {
            $using:lake | Format-List * -Force | Out-String -Width 4096
            $using:lake | ConvertTo-Json -Depth 4 -WarningAction SilentlyContinue
            [Management.Automation.PSSerializer]::Serialize($using:lake, 4)
        } | Receive-Job -Wait -AutoRemoveJob
        $looks | Should -HaveCount 3
        $looks | ForEach-Object { Assert-NoSecret $_ }
    }

    It 'is not in progress, and not in what a host shows of it' {
        $file = Add-TestFile -Path (Join-Path $TestDrive 'progress.bin') -Size (9 * 1024 * 1024)
        $login = Get-TestLogin
        if ($server.IsLocal) {
            # Progress is shown of what takes a while.
            Use-TestFault @{ operation = 'PutObject'; count = 1; fault = 'stall'; seconds = 3 }
        }
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript({
                    param($module, $login, $repository, $branch, $file)
                    Import-Module $module
                    Connect-LakeS3 @login -Repository $repository -Ref $branch
                    Write-LakeObject progress.bin -File $file
                    Read-LakeObject progress.bin -File "$file.copy"
                    Sync-LakeFolder (Split-Path $file) synced/
                }).AddArgument((Get-TestPath).Module).AddArgument($login).AddArgument($server.Repository).AddArgument($branch).AddArgument($file)
            $null = $shell.Invoke()
            $shell.Streams.Progress.Count -gt 0 -or -not $server.IsLocal | Should -BeTrue
            Assert-NoSecret ($shell.Streams.Progress | Format-List * -Force | Out-String -Width 4096)
            $shell.Streams.Error | Should -BeNullOrEmpty
        } finally {
            $shell.Dispose()
            Clear-TestFault
        }
    }

    It 'is not in the log of the gateway, nor is a signature' {
        Skip-OnRealServer
        $null = Connect-TestServer -Ref $branch
        Clear-TestRequest
        Write-LakeObject logged.txt -Content c
        $url = New-LakeObjectUrl logged.txt
        if ($server.Suite -eq 'Http') {
            $null = Invoke-WebRequest -Uri $url -UseBasicParsing
        }
        $null = Get-LakeBranch
        $log = (Invoke-WebRequest -Uri "$($server.ControlUrl)/_gateway/requests" -UseBasicParsing).Content
        $log | Should -BeLike '*logged.txt*'
        Assert-NoSecret $log
        $log | Should -Not -Match 'Signature|Authorization'
    }

    It 'of a session, its token, is not shown either' {
        $token = 'FwoGZXIvYXdzE-session/token+value=='
        $plain = Connect-LakeS3 http://127.0.0.1:9 -Store S3 -AccessKeyId AKIAIOSFODNN7EXAMPLE -SecretAccessKey (ConvertTo-TestSecret 'plain/secret') -SessionToken (ConvertTo-TestSecret $token) -Name plain -NoVerify -MaxRetries 0 -PassThru
        $record = Get-RaisedError { Get-LakeObjectList s3://bucket/ -Connection $plain -ErrorAction Stop }
        foreach ($secret in $token, 'plain/secret') {
            Assert-NoSecret ($plain | Format-List * -Force | Out-String -Width 4096) -Secret $secret
            Assert-NoSecret ($plain | ConvertTo-Json -Depth 4 -WarningAction SilentlyContinue) -Secret $secret
            Assert-NoSecret "$($record | Format-List * -Force | Out-String -Width 4096) $($record.Exception)" -Secret $secret
        }
        $plain | Disconnect-LakeS3
    }

    It 'gives a URL its signature, which verbose messages do not repeat' {
        $null = Connect-TestServer -Ref $branch
        $said = New-LakeObjectUrl k -Verbose 4>&1
        $url = $said | Where-Object { $_ -is [string] }
        $url | Should -Match 'X-Amz-Signature=[0-9a-f]{64}'
        $url | Should -Not -BeLike "*$($server.SecretAccessKey)*"
        $said | Where-Object { $_ -isnot [string] } | Out-String | Should -Not -BeLike '*Signature*'
    }
}
