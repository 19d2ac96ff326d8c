# What the benchmarks share: a local gateway, many objects on it, and child sessions that are measured whole.

Set-StrictMode -Version 3.0

function Open-Gateway {
    # Starts a local gateway and returns what it says of itself, and its process.
    param([string] $Gateway, [string] $DataDirectory)

    $start = [Diagnostics.ProcessStartInfo]::new('dotnet')
    $arguments = @((Join-Path $Gateway 'LakeFS.S3.LocalGateway.dll'), '--port', '0', '--repository', 'bench', '--stop-on-stdin-end')
    if ($DataDirectory) {
        $arguments += '--data', $DataDirectory
    }
    foreach ($argument in $arguments) {
        $start.ArgumentList.Add($argument)
    }
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($start)
    $facts = @{ Process = $process }
    while (($line = $process.StandardOutput.ReadLine()) -ne 'ready') {
        if ($null -eq $line) {
            throw 'The local gateway ended before it was ready.'
        }
        $name, $value = $line -split ': ', 2
        $facts[$name] = $value
    }
    [pscustomobject]$facts
}

function Close-Gateway {
    param([pscustomobject] $Server)

    $Server.Process.StandardInput.Close()
    $Server.Process.WaitForExit()
}

function Add-ManyObject {
    # Puts objects of a few bytes on branch main, many at a time, by the REST API.
    param([pscustomobject] $Server, [int] $Count)

    $client = [Net.Http.HttpClient]::new()
    $pair = [Convert]::ToBase64String([Text.Encoding]::ASCII.GetBytes("$($Server.access_key_id):$($Server.secret_access_key)"))
    $client.DefaultRequestHeaders.Authorization = [Net.Http.Headers.AuthenticationHeaderValue]::new('Basic', $pair)
    $content = [Text.Encoding]::ASCII.GetBytes('0123456789')
    $pending = [Collections.Generic.Queue[Threading.Tasks.Task]]::new()
    foreach ($number in 1..$Count) {
        $url = "$($Server.url)/api/v1/repositories/bench/branches/main/objects?path=list%2F{0:d4}%2Fobject-{1:d6}.parquet" -f [int][Math]::Floor($number / 1000), $number
        $body = [Net.Http.ByteArrayContent]::new($content)
        $body.Headers.ContentType = 'application/octet-stream'
        $pending.Enqueue($client.PostAsync($url, $body))
        if ($pending.Count -ge 64) {
            $null = $pending.Dequeue().GetAwaiter().GetResult().EnsureSuccessStatusCode()
        }
    }
    while ($pending.Count) {
        $null = $pending.Dequeue().GetAwaiter().GetResult().EnsureSuccessStatusCode()
    }
    $client.Dispose()
}

function Invoke-Session {
    # Runs a script in a PowerShell process of its own and returns what it emits as JSON in its last line.
    param([string] $Script, [hashtable] $Environment = @{})

    $start = [Diagnostics.ProcessStartInfo]::new([Environment]::ProcessPath)
    foreach ($argument in '-NoProfile', '-NonInteractive', '-Command', $Script) {
        $start.ArgumentList.Add($argument)
    }
    foreach ($name in $Environment.Keys) {
        $start.Environment[$name] = $Environment[$name]
    }
    $start.RedirectStandardOutput = $true
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $process = [Diagnostics.Process]::Start($start)
    $output = $process.StandardOutput.ReadToEnd()
    $process.WaitForExit()
    if ($process.ExitCode -ne 0) {
        throw "A measured session failed with exit code $($process.ExitCode): $output"
    }
    [pscustomobject]@{
        Seconds = $watch.Elapsed.TotalSeconds
        Result  = ($output.Trim() -split '\r?\n')[-1]
    }
}

function Get-Median {
    param([double[]] $Value)

    $sorted = @($Value | Sort-Object)
    $middle = [Math]::Floor($sorted.Count / 2)
    if ($sorted.Count % 2) { $sorted[$middle] } else { ($sorted[$middle - 1] + $sorted[$middle]) / 2 }
}
