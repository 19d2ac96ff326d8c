#requires -Version 7.4
# One turn of one client in a scenario, and what the turns of a scenario share.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'BenchmarkBranch.psm1')
Import-Module (Join-Path $PSScriptRoot 'BenchmarkData.psm1')
Import-Module (Join-Path $PSScriptRoot 'BenchmarkTask.psm1')
Import-Module (Join-Path $PSScriptRoot 'BenchmarkMeasure.psm1')
Import-Module (Join-Path $PSScriptRoot 'ModuleClient.psm1')
Import-Module (Join-Path $PSScriptRoot 'PeerClient.psm1')

function Initialize-BenchmarkScenario {
    <#
    .SYNOPSIS
        Prepares a scenario on a server, and describes what its turns share.
    .DESCRIPTION
        What is to be fetched, listed or synchronised is written once, the same for all clients. The module writes it:
        a large object then has its parts of 16 MiB.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # The scenario.
        [Parameter(Mandatory)]
        [pscustomobject] $Scenario,

        # The server.
        [Parameter(Mandatory)]
        [pscustomobject] $Server,

        # The module as a client.
        [Parameter(Mandatory)]
        [pscustomobject] $Module,

        # A folder on this machine.
        [Parameter(Mandatory)]
        [string] $WorkFolder
    )

    $stage = [pscustomobject]@{
        Scenario = $Scenario
        Server = $Server
        WorkFolder = $WorkFolder
        # Scenarios of the same files share them.
        DataFolder = Join-Path $WorkFolder "data-$($Scenario.Count)-$($Scenario.Size)"
        Name = @()
        Branch = $null
        Newest = 0L
    }
    if ($Scenario.Operation -eq 'Start') {
        return $stage
    }
    if ($Scenario.Operation -eq 'ListBranches') {
        $stage.Branch = Add-BenchmarkBranch -Server $Server
        $stage.Name = @(Add-ManyBranch -Server $Server -Count $Scenario.Count)
        return $stage
    }
    if ($Scenario.Operation -eq 'ListCommits') {
        $stage.Branch = Add-BenchmarkBranch -Server $Server
        Add-ManyCommit -Server $Server -Branch $stage.Branch -Count $Scenario.Count
        return $stage
    }
    if ($Scenario.Operation -in 'List', 'RemovePrefix') {
        $stage.Name = foreach ($number in 1..$Scenario.Count) { Get-ManyObjectKey -Number $number }
        $stage.Branch = Add-BenchmarkBranch -Server $Server
        Add-ManyObject -Server $Server -Branch $stage.Branch -Count $Scenario.Count
        if ($Scenario.Operation -eq 'RemovePrefix') {
            Save-BenchmarkBranch -Server $Server -Branch $stage.Branch
        }
        return $stage
    }

    $stage.Name = @(New-BenchmarkData -Path $stage.DataFolder -Count $Scenario.Count -Size $Scenario.Size -Sparse:$Scenario.Sparse)
    $operation = switch ($Scenario.Operation) {
        { $_ -eq 'ReceiveFolder' -or $_ -like '*Many' } { 'SendFolder' }
        { $_ -in 'ReceiveFile', 'CopyAcross' } { 'SendFile' }
        'Sync' { 'Sync' }
    }
    if ($operation) {
        $stage.Branch = Add-BenchmarkBranch -Server $Server
        $local = $operation -eq 'SendFile' ? (Join-Path $stage.DataFolder $stage.Name[0]) : $stage.DataFolder
        $writer = $Scenario.Writer ? (Find-PeerClient -Name $Scenario.Writer) : $Module
        if (-not $writer.Path) {
            throw "$($writer.Name), which writes the object, is not installed."
        }
        $null = Invoke-Task -Stage $stage -Client $writer -Operation ($Scenario.WriterOperation ?? $operation) -Branch $stage.Branch -Local $local
        $stage.Newest = (Assert-Sent -Stage $stage -Branch $stage.Branch).Newest
        if ($Scenario.Operation -like '*Many') {
            Save-BenchmarkBranch -Server $Server -Branch $stage.Branch
        }
    }
    $stage
}

