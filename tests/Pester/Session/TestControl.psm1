#requires -Version 5.1
# The local gateway's control endpoints: what it has been asked, and what is to go wrong.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

Import-Module (Join-Path $PSScriptRoot 'TestServer.psm1')

function Skip-OnRealServer {
    <#
    .SYNOPSIS
        Ends the test as skipped where the server is no local gateway.
    #>
    [CmdletBinding()]
    param(
        # What the test needs of the local gateway.
        [string] $Because = 'it needs the local gateway''s fault plan or request log'
    )

    if (-not (Get-TestServer).IsLocal) {
        Set-ItResult -Skipped -Because $Because
    }
}

function Skip-WithoutImport {
    <#
    .SYNOPSIS
        Ends the test as skipped where the server has nothing to import from.
    #>
    [CmdletBinding()]
    param()

    if (-not (Get-TestServer).ImportUrl) {
        Set-ItResult -Skipped -Because 'LAKEFS_S3_TEST_IMPORT_URL is not set'
    }
}

function Use-TestFault {
    <#
    .SYNOPSIS
        Has the gateway break requests as rules say; takes the place of earlier rules.
    #>
    [CmdletBinding()]
    param(
        # The rules, as the gateway's --help describes them.
        [Parameter(Mandatory)]
        [hashtable[]] $Rule,

        # The gateway, if it is another than the suite's.
        [pscustomobject] $Server = (Get-TestServer)
    )

    $plan = ConvertTo-Json -InputObject @{ rules = $Rule } -Depth 5 -Compress
    $null = Invoke-RestMethod -Uri "$($Server.ControlUrl)/_gateway/faults" -Method Put -Body $plan -ContentType 'application/json' -UseBasicParsing
}

function Use-TestHook {
    <#
    .SYNOPSIS
        Has a hook of the action 'quality gate' refuse merges into a branch, or commits to it.
    .DESCRIPTION
        For the local gateway it is a fault plan. A real server gets the action: it runs hooks in Lua. It remembers for
        some seconds what actions a branch has, so that commits to the branch must not have come before.
    #>
    [CmdletBinding()]
    param(
        # The event: pre-merge or pre-commit.
        [Parameter(Mandatory)]
        [ValidateSet('pre-merge', 'pre-commit')]
        [string] $On,

        # The branch.
        [Parameter(Mandatory)]
        [string] $Branch,

        # What the hook says.
        [Parameter(Mandatory)]
        [string] $Message,

        # Where a real server finds the action: on what is merged or committed. The connection's ref where left out.
        [string] $Source
    )

    if ((Get-TestServer).IsLocal) {
        $operation = if ($On -eq 'pre-merge') { 'mergeIntoBranch' } else { 'commit' }
        Use-TestFault @{ operation = $operation; fault = 'hook'; message = $Message }
        return
    }
    $ref = if ($Source) { @{ Ref = $Source } } else { @{} }
    Write-LakeObject _lakefs_actions/gate.yaml @ref -Content @"
name: quality gate
on:
  ${On}:
    branches: ['$Branch']
hooks:
  - id: check
    type: lua
    properties:
      script: error('$Message')
"@
    if ($On -eq 'pre-merge') {
        $null = New-LakeCommit 'gate' @ref
    }
}

function Clear-TestFault {
    <#
    .SYNOPSIS
        Has the gateway answer everything properly again.
    #>
    [CmdletBinding()]
    param(
        # The gateway, if it is another than the suite's.
        [pscustomobject] $Server = (Get-TestServer)
    )

    if ($Server.IsLocal) {
        $null = Invoke-RestMethod -Uri "$($Server.ControlUrl)/_gateway/faults" -Method Delete -UseBasicParsing
    }
}

function Wait-TestFault {
    <#
    .SYNOPSIS
        Waits until the first rule has hit a request.
    #>
    [CmdletBinding()]
    param()

    $limit = [DateTime]::UtcNow.AddSeconds(30)
    do {
        $plan = Invoke-RestMethod -Uri "$((Get-TestServer).ControlUrl)/_gateway/faults" -UseBasicParsing
        if ([DateTime]::UtcNow -gt $limit) {
            throw 'No request was hit by the fault rule within 30 seconds.'
        }
    } until ($plan.rules[0].hits -gt 0)
}

function Get-TestRequest {
    <#
    .SYNOPSIS
        Gives the requests that the gateway has answered, the latest last.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # Only requests of this operation.
        [string] $Operation = '*',

        # Only requests for this ref; others may still come from what an earlier test broke off.
        [string] $Ref = '*',

        # The gateway, if it is another than the suite's.
        [pscustomobject] $Server = (Get-TestServer)
    )

    $answer = Invoke-RestMethod -Uri "$($Server.ControlUrl)/_gateway/requests" -UseBasicParsing
    $answer | ForEach-Object { $_ } | Where-Object { $_.operation -like $Operation -and "$($_.ref)" -like $Ref }
}

function Wait-TestRequest {
    <#
    .SYNOPSIS
        Waits until the gateway is done with so many requests of an operation, also with those that were broken off.
    #>
    [CmdletBinding()]
    param(
        # The operation.
        [Parameter(Mandatory)]
        [string] $Operation,

        # How many.
        [Parameter(Mandatory)]
        [int] $Count
    )

    $limit = [DateTime]::UtcNow.AddSeconds(30)
    while (@(Get-TestRequest -Operation $Operation).Count -lt $Count) {
        if ([DateTime]::UtcNow -gt $limit) {
            throw "The gateway was not done with $Count requests of $Operation within 30 seconds."
        }
    }
}

function Clear-TestRequest {
    <#
    .SYNOPSIS
        Has the gateway forget the requests it has answered.
    #>
    [CmdletBinding()]
    param(
        # The gateway, if it is another than the suite's.
        [pscustomobject] $Server = (Get-TestServer)
    )

    $null = Invoke-RestMethod -Uri "$($Server.ControlUrl)/_gateway/requests" -Method Delete -UseBasicParsing
}

Export-ModuleMember -Function Skip-OnRealServer, Skip-WithoutImport, Use-TestFault, Use-TestHook, Clear-TestFault, Wait-TestFault, Get-TestRequest, Wait-TestRequest, Clear-TestRequest
