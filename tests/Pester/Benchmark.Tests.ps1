#requires -Version 5.1
# The benchmarks run: with a little data, so that nobody finds them broken when they are needed.

Describe 'The benchmarks' -Tag Once -Skip:($PSVersionTable.PSVersion -lt '7.4') {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:path = Get-TestPath
        $script:benchmarks = Join-Path $path.Root 'tests/Benchmarks'
        $script:script = Join-Path $benchmarks 'Invoke-Benchmark.ps1'
        $script:folders = @{ Module = Split-Path $path.Module; Gateway = Split-Path $path.Gateway }
        # A module of its own for InModuleScope.
        Import-Module (Join-Path $benchmarks 'LakeFS.S3.Benchmarks/LakeFS.S3.Benchmarks.psd1')
        Import-Module (Join-Path $benchmarks 'LakeFS.S3.Benchmarks/BenchmarkRound.psm1')
        Import-Module (Join-Path $benchmarks 'LakeFS.S3.Benchmarks/BenchmarkNetwork.psm1')
    }

    AfterAll {
        Remove-Module BenchmarkRound, BenchmarkNetwork, LakeFS.S3.Benchmarks
    }

    It 'measure a little, and report those that had no part' {
        $results = Join-Path $TestDrive 'results'
        & $script @folders -Scenario small-up -Client @() -Rounds 1 -Scale 0.0005 -Destination $results 6>$null
        $data = Get-Content (Join-Path $results 'results-*.json') -Raw | ConvertFrom-Json
        $data.scenarios.name | Should -Be 'small-up'
        $client = $data.scenarios.clients
        $client.name | Should -Be 'LakeFS.S3'
        $client.failures | Should -BeNullOrEmpty
        $client.rounds | Should -Be 1
        $client.median.sessionSeconds | Should -BeGreaterThan 0
        $page = Get-Content (Join-Path $results 'results-*.md') -Raw
        $page | Should -Match '\| LakeFS\.S3 \| 1 \| \d'
        $page | Should -Match '\| s5cmd, rclone, minio-client, aws-cli, boto3, curl \| - \| left out of this run \|'
        [xml](Get-Content (Join-Path $results 'results-*.svg') -Raw) | Should -Not -BeNullOrEmpty
    }

    It 'measure at a distance, and keep what was measured nearby' {
        $results = Join-Path $TestDrive 'distance'
        & $script @folders -Scenario small-up -Client @() -Rounds 1 -Scale 0.0005 -RoundTrip 0, 300 -Bandwidth 1GB -Destination $results 6>$null
        $data = Get-Content (Join-Path $results 'results-*.json') -Raw | ConvertFrom-Json
        $data.scenarios.title | Should -Be '5 files of 4 KiB up, 1 GiB/s', '5 files of 4 KiB up at 300 ms, 1 GiB/s'
        $data.scenarios.base | Should -Be 'small-up', 'small-up'
        $data.scenarios.clients.failures | Should -BeNullOrEmpty
        $data.scenarios[1].clients.median.sessionSeconds | Should -BeGreaterThan 0.3
        Get-Content (Join-Path $results 'results-*.md') -Raw | Should -Match '## 5 files of 4 KiB up at 300 ms'
    }

    It 'put a network between that delays both directions, and keeps every byte' {
        InModuleScope BenchmarkNetwork {
            $listener = [Net.HttpListener]::new()
            $free = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
            $free.Start()
            $url = "http://127.0.0.1:$($free.LocalEndpoint.Port)/"
            $free.Stop()
            $listener.Prefixes.Add($url)
            $listener.Start()
            $server = [pscustomobject]@{ EndpointUrl = $url; Network = $null }
            $client = [Net.Http.HttpClient]::new()
            try {
                Add-NetworkDelay -Server $server -RoundTrip 200
                $server.EndpointUrl | Should -Not -Be $url
                $bytes = [byte[]]::new(300000)
                [Random]::Shared.NextBytes($bytes)
                $times = foreach ($time in 1..2) {
                    $watch = [Diagnostics.Stopwatch]::StartNew()
                    $answer = $client.PostAsync($server.EndpointUrl, [Net.Http.ByteArrayContent]::new($bytes))
                    $context = $listener.GetContext()
                    $context.Request.InputStream.CopyTo($context.Response.OutputStream)
                    $context.Response.Close()
                    $came = $answer.GetAwaiter().GetResult().Content.ReadAsByteArrayAsync().GetAwaiter().GetResult()
                    $watch.Elapsed.TotalMilliseconds
                    [Convert]::ToHexString($came) | Should -BeExactly ([Convert]::ToHexString($bytes))
                }
                # The first opens the connection, which takes a round trip too.
                $times[0] | Should -BeGreaterOrEqual 400
                $times[1] | Should -BeGreaterOrEqual 200
            } finally {
                $client.Dispose()
                $server.Network.Dispose()
                $listener.Close()
            }
        }
    }

    It 'know for <Peer> how it does each operation, or why it does not' -ForEach @('s5cmd', 'rclone', 'minio-client', 'aws-cli', 'boto3', 'curl' | ForEach-Object { @{ Peer = $_ } }) {
        $one = Get-PeerClient | Where-Object Name -EQ $Peer
        $operations = Get-BenchmarkScenario | Where-Object { -not $_.Clients } | ForEach-Object Operation | Sort-Object -Unique
        @($one.Operations) + @($one.Cannot.Keys) | Sort-Object | Should -Be $operations
    }

    It 'give a client no turn that would take its time past the limit' {
        InModuleScope BenchmarkRound {
            Test-AnotherTurn -Turn @{ Elapsed = 10 }, @{ Elapsed = 10 } -Seconds 30 | Should -BeTrue
            Test-AnotherTurn -Turn @{ Elapsed = 10 }, @{ Elapsed = 11 } -Seconds 30 | Should -BeFalse
        }
    }

    It 'keep a trial out of the published results' {
        { & $script @folders -Scale 0.1 -Destination (Join-Path $path.Root 'docs/benchmarks') } | Should -Throw '*of a trial*'
    }

    It 'name what there is where <Name> is not there' -ForEach @(
        @{ Name = 'a scenario'; Choice = @{ Scenario = 'smal-up' }; Says = "*no scenario 'smal-up'*small-up, small-down*" }
        @{ Name = 'a client'; Choice = @{ Client = 's4cmd' }; Says = "*no client 's4cmd'*s5cmd, rclone*" }
    ) {
        { & $script @folders @Choice -Destination $TestDrive } | Should -Throw $Says
    }

    It 'fail at once where a client that was asked for is not installed' {
        $search = $env:PATH
        $env:PATH = $TestDrive
        try {
            { & $script @folders -Client rclone -Destination $TestDrive } | Should -Throw 'Not installed: rclone.'
        } finally {
            $env:PATH = $search
        }
    }
}
