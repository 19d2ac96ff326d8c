#requires -Version 5.1
# Starts the PowerShell that runs this script once more, however it was installed.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function Get-ThisPowerShell {
    <#
    .SYNOPSIS
        Gives the command that starts this PowerShell again: a program, and the arguments that come before PowerShell's own.
    .DESCRIPTION
        A PowerShell that was installed as a .NET tool is run by dotnet, so the program of its process is dotnet and the
        first argument is pwsh.dll. A package and Windows PowerShell have a program of their own. Where PowerShell is
        hosted by another program, such as an editor, the one beside PowerShell's own assemblies is taken.
    .EXAMPLE
        $shell = Get-ThisPowerShell
        & $shell.Path @($shell.Argument) -NoProfile -Command 1+1
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # The program of the process; links are followed already.
        [string] $ProcessPath = (Get-Process -Id $PID).Path,

        # The folder of PowerShell's own assemblies.
        [string] $Installation = $PSHOME
    )

    $path = $ProcessPath
    $argument = @()
    switch -Regex ([IO.Path]::GetFileNameWithoutExtension($ProcessPath)) {
        '^dotnet$' {
            $argument = @(Join-Path $Installation 'pwsh.dll')
            break
        }
        '^(pwsh|powershell)(-\w+)?$' {
            break
        }
        default {
            $path = 'pwsh', 'pwsh.exe', 'powershell.exe' | ForEach-Object { Join-Path $Installation $_ } |
                Where-Object { Test-Path -LiteralPath $_ -PathType Leaf } | Select-Object -First 1
            if (-not $path) {
                throw "There is no PowerShell to start in '$Installation'."
            }
        }
    }
    [pscustomobject]@{ Path = $path; Argument = $argument }
}

function Get-WholeArgument {
    # What this PowerShell's program is given: what comes before PowerShell's own arguments, no profile, no questions, and those.
    param([object] $Shell, [string[]] $Argument)

    @($Shell.Argument) + '-NoProfile', '-NonInteractive' + $Argument
}

function Invoke-ThisPowerShell {
    <#
    .SYNOPSIS
        Runs this PowerShell again without a profile, and gives what it printed, errors too. $LASTEXITCODE is its own.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # PowerShell's arguments, such as -File and what the script takes.
        [Parameter(Mandatory)]
        [AllowEmptyString()]
        [string[]] $Argument
    )

    # Windows PowerShell takes the first line that a program writes to its error stream for a failure.
    $ErrorActionPreference = 'Continue'
    $shell = Get-ThisPowerShell
    $all = Get-WholeArgument -Shell $shell -Argument $Argument
    & $shell.Path @all 2>&1 | ForEach-Object { "$_" }
}

function Get-ThisPowerShellStart {
    <#
    .SYNOPSIS
        Describes how a process of this PowerShell, without a profile, is started.
    .EXAMPLE
        $process = [Diagnostics.Process]::Start((Get-ThisPowerShellStart -Argument '-File', $script))
    #>
    [CmdletBinding()]
    [OutputType([Diagnostics.ProcessStartInfo])]
    param(
        # PowerShell's arguments.
        [Parameter(Mandatory)]
        [AllowEmptyString()]
        [string[]] $Argument
    )

    $shell = Get-ThisPowerShell
    $start = [Diagnostics.ProcessStartInfo]::new($shell.Path)
    # .NET Framework has no list of arguments. What is given here has no quotes and does not end with a backslash.
    $start.Arguments = (Get-WholeArgument -Shell $shell -Argument $Argument | ForEach-Object { "`"$_`"" }) -join ' '
    $start.UseShellExecute = $false
    $start
}

Export-ModuleMember -Function Get-ThisPowerShell, Invoke-ThisPowerShell, Get-ThisPowerShellStart