function Complete-BenchmarkScenario {
    <#
    .SYNOPSIS
        Removes from the server what a scenario's turns shared.
    #>
    [CmdletBinding()]
    param(
        # What Initialize-BenchmarkScenario gave.
        [Parameter(Mandatory)]
        [pscustomobject] $Stage
    )

    if ($Stage.Scenario.Operation -eq 'ListBranches') {
        foreach ($branch in $Stage.Name) {
            Remove-BenchmarkBranch -Server $Stage.Server -Branch $branch -KeepStorage -Confirm:$false
        }
    }
    if ($Stage.Branch) {
        Remove-BenchmarkBranch -Server $Stage.Server -Branch $Stage.Branch -Confirm:$false
    }
}

function Invoke-BenchmarkTurn {
    <#
    .SYNOPSIS
        Has one client do a scenario's task once, checks what came of it, and gives the figures.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # What Initialize-BenchmarkScenario gave.
        [Parameter(Mandatory)]
        [pscustomobject] $Stage,

        # The client.
        [Parameter(Mandatory)]
        [pscustomobject] $Client,

        # Compares the bytes that came, not only their number.
        [switch] $Content
    )

    $operation = $Client.Operations -contains 'ListAndHash' ? 'ListAndHash' : $Stage.Scenario.Operation
    if ($operation -in 'SendFolder', 'SendFile') {
        # A new branch is a place where nothing is, and goes as a whole.
        $branch = Add-BenchmarkBranch -Server $Stage.Server
        try {
            $local = $operation -eq 'SendFile' ? (Join-Path $Stage.DataFolder $Stage.Name[0]) : $Stage.DataFolder
            Invoke-Task -Stage $Stage -Client $Client -Operation $operation -Branch $branch -Local $local
            $null = Assert-Sent -Stage $Stage -Branch $branch
        } finally {
            Remove-BenchmarkBranch -Server $Stage.Server -Branch $branch -Confirm:$false
        }
        return
    }
    if ($operation -eq 'CopyAcross') {
        $branch = Add-BenchmarkBranch -Server $Stage.Server.Target
        try {
            Invoke-Task -Stage $Stage -Client $Client -Operation $operation -Branch $Stage.Branch -TargetBranch $branch
            $null = Assert-Sent -Stage $Stage -Branch $branch -Server $Stage.Server.Target
        } finally {
            Remove-BenchmarkBranch -Server $Stage.Server.Target -Branch $branch -Confirm:$false
        }
        return
    }
    if ($operation -in 'CopyMany', 'RemoveMany', 'RemovePrefix') {
        # A branch of what is committed has all objects at once.
        $branch = Add-BenchmarkBranch -Server $Stage.Server -Source $Stage.Branch
        try {
            $figures = Invoke-Task -Stage $Stage -Client $Client -Operation $operation -Branch $branch
            $prefix = $operation -eq 'CopyMany' ? 'copy/' : $operation -eq 'RemoveMany' ? 'in/' : 'list/'
            $there = (Measure-BenchmarkBranch -Server $Stage.Server -Branch $branch -Prefix $prefix).Count
            $wanted = $operation -eq 'CopyMany' ? $Stage.Scenario.Count : 0
            if ($there -ne $wanted) {
                throw "$there objects are below $prefix in the end instead of $wanted."
            }
            $figures
        } finally {
            Remove-BenchmarkBranch -Server $Stage.Server -Branch $branch -KeepStorage -Confirm:$false
        }
        return
    }
    if ($operation -in 'ReceiveFolder', 'ReceiveFile') {
        $target = Join-Path $Stage.WorkFolder ([IO.Path]::GetRandomFileName())
        $local = $operation -eq 'ReceiveFile' ? (Join-Path $target $Stage.Name[0]) : $target
        $null = [IO.Directory]::CreateDirectory($operation -eq 'ReceiveFile' ? [IO.Path]::GetDirectoryName($local) : $target)
        try {
            $figures = Invoke-Task -Stage $Stage -Client $Client -Operation $operation -Branch $Stage.Branch -Local $local
            if ($Client.Name -eq 'LakeFS.S3' -and $null -ne $Stage.Scenario.Verified -and $figures.Count -ne "$($Stage.Scenario.Verified)") {
                throw "Verified is $($figures.Count) instead of $($Stage.Scenario.Verified)."
            }
            Assert-SameFile -Original $Stage.DataFolder -Copy $target -Name $Stage.Name -Content:$Content
            $figures
        } finally {
            [IO.Directory]::Delete($target, $true)
        }
        return
    }
    $figures = Invoke-Task -Stage $Stage -Client $Client -Operation $operation -Branch $Stage.Branch -Local $Stage.DataFolder
    switch ($operation) {
        { $_ -in 'List', 'ListBranches', 'ListCommits', 'MetadataMany', 'TestMany', 'ReadMany' } {
            if ($figures.Count -ne $Stage.Scenario.Count) {
                throw "$($figures.Count) were counted instead of $($Stage.Scenario.Count)."
            }
        }
        'Sync' {
            if ((Assert-Sent -Stage $Stage -Branch $Stage.Branch).Newest -ne $Stage.Newest) {
                throw 'Something was sent although nothing had changed.'
            }
        }
    }
    $figures
}

