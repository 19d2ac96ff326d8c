#requires -Version 5.1
# The same round of commands comes to the same end in every kind of session.

BeforeDiscovery {
    $script:cultures = foreach ($name in 'tr-TR', 'de-DE', 'ar-SA') {
        # Without its data, which .NET may have been told to leave out, a culture is like every other.
        $hasData = try { [cultureinfo]::GetCultureInfo($name).NumberFormat.NumberDecimalSeparator -ne '.' } catch { $false }
        @{ Culture = $name; HasData = $hasData }
    }
}

Describe 'A round of commands' -Tag Once {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:round = Join-Path $PSScriptRoot 'Session/Invoke-StandardRound.ps1'

        function Get-RoundParameter {
            # The parameters of a round on a branch and in a folder of its own.
            param([string] $Folder = (Join-Path $TestDrive ([Guid]::NewGuid().ToString('N'))))

            $endpoint = Get-TestEndpoint
            [ordered]@{
                Module = (Get-TestPath).Module
                Url = $endpoint.EndpointUrl
                CertificateFile = "$($endpoint.CACertificate)"
                AccessKeyId = $server.AccessKeyId
                Repository = $server.Repository
                Branch = Add-TestBranch
                Folder = $Folder
            }
        }

        function Get-RoundScript {
            # A file that runs a round after some lines of its own.
            param([string] $Before, [System.Collections.IDictionary] $Parameter = (Get-RoundParameter))

            $given = foreach ($name in $Parameter.Keys) {
                "-$name '$($Parameter[$name] -replace "'", "''")'"
            }
            $file = Join-Path $TestDrive "$([Guid]::NewGuid().ToString('N')).ps1"
            Set-Content -LiteralPath $file -Encoding UTF8 -Value "$Before`n. '$round' $given"
            $file
        }

        function Invoke-Round {
            # Runs a round in another process, after some lines of its own.
            param([string] $Before)

            Invoke-ThisPowerShell -Argument '-File', (Get-RoundScript -Before $Before)
        }

        $env:LAKEFS_S3_ROUND_SECRET = $server.SecretAccessKey
        $script:expected = Invoke-Round -Before '$ErrorActionPreference = "Continue"'
    }

    AfterAll {
        Remove-Item Env:LAKEFS_S3_ROUND_SECRET
    }

    It 'does what it should' {
        $expected | Should -HaveCount 21
        $expected | Should -Contain 'written: in/PICTURE.GIF 10 True in/TITLE [1]/info file.csv 3 True'
        $expected | Should -Contain 'read: 1.5 ISTANBUL '
        $expected | Should -Contain 'metadata: 1.5 I text/plain image/gif'
        $expected | Should -Contain 'synchronized again: 0'
        $expected | Should -Contain 'committed: A round 1.5 0'
        $expected | Should -Contain 'logged: A round 0'
        $expected | Where-Object { $_ -like 'shown:*' } | Should -Be 'shown: True', 'shown: True'
        $expected | Should -Contain 'failed: LakeObjectNotFound,LakeFS.S3.PowerShell.ReadLakeObjectCommand ObjectNotFound'
        $expected | Should -Contain 'removed: 2 False'
    }

    It 'is the same in strict mode, where every error stops' {
        Invoke-Round -Before 'Set-StrictMode -Version Latest; $ErrorActionPreference = "Stop"' | Should -Be $expected
    }

    It 'is the same in <Culture>' -ForEach $cultures {
        if (-not $HasData) {
            Set-ItResult -Skipped -Because 'this .NET has no data of cultures'
        }
        Invoke-Round -Before "[cultureinfo]::DefaultThreadCurrentCulture = [cultureinfo]::DefaultThreadCurrentUICulture = [cultureinfo]::CurrentCulture = [cultureinfo]::CurrentUICulture = [cultureinfo]::GetCultureInfo('$Culture')" |
            Should -Be $expected
    }

    It 'is the same with blanks and brackets in the path of the home and of the current folder' {
        $homeFolder = Join-Path $TestDrive 'home [of] a user'
        $null = New-Item -ItemType Directory -Path $homeFolder
        $saved = @{ }
        foreach ($name in 'HOME', 'USERPROFILE', 'LOCALAPPDATA', 'XDG_DATA_HOME', 'XDG_CONFIG_HOME') {
            $saved[$name] = [Environment]::GetEnvironmentVariable($name)
            [Environment]::SetEnvironmentVariable($name, $(if ($name -in 'HOME', 'USERPROFILE') { $homeFolder }))
        }
        try {
            $file = Get-RoundScript -Parameter (Get-RoundParameter -Folder (Join-Path $homeFolder 'data [of] mine'))
            Invoke-ThisPowerShell -Argument '-File', $file | Should -Be $expected
        } finally {
            foreach ($name in $saved.Keys) {
                [Environment]::SetEnvironmentVariable($name, $saved[$name])
            }
        }
    }

    It 'is the same in a job' {
        $job = Start-Job -FilePath (Get-RoundScript)
        $job | Receive-Job -Wait -AutoRemoveJob | Should -Be $expected
    }

    It 'is the same in a thread job' {
        if (-not (Get-Command Start-ThreadJob -ErrorAction Ignore)) {
            Set-ItResult -Skipped -Because 'this PowerShell has no thread jobs'
        }
        $job = Start-ThreadJob -FilePath (Get-RoundScript)
        $job | Receive-Job -Wait -AutoRemoveJob | Should -Be $expected
    }

    It 'is the same in ForEach-Object -Parallel, in three at once' {
        if ($PSVersionTable.PSEdition -ne 'Core') {
            Set-ItResult -Skipped -Because 'Windows PowerShell has no ForEach-Object -Parallel'
        }
        # Made from a text: Windows PowerShell could not even read it.
        $parallel = [scriptblock]::Create('param($files) $files | ForEach-Object -Parallel { , @(& $_) }')
        $runs = & $parallel @(1..3 | ForEach-Object { Get-RoundScript })
        $runs | Should -HaveCount 3
        foreach ($run in $runs) {
            $run | Should -Be $expected
        }
    }

    It 'is the same in constrained language mode, but for what views show' {
        # Views are script blocks. Where a session constrains the language and not the system, PowerShell runs them without
        # the methods of the module, and columns with text are empty.
        Invoke-Round -Before '$ExecutionContext.SessionState.LanguageMode = "ConstrainedLanguage"' |
            Where-Object { $_ -notlike 'shown:*' } | Should -Be ($expected -notlike 'shown:*')
    }

    It 'is the same without a console: input, output and errors are redirected' {
        $start = Get-ThisPowerShellStart -Argument '-File', (Get-RoundScript)
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $process = [Diagnostics.Process]::Start($start)
        try {
            $process.StandardInput.Close()
            $errors = $process.StandardError.ReadToEndAsync()
            $lines = $process.StandardOutput.ReadToEnd().TrimEnd() -split '\r?\n'
            $process.WaitForExit()
            $lines | Should -Be $expected
            $errors.Result | Should -BeNullOrEmpty
            $process.ExitCode | Should -Be 0
        } finally {
            $process.Dispose()
        }
    }
}
