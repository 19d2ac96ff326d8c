#requires -Version 5.1
# What tests find on the server: made by REST and not by the module under test.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

Import-Module (Join-Path $PSScriptRoot 'TestServer.psm1')
Add-Type -AssemblyName System.Net.Http

function Get-BasicAuthorization {
    $server = Get-TestServer
    $pair = [Text.Encoding]::UTF8.GetBytes("$($server.AccessKeyId):$($server.SecretAccessKey)")
    "Basic $([Convert]::ToBase64String($pair))"
}

function Invoke-TestRest {
    <#
    .SYNOPSIS
        Calls the server's REST API.
    #>
    [CmdletBinding()]
    param(
        # The path after /api/v1.
        [Parameter(Mandatory)]
        [string] $Path,

        # The method.
        [string] $Method = 'Get',

        # What is sent as JSON.
        [object] $Body
    )

    $call = @{
        Uri = "$((Get-TestServer).ControlUrl)/api/v1$Path"
        Method = $Method
        Headers = @{ Authorization = Get-BasicAuthorization }
        UseBasicParsing = $true
    }
    if ($null -ne $Body) {
        $call.Body = ConvertTo-Json -InputObject $Body -Depth 5 -Compress
        $call.ContentType = 'application/json'
    }
    Invoke-RestMethod @call
}

function Send-ManyPost {
    # Sends requests eight at a time, and fails where one of them does.
    param([hashtable[]] $Post)

    $handler = [System.Net.Http.HttpClientHandler]::new()
    $handler.MaxConnectionsPerServer = 8
    $client = [System.Net.Http.HttpClient]::new($handler)
    try {
        $client.DefaultRequestHeaders.Add('Authorization', (Get-BasicAuthorization))
        $answers = foreach ($one in $Post) {
            $content = [System.Net.Http.StringContent]::new($one.Body)
            $content.Headers.ContentType = [System.Net.Http.Headers.MediaTypeHeaderValue]::new($one.Type)
            $client.PostAsync("$((Get-TestServer).ControlUrl)/api/v1$($one.Path)", $content)
        }
        foreach ($answer in $answers) {
            $null = $answer.GetAwaiter().GetResult().EnsureSuccessStatusCode()
        }
    } finally {
        $client.Dispose()
    }
}

function Add-TestRepository {
    <#
    .SYNOPSIS
        Makes a repository and gives its id.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # Makes it read-only.
        [switch] $ReadOnly
    )

    $name = "pester-$([Guid]::NewGuid().ToString('N').Substring(0, 12))"
    $null = Invoke-TestRest -Path '/repositories' -Method Post -Body @{
        name = $name
        storage_namespace = "$((Get-TestServer).StorageScheme)://$name"
        default_branch = 'main'
        read_only = [bool]$ReadOnly
    }
    $name
}

function Add-TestBranch {
    <#
    .SYNOPSIS
        Makes a branch of its own for a test and gives its name; or many with the names given.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # What it begins from.
        [string] $Source = 'main',

        # Where; the suites' repository where left out.
        [string] $Repository = (Get-TestServer).Repository,

        # The names; a new one where left out.
        [string[]] $Name
    )

    if ($Name) {
        Send-ManyPost -Post ($Name | ForEach-Object {
                @{ Path = "/repositories/$Repository/branches"; Type = 'application/json'; Body = "{`"name`":`"$_`",`"source`":`"$Source`"}" }
            })
        return
    }
    $one = "t-$([Guid]::NewGuid().ToString('N').Substring(0, 12))"
    $null = Invoke-TestRest -Path "/repositories/$Repository/branches" -Method Post -Body @{ name = $one; source = $Source }
    $one
}

function Clear-TestBranch {
    <#
    .SYNOPSIS
        Deletes a branch whose objects are large: the local gateway keeps them in memory.
    #>
    [CmdletBinding()]
    param(
        # The branch.
        [Parameter(Mandatory)]
        [string] $Branch
    )

    $null = Invoke-TestRest -Path "/repositories/$((Get-TestServer).Repository)/branches/$Branch" -Method Delete
}

function Add-TestTag {
    <#
    .SYNOPSIS
        Makes a tag and gives its name.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # What it names.
        [Parameter(Mandatory)]
        [string] $Ref,

        # Where; the suites' repository where left out.
        [string] $Repository = (Get-TestServer).Repository
    )

    $name = "tag-$([Guid]::NewGuid().ToString('N').Substring(0, 12))"
    $null = Invoke-TestRest -Path "/repositories/$Repository/tags" -Method Post -Body @{ id = $name; ref = $Ref }
    $name
}

function Add-TestCommit {
    <#
    .SYNOPSIS
        Commits a branch and gives the commit's id.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # The branch.
        [Parameter(Mandatory)]
        [string] $Branch,

        # Where; the suites' repository where left out.
        [string] $Repository = (Get-TestServer).Repository
    )

    (Invoke-TestRest -Path "/repositories/$Repository/branches/$Branch/commits" -Method Post -Body @{ message = 'made by a test' }).id
}

function Add-TestObject {
    <#
    .SYNOPSIS
        Writes one small object under each of many keys, a few at a time.
    #>
    [CmdletBinding()]
    param(
        # The branch.
        [Parameter(Mandatory)]
        [string] $Branch,

        # The keys.
        [Parameter(Mandatory)]
        [string[]] $Key,

        # What they hold.
        [string] $Content = 'x',

        # Where; the suites' repository where left out.
        [string] $Repository = (Get-TestServer).Repository
    )

    Send-ManyPost -Post ($Key | ForEach-Object {
            @{ Path = "/repositories/$Repository/branches/$Branch/objects?path=$([Uri]::EscapeDataString($_))"; Type = 'application/octet-stream'; Body = $Content }
        })
}

function Get-TestObjectKey {
    <#
    .SYNOPSIS
        Lists a ref's keys as REST sees them.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # The ref.
        [Parameter(Mandatory)]
        [string] $Ref,

        # The prefix of the keys.
        [string] $Prefix = '',

        # Where; the suites' repository where left out.
        [string] $Repository = (Get-TestServer).Repository
    )

    $path = "/repositories/$Repository/refs/$Ref/objects/ls?amount=1000&prefix=$([Uri]::EscapeDataString($Prefix))"
    (Invoke-TestRest -Path $path).results | ForEach-Object path
}

Export-ModuleMember -Function Invoke-TestRest, Add-TestRepository, Add-TestBranch, Clear-TestBranch, Add-TestTag, Add-TestCommit, Add-TestObject, Get-TestObjectKey
