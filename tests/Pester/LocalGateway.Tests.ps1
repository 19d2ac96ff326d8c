#requires -Version 5.1
# The gateway that users start for tests of their own: how it starts, what it has at the start, and that it never stays.

Describe 'The local gateway of a session' -Tag Once {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:module = (Get-TestPath).Module

        function Test-Answer {
            # Whether something listens at a URL.
            param([uri] $Url)

            $client = [Net.Sockets.TcpClient]::new()
            try {
                $client.Connect($Url.Host, $Url.Port)
                $true
            } catch {
                $false
            } finally {
                $client.Dispose()
            }
        }

        function Wait-End {
            # Fails the test unless nothing listens at a URL any more within some seconds.
            param([uri] $Url)

            $watch = [Diagnostics.Stopwatch]::StartNew()
            while (Test-Answer $Url) {
                $watch.Elapsed.TotalSeconds | Should -BeLessThan 20 -Because "the gateway at $Url has to end"
            }
        }

        function Get-GatewayProcess {
            # The gateways that this process has started, without the one of the tests.
            Get-Process -Name dotnet -ErrorAction Ignore |
                Where-Object { $_.Parent.Id -eq $PID -and $_.CommandLine -like '*LakeFS.S3.LocalGateway.dll*' -and $_.Id -ne (Get-TestServer).Process.Id }
        }

        function Add-SeedFolder {
            # A folder with files at two levels, and its name has what a command line has to quote.
            $folder = Join-Path $TestDrive "my 'seed' [$([guid]::NewGuid().ToString('N'))]"
            $null = New-Item -ItemType Directory -Path (Join-Path $folder 'raw')
            [IO.File]::WriteAllText((Join-Path $folder 'raw/orders.csv'), "id,total`n1,10`n")
            [IO.File]::WriteAllText((Join-Path $folder 'readme.txt'), 'Orders.')
            $folder
        }
    }

    BeforeEach {
        Get-LakeS3Connection | Disconnect-LakeS3
    }

    AfterEach {
        Stop-LakeLocalGateway *
    }

    Context 'Starting' {
        It 'gives a connection that is the session''s, with a repository to write to' {
            $lake = Start-LakeLocalGateway
            $lake.GetType().FullName | Should -Be 'LakeFS.S3.LakeS3Connection'
            $lake.EndpointUrl.Scheme | Should -Be 'http'
            $lake.EndpointUrl.Host | Should -Be '127.0.0.1'
            $lake.Repository | Should -Be 'example-repo'
            $lake.Ref | Should -Be 'main'
            (Get-LakeS3Connection).Name | Should -Be $lake.Name
            Write-LakeObject a.txt -Content 'a'
            Read-LakeObject a.txt -AsString | Should -BeExactly 'a'
            (New-LakeCommit 'a').Message | Should -Be 'a'
        }

        It 'serves HTTPS, which the connection trusts' {
            $lake = Start-LakeLocalGateway -Https -Name secure
            $lake.Name | Should -Be 'secure'
            $lake.EndpointUrl.Scheme | Should -Be 'https'
            $lake.SkipCertificateCheck | Should -BeFalse
            Write-LakeObject a.txt -Content 'a'
            Read-LakeObject a.txt -AsString | Should -BeExactly 'a'
            $authority = $lake.CACertificate
            Stop-LakeLocalGateway
            $authority | Should -Not -Exist
        }

        It 'creates each repository' {
            $lake = Start-LakeLocalGateway sales, archive
            $lake.Repository | Should -Be 'sales'
            (Get-LakeRepository).Repository | Should -Be 'archive', 'sales'
            Write-LakeObject a.txt -Content 'a' -Repository archive
        }

        It 'commits the files of the seed folder' {
            $null = Start-LakeLocalGateway -Seed (Add-SeedFolder)
            (Get-LakeObjectList).Key | Should -Be 'raw/orders.csv', 'readme.txt'
            Read-LakeObject raw/orders.csv -AsString | Should -BeExactly "id,total`n1,10`n"
            Get-LakeChange | Should -BeNullOrEmpty
            (Get-LakeCommit -First 1).Message | Should -Be 'Add the seed files'
        }

        It 'takes the seed folder from the session''s location' {
            Push-Location -LiteralPath (Add-SeedFolder)
            try {
                $null = Start-LakeLocalGateway -Seed ./raw
            } finally {
                Pop-Location
            }
            (Get-LakeObjectList).Key | Should -Be 'orders.csv'
        }

        It 'starts nothing with -WhatIf' {
            Start-LakeLocalGateway -WhatIf | Should -BeNullOrEmpty
            Get-LakeS3Connection | Should -BeNullOrEmpty
            Get-GatewayProcess | Should -BeNullOrEmpty
        }

        It 'does not put its secret on a command line' -Skip:($PSVersionTable.PSEdition -ne 'Core') {
            $null = Start-LakeLocalGateway -Seed (Add-SeedFolder) -FaultPlan @{ operation = 'PutObject'; fault = 'error' }
            $line = (Get-GatewayProcess).CommandLine
            $line | Should -BeLike '*--stop-on-stdin-end*--repository*example-repo*--seed*'
            $line | Should -Not -BeLike '*secret*'
        }

        It 'is neither loaded nor started by the import of the module' -Skip:($PSVersionTable.PSEdition -ne 'Core') {
            $loaded = @(Invoke-ThisPowerShell -Argument '-Command', "Import-Module '$module'; [AppDomain]::CurrentDomain.GetAssemblies().Location; (Get-Process | Where-Object { `$_.Parent.Id -eq `$PID }).Name")
            $loaded | Should -Contain (Join-Path (Split-Path $module) 'bin/Core/LakeFS.S3.PowerShell.dll')
            $loaded | Where-Object { $_ -like '*LocalGateway*' -or $_ -like '*dotnet' } | Should -BeNullOrEmpty
        }

        It 'is reached without the proxy of the environment' -Skip:($PSVersionTable.PSEdition -ne 'Core') {
            $saved = $env:HTTP_PROXY, $env:HTTPS_PROXY
            try {
                # Nothing listens there.
                $env:HTTP_PROXY = $env:HTTPS_PROXY = 'http://127.0.0.1:9'
                $said = Invoke-ThisPowerShell -Argument '-Command', "Import-Module '$module'; foreach (`$https in `$false, `$true) { `$null = Start-LakeLocalGateway -Https:`$https; Write-LakeObject a.txt -Content 'direct'; Read-LakeObject a.txt -AsString }"
            } finally {
                $env:HTTP_PROXY, $env:HTTPS_PROXY = $saved
            }
            $said | Should -Be 'direct', 'direct'
        }

        It 'loads nothing of it into PowerShell' {
            $null = Start-LakeLocalGateway
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'LakeFS.S3.LocalGateway' } | Should -BeNullOrEmpty
        }
    }

    Context 'Faults' {
        It 'happen as the plan says, whatever the case of its names' {
            $null = Start-LakeLocalGateway -FaultPlan @{ Operation = 'PutObject'; KeyPattern = '*.csv'; Fault = 'error'; Status = 403; Code = 'AccessDenied' }, ([ordered]@{ operation = 'GetObject'; fault = 'delay'; seconds = 0.01 })
            Write-LakeObject a.txt -Content 'a'
            Assert-LakeError (Get-RaisedError { Write-LakeObject a.csv -Content 'a' -ErrorAction Stop }) -Id LakeAccessDenied -Category PermissionDenied
            Write-LakeObject a.csv -Content 'a'
        }

        It 'do not hit what the seed folder brings' {
            $null = Start-LakeLocalGateway -Seed (Add-SeedFolder) -FaultPlan @{ operation = '*'; fault = 'error'; status = 403; count = 1 }
            { Get-LakeObjectList -ErrorAction Stop } | Should -Throw
            Get-LakeObjectList | Should -HaveCount 2
        }

        It 'are refused with a reason: <Case>' -ForEach @(
            @{ Case = 'an unknown fault'; Rule = @{ operation = 'PutObject'; fault = 'fire' }; Says = 'Rule 1*fault*one of error*' }
            @{ Case = 'no operation'; Rule = @{ fault = 'error' }; Says = 'Rule 1*no member ''operation''*' }
            @{ Case = 'a member that there is not'; Rule = @{ operation = '*'; fault = 'error'; colour = 'red' }; Says = '*colour*' }
            @{ Case = 'an empty value'; Rule = @{ operation = '*'; fault = $null }; Says = 'Rule 1*fault*' }
        ) {
            $record = Get-RaisedError { Start-LakeLocalGateway -FaultPlan $Rule }
            Assert-LakeError $record -Id LakeFaultPlanInvalid -Category InvalidArgument
            "$record" | Should -BeLike $Says
            "$record" | Should -Not -BeLike '*--*'
            Get-LakeS3Connection | Should -BeNullOrEmpty
        }
    }

    Context 'Stopping' {
        It 'ends the gateway and closes the connection; the one before is the session''s again' {
            $before = Connect-TestServer -With @{ Name = 'before'; NoVerify = $true }
            $lake = Start-LakeLocalGateway
            Stop-LakeLocalGateway
            Wait-End $lake.EndpointUrl
            $lake.IsOpen | Should -BeFalse
            (Get-LakeS3Connection).Name | Should -Be 'before'
            $before.IsOpen | Should -BeTrue
        }

        It 'stops the one meant, of two at once' {
            $first = Start-LakeLocalGateway -Name first
            $second = Start-LakeLocalGateway -Name second
            Write-LakeObject a.txt -Content '1' -Connection first
            Write-LakeObject a.txt -Content '2'
            Read-LakeObject a.txt -AsString -Connection first | Should -Be '1'
            Stop-LakeLocalGateway -Connection first
            Wait-End $first.EndpointUrl
            Read-LakeObject a.txt -AsString | Should -Be '2'
            Stop-LakeLocalGateway SECOND
            Wait-End $second.EndpointUrl
        }

        It 'takes connections from the pipeline, also with other defaults' {
            $lakes = 1..2 | ForEach-Object { Start-LakeLocalGateway }
            Set-LakeS3Connection $lakes[0].Name -Ref dev -NoVerify
            Get-LakeS3Connection $lakes[0].Name | Stop-LakeLocalGateway
            $lakes[1] | Stop-LakeLocalGateway
            Get-LakeS3Connection | Should -BeNullOrEmpty
            $lakes | ForEach-Object { Wait-End $_.EndpointUrl }
        }

        It 'stops the last one where the session''s connection leads elsewhere' {
            $lake = Start-LakeLocalGateway
            $null = Connect-TestServer -With @{ Name = 'other'; NoVerify = $true }
            Stop-LakeLocalGateway
            Wait-End $lake.EndpointUrl
            (Get-LakeS3Connection).Name | Should -Be 'other'
        }

        It 'works after the connection was closed, and after the gateway died' {
            $lake = Start-LakeLocalGateway
            Disconnect-LakeS3
            Get-GatewayProcess | ForEach-Object { $_.Kill() }
            Wait-End $lake.EndpointUrl
            Stop-LakeLocalGateway
            Assert-LakeError (Get-RaisedError { Stop-LakeLocalGateway -ErrorAction Stop }) -Id LakeGatewayNotFound -Category ObjectNotFound
        }

        It 'stops nothing with -WhatIf' {
            $lake = Start-LakeLocalGateway
            Stop-LakeLocalGateway -WhatIf
            Test-Answer $lake.EndpointUrl | Should -BeTrue
            Get-LakeBranch main | Should -HaveCount 1
        }

        It 'says that there is none: <Case>' -ForEach @(
            @{ Case = 'at all'; Call = { Stop-LakeLocalGateway -ErrorAction Stop } }
            @{ Case = 'of the name'; Call = { Stop-LakeLocalGateway none -ErrorAction Stop } }
            @{ Case = 'behind the connection'; Call = { Connect-TestServer -With @{ NoVerify = $true } | Stop-LakeLocalGateway -ErrorAction Stop } }
        ) {
            Assert-LakeError (Get-RaisedError $Call) -Id LakeGatewayNotFound -Category ObjectNotFound
        }

        It 'is not an error where a wildcard finds nothing' {
            Stop-LakeLocalGateway x-* -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed | Should -BeNullOrEmpty
        }
    }

    Context 'The end of its session' {
        It 'ends it too if the process is killed' {
            $file = Join-Path $TestDrive 'session.ps1'
            $said = Join-Path $TestDrive 'url.txt'
            Set-Content -LiteralPath $file -Value @"
Import-Module '$module'
`$lake = Start-LakeLocalGateway
[IO.File]::WriteAllText('$said.tmp', `$lake.EndpointUrl)
[IO.File]::Move('$said.tmp', '$said')
[Console]::In.ReadLine()
"@
            $start = Get-ThisPowerShellStart -Argument '-File', $file
            $start.RedirectStandardInput = $true
            $process = [Diagnostics.Process]::Start($start)
            try {
                $watch = [Diagnostics.Stopwatch]::StartNew()
                while (-not [IO.File]::Exists($said)) {
                    $watch.Elapsed.TotalSeconds | Should -BeLessThan 60 -Because 'the session has to start its gateway'
                    $null = $process.WaitForExit(50)
                }
                $url = Get-Content -LiteralPath $said -Raw
                Test-Answer $url | Should -BeTrue
            } finally {
                $process.Kill()
            }
            Wait-End $url
        }

        It 'ends it too if only the runspace closes' {
            $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault())
            $runspace.Open()
            $shell = [powershell]::Create($runspace)
            $null = $shell.AddScript('param($module) Import-Module $module; Start-LakeLocalGateway').AddArgument($module)
            $url = $shell.Invoke()[0].EndpointUrl
            Test-Answer $url | Should -BeTrue
            Stop-LakeLocalGateway * -ErrorAction Stop
            Test-Answer $url | Should -BeTrue -Because 'it belongs to the other runspace'
            $shell.Dispose()
            $runspace.Dispose()
            Wait-End $url
        }
    }

    Context 'What can be missing' {
        BeforeAll {
            $script:root = $env:DOTNET_ROOT
        }

        AfterEach {
            $env:DOTNET_ROOT = $root
        }

        It 'is .NET' {
            $env:DOTNET_ROOT = Join-Path $TestDrive 'nothing'
            Assert-LakeError (Get-RaisedError { Start-LakeLocalGateway }) -Id LakeGatewayRuntimeMissing -Category ObjectNotFound -Message 'ASP.NET Core runtime 10', $env:DOTNET_ROOT
        }

        It 'is ASP.NET Core' -Skip:($PSVersionTable.PSEdition -ne 'Core' -or $IsWindows) {
            # A .NET that has everything else.
            $real = Split-Path ((Get-Command dotnet -CommandType Application | Select-Object -First 1).Source)
            $real = [Runtime.InteropServices.RuntimeEnvironment]::GetRuntimeDirectory(), "$real/shared/x/y", '/usr/share/dotnet/shared/x/y', '/usr/lib/dotnet/shared/x/y' |
                ForEach-Object { [IO.Path]::GetFullPath((Join-Path $_ '../../..')) } | Where-Object { Test-Path -LiteralPath "$_/host/fxr" } | Select-Object -First 1
            $env:DOTNET_ROOT = Join-Path $TestDrive 'without'
            $null = New-Item -ItemType Directory -Path (Join-Path $env:DOTNET_ROOT 'shared')
            Copy-Item -LiteralPath (Join-Path $real 'dotnet') -Destination $env:DOTNET_ROOT
            Copy-Item -LiteralPath (Join-Path $real 'host') -Destination $env:DOTNET_ROOT -Recurse
            $null = New-Item -ItemType SymbolicLink -Path (Join-Path $env:DOTNET_ROOT 'shared/Microsoft.NETCore.App') -Target (Join-Path $real 'shared/Microsoft.NETCore.App')
            $record = Get-RaisedError { Start-LakeLocalGateway }
            Assert-LakeError $record -Id LakeGatewayRuntimeMissing -Category ObjectNotFound -Message 'ASP.NET Core runtime 10', $env:DOTNET_ROOT
            $record.ErrorDetails.RecommendedAction | Should -BeLike '*https://dotnet.microsoft.com/download*'
        }

        It 'is the gateway' {
            $copy = Join-Path $TestDrive 'without-gateway/LakeFS.S3'
            $null = New-Item -ItemType Directory -Path (Split-Path $copy)
            Copy-Item -LiteralPath (Split-Path $module) -Destination $copy -Recurse
            Remove-Item -LiteralPath (Join-Path $copy 'LocalGateway') -Recurse
            $said = Invoke-ThisPowerShell -Argument '-Command', "Import-Module '$copy'; try { Start-LakeLocalGateway } catch { `$_.FullyQualifiedErrorId }"
            $said | Should -BeLike 'LakeGatewayNotInstalled,*'
        }

        It 'is the seed folder' {
            Assert-LakeError (Get-RaisedError { Start-LakeLocalGateway -Seed (Join-Path $TestDrive 'none') }) -Id LakeFolderNotFound -Category ObjectNotFound
        }

        It 'is a valid name' {
            Assert-LakeError (Get-RaisedError { Start-LakeLocalGateway Sales }) -Id LakeRepositoryNameInvalid -Category InvalidArgument
        }
    }
}
