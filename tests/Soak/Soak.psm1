#requires -Version 7.4
# What the phases of a soak share: the gateway, the faults, the connection, and figures of a process.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# Each of them either leaves no trace, or an error that says what may have been done.
$script:faults = @(
    @{ fault = 'error'; status = 503; code = 'SlowDown' }, @{ fault = 'error'; status = 500; code = 'InternalError' }, @{ fault = 'error'; status = 429; code = 'TooManyRequests' }
    @{ fault = 'reset' }, @{ fault = 'lost-answer' }, @{ fault = 'reset-in-body'; afterBytes = 20 }, @{ fault = 'truncate'; afterBytes = 20 }, @{ fault = 'corrupt'; afterBytes = 20 }
    @{ fault = 'html' }, @{ fault = 'delay'; seconds = 0.2 }, @{ fault = 'stall'; seconds = 4 }, @{ fault = 'wrong-content-length' }
)

function Start-SoakGateway {
    <#
    .SYNOPSIS
        Starts a gateway for a soak; it ends with this process.
    #>
    [CmdletBinding(SupportsShouldProcess)]
    [OutputType([pscustomobject])]
    param(
        # The folder of the local gateway.
        [Parameter(Mandatory)]
        [string] $Gateway,

        # A folder whose files can be imported.
        [Parameter(Mandatory)]
        [string] $ImportFolder
    )

    if (-not $PSCmdlet.ShouldProcess($Gateway, 'Start')) {
        return
    }
    $program = Join-Path $Gateway 'LakeFS.S3.LocalGateway.dll'
    $start = [Diagnostics.ProcessStartInfo]::new('dotnet', "`"$program`" --port 0 --stop-on-stdin-end --repository soak-repo --block-storage memory --import-folder `"$ImportFolder`" --import-seconds 0.001")
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
    [pscustomobject]@{ Process = $process; Url = $said.url; KeyId = $said.access_key_id; Secret = $said.secret_access_key }
}

function Connect-Soak {
    <#
    .SYNOPSIS
        Connects to the gateway that the environment names, which is how a phase's own process gets it.
    #>
    [CmdletBinding()]
    param(
        # The default branch.
        [Parameter(Mandatory)]
        [string] $Branch,

        # How long a request may wait for the gateway.
        [int] $TimeoutSeconds = 30
    )

    $secret = [Net.NetworkCredential]::new('', $env:LAKEFS_S3_SOAK_SECRET).SecurePassword
    Connect-LakeS3 $env:LAKEFS_S3_SOAK_URL -AccessKeyId $env:LAKEFS_S3_SOAK_KEY_ID -SecretAccessKey $secret -Repository soak-repo -Ref $Branch -TimeoutSeconds $TimeoutSeconds -NoVerify
}

function Set-SoakFault {
    <#
    .SYNOPSIS
        Has something go wrong with one of the next requests, whichever comes.
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param(
        # Which of the next requests.
        [int] $Nth = 1
    )

    if ($PSCmdlet.ShouldProcess($env:LAKEFS_S3_SOAK_URL, 'Break a request')) {
        $rule = (Get-Random -InputObject $script:faults) + @{ operation = '*'; nth = $Nth; count = 1 }
        $plan = ConvertTo-Json -InputObject @{ rules = @($rule) } -Depth 4 -Compress
        $null = Invoke-RestMethod -Uri "$env:LAKEFS_S3_SOAK_URL/_gateway/faults" -Method Put -Body $plan -ContentType application/json
    }
}

function Clear-SoakFault {
    <#
    .SYNOPSIS
        Has every request answered properly again, and forgets which were.
    #>
    [CmdletBinding()]
    param()

    $null = Invoke-RestMethod -Uri "$env:LAKEFS_S3_SOAK_URL/_gateway/faults" -Method Delete
    $null = Invoke-RestMethod -Uri "$env:LAKEFS_S3_SOAK_URL/_gateway/requests" -Method Delete
}

function Measure-SoakProcess {
    <#
    .SYNOPSIS
        Gives the memory, handles and threads of this process.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # Minutes since the phase began.
        [Parameter(Mandatory)]
        [double] $Minute
    )

    $process = [Diagnostics.Process]::GetCurrentProcess()
    $memory = [GC]::GetGCMemoryInfo()
    [pscustomobject]@{
        Minute = $Minute
        ResidentMB = [Math]::Round($process.WorkingSet64 / 1MB, 1)
        # What is in use after a full collection.
        ManagedMB = [Math]::Round([GC]::GetTotalMemory($true) / 1MB, 1)
        CommittedMB = [Math]::Round($memory.TotalCommittedBytes / 1MB, 1)
        ArenaMB = [Math]::Round((Measure-Arena) / 1MB, 1)
        CompiledMethods = [Runtime.JitInfo]::GetCompiledMethodCount($false)
        CompiledMB = [Math]::Round([Runtime.JitInfo]::GetCompiledILBytes($false) / 1MB, 2)
        Handles = if (Test-Path /proc/self/fd) { [IO.Directory]::GetFileSystemEntries("/proc/$PID/fd").Count } else { $process.HandleCount }
        Threads = $process.Threads.Count
    }
}

function Measure-Arena {
    # The bytes that glibc has from the system for the heaps of threads. The just-in-time compiler uses these. Each heap begins
    # 64 MiB of addresses, of which it has made the rest inaccessible.
    [OutputType([long])]
    param()

    if (-not (Test-Path /proc/self/maps)) {
        return 0
    }
    $size = 0L
    foreach ($found in [regex]::Matches([IO.File]::ReadAllText("/proc/$PID/maps"), '(?m)^(?<from>\w+)-(?<to>\w+) rw-p 0+ 00:00 0 *\n\k<to>-(?<end>\w+) ---p')) {
        $from, $to, $end = foreach ($name in 'from', 'to', 'end') { [Convert]::ToInt64($found.Groups[$name].Value, 16) }
        if ($end - $from -eq 64MB) {
            $size += $to - $from
        }
    }
    $size
}

function Get-SoakSlope {
    <#
    .SYNOPSIS
        Gives how much a figure grows a minute, by least squares over the later half of the samples.
    #>
    [CmdletBinding()]
    [OutputType([double])]
    param(
        # The samples.
        [Parameter(Mandatory)]
        [object[]] $Sample,

        # The figure.
        [Parameter(Mandatory)]
        [string] $Name
    )

    $late = @($Sample | Select-Object -Last ([Math]::Max(2, [int]($Sample.Count / 2))))
    $x = ($late | Measure-Object Minute -Average).Average
    $y = ($late | Measure-Object $Name -Average).Average
    $above = 0.0
    $below = 0.0
    foreach ($one in $late) {
        $above += ($one.Minute - $x) * ($one.$Name - $y)
        $below += ($one.Minute - $x) * ($one.Minute - $x)
    }
    if ($below -eq 0) { 0.0 } else { [Math]::Round($above / $below, 2) }
}

Export-ModuleMember -Function Start-SoakGateway, Connect-Soak, Set-SoakFault, Clear-SoakFault, Measure-SoakProcess, Get-SoakSlope
