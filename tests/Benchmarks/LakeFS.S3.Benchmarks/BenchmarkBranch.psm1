#requires -Version 7.4
# Branches, and what is on them, by REST: neither the module nor a peer checks itself.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

Import-Module (Join-Path $PSScriptRoot 'BenchmarkServer.psm1')

# Only files written since then can be the benchmarks' own.
$script:began = [DateTime]::UtcNow

function Add-BenchmarkBranch {
    <#
    .SYNOPSIS
        Makes a branch and gives its name.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # The server.
        [Parameter(Mandatory)]
        [pscustomobject] $Server,

        # What it begins with.
        [string] $Source = 'main'
    )

    $name = "bench-$([guid]::NewGuid().ToString('N').Substring(0, 12))"
    $null = Invoke-BenchmarkRest -Server $Server -Path "/repositories/$($Server.Repository)/branches" -Method Post -Body @{ name = $name; source = $Source }
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
        [string] $Branch,

        # Leaves the bytes where they are, because another branch has the same objects.
        [switch] $KeepStorage
    )

    if ($PSCmdlet.ShouldProcess($Branch)) {
        $files = $Server.Storage -and -not $KeepStorage ? @(Get-StoredFile -Server $Server -Branch $Branch) : @()
        $null = Invoke-BenchmarkRest -Server $Server -Path "/repositories/$($Server.Repository)/branches/$Branch" -Method Delete
        $files.Where({ $_.Exists -and $_.LastWriteTimeUtc -ge $script:began }).ForEach({ $_.Delete() })
    }
}

function Save-BenchmarkBranch {
    <#
    .SYNOPSIS
        Commits what a branch has, so that others can begin with it.
    #>
    [CmdletBinding()]
    param(
        # The server.
        [Parameter(Mandatory)]
        [pscustomobject] $Server,

        # The branch.
        [Parameter(Mandatory)]
        [string] $Branch
    )

    $null = Invoke-BenchmarkRest -Server $Server -Path "/repositories/$($Server.Repository)/branches/$Branch/commits" -Method Post -Body @{ message = 'Benchmarks' }
}

function Get-StoredFile {
    # The files in which a lakeFS with local storage keeps what the benchmarks wrote to a branch.
    param([pscustomobject] $Server, [string] $Branch)

    $root = [IO.Path]::GetFullPath($Server.Storage).TrimEnd('/') + '/'
    foreach ($prefix in 'in/', 'list/') {
        foreach ($object in Get-BranchObject -Server $Server -Branch $Branch -Prefix $prefix) {
            $path = [IO.Path]::GetFullPath(($object.physical_address -replace '^local://'))
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

        # The prefix of the keys.
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

    $objects = "branches/$Branch/objects"
    $content = [Text.Encoding]::ASCII.GetBytes('0123456789')
    Send-ManyRequest -Server $Server -Count $Count -AtATime 64 -Request {
        param($number)

        "${objects}?path=$([Uri]::EscapeDataString((Get-ManyObjectKey -Number $number)))"
        [Net.Http.ByteArrayContent]::new($content)
        'application/octet-stream'
    }
}

function Add-ManyBranch {
    <#
    .SYNOPSIS
        Makes branches from main, many at a time, and gives their names.
    #>
    [CmdletBinding()]
    [OutputType([string[]])]
    param(
        # The server.
        [Parameter(Mandatory)]
        [pscustomobject] $Server,

        # How many.
        [Parameter(Mandatory)]
        [int] $Count
    )

    $series = [guid]::NewGuid().ToString('N').Substring(0, 12)
    [string[]] $names = foreach ($number in 1..$Count) { 'many-{0}-{1:d6}' -f $series, $number }
    $names
    Send-ManyRequest -Server $Server -Count $Count -AtATime 64 -Request {
        param($number)

        'branches'
        [Net.Http.StringContent]::new((@{ name = $names[$number - 1]; source = 'main' } | ConvertTo-Json -Compress))
        'application/json'
    }
}

function Add-ManyCommit {
    <#
    .SYNOPSIS
        Commits to a branch many times, without objects.
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

    $commits = "branches/$Branch/commits"
    # A branch takes one commit after another.
    Send-ManyRequest -Server $Server -Count $Count -AtATime 1 -Request {
        param($number)

        $commits
        [Net.Http.StringContent]::new((@{ message = "Commit $number"; allow_empty = $true } | ConvertTo-Json -Compress))
        'application/json'
    }
}

function Send-ManyRequest {
    # Posts numbered requests to a repository by REST. The block gives the path, the content and its type of each.
    param([pscustomobject] $Server, [int] $Count, [int] $AtATime, [scriptblock] $Request)

    $client = [Net.Http.HttpClient]::new()
    try {
        $client.DefaultRequestHeaders.Add('Authorization', (Get-BasicAuthorization -Server $Server))
        $repository = "$($Server.DirectUrl)/api/v1/repositories/$($Server.Repository)"
        $pending = [Collections.Generic.Queue[Threading.Tasks.Task]]::new()
        foreach ($number in 1..$Count) {
            $path, $body, $type = & $Request $number
            $body.Headers.ContentType = $type
            $pending.Enqueue($client.PostAsync("$repository/$path", $body))
            while ($pending.Count -ge $AtATime -or ($number -eq $Count -and $pending.Count)) {
                $answer = $pending.Dequeue().GetAwaiter().GetResult()
                $null = $answer.EnsureSuccessStatusCode()
                $answer.Dispose()
            }
        }
    } finally {
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

Export-ModuleMember -Function Add-BenchmarkBranch, Save-BenchmarkBranch, Remove-BenchmarkBranch, Add-ManyBranch, Add-ManyCommit, Measure-BenchmarkBranch, Add-ManyObject, Get-ManyObjectKey
