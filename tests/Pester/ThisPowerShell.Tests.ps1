#requires -Version 5.1
# This PowerShell can be started again, however it was installed.

Describe 'Starting this PowerShell again' -Tag Once {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../ThisPowerShell.psm1')
        Import-Module (Join-Path $PSScriptRoot 'Session/TestServer.psm1')
        $script:root = (Get-TestPath).Root
        # Says which PowerShell it is, and which one it would start.
        $script:asks = Join-Path $TestDrive 'asks.ps1'
        Set-Content -LiteralPath $asks -Value @"
Import-Module '$(Join-Path $root 'tests/ThisPowerShell.psm1')'
`$PSHOME
Invoke-ThisPowerShell -Argument '-Command', '`$PSHOME'
"@
    }

    It 'starts the one that runs' {
        Invoke-ThisPowerShell -Argument '-Command', '"$($PSVersionTable.PSVersion) $PSHOME"' | Should -Be "$($PSVersionTable.PSVersion) $PSHOME"
    }

    It 'gives the exit code, and what goes to the error stream' {
        Invoke-ThisPowerShell -Argument '-Command', '[Console]::Error.WriteLine("told"); exit 7' | Should -Be 'told'
        $LASTEXITCODE | Should -Be 7
    }

    It 'describes a process whose arguments have blanks or are empty' {
        $script = Join-Path (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'a folder')) 'counts.ps1'
        Set-Content -LiteralPath $script -Value '"$($args.Count): $($args -join "|")"'
        $start = Get-ThisPowerShellStart -Argument '-File', $script, 'one two', '', 'three'
        $start.RedirectStandardOutput = $true
        $process = [Diagnostics.Process]::Start($start)
        $process.StandardOutput.ReadToEnd().Trim() | Should -Be '3: one two||three'
        $process.WaitForExit()
    }

    It 'is found for <Name>' -ForEach @(
        @{ Name = 'a package'; Process = '/opt/microsoft/powershell/7/pwsh'; Installation = '/opt/microsoft/powershell/7'; Path = '/opt/microsoft/powershell/7/pwsh'; First = $null }
        @{ Name = 'a preview'; Process = '/usr/bin/pwsh-preview'; Installation = '/opt/microsoft/powershell/7-preview'; Path = '/usr/bin/pwsh-preview'; First = $null }
        @{ Name = 'a .NET tool'; Process = '/usr/lib/dotnet/dotnet'; Installation = '/tools/powershell'; Path = '/usr/lib/dotnet/dotnet'; First = 'pwsh.dll' }
        @{ Name = 'Windows PowerShell'; Process = 'C:/Windows/System32/WindowsPowerShell/v1.0/powershell.exe'; Installation = 'C:/Windows/System32/WindowsPowerShell/v1.0'; Path = 'C:/Windows/System32/WindowsPowerShell/v1.0/powershell.exe'; First = $null }
    ) {
        $shell = Get-ThisPowerShell -ProcessPath $Process -Installation $Installation
        $shell.Path | Should -Be $Path
        $shell.Argument | ForEach-Object { Split-Path $_ -Leaf } | Should -Be $First
    }

    It 'is the one beside its assemblies where another program hosts it' {
        $installation = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'hosted')
        { Get-ThisPowerShell -ProcessPath '/usr/bin/editor' -Installation $installation } | Should -Throw '*no PowerShell*'
        $null = New-Item -ItemType File -Path (Join-Path $installation 'pwsh')
        (Get-ThisPowerShell -ProcessPath '/usr/bin/editor' -Installation $installation).Path | Should -Be (Join-Path $installation 'pwsh')
    }

    Context 'PowerShell as a .NET tool' {
        BeforeAll {
            $script:version = (Get-Content -LiteralPath (Join-Path $root '.config/dotnet-tools.json') -Raw | ConvertFrom-Json).tools.powershell.version
            $script:tools = Join-Path $TestDrive 'tools'
            $said = & dotnet tool install PowerShell --version $version --tool-path $tools 2>&1
            if ($LASTEXITCODE -ne 0) {
                throw "PowerShell $version could not be installed as a .NET tool: $said"
            }
        }

        It 'starts itself again: one of the repository' {
            Push-Location -LiteralPath $root
            try {
                $said = & dotnet tool run pwsh -- -NoProfile -NonInteractive -File $asks
            } finally {
                Pop-Location
            }
            $said | Should -HaveCount 2
            $said[1] | Should -Be $said[0]
        }

        It 'starts itself again: one with a path of its own, as global ones are' {
            $said = & (Join-Path $tools 'pwsh') -NoProfile -NonInteractive -File $asks
            $said | Should -HaveCount 2
            $said[0] | Should -BeLike "*$([IO.Path]::GetFileName($tools))*"
            $said[1] | Should -Be $said[0]
        }

        It 'starts itself again: by a link' {
            if ($PSVersionTable.PSEdition -ne 'Core' -or $IsWindows) {
                Set-ItResult -Skipped -Because 'links take rights of their own on Windows'
            }
            $link = New-Item -ItemType SymbolicLink -Path (Join-Path $TestDrive 'powershell-link') -Target (Join-Path $tools 'pwsh')
            $said = & $link.FullName -NoProfile -NonInteractive -File $asks
            $said | Should -HaveCount 2
            $said[1] | Should -Be $said[0]
        }
    }
}
