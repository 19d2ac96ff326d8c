#requires -Version 5.1
# Every cmdlet and every parameter has help, no help names what is gone, and every example runs.

BeforeDiscovery {
    $folder = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'docs/en-US'
    $manifest = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'LakeFS.S3.psd1'
    $ast = [System.Management.Automation.Language.Parser]::ParseFile($manifest, [ref]$null, [ref]$null)
    $table = $ast.Find({ $args[0] -is [System.Management.Automation.Language.HashtableAst] }, $false)
    $names = ($table.KeyValuePairs | Where-Object { $_.Item1.Value -eq 'CmdletsToExport' }).Item2.PipelineElements[0].Expression.FindAll({ $args[0] -is [System.Management.Automation.Language.StringConstantExpressionAst] }, $true) | ForEach-Object Value
    $script:commands = $names | ForEach-Object { @{ Name = $_; Page = Join-Path $folder "$_.md" } }
    $script:pages = Get-ChildItem -LiteralPath $folder -Filter *-*.md -ErrorAction Ignore | ForEach-Object { @{ Name = $_.BaseName; Page = $_.FullName } }
    $script:topics = Get-ChildItem -LiteralPath $folder -Filter about_*.md | ForEach-Object { @{ Name = $_.BaseName; Page = $_.FullName } }
    # One test for each code block below a heading "Example".
    $script:examples = foreach ($page in $pages) {
        $section = ((Get-Content -LiteralPath $page.Page -Raw) -split '(?m)^## ' | Where-Object { $_ -match '^EXAMPLES' })
        foreach ($example in $section -split '(?m)^### ' | Select-Object -Skip 1) {
            $code = [regex]::Matches($example, '(?ms)^```powershell\r?\n(.*?)^```') | ForEach-Object { $_.Groups[1].Value }
            @{ Name = $page.Name; Title = ($example -split '\r?\n')[0].Trim(); Code = $code -join "`n" }
        }
    }
}

