#requires -Version 5.1
# A download whose process is killed leaves its partial file. The next download of the same file removes it, but not that of a
# download that is running.

Describe 'A partial file' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        Import-Module (Join-Path $PSScriptRoot '../ThisPowerShell.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        Write-LakeObject folder/a.txt -Content ('a' * 1000)

        function Invoke-KilledDownload {
            # Begins a download in a process of its own, and kills the process in the middle.
            param([string] $Call)

            $connect = "Connect-LakeS3 '$($server.EndpointUrl)' -AccessKeyId '$($server.AccessKeyId)' -SecretAccessKey ([Net.NetworkCredential]::new('', `$env:LAKEFS_S3_KILL_SECRET).SecurePassword) -Repository '$($server.Repository)' -Ref '$branch'"
            if ($server.EndpointUrl -like 'https:*') {
                $connect += " -CACertificate '$($server.CAFile)'"
            }
            $script = Join-Path $TestDrive "killed-$([Guid]::NewGuid().ToString('N')).ps1"
            Set-Content -LiteralPath $script -Value "Import-Module '$((Get-TestPath).Module)'", $connect, $Call
            Use-TestFault @{ operation = 'GetObject'; count = 0; fault = 'stall-in-body'; afterBytes = 10; seconds = 60 }
            $start = Get-ThisPowerShellStart -Argument '-File', $script
            $start.EnvironmentVariables['LAKEFS_S3_KILL_SECRET'] = $server.SecretAccessKey
            $process = [Diagnostics.Process]::Start($start)
            Wait-TestFault
            $process.Kill()
            $process.WaitForExit()
            Clear-TestFault
        }

        function Get-Partial {
            Get-ChildItem -LiteralPath $folder -Force | Where-Object Name -Like '*partial'
        }
    }

    BeforeEach {
        Skip-OnRealServer
        $script:folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([Guid]::NewGuid().ToString('N')))).FullName
    }

    AfterEach {
        Clear-TestFault
    }

    AfterAll {
        Clear-TestBranch $branch
    }

    It 'of a killed process is removed by the next download: <Name>' -ForEach @(
        @{ Name = 'a file'; Call = { "Read-LakeObject folder/a.txt '$(Join-Path $folder a.txt)'" } }
        @{ Name = 'a file, to be resumed'; Call = { "Read-LakeObject folder/a.txt '$(Join-Path $folder a.txt)' -Resume" } }
        @{ Name = 'a prefix'; Call = { "Read-LakeObject -Prefix folder/ -Folder '$folder'" } }
        @{ Name = 'a sync'; Call = { "Sync-LakeFolder -Prefix folder/ -DestinationFolder '$folder'" } }
    ) {
        Invoke-KilledDownload (& $Call)
        Get-Partial | Should -HaveCount 1
        $null = & ([scriptblock]::Create((& $Call) -replace ' -Resume'))
        (Get-ChildItem -LiteralPath $folder -Force).Name | Should -Be 'a.txt'
        (Get-Content -LiteralPath (Join-Path $folder a.txt) -Raw).Length | Should -Be 1000
    }

    It 'of a download that is running stays' {
        $file = Join-Path $folder a.txt
        # Of a short response .NET waits for the rest when it is stopped.
        Write-LakeObject folder/a.txt -Content ('a' * 2MB)
        Use-TestFault @{ operation = 'GetObject'; count = 1; fault = 'stall-in-body'; afterBytes = 10; seconds = 60 }
        $running = Invoke-TestCommand 'Read-LakeObject folder/a.txt $first -Connection $lake' -Lake $lake -Argument $file
        Wait-TestFault
        $partial = Get-Partial
        Read-LakeObject folder/a.txt $file
        (Get-Partial).Name | Should -Be $partial.Name
        Assert-TestCommandStop $running
        (Get-ChildItem -LiteralPath $folder -Force).Name | Should -Be 'a.txt'
    }
}
