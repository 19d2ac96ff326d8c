#requires -Version 5.1
# The examples of the about topics that are scripts of their own: they run as they stand there.

Describe 'The examples of the about topics' -Tag Once {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        Get-LakeS3Connection | Disconnect-LakeS3
        $script:path = $env:PSModulePath
        $env:PSModulePath = (Split-Path (Split-Path (Get-TestPath).Module)) + [IO.Path]::PathSeparator + $path

        function Get-Block {
            # The code block of a language that has a text in it.
            param([string] $Topic, [string] $Having, [string] $Language = 'powershell')

            $page = Get-Content -LiteralPath (Join-Path (Get-TestPath).Root "docs/en-US/$Topic.md") -Raw -Encoding UTF8
            $blocks = @([regex]::Matches($page, "(?ms)^``````$Language\r?\n(.*?)^``````") | ForEach-Object { $_.Groups[1].Value } | Where-Object { $_.Contains($Having) })
            $blocks | Should -HaveCount 1 -Because "one block has '$Having'"
            $blocks[0]
        }
    }

    AfterAll {
        Stop-LakeLocalGateway *
        $env:PSModulePath = $path
    }

    Context 'about_LakeFS.S3_Testing' {
        BeforeAll {
            $script:folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'testing')).FullName
        }

        It 'start, use and stop a gateway' {
            & ([scriptblock]::Create((Get-Block about_LakeFS.S3_Testing 'Write-LakeObject raw/orders.csv')))
            Get-LakeS3Connection | Should -BeNullOrEmpty
        }

        It 'test a runbook with Pester, and all its tests pass' {
            foreach ($name in 'Publish-Orders.ps1', 'Publish-Orders.Tests.ps1') {
                [IO.File]::WriteAllText((Join-Path $folder $name), (Get-Block about_LakeFS.S3_Testing "# $name"))
            }
            $null = New-Item -ItemType Directory -Path (Join-Path $folder 'seed/raw/orders')
            [IO.File]::WriteAllText((Join-Path $folder 'seed/raw/orders/2025.csv'), "id,total`n0,1`n")
            $pester = (Get-Module Pester).Path
            $said = Invoke-ThisPowerShell -Argument '-Command', "Import-Module '$pester'; Import-Module LakeFS.S3; Set-Location '$folder'; `$result = Invoke-Pester ./Publish-Orders.Tests.ps1 -PassThru -Output None; `$result.Failed.ErrorRecord | Out-String; `"`$(`$result.PassedCount) of `$(`$result.TotalCount) passed`""
            $said[-1] | Should -Be '3 of 3 passed' -Because "$said"
        }

        It 'replace the fault plan of a gateway that runs' {
            $said = & ([scriptblock]::Create((Get-Block about_LakeFS.S3_Testing '_gateway/faults'))) | Where-Object { $_ -is [string] -and $_ }
            $said | Should -Contain 'LakeContentMismatch,LakeFS.S3.PowerShell.ReadLakeObjectCommand'
            $said | Should -Contain 'PutObject'
        }
    }

    Context 'about_LakeFS.S3_Automation' {
        BeforeAll {
            $script:folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'automation')).FullName
            $null = New-Item -ItemType Directory -Path (Join-Path $folder 'export')
            [IO.File]::WriteAllText((Join-Path $folder 'export/orders.csv'), 'id')
            $script:server = Get-TestServer
            $script:variables = @{}
            foreach ($name in 'LAKECTL_SERVER_ENDPOINT_URL', 'LAKECTL_CREDENTIALS_ACCESS_KEY_ID', 'LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY', 'GITHUB_SHA') {
                $variables[$name] = [Environment]::GetEnvironmentVariable($name)
            }
        }

        BeforeEach {
            if (-not $server.IsLocal) {
                Set-ItResult -Skipped -Because 'the examples need a server of their own'
            }
            if ($server.IsLocal -and -not (Get-Variable repository -Scope Script -ErrorAction Ignore)) {
                $script:repository = Invoke-TestRest '/repositories' -Method Post -Body @{ name = 'automation-repo'; storage_namespace = "$($server.StorageScheme)://automation-repo" }
            }
            $env:LAKECTL_SERVER_ENDPOINT_URL = $server.ControlUrl
            $env:LAKECTL_CREDENTIALS_ACCESS_KEY_ID = $server.AccessKeyId
            $env:LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY = $server.SecretAccessKey
            $env:GITHUB_SHA = 'cafe'
            # The vault and Azure are not here; what they give is a credential.
            $script:credential = [pscredential]::new($server.AccessKeyId, (ConvertTo-TestSecret $server.SecretAccessKey))
            function Get-Secret { $credential }
            function Get-AutomationPSCredential { $credential }
            Push-Location -LiteralPath $folder

            function Invoke-Typed {
                # Runs code as a script of its own.
                param([string] $Code)

                & ([scriptblock]::Create($Code.Replace('https://lakefs.example.com', $server.ControlUrl).Replace('example-repo', 'automation-repo')))
            }
        }

        AfterEach {
            Pop-Location
            Get-LakeS3Connection | Disconnect-LakeS3
        }

        AfterAll {
            foreach ($name in $variables.Keys) {
                [Environment]::SetEnvironmentVariable($name, $variables[$name])
            }
        }

        It 'set defaults' {
            $PSDefaultParameterValues = @{}
            Invoke-Typed (Get-Block about_LakeFS.S3_Automation '$PSDefaultParameterValues')
            $lake = Connect-LakeS3 -Ref main -PassThru
            $lake.TimeoutSeconds | Should -Be 300
            $lake.MaxConcurrency | Should -Be 32
            $lake.Repository | Should -Be 'automation-repo'
        }

        It 'connect with a secret of a vault' {
            Invoke-Typed (Get-Block about_LakeFS.S3_Automation 'Get-Secret')
            (Get-LakeS3Connection).AccessKeyId | Should -Be $server.AccessKeyId
        }

        It 'load a folder as a transaction' {
            Invoke-Typed (Get-Block about_LakeFS.S3_Automation 'Invoke-LakeTransaction')
            (Get-LakeCommit -First 1).Message | Should -Be 'Nightly load'
        }

        It 'are a runbook for Azure Automation' {
            (Invoke-Typed (Get-Block about_LakeFS.S3_Automation 'Get-AutomationPSCredential')).Message | Should -BeLike 'Report of 20*'
            (Get-LakeObjectList reports/).Key | Should -BeLike 'reports/20*.txt'
        }

        It 'are a step for GitHub Actions' {
            $step = (Get-Block about_LakeFS.S3_Automation 'shell: pwsh' -Language yaml) -split '(?m)^        run: \|\r?\n' | Select-Object -Last 1
            $lines = $step -split '\r?\n' | ForEach-Object Trim | Where-Object { $_ }
            $lines[0] | Should -Be 'Install-PSResource LakeFS.S3 -TrustRepository'
            [IO.File]::WriteAllText((Join-Path $folder 'export/orders.csv'), 'id,total')
            $null = Invoke-Typed (($lines | Select-Object -Skip 1) -join "`n")
            (Get-LakeCommit -First 1).Message | Should -Be 'Load cafe'
        }
    }
}

