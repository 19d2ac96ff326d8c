#requires -Version 7.4
# The server that every client talks to, and what is asked of it by REST, so that neither the module nor a peer checks itself.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

# Only files written since then can be the benchmarks' own.
$script:began = [DateTime]::UtcNow

function Test-RealServer {
    <#
    .SYNOPSIS
        Says whether the environment names a real lakeFS, as it does for the Pester suites.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param()

    [bool]$env:LAKEFS_S3_TEST_ENDPOINT
}

function Open-BenchmarkServer {
    <#
    .SYNOPSIS
        Starts a local gateway, or names the real lakeFS of the environment.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # The folder of the built local gateway.
        [Parameter(Mandatory)]
        [string] $Gateway,

        # Where a local gateway keeps objects; in memory where left out.
        [string] $DataDirectory,

        # A local gateway also where the environment names a real lakeFS.
        [switch] $Local
    )

    if (-not $Local -and (Test-RealServer)) {
        foreach ($name in 'LAKEFS_S3_TEST_ACCESS_KEY_ID', 'LAKEFS_S3_TEST_SECRET_ACCESS_KEY', 'LAKEFS_S3_TEST_REPOSITORY') {
            if (-not [Environment]::GetEnvironmentVariable($name)) {
                throw "LAKEFS_S3_TEST_ENDPOINT is set, $name is not."
            }
        }
        return [pscustomobject]@{
            EndpointUrl = $env:LAKEFS_S3_TEST_ENDPOINT.TrimEnd('/')
            AccessKeyId = $env:LAKEFS_S3_TEST_ACCESS_KEY_ID
            SecretAccessKey = $env:LAKEFS_S3_TEST_SECRET_ACCESS_KEY
            Repository = $env:LAKEFS_S3_TEST_REPOSITORY
            Target = $null
            Storage = $env:LAKEFS_S3_TEST_STORAGE
            Process = $null
        }
    }

    $start = [Diagnostics.ProcessStartInfo]::new('dotnet')
    $arguments = @((Join-Path $Gateway 'LakeFS.S3.LocalGateway.dll'), '--port', '0', '--repository', 'bench', '--block-storage', 'memory', '--stop-on-stdin-end')
    if ($DataDirectory) {
        $arguments += '--data', $DataDirectory
    }
    foreach ($argument in $arguments) {
        $start.ArgumentList.Add($argument)
    }
    # Memory that is given back and taken again comes page by page, which on virtual machines takes longer than an upload.
    $start.Environment['DOTNET_GCRetainVM'] = '1'
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($start)
    $said = @{}
    while (($line = $process.StandardOutput.ReadLine()) -ne 'ready') {
        if ($null -eq $line) {
            throw 'The local gateway ended before it was ready.'
        }
        $name, $value = $line -split ': ', 2
        $said[$name] = $value
    }
    [pscustomobject]@{
        EndpointUrl = $said.url
        AccessKeyId = $said.access_key_id
        SecretAccessKey = $said.secret_access_key
        Repository = 'bench'
        Target = $null
        Storage = $null
        Process = $process
    }
}

function Close-BenchmarkServer {
    <#
    .SYNOPSIS
        Ends a local gateway; a real lakeFS goes on.
    #>
    [CmdletBinding()]
    param(
        # The server.
        [Parameter(Mandatory)]
        [pscustomobject] $Server
    )

    if ($Server.Process) {
        $Server.Process.StandardInput.Close()
        $Server.Process.WaitForExit()
    }
}

function Get-BasicAuthorization {
    param([pscustomobject] $Server)

    "Basic $([Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("$($Server.AccessKeyId):$($Server.SecretAccessKey)")))"
}

function Invoke-BenchmarkRest {
    param([pscustomobject] $Server, [string] $Path, [string] $Method = 'Get', [hashtable] $Body)

    $call = @{
        Uri = "$($Server.EndpointUrl)/api/v1$Path"
        Method = $Method
        Headers = @{ Authorization = Get-BasicAuthorization -Server $Server }
    }
    if ($Body) {
        $call.Body = $Body | ConvertTo-Json -Compress
        $call.ContentType = 'application/json'
    }
    Invoke-RestMethod @call
}

function Get-ServerVersion {
    <#
    .SYNOPSIS
        Asks a server for the version of lakeFS that it is, or is like.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # The server.
        [Parameter(Mandatory)]
        [pscustomobject] $Server
    )

    (Invoke-BenchmarkRest -Server $Server -Path '/config').version_config.version
}

function Add-BenchmarkBranch {
    <#
    .SYNOPSIS
        Makes a branch from main and gives its name.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # The server.
        [Parameter(Mandatory)]
        [pscustomobject] $Server
    )

    $name = "bench-$([guid]::NewGuid().ToString('N').Substring(0, 12))"
    $null = Invoke-BenchmarkRest -Server $Server -Path "/repositories/$($Server.Repository)/branches" -Method Post -Body @{ name = $name; source = 'main' }
    $name
}