function Invoke-Task {
    # Runs a client's program for a task and gives its figures, without a check.
    param([pscustomobject] $Stage, [pscustomobject] $Client, [string] $Operation, [string] $Branch, [string] $TargetBranch, [string] $Local)

    $key = switch ($Operation) {
        { $_ -in 'List', 'RemovePrefix' } { 'list' }
        { $_ -like 'SendFile*' -or $_ -in 'ReceiveFile', 'CopyAcross' } { 'in/large.bin' }
        default { 'in' }
    }
    $folder = (New-Item -ItemType Directory -Path (Join-Path $Stage.WorkFolder ([IO.Path]::GetRandomFileName()))).FullName
    try {
        $task = New-BenchmarkTask -Operation $Operation -Server $Stage.Server -Branch $Branch -TargetBranch $TargetBranch -Key $key -Local $Local -Name $Stage.Name -WorkFolder $folder
        $command = $Client.Kind -eq 'Peer' ? (Get-PeerCommand -Client $Client -Task $task) : (Get-ModuleCommand -Client $Client -Task $task)
        $run = Measure-Program -FilePath $Client.Path -ArgumentList $command.Argument -Environment $command.Variable -OutputFolder $folder
        $session = Read-SessionFigure -Path $run.OutputPath
        [pscustomobject]@{
            Seconds = $run.Seconds
            CpuSeconds = $run.CpuSeconds
            PeakBytes = $run.PeakBytes
            SessionSeconds = $session ? $session.Seconds : $null
            SessionCpuSeconds = $session ? $session.CpuSeconds : $null
            # A session counts what it lists; the others print it.
            Count = $session ? $session.Count : [regex]::Count([IO.File]::ReadAllText($run.OutputPath), '\.parquet(?=</Key>|\s)')
        }
    } finally {
        Remove-Item -LiteralPath $folder -Recurse -Force
    }
}

function Assert-Sent {
    # Fails unless a branch has as many objects and bytes as were to be sent; gives what it has.
    param([pscustomobject] $Stage, [string] $Branch, [pscustomobject] $Server = $Stage.Server)

    $there = Measure-BenchmarkBranch -Server $Server -Branch $Branch -Prefix 'in/'
    $bytes = $Stage.Scenario.Count * $Stage.Scenario.Size
    if ($there.Count -ne $Stage.Scenario.Count -or $there.Bytes -ne $bytes) {
        throw "$($there.Count) objects of $($there.Bytes) bytes were sent instead of $($Stage.Scenario.Count) of $bytes."
    }
    $there
}

Export-ModuleMember -Function Initialize-BenchmarkScenario, Complete-BenchmarkScenario, Invoke-BenchmarkTurn