Describe 'Help' -Tag Once {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:common = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters

        function Get-PageParameter {
            # The parameters that a page describes.
            param([string] $Page)

            $section = (Get-Content -LiteralPath $Page -Raw) -split '(?m)^## ' | Where-Object { $_ -match '^PARAMETERS' }
            [regex]::Matches($section, '(?m)^### -(\w+)\s*$') | ForEach-Object { $_.Groups[1].Value }
        }
    }

    Context 'The page of <Name>' -ForEach $commands {
        It 'is there' {
            $Page | Should -Exist
        }

        It 'describes every parameter, and no other' {
            $own = (Get-Command $Name).Parameters.Keys | Where-Object { $_ -notin $common -or $_ -in 'WhatIf', 'Confirm' } | Sort-Object
            Get-PageParameter -Page $Page | Where-Object { $_ -ne 'CommonParameters' } | Sort-Object | Should -Be $own
        }

        It 'has nothing left to be filled in' {
            Get-Content -LiteralPath $Page -Raw | Should -Not -Match '\{\{'
        }
    }

    Context 'Pages' {
        It 'are of cmdlets that exist: <Name>' -ForEach $pages {
            Get-Command -Module LakeFS.S3 | ForEach-Object Name | Should -Contain $Name
        }

        It 'name no cmdlet and no parameter that is gone: <Name>' -ForEach $pages {
            $text = Get-Content -LiteralPath $Page -Raw
            $known = (Get-Command -Module LakeFS.S3).Name
            foreach ($match in [regex]::Matches($text, '\b[A-Z][a-z]+-Lake\w+')) {
                $match.Value | Should -BeIn $known
            }
            # In code, each parameter that is used with one of the cmdlets has to be one of its own.
            foreach ($block in [regex]::Matches($text, '(?ms)^```powershell\r?\n(.*?)^```')) {
                $ast = [System.Management.Automation.Language.Parser]::ParseInput($block.Groups[1].Value, [ref]$null, [ref]$null)
                foreach ($call in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
                    # What is called by a variable has no name.
                    $name = $call.GetCommandName()
                    $command = if ($name) { Get-Command $name -Module LakeFS.S3 -ErrorAction Ignore }
                    if ($command) {
                        foreach ($parameter in $call.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] }) {
                            $command.ResolveParameter($parameter.ParameterName) | Should -Not -BeNullOrEmpty -Because "$($command.Name) has no -$($parameter.ParameterName)"
                        }
                    }
                }
            }
        }
    }

    Context 'Get-Help <Name>' -ForEach $commands {
        It 'says what it is for, with three examples and every parameter' {
            $help = Get-Help $Name -Full
            $help.Synopsis | Should -Not -BeNullOrEmpty
            $help.Synopsis | Should -Not -Match "$Name \[" -Because 'a syntax line in its place means that there is no help'
            ($help.description | Out-String).Trim().Length | Should -BeGreaterThan 40
            @($help.examples.example).Count | Should -BeGreaterOrEqual 3
            foreach ($parameter in (Get-Command $Name).Parameters.Keys | Where-Object { $_ -notin $common }) {
                $described = $help.parameters.parameter | Where-Object name -EQ $parameter
                ($described.description | Out-String).Trim() | Should -Not -BeNullOrEmpty -Because "-$parameter needs a description"
            }
        }
    }

    Context 'Get-Help <Name> -Online' -ForEach $commands {
        It 'leads to the page in the project' {
            $project = (Get-Module LakeFS.S3).ProjectUri
            "$project" | Should -Match '^https://github\.com/[\w-]+/[\w-]+$'
            (Get-Command $Name).HelpUri | Should -BeExactly "$project/blob/main/docs/en-US/$([IO.Path]::GetFileName($Page))"
            $Page | Should -Exist
        }
    }

    Context 'The topic <Name>' -ForEach $topics {
        It 'is listed with a whole sentence' {
            # Get-Help takes a line for it, the fifth of the text.
            $listed = Get-Help about_LakeFS.S3* | Where-Object Name -EQ $Name
            $section = ((Get-Content -LiteralPath $Page -Raw -Encoding UTF8) -split '(?m)^## ' | Where-Object { $_ -match '^Short description' })
            $listed.Synopsis | Should -BeExactly ($section -replace '^Short description\s+' -replace '`').Trim()
            $listed.Synopsis | Should -Match '^[A-Z].*[^.]\.$'
        }

        It 'fits into 80 columns, except for code and tables' {
            $lines = Get-Content -LiteralPath (Join-Path (Split-Path (Get-TestPath).Module) "en-US/$Name.help.txt") -Encoding UTF8
            $lines | Where-Object { $_.Length -gt 80 -and $_ -notmatch '^        ' } | Should -BeNullOrEmpty
        }

        It 'begins with its name, and links to what is there' {
            (Get-Content -LiteralPath $Page -TotalCount 1) | Should -Be "# $Name"
            foreach ($link in [regex]::Matches((Get-Content -LiteralPath $Page -Raw), '\]\((?<file>[\w.-]+\.md)[#)]')) {
                Join-Path (Split-Path $Page) $link.Groups['file'].Value | Should -Exist
            }
        }
    }

    Context 'The committed help' {
        It 'was made from the pages as they are' {
            # What is made needs PlatyPS, which few machines have; that it was made after the last change shows everywhere.
            # build.ps1 Analyze makes it again and compares.
            $docs = Join-Path (Get-TestPath).Root 'docs'
            $now = @(Get-ChildItem -LiteralPath (Join-Path $docs 'en-US') -Filter '*-*.md') + @(Get-ChildItem -Path (Join-Path $docs 'help/*.xml')) |
                ForEach-Object { '{0}  {1}' -f (Get-FileHash -LiteralPath $_.FullName).Hash.ToLowerInvariant(), $_.Name } | Sort-Object
            $then = Get-Content -LiteralPath (Join-Path $docs 'help/pages.sha256') | Sort-Object
            Compare-Object $then $now | ForEach-Object { "$($_.SideIndicator) $($_.InputObject)" } |
                Should -BeNullOrEmpty -Because 'a page changed and its help did not: run ./build.ps1 Docs'
        }

        It 'is what the module under test has' {
            $built = Join-Path (Split-Path (Get-TestPath).Module) 'en-US'
            foreach ($file in Get-ChildItem -Path (Join-Path (Get-TestPath).Root 'docs/help/*.xml')) {
                (Get-FileHash -LiteralPath (Join-Path $built $file.Name)).Hash | Should -Be (Get-FileHash -LiteralPath $file.FullName).Hash
            }
        }
    }

    Context 'about_LakeFS.S3' {
        It 'is built in' {
            Join-Path (Split-Path (Get-TestPath).Module) 'en-US/about_LakeFS.S3.help.txt' | Should -Exist
        }
    }

    Context 'The examples' {
        BeforeAll {
            # CONTRIBUTING.md says what every example finds: this server, these objects, these files.
            $script:server = Get-TestServer
            $script:saved = @{}
            foreach ($name in 'LAKECTL_SERVER_ENDPOINT_URL', 'LAKECTL_CREDENTIALS_ACCESS_KEY_ID', 'LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY', 'PSModulePath', 'XDG_CONFIG_HOME') {
                $saved[$name] = [Environment]::GetEnvironmentVariable($name)
            }
            if ($server.IsLocal) {
                foreach ($repository in 'example-repo', 'archive-repo') {
                    $null = Invoke-TestRest '/repositories' -Method Post -Body @{ name = $repository; storage_namespace = "$($server.StorageScheme)://$repository" }
                }
                # What examples save is not the user's.
                $env:XDG_CONFIG_HOME = "$TestDrive"
                $env:LAKECTL_SERVER_ENDPOINT_URL = $server.ControlUrl
                $env:LAKECTL_CREDENTIALS_ACCESS_KEY_ID = $server.AccessKeyId
                $env:LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY = $server.SecretAccessKey
            }
            $env:PSModulePath = (Split-Path (Split-Path (Get-TestPath).Module)) + [IO.Path]::PathSeparator + $env:PSModulePath

            function Invoke-Example {
                # Runs an example as a user would type it, and gives its error records.
                param([string] $Code)

                $secret = ConvertTo-TestSecret $server.SecretAccessKey
                $credential = [pscredential]::new($server.AccessKeyId, $secret)
                $typed = $Code.Replace('https://lakefs.example.com', $server.ControlUrl).Replace('https://lakefs.internal', $server.HttpsUrl).Replace('s3://example-bucket/', "$($server.StorageScheme)://").Replace('AKIAIOSFODNN7EXAMPLE', $server.AccessKeyId)
                Write-Verbose "With $($credential.UserName):`n$typed"
                $ErrorActionPreference = 'Stop'
                $ConfirmPreference = 'None'
                try {
                    $null = & ([scriptblock]::Create($typed))
                } catch {
                    $_
                }
            }
        }

        BeforeEach {
            Push-Location -LiteralPath $TestDrive
            if ($server.IsLocal) {
                $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive ([Guid]::NewGuid().ToString('N')))
                Set-Location -LiteralPath $folder
                [IO.File]::WriteAllText((Join-Path $folder 'orders.csv'), "order_id,total`n1,10`n2,20`n")
                [IO.File]::WriteAllText((Join-Path $folder 'customers.json'), '[{"id":1,"name":"Ada"}]')
                Copy-Item -LiteralPath $server.CAFile -Destination (Join-Path $folder 'ca.pem')
                Get-LakeS3Connection | Disconnect-LakeS3
                Connect-LakeS3 -Repository example-repo -Ref main -Name lake
                Get-LakeObjectList | Remove-LakeObject -Confirm:$false
                Write-LakeObject raw/2026/orders.csv -File ./orders.csv
                Write-LakeObject raw/2026/customers.json -File ./customers.json
                Write-LakeObject readme.txt -Content "Orders and customers, 2026.`n"
                $null = New-LakeCommit 'What the examples find' -AllowEmpty
                if (Get-LakeBranch dev*) {
                    $null = Invoke-TestRest '/repositories/example-repo/branches/dev' -Method Delete
                }
                $null = Invoke-TestRest '/repositories/example-repo/branches' -Method Post -Body @{ name = 'dev'; source = 'main' }
            }
        }

        AfterEach {
            Pop-Location
        }

        AfterAll {
            foreach ($name in $saved.Keys) {
                [Environment]::SetEnvironmentVariable($name, $saved[$name])
            }
        }

        It 'are at least three for <Name>' -ForEach $commands {
            [regex]::Matches((Get-Content -LiteralPath $Page -Raw), '(?m)^### Example \d').Count | Should -BeGreaterOrEqual 3
        }

        It 'run: <Name>, <Title>' -ForEach $examples {
            Skip-OnRealServer -Because 'the examples need a server of their own'
            if ($Code -match '-Parallel' -and $PSVersionTable.PSEdition -ne 'Core') {
                Set-ItResult -Skipped -Because 'Windows PowerShell has no ForEach-Object -Parallel'
            }
            Invoke-Example -Code $Code | ForEach-Object { "$($_.FullyQualifiedErrorId): $_" } | Should -BeNullOrEmpty -Because "this has to run as it stands:`n$Code"
        }
    }
}
