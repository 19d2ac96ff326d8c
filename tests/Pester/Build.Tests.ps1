#requires -Version 5.1
# The build scripts refuse what they can't do: a sentence, an exit code, and nothing half done.

Describe 'The build' -Tag Once {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../ThisPowerShell.psm1')
        Import-Module (Join-Path $PSScriptRoot 'Session/TestServer.psm1')
        # A copy of what the scripts read before they build, so that what they leave behind shows.
        $script:copy = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'project')
        $root = (Get-TestPath).Root
        Copy-Item -LiteralPath (Join-Path $root 'build.ps1'), (Join-Path $root 'build.sh'), (Join-Path $root 'global.json') -Destination $copy
        Copy-Item -LiteralPath (Join-Path $root '.config') -Destination $copy -Recurse
        $script:tools = Join-Path $copy '.config/dotnet-tools.json'
        $script:good = Get-Content -LiteralPath $tools -Raw
        $script:windows = $PSVersionTable.PSEdition -ne 'Core' -or $IsWindows
    }

    AfterEach {
        Set-Content -LiteralPath $tools -Value $good
        Join-Path $copy 'out' | Should -Not -Exist
    }

    It 'names the tasks where one does not exist' {
        $said = Invoke-ThisPowerShell -Argument '-File', (Join-Path $copy 'build.ps1'), 'Tset'
        $LASTEXITCODE | Should -Be 1
        $said | Should -HaveCount 1
        $said | Should -BeLike "*no task 'Tset'*Build, Docs, Analyze, Test, Demo, Bench, Matrix, Soak, Reproduce, Package*"
    }

    It 'says that the tools file is broken: <Case>' -ForEach @(
        @{ Case = 'no JSON'; Text = '{ "modules": {,' }
        @{ Case = 'a module without a version'; Text = '{ "modules": { "Pester": "5.9.1", "PSScriptAnalyzer": "1.25.0" } }' }
        @{ Case = 'a version that is none'; Text = '{ "modules": { "Pester": "newest", "PSScriptAnalyzer": "1.25.0", "Microsoft.PowerShell.PlatyPS": "1.0.3" } }' }
    ) {
        Set-Content -LiteralPath $tools -Value $Text
        $said = Invoke-ThisPowerShell -Argument '-File', (Join-Path $copy 'build.ps1'), 'Build'
        $LASTEXITCODE | Should -Be 1
        "$said" | Should -BeLike '*dotnet-tools.json*'
    }

    It 'says so from build.sh too, before anything is installed' {
        if ($windows) {
            Set-ItResult -Skipped -Because 'build.sh is for Linux and macOS'
        }
        Set-Content -LiteralPath $tools -Value '{ "version": 1, "tools": {,'
        $said = & (Join-Path $copy 'build.sh') build 2>&1 | ForEach-Object { "$_" }
        $LASTEXITCODE | Should -Be 1
        $said[-1] | Should -BeLike "*dotnet-tools.json can't be read*"
    }

    It 'refuses a PowerShell older than 7.4' -Skip:($PSVersionTable.PSEdition -ne 'Core') {
        # The version of the session can't be changed; what the script asks for it can.
        $script = Get-Content -LiteralPath (Join-Path $copy 'build.ps1') -Raw
        $old = Join-Path $copy 'old.ps1'
        Set-Content -LiteralPath $old -Value $script.Replace('$PSVersionTable.PSVersion', '([semver] "7.3.12")')
        $said = Invoke-ThisPowerShell -Argument '-File', $old, 'Build'
        $LASTEXITCODE | Should -Be 1
        $said | Should -Be 'build.ps1: PowerShell 7.3.12 is too old. Use 7.4 or later, or Windows PowerShell 5.1.'
    }

    Context 'Without PowerShell' -Skip:($PSVersionTable.PSEdition -ne 'Core' -or $IsWindows) {
        BeforeAll {
            function Invoke-BuildScript {
                # Runs build.sh as a machine that has no PowerShell and no packages, with this source of packages.
                param([string] $Source)

                Set-Content -LiteralPath (Join-Path $copy 'nuget.config') -Value "<configuration><packageSources><clear /><add key='only' value='$Source' allowInsecureConnections='true' /></packageSources></configuration>"
                $saved = $env:NUGET_PACKAGES, $env:PATH, $env:DOTNET_CLI_HOME
                try {
                    $env:NUGET_PACKAGES = Join-Path $TestDrive 'packages'
                    $env:DOTNET_CLI_HOME = Join-Path $TestDrive 'home'
                    $env:PATH = ($env:PATH -split ':' | Where-Object { -not (Test-Path -LiteralPath (Join-Path $_ 'pwsh')) }) -join ':'
                    & (Join-Path $copy 'build.sh') test 2>&1 | ForEach-Object { "$_" }
                } finally {
                    $env:NUGET_PACKAGES, $env:PATH, $env:DOTNET_CLI_HOME = $saved
                    Remove-Item -LiteralPath (Join-Path $copy 'nuget.config')
                }
            }
        }

        It 'says that it can''t be had where the registry does not have it' {
            # A source that is an empty folder answers as a registry without the package does.
            $null = New-Item -ItemType Directory -Path (Join-Path $copy 'empty')
            $said = Invoke-BuildScript -Source './empty'
            $LASTEXITCODE | Should -Be 1
            $said[-1] | Should -BeLike "*PowerShell can't be had*-Skip Pester*"
        }

        It 'says that it can''t be had where the registry accepts and never answers' {
            $silent = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
            $silent.Start()
            $env:LAKEFS_S3_RESTORE_SECONDS = '4'
            try {
                $said = Invoke-BuildScript -Source "http://$($silent.LocalEndpoint)/index.json"
                $LASTEXITCODE | Should -Be 1
            } finally {
                Remove-Item Env:LAKEFS_S3_RESTORE_SECONDS
                $silent.Stop()
            }
            $said | Should -Contain 'The package registry did not answer within 4 s.'
            $said[-1] | Should -BeLike "*PowerShell can't be had*-Skip Pester*"
        }
    }
}
