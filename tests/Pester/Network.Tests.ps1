#requires -Version 5.1
# What stands between the module and the server, and what has nothing to do with either: redirects, proxies and their pages,
# AWS's files and variables.

Describe 'The network' -Tag Once {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        Import-Module (Join-Path $PSScriptRoot 'Session/TestListener.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        Write-LakeObject -Key there.txt -Content 'content'
        $script:secret = ConvertTo-TestSecret 'secret'

        # One command for each kind of request.
        $script:commands = [ordered]@{
            'Get-LakeObjectList' = { Get-LakeObjectList -Connection $lake -ErrorAction Stop }
            'Get-LakeObjectMetadata' = { Get-LakeObjectMetadata there.txt -Connection $lake -ErrorAction Stop }
            'Test-LakeObject' = { Test-LakeObject there.txt -Connection $lake -ErrorAction Stop }
            'Read-LakeObject' = { Read-LakeObject there.txt -AsString -Connection $lake -ErrorAction Stop }
            'Write-LakeObject' = { Write-LakeObject -Key new.txt -Content c -Connection $lake -ErrorAction Stop }
            'Copy-LakeObject' = { Copy-LakeObject there.txt -DestinationKey copy.txt -Connection $lake -ErrorAction Stop }
            'Remove-LakeObject' = { Remove-LakeObject copy.txt -Confirm:$false -Connection $lake -ErrorAction Stop }
            'Get-LakeRepository' = { Get-LakeRepository -Connection $lake -ErrorAction Stop }
            'Get-LakeBranch' = { Get-LakeBranch -Connection $lake -ErrorAction Stop }
            'Get-LakeCommit' = { Get-LakeCommit -Connection $lake -ErrorAction Stop }
            'New-LakeCommit' = { New-LakeCommit m -AllowEmpty -Connection $lake -ErrorAction Stop }
            'New-LakeTag' = { New-LakeTag v1 $branch -Connection $lake -ErrorAction Stop }
            'Merge-LakeBranch' = { Merge-LakeBranch $branch main -Connection $lake -ErrorAction Stop }
        }

        function Connect-TestListener {
            # A connection to a listener that was not proved.
            param([object] $Listener, [hashtable] $With = @{})

            $parameters = @{ Repository = 'repo'; Ref = 'main'; MaxRetries = 0; NoVerify = $true; PassThru = $true }
            foreach ($name in $With.Keys) {
                $parameters[$name] = $With[$name]
            }
            Connect-LakeS3 $Listener.Url -AccessKeyId AKIASOMEBODY -SecretAccessKey $secret @parameters
        }
    }

    AfterEach {
        $script:listeners | Stop-TestListener
        $script:listeners = @()
        Clear-TestFault
    }

    Context 'A redirect' {
        It 'of <_> is not followed, and the error names its target' -ForEach @(
            'Get-LakeObjectList', 'Get-LakeObjectMetadata', 'Test-LakeObject', 'Read-LakeObject', 'Write-LakeObject', 'Copy-LakeObject', 'Remove-LakeObject'
            'Get-LakeRepository', 'Get-LakeBranch', 'Get-LakeCommit', 'New-LakeCommit', 'New-LakeTag', 'Merge-LakeBranch'
        ) {
            $thief = New-TestListener { "HTTP/1.1 200 OK`r`nETag: `"x`"`r`nContent-Length: 0`r`nConnection: close`r`n`r`n" }
            $redirecting = New-TestListener -State @{ To = $thief.Url } {
                $state = $args[1]
                "HTTP/1.1 307 Temporary Redirect`r`nLocation: $($state.To)/s3.eu-west-1.amazonaws.com/x?X-Amz-Signature=abc`r`nContent-Length: 0`r`nConnection: close`r`n`r`n"
            }
            $script:listeners = $thief, $redirecting
            $lake = Connect-TestListener $redirecting
            $record = Get-RaisedError $commands[$_]
            Assert-LakeError $record -Id LakeRedirected -Category ConnectionError -Message $thief.Url
            "$record" | Should -Not -BeLike '*Signature=*'
            $thief.Heads.Count | Should -Be 0
        }
    }

    Context 'The page of a proxy' {
        It 'with <Status> is <Id> for <Command>' -ForEach @(
            foreach ($command in 'Get-LakeObjectList', 'Read-LakeObject', 'Write-LakeObject', 'Get-LakeCommit') {
                @{ Command = $command; Status = 401; Id = 'LakeAccessDenied'; Category = 'PermissionDenied'; Message = '401' }
                @{ Command = $command; Status = 403; Id = 'LakeAccessDenied'; Category = 'PermissionDenied'; Message = '403' }
                @{ Command = $command; Status = 404; Id = 'LakeNotAnS3Endpoint'; Category = 'ConnectionError'; Message = '404' }
                @{ Command = $command; Status = 408; Id = 'LakeServerError'; Category = 'NotSpecified'; Message = '408' }
                @{ Command = $command; Status = 413; Id = 'LakeRequestTooLarge'; Category = 'LimitsExceeded'; Message = '413' }
                @{ Command = $command; Status = 429; Id = 'LakeThrottled'; Category = 'LimitsExceeded'; Message = 'tried once' }
                @{ Command = $command; Status = 502; Id = 'LakeServerError'; Category = 'NotSpecified'; Message = '502' }
                @{ Command = $command; Status = 503; Id = 'LakeThrottled'; Category = 'LimitsExceeded'; Message = 'tried once' }
            }
        ) {
            $page = New-TestListener -State @{ Status = $Status } {
                $state = $args[1]
                $html = "<html>`r`n<head><title>$($state.Status)</title></head>`r`n<body>`r`n<center><h1>$($state.Status)</h1></center>`r`n<hr><center>nginx/1.27.0</center>`r`n</body>`r`n</html>`r`n"
                "HTTP/1.1 $($state.Status) Refused`r`nServer: nginx/1.27.0`r`nContent-Type: text/html`r`nContent-Length: $($html.Length)`r`nConnection: close`r`n`r`n$html"
            }
            $script:listeners = @($page)
            $lake = Connect-TestListener $page
            $record = Get-RaisedError $commands[$Command]
            Assert-LakeError $record -Id $Id -Category $Category -Message $Message
        }

        It 'with 429 is tried again as often as the message says: <_>' -ForEach 'Test-LakeObject', 'Read-LakeObject', 'Write-LakeObject', 'Get-LakeCommit', 'New-LakeCommit' {
            $page = New-TestListener { "HTTP/1.1 429 Too Many Requests`r`nContent-Type: text/html`r`nContent-Length: 0`r`nConnection: close`r`n`r`n" }
            $script:listeners = @($page)
            $lake = Connect-TestListener $page -With @{ MaxRetries = 1 }
            Assert-LakeError (Get-RaisedError $commands[$_]) -Id LakeThrottled -Category LimitsExceeded -Message 'tried 2 times'
            $page.Heads.Count | Should -Be 2
        }
    }

    Context 'A change without an answer' {
        It 'is looked for where a proxy gives up: <Name>' -ForEach @(
            @{ Name = 'a commit'; Operation = 'commit' }
            @{ Name = 'a merge'; Operation = 'mergeIntoBranch' }
        ) {
            Skip-OnRealServer
            $lake = Connect-TestServer -Ref $branch
            $work = Add-TestBranch
            Write-LakeObject "$Operation.txt" -Content c -Ref $work -Connection $lake
            if ($Operation -eq 'mergeIntoBranch') {
                $null = New-LakeCommit before -Ref $work -Connection $lake
            }
            Use-TestFault @{ operation = $Operation; fault = 'lost-answer' }
            $made = if ($Operation -eq 'commit') {
                New-LakeCommit 'of the lost answer' -Ref $work -Connection $lake -ErrorAction Stop
            } else {
                $target = Add-TestBranch
                Merge-LakeBranch $work $target -Connection $lake -PassThru -ErrorAction Stop
            }
            $made.Id | Should -Not -BeNullOrEmpty
        }

        It 'says that it may have been done where a proxy answers <Status>' -ForEach @(
            @{ Status = 504; Id = 'LakeTimeout'; Category = 'OperationTimeout' }
            @{ Status = 502; Id = 'LakeConnectionFailed'; Category = 'ConnectionError' }
        ) {
            $page = New-TestListener -State @{ Status = $Status } {
                $state = $args[1]
                $status = if ($head -match '^(POST|DELETE|PUT) ') { $state.Status } else { 403 }
                "HTTP/1.1 $status Answer`r`nContent-Type: text/html`r`nContent-Length: 6`r`nConnection: close`r`n`r`n<html>"
            }
            $script:listeners = @($page)
            $lake = Connect-TestListener $page
            foreach ($name in 'New-LakeCommit', 'New-LakeTag', 'Merge-LakeBranch') {
                $record = Get-RaisedError $commands[$name]
                Assert-LakeError $record -Id $Id -Category $Category -Message "$Status"
                $record.ErrorDetails.RecommendedAction | Should -BeLike '*may have been done*-TimeoutSeconds*'
            }
        }
    }

    Context 'A proxy' {
        It 'gets the user name and password of <From>' -ForEach @(
            @{ From = 'its URL'; With = { @{ Proxy = $proxy.Url -replace '//', '//us%40er:p%40ss@' } } }
            @{ From = '-ProxyCredential'; With = { @{ Proxy = $proxy.Url; ProxyCredential = [pscredential]::new('us@er', (ConvertTo-TestSecret 'p@ss')) } } }
        ) {
            $proxy = New-TestListener {
                param($head)
                $status = if ($head -match '(?im)^Proxy-Authorization: Basic dXNAZXI6cEBzcw==') { '404 Not Found' } else { "407 Proxy Authentication Required`r`nProxy-Authenticate: Basic realm=`"p`"" }
                "HTTP/1.1 $status`r`nContent-Length: 0`r`nConnection: close`r`n`r`n"
            }
            $script:listeners = @($proxy)
            $more = & $With
            $lake = Connect-LakeS3 http://lakefs.invalid -AccessKeyId AKIASOMEBODY -SecretAccessKey $secret -Repository repo -Ref main -MaxRetries 0 -NoVerify -PassThru -WarningAction SilentlyContinue @more
            $lake.Proxy | Should -Be $proxy.Url
            Test-LakeObject there.txt -Connection $lake -ErrorAction Stop | Should -BeFalse
        }

        It 'that asks for a password is said to, over <Scheme>, without the password that it got' -ForEach @{ Scheme = 'http' }, @{ Scheme = 'https' } {
            $proxy = New-TestListener { "HTTP/1.1 407 Proxy Authentication Required`r`nProxy-Authenticate: Basic realm=`"p`"`r`nContent-Length: 0`r`nConnection: close`r`n`r`n" }
            $script:listeners = @($proxy)
            $record = Get-RaisedError {
                Connect-LakeS3 "${Scheme}://lakefs.invalid" -AccessKeyId AKIASOMEBODY -SecretAccessKey $secret -MaxRetries 0 -Proxy ($proxy.Url -replace '//', '//user:pa55word@') -WarningAction SilentlyContinue
            }
            Assert-LakeError $record -Id LakeProxyFailed -Category ConnectionError -Message $proxy.Url, '407'
            $record.ErrorDetails.RecommendedAction | Should -BeLike '*-ProxyCredential*'
            "$record $($record.Exception) $($record | Format-List * -Force | Out-String -Width 4096)" | Should -Not -BeLike '*pa55word*'
        }

        It 'that does not exist is not reported as the endpoint' {
            $proxy = New-TestListener { '' }
            $proxy | Stop-TestListener
            $record = Get-RaisedError {
                Connect-LakeS3 http://lakefs.invalid -AccessKeyId AKIASOMEBODY -SecretAccessKey $secret -MaxRetries 1 -Proxy $proxy.Url -WarningAction SilentlyContinue
            }
            Assert-LakeError $record -Id LakeProxyFailed -Category ConnectionError -Message $proxy.Url, 'refused', '2 times'
        }
    }

    Context 'AWS''s files and variables' {
        It 'do not reach a connection to lakeFS: <What>' -ForEach @(
            @{ What = 'a config file that the SDK can''t read'; Config = "[default] # note`nregion = eu-west-1"; Variables = @{} }
            @{ What = 'a FIPS endpoint'; Config = ''; Variables = @{ AWS_USE_FIPS_ENDPOINT = 'true'; AWS_USE_DUALSTACK_ENDPOINT = 'true' } }
            @{ What = 'an endpoint and a region'; Config = "[default]`nendpoint_url = http://127.0.0.1:9`nregion = eu-west-1"; Variables = @{ AWS_ENDPOINT_URL = 'http://127.0.0.1:9'; AWS_REGION = 'x' } }
            @{ What = 'values that make no sense'; Config = ''; Variables = @{ AWS_RETRY_MODE = 'nonsense'; AWS_MAX_ATTEMPTS = 'many'; AWS_PROFILE = 'none'; AWS_S3_USE_ARN_REGION = 'perhaps' } }
        ) {
            $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive ([Guid]::NewGuid().ToString('N')))
            Set-Content -LiteralPath (Join-Path $folder 'config') -Value $Config
            Set-Content -LiteralPath (Join-Path $folder 'credentials') -Value $Config
            $script = Join-Path $folder 'all.ps1'
            # In a process of its own: the SDK reads its settings once in each.
            Set-Content -LiteralPath $script -Value @'
param($module, $url, $ca, $id, $secret, $repository, $branch)
$ErrorActionPreference = 'Stop'
Import-Module $module
$more = if ($ca) { @{ CACertificate = $ca } } else { @{} }
$secure = [System.Net.NetworkCredential]::new('', $secret).SecurePassword
foreach ($mode in 'WhenRequired', 'WhenSupported') {
    Connect-LakeS3 $url -AccessKeyId $id -SecretAccessKey $secure -Repository $repository -Ref $branch -MaxRetries 0 -RequestChecksum $mode -ResponseValidation $mode @more
    Write-LakeObject "aws-$mode.txt" -Content 'content'
    Read-LakeObject "aws-$mode.txt" -AsString
    Test-LakeObject "aws-$mode.txt"
    (Get-LakeObjectMetadata "aws-$mode.txt").Size
    (Copy-LakeObject "aws-$mode.txt" -DestinationKey copy.txt -PassThru).Key
    ([Uri](New-LakeObjectUrl "aws-$mode.txt")).Authority -eq ([Uri]$url).Authority
    Remove-LakeObject copy.txt, "aws-$mode.txt" -Confirm:$false
    @(Get-LakeObjectList aws-).Count
    @(Get-LakeRepository $repository).Count
}
'@
            $saved = @{}
            $set = @{ AWS_CONFIG_FILE = Join-Path $folder 'config'; AWS_SHARED_CREDENTIALS_FILE = Join-Path $folder 'credentials' } + $Variables
            foreach ($name in $set.Keys) {
                $saved[$name] = [Environment]::GetEnvironmentVariable($name)
                [Environment]::SetEnvironmentVariable($name, $set[$name])
            }
            try {
                $endpoint = Get-TestEndpoint
                $said = Invoke-ThisPowerShell -Argument '-File', $script, (Get-TestPath).Module, $endpoint.EndpointUrl, "$($endpoint.CACertificate)", $server.AccessKeyId, $server.SecretAccessKey, $server.Repository, $branch
            } finally {
                foreach ($name in $saved.Keys) {
                    [Environment]::SetEnvironmentVariable($name, $saved[$name])
                }
            }
            $once = 'content', 'True', '7', 'copy.txt', 'True', '0', '1'
            @($said) | Should -Be ($once + $once)
        }
    }

    Context 'A connection that is not encrypted' {
        It 'to another host warns once' {
            $null = Connect-LakeS3 http://lakefs.invalid -AccessKeyId AKIASOMEBODY -SecretAccessKey $secret -NoVerify -PassThru -WarningVariable warned -WarningAction SilentlyContinue
            $warned | Should -HaveCount 1
            "$warned" | Should -BeLike '*not encrypted*-WarningAction*'
        }

        It 'to <_> warns of nothing' -ForEach 'http://127.0.0.1:9', 'http://localhost:9', 'https://lakefs.invalid' {
            $null = Connect-LakeS3 $_ -AccessKeyId AKIASOMEBODY -SecretAccessKey $secret -NoVerify -PassThru -WarningVariable warned -WarningAction SilentlyContinue
            $warned | Should -BeNullOrEmpty
        }

        It 'is refused with <Parameter>' -ForEach @(
            @{ Parameter = '-SkipCertificateCheck'; With = @{ SkipCertificateCheck = $true } }
            @{ Parameter = '-CACertificate'; With = @{ CACertificate = 'ca.pem' } }
        ) {
            $record = Get-RaisedError { Connect-LakeS3 http://127.0.0.1:9 -AccessKeyId AKIASOMEBODY -SecretAccessKey $secret -NoVerify @With }
            Assert-LakeError $record -Id LakeEndpointInvalid -Category InvalidArgument -Message 'plain HTTP'
        }
    }

    Context 'A stream of content' {
        It 'goes on after the connection broke' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'GetObject'; fault = 'reset-in-body'; afterBytes = 3 }
            $stream = Read-LakeObject there.txt -AsStream -Connection $lake
            try {
                [IO.StreamReader]::new($stream).ReadToEnd() | Should -Be 'content'
            } finally {
                $stream.Dispose()
            }
        }
    }

    Context 'A header' {
        It 'is not made of a line break in -ContentType' {
            $record = Get-RaisedError { Write-LakeObject -Key planted.txt -Content c -ContentType "text/plain`r`nx-amz-meta-planted: yes" -Connection $lake -ErrorAction Stop }
            Assert-LakeError $record -Id LakeHeaderInvalid -Category InvalidArgument -Message 'Content-Type'
            Test-LakeObject planted.txt -Connection $lake | Should -BeFalse
        }
    }
}