function Remove-BenchmarkBranch {
    <#
    .SYNOPSIS
        Drops a branch with everything that was written to it.
    .DESCRIPTION
        lakeFS leaves the bytes in its storage. Where that is a folder of this machine, they are deleted there, so that
        a run needs no more room than its largest scenario.
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param(
        # The server.
        [Parameter(Mandatory)]
        [pscustomobject] $Server,

        # The branch.
        [Parameter(Mandatory)]
        [string] $Branch
    )

    if ($PSCmdlet.ShouldProcess($Branch)) {
        $files = $Server.Storage ? @(Get-StoredFile -Server $Server -Branch $Branch) : @()
        $null = Invoke-BenchmarkRest -Server $Server -Path "/repositories/$($Server.Repository)/branches/$Branch" -Method Delete
        $files.Where({ $_.Exists -and $_.LastWriteTimeUtc -ge $script:began }).ForEach({ $_.Delete() })
    }
}

function Get-StoredFile {
    # The files in which a lakeFS with local storage keeps what the benchmarks wrote to a branch.
    param([pscustomobject] $Server, [string] $Branch)

    $root = [IO.Path]::GetFullPath($Server.Storage).TrimEnd('/') + '/'
    foreach ($prefix in 'in/', 'list/') {
        foreach ($object in Get-BranchObject -Server $Server -Branch $Branch -Prefix $prefix) {
            $path = [IO.Path]::GetFullPath(($object.physical_address -replace '^local://', $root))
            if ($path.StartsWith($root)) {
                [IO.FileInfo]::new($path)
            }
        }
    }
}

function Get-BranchObject {
    # A branch's objects as the REST API describes them.
    param([pscustomobject] $Server, [string] $Branch, [string] $Prefix)

    $after = ''
    do {
        $query = "amount=1000&user_metadata=false&prefix=$([Uri]::EscapeDataString($Prefix))&after=$([Uri]::EscapeDataString($after))"
        $page = Invoke-BenchmarkRest -Server $Server -Path "/repositories/$($Server.Repository)/refs/$Branch/objects/ls?$query"
        $page.results
        $after = $page.pagination.next_offset
    } while ($page.pagination.has_more)
}

function Measure-BenchmarkBranch {
    <#
    .SYNOPSIS
        Counts a branch's objects and their bytes, and says when the newest was written.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # The server.
        [Parameter(Mandatory)]
        [pscustomobject] $Server,

        # The branch.
        [Parameter(Mandatory)]
        [string] $Branch,

        # What the keys begin with.
        [Parameter(Mandatory)]
        [string] $Prefix
    )

    $count = 0
    $bytes = 0L
    $newest = 0L
    foreach ($object in Get-BranchObject -Server $Server -Branch $Branch -Prefix $Prefix) {
        $count++
        $bytes += $object.size_bytes
        $newest = [Math]::Max($newest, $object.mtime)
    }
    [pscustomobject]@{ Count = $count; Bytes = $bytes; Newest = $newest }
}

function Add-ManyObject {
    <#
    .SYNOPSIS
        Writes objects of a few bytes below list/, many at a time.
    #>
    [CmdletBinding()]
    param(
        # The server.
        [Parameter(Mandatory)]
        [pscustomobject] $Server,

        # The branch.
        [Parameter(Mandatory)]
        [string] $Branch,

        # How many.
        [Parameter(Mandatory)]
        [int] $Count
    )

    $client = [Net.Http.HttpClient]::new()
    try {
        $client.DefaultRequestHeaders.Add('Authorization', (Get-BasicAuthorization -Server $Server))
        $address = "$($Server.EndpointUrl)/api/v1/repositories/$($Server.Repository)/branches/$Branch/objects?path="
        $content = [Text.Encoding]::ASCII.GetBytes('0123456789')
        $pending = [Collections.Generic.Queue[Threading.Tasks.Task]]::new()
        foreach ($number in 1..$Count) {
            $body = [Net.Http.ByteArrayContent]::new($content)
            $body.Headers.ContentType = 'application/octet-stream'
            $pending.Enqueue($client.PostAsync("$address$([Uri]::EscapeDataString((Get-ManyObjectKey -Number $number)))", $body))
            while ($pending.Count -ge 64 -or ($number -eq $Count -and $pending.Count)) {
                $answer = $pending.Dequeue().GetAwaiter().GetResult()
                $null = $answer.EnsureSuccessStatusCode()
                $answer.Dispose()
            }
        }
    }
    finally {
        $client.Dispose()
    }
}

function Get-ManyObjectKey {
    <#
    .SYNOPSIS
        Gives the key of the nth object of Add-ManyObject, in the order of lists.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # Which, from 1.
        [Parameter(Mandatory)]
        [int] $Number
    )

    'list/{0:d4}/object-{1:d6}.parquet' -f [int][Math]::Floor($Number / 1000), $Number
}

Export-ModuleMember -Function Test-RealServer, Open-BenchmarkServer, Close-BenchmarkServer, Get-ServerVersion, Add-BenchmarkBranch, Remove-BenchmarkBranch, Measure-BenchmarkBranch, Add-ManyObject, Get-ManyObjectKey