Describe 'The recorded session of README' -Tag Once {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:samples = Join-Path (Get-TestPath).Root 'docs/samples'
        $ast = [System.Management.Automation.Language.Parser]::ParseFile((Join-Path $samples 'Record-Session.ps1'), [ref]$null, [ref]$null)
        $assignment = $ast.Find({ $args[0] -is [System.Management.Automation.Language.AssignmentStatementAst] -and "$($args[0].Left)" -eq '$commands' }, $false)
        $script:commands = & ([scriptblock]::Create("$($assignment.Right)"))
    }

    It 'shows each command, and is small' {
        $path = Join-Path $samples 'session.svg'
        [xml]$picture = Get-Content -LiteralPath $path -Raw -Encoding UTF8
        $lines = $picture.SelectNodes('//*[local-name()="text"]') | ForEach-Object { $_.InnerText -replace '\s' }
        $commands.Count | Should -BeGreaterThan 5
        foreach ($command in $commands) {
            $lines | Should -Contain ("PS>$command" -replace '\s')
        }
        (Get-Item -LiteralPath $path).Length | Should -BeLessThan 60KB
    }

    It 'can be recorded again, with the same picture' -Skip:($PSVersionTable.PSEdition -ne 'Core' -or -not (Get-Command tmux -CommandType Application -ErrorAction Ignore)) {
        $module = Split-Path (Get-TestPath).Module
        $one, $two = 'one.svg', 'two.svg' | ForEach-Object {
            & (Join-Path $samples 'Record-Session.ps1') -Module $module -Destination (Join-Path $TestDrive $_)
        }
        (Get-FileHash -LiteralPath $two).Hash | Should -Be (Get-FileHash -LiteralPath $one).Hash
    }
}
