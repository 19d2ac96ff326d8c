#requires -Version 5.1
# The first transfer of a session: its code is compiled beside the connecting.

Describe 'The first transfer of a session' -Tag Once {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $null = Connect-TestServer -Ref $branch
        Write-LakeObject first.txt -Content 'first'
    }

    AfterAll {
        Clear-TestBranch $branch
    }

    It 'finds nearly all of its code compiled' {
        if ($PSVersionTable.PSEdition -ne 'Core') {
            Set-ItResult -Skipped -Because '.NET Framework does not count what it compiles'
        }

        $endpoint = Get-TestEndpoint
        $script = Join-Path $TestDrive 'first.ps1'
        Set-Content -LiteralPath $script -Value @'
param($module, $url, $ca, $id, $repository, $branch, $file)
$ErrorActionPreference = 'Stop'
Import-Module $module
$secret = [System.Net.NetworkCredential]::new('', $env:LAKEFS_S3_REHEARSAL_SECRET).SecurePassword
$more = if ($ca) { @{ CACertificate = $ca } } else { @{} }
$lake = Connect-LakeS3 $url -AccessKeyId $id -SecretAccessKey $secret -Repository $repository -Ref $branch -PassThru @more
$lake.GetType().Assembly.GetType('LakeFS.S3.Transfers.Warmup.TransferWarmup')::BeginAsync().Wait()
$compiled = [System.Runtime.JitInfo]::GetCompiledMethodCount()
Read-LakeObject first.txt -File $file
[System.Runtime.JitInfo]::GetCompiledMethodCount() - $compiled
'@
        $env:LAKEFS_S3_REHEARSAL_SECRET = $server.SecretAccessKey
        try {
            $file = Join-Path $TestDrive 'first.txt'
            $compiled = Invoke-ThisPowerShell -Argument '-File', $script, (Get-TestPath).Module, $endpoint.EndpointUrl, "$($endpoint.CACertificate)", $server.AccessKeyId, $server.Repository, $branch, $file
        } finally {
            Remove-Item Env:LAKEFS_S3_REHEARSAL_SECRET
        }
        Get-Content -LiteralPath $file | Should -Be 'first'
        # Without a warmup it is more than 400. What asks whether content can go straight to the object store, and what a command
        # shows while it waits, is compiled by the first command.
        [int]$compiled | Should -BeLessThan 330
    }
}
