#requires -Version 5.1
# Opening connections: what is checked, what is remembered, and what it costs.

Describe 'Connect-LakeS3' -Tag Wire, Signature, Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
    }

    AfterEach {
        Get-LakeS3Connection c-* | Disconnect-LakeS3
    }

    It 'proves the connection with one light request: <Case>' -ForEach @(
        @{ Case = 'of no repository'; With = @{}; Operation = 'ListBuckets' }
        @{ Case = 'of a repository'; With = @{ Repository = $null }; Operation = 'ListObjectsV2' }
        @{ Case = 'of a branch'; With = @{ Repository = $null; Ref = 'main' }; Operation = 'ListObjectsV2' }
    ) {
        Skip-OnRealServer
        $login = Get-TestLogin
        foreach ($name in $With.Keys) {
            $login[$name] = if ($name -eq 'Repository') { $server.Repository } else { $With[$name] }
        }
        Clear-TestRequest
        Connect-LakeS3 @login -Name c-light
        $requests = @(Get-TestRequest)
        $requests | Should -HaveCount 1
        $requests[0].operation | Should -Be $Operation
        $requests[0].bytesOut | Should -BeLessThan 1000
    }

    It 'answers a typing error within three seconds: <Case>' -ForEach @(
        @{ Case = 'nobody listens at the port'; Url = { 'http://127.0.0.1:1' }; Id = 'LakeConnectionFailed' }
        @{ Case = 'no host has the name'; Url = { 'http://no-such-host.invalid:8000' }; Id = 'LakeConnectionFailed' }
        @{ Case = 'another program listens at the port'; Url = { "http://127.0.0.1:$($listener.LocalEndpoint.Port)" }; Id = 'LakeConnectionFailed' }
    ) {
        # Takes connections and closes them, as a program does that expects something else.
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $closing = [powershell]::Create().AddScript('param($l) while ($true) { $l.AcceptTcpClient().Dispose() }').AddArgument($listener)
        $null = $closing.BeginInvoke()
        $secret = ConvertTo-TestSecret 'secret'
        $watch = [Diagnostics.Stopwatch]::StartNew()
        try {
            $record = Get-RaisedError { Connect-LakeS3 (& $Url) -AccessKeyId AKIAIOSFODNN7EXAMPLE -SecretAccessKey $secret }
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 3
            Assert-LakeError $record -Id $Id -Category ConnectionError -Message 'tried 3 times'
            $retries = Get-RaisedError { Connect-LakeS3 (& $Url) -AccessKeyId AKIAIOSFODNN7EXAMPLE -SecretAccessKey $secret -MaxRetries 0 }
            "$retries" | Should -Match '\(tried once'
        } finally {
            $listener.Stop()
            $closing.Dispose()
        }
    }

    It 'sends nothing with -NoVerify' {
        Skip-OnRealServer
        Clear-TestRequest
        $null = Connect-TestServer -Ref $branch -With @{ Name = 'c-unproven'; NoVerify = $true }
        Get-TestRequest | Should -BeNullOrEmpty
    }

    It 'lets long lists collect memory, which the engine does not do by default' {
        $lake = Connect-TestServer -Ref $branch -With @{ Name = 'c-memory' }
        $lake.GetType().GetProperty('CollectMemory', [Reflection.BindingFlags]'NonPublic, Instance').GetValue($lake) | Should -Not -BeNullOrEmpty
    }

    It 'remembers what it was given' {
        $connection = Connect-TestServer -Ref $branch -With @{ Name = 'c-given'; Region = 'eu-central-1'; TimeoutSeconds = 7; MaxRetries = 2; MaxConcurrency = 3; ResponseValidation = 'WhenSupported' }
        $connection.Name | Should -Be 'c-given'
        $connection.Repository | Should -Be $server.Repository
        $connection.Ref | Should -Be $branch
        $connection.Region | Should -Be 'eu-central-1'
        $connection.TimeoutSeconds | Should -Be 7
        $connection.MaxRetries | Should -Be 2
        $connection.MaxConcurrency | Should -Be 3
        $connection.ResponseValidation | Should -Be 'WhenSupported'
        $connection.RequestChecksum | Should -Be 'WhenRequired'
        $connection.AccessKeyId | Should -Be $server.AccessKeyId
        $connection.IsOpen | Should -BeTrue
    }

    It 'names a connection by its host and port' {
        $login = Get-TestLogin
        $connection = Connect-LakeS3 @login -PassThru
        $connection.Name | Should -Be ([Uri]$server.EndpointUrl).Authority
    }

    It 'takes the place of a connection of the same name' {
        $null = Connect-TestServer -With @{ Name = 'c-same' }
        $null = Connect-TestServer -Ref $branch -With @{ Name = 'C-SAME' }
        $found = @(Get-LakeS3Connection c-same)
        $found | Should -HaveCount 1
        $found[0].Ref | Should -Be $branch
    }

    It 'makes the new connection the session''s, and leaves the one before usable' {
        $first = Connect-TestServer -Ref main -With @{ Name = 'c-first' }
        $null = Connect-TestServer -Ref $branch -With @{ Name = 'c-second' }
        (Write-LakeObject which.txt -Content c -PassThru).Ref | Should -Be $branch
        Get-LakeBranch main -Connection c-first | Should -HaveCount 1
        Get-LakeBranch main -Connection $first | Should -HaveCount 1
    }

    It 'keeps what a user sees when it fails: the connection before' {
        $null = Connect-TestServer -Ref $branch -With @{ Name = 'c-before' }
        $null = Get-RaisedError { Connect-TestServer -With @{ Name = 'c-failed'; SecretAccessKey = ConvertTo-TestSecret 'wrong' } }
        (Write-LakeObject which.txt -Content c -PassThru).Ref | Should -Be $branch
        Get-LakeS3Connection c-* | ForEach-Object Name | Should -Not -Contain 'c-failed'
    }

    It 'takes any region, and the one that is the default for everybody' {
        (Connect-TestServer -With @{ Name = 'c-region' }).Region | Should -Be 'us-east-1'
        $connection = Connect-TestServer -Ref $branch -With @{ Name = 'c-region'; Region = 'nowhere-1' }
        { Write-LakeObject region.txt -Content c -Connection $connection -ErrorAction Stop } | Should -Not -Throw
    }

    It 'asks no metadata service, also where the SDK would look for a region' {
        Skip-OnRealServer
        $saved = $env:AWS_REGION, $env:AWS_EC2_METADATA_SERVICE_ENDPOINT
        # A request would wait here for a response that never comes.
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        try {
            $env:AWS_REGION = $null
            $env:AWS_EC2_METADATA_SERVICE_ENDPOINT = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"
            $connection = Connect-TestServer -Ref $branch -With @{ Name = 'c-metadata' }
            Write-LakeObject metadata.txt -Content c -Connection $connection
            $listener.Pending() | Should -BeFalse
        } finally {
            $env:AWS_REGION, $env:AWS_EC2_METADATA_SERVICE_ENDPOINT = $saved
            $listener.Stop()
        }
    }

    It 'puts the repository into the path, or into the host''s name with -VirtualHost' {
        Skip-OnRealServer
        if ($server.Suite -ne 'Http') {
            Set-ItResult -Skipped -Because 'the certificate is for the gateway''s own names'
        }
        $addresses = try { [System.Net.Dns]::GetHostAddresses("$($server.Repository).s3.localhost") } catch [System.Net.Sockets.SocketException] { @() }
        if ('127.0.0.1' -notin $addresses.IPAddressToString) {
            Set-ItResult -Skipped -Because 'names below localhost do not lead to 127.0.0.1 here'
        }
        $login = Get-TestLogin
        $login.EndpointUrl = $login.EndpointUrl.Replace('127.0.0.1', 's3.localhost')
        $connection = Connect-LakeS3 @login -Repository $server.Repository -Ref $branch -VirtualHost -Name c-virtual -PassThru
        Write-LakeObject virtual.txt -Content 'virtual' -Connection $connection
        Read-LakeObject virtual.txt -AsString -Connection $connection | Should -Be 'virtual'
        Clear-TestRequest
        Get-LakeObjectMetadata virtual.txt -Connection $connection | Should -HaveCount 1
        (Get-TestRequest).path | Should -BeLike "/$branch/virtual.txt"
    }

    It 'says what it does, and with which key, but not with which secret' {
        $login = Get-TestLogin
        $said = Connect-LakeS3 @login -Name c-verbose -Verbose 4>&1 | Out-String
        $said | Should -BeLike "*$($server.EndpointUrl)*"
        $said | Should -BeLike "*$($server.AccessKeyId)*"
        $said | Should -Not -BeLike "*$($server.SecretAccessKey)*"
    }
}
