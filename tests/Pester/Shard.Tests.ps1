#requires -Version 5.1
# Several machines share one tree by -Shard: together they do all of it, and no key twice.

Describe 'Shares of the keys' -Tag Once {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        $script:shards = 1..4 | ForEach-Object { "$_/4" }
        $script:tree = Add-TestFolder -Path (Join-Path $TestDrive 'tree') -Count 200
        $script:names = @(Get-ChildItem -LiteralPath $tree -Recurse -File | ForEach-Object { $_.FullName.Substring($tree.Length + 1).Replace('\', '/') } | Sort-Object)

        $script:runner = Join-Path $TestDrive 'runner.ps1'
        Set-Content -LiteralPath $runner -Value @'
param($module, $url, $ca, $id, $repository, $branch, $folder, $shard)
$ErrorActionPreference = 'Stop'
Import-Module $module
$secret = [System.Net.NetworkCredential]::new('', $env:LAKEFS_S3_SHARD_SECRET).SecurePassword
$more = if ($ca) { @{ CACertificate = $ca } } else { @{} }
Connect-LakeS3 $url -AccessKeyId $id -SecretAccessKey $secret -Repository $repository -Ref $branch -NoVerify @more
Sync-LakeFolder $folder shared/ -Delete -Shard $shard -Confirm:$false | ForEach-Object { "$($_.Action) $($_.Key)" }
'@

        function Invoke-Runner {
            # Synchronizes the tree in four processes at the same time, and gives what each of them did.
            $endpoint = Get-TestEndpoint
            $processes = foreach ($shard in $shards) {
                $start = Get-ThisPowerShellStart -Argument '-File', $runner, (Get-TestPath).Module, $endpoint.EndpointUrl, "$($endpoint.CACertificate)", $server.AccessKeyId, $server.Repository, $branch, $tree, $shard
                $start.EnvironmentVariables['LAKEFS_S3_SHARD_SECRET'] = $server.SecretAccessKey
                $start.RedirectStandardOutput = $true
                [Diagnostics.Process]::Start($start)
            }
            foreach ($process in $processes) {
                $said = $process.StandardOutput.ReadToEnd()
                $process.WaitForExit()
                $process.ExitCode | Should -Be 0 -Because $said
                $process.Dispose()
                , @($said -split '\r?\n' | Where-Object { $_ })
            }
        }
    }

    AfterAll {
        Clear-TestBranch $branch
    }

    It 'are synchronized by four processes as the whole by one: each key once, deletions included' {
        Add-TestObject -Branch $branch -Key (1..40 | ForEach-Object { "shared/old-$_.txt" })
        $done = Invoke-Runner
        $done | ForEach-Object { $_.Count | Should -BeGreaterThan 20 -Because 'each has a fair part' }
        $all = @($done | ForEach-Object { $_ })
        @($all | Where-Object { $_ -like 'Upload *' } | Sort-Object) | Should -BeExactly @($names | ForEach-Object { "Upload shared/$_" } | Sort-Object)
        @($all | Where-Object { $_ -like 'Delete *' } | Sort-Object) | Should -BeExactly @(1..40 | ForEach-Object { "Delete shared/old-$_.txt" } | Sort-Object)
        $all | Should -HaveCount ($names.Count + 40)
        Get-TestObjectKey -Ref $branch -Prefix shared/ | Should -BeExactly @($names | ForEach-Object { "shared/$_" })
        Sync-LakeFolder $tree shared/ -Delete -Confirm:$false | Should -BeNullOrEmpty
        Invoke-Runner | ForEach-Object { $_ } | Should -BeNullOrEmpty
    }

    Context 'In one command after the other' {
        BeforeAll {
            $null = Write-LakeObject -Folder $tree -Recurse -KeyPrefix in/
            $script:keys = @($names | ForEach-Object { "in/$_" })
            # What each share lists.
            $script:listed = @{}
            foreach ($shard in $shards) {
                $listed[$shard] = @(Get-LakeObjectList in/ -Shard $shard | ForEach-Object Key)
            }
        }

        It 'are listed: the union is the whole, and nothing is in two' {
            @($shards | ForEach-Object { $listed[$_] } | Sort-Object) | Should -BeExactly $keys
        }

        It 'are the same in every command' {
            foreach ($shard in $shards) {
                $down = Join-Path $TestDrive "down-$($shard[0])"
                Read-LakeObject -Prefix in/ -Folder $down -Shard $shard
                Get-TestFolderContent $down | Should -HaveCount $listed[$shard].Count
                @(Get-LakeObjectList in/ | Copy-LakeObject -DestinationKeyPrefix copied/ -Shard $shard -PassThru | ForEach-Object Key) |
                    Should -BeExactly @($listed[$shard] | ForEach-Object { "copied/$_" })
                @(Get-LakeObjectList in/ | Read-LakeObject -Folder "$down-piped" -Shard $shard -PassThru | ForEach-Object Key | Sort-Object) |
                    Should -BeExactly $listed[$shard]
                $above = Join-Path $TestDrive "sync-$($shard[0])"
                @(Sync-LakeFolder -Prefix in/ -DestinationFolder $above -Shard $shard | ForEach-Object Key | Sort-Object) | Should -BeExactly $listed[$shard]
            }
        }

        It 'are written by the key that a file gets' {
            foreach ($shard in $shards) {
                @(Write-LakeObject -Folder $tree -Recurse -KeyPrefix in/ -Shard $shard -PassThru | ForEach-Object Key | Sort-Object) | Should -BeExactly $listed[$shard]
                @(Get-ChildItem -LiteralPath $tree -File | Write-LakeObject -KeyPrefix in/ -Shard $shard -PassThru | ForEach-Object Key | Sort-Object) |
                    Should -BeExactly @($listed[$shard] | Where-Object { $_ -notlike 'in/*/*' })
            }
        }

        It 'are removed one by one' {
            $null = Get-LakeObjectList in/ | Copy-LakeObject -DestinationKeyPrefix gone/
            Remove-LakeObject -Prefix gone/ -Shard 1/2 -Confirm:$false
            $left = @(Get-LakeObjectList gone/ | ForEach-Object Key)
            $left | Should -BeExactly @(Get-LakeObjectList gone/ -Shard 2/2 | ForEach-Object Key)
            $left.Count | Should -BeGreaterThan 50
            Get-LakeObjectList gone/ | Remove-LakeObject -Shard 2/2 -Confirm:$false
            Get-LakeObjectList gone/ | Should -BeNullOrEmpty
        }

        It 'are all of it where there is one' {
            @(Get-LakeObjectList in/ -Shard 1/1 | ForEach-Object Key) | Should -BeExactly $keys
        }
    }

    It 'are refused where they are none: <Shard>' -ForEach @(
        @{ Shard = '0/4' }
        @{ Shard = '5/4' }
        @{ Shard = '4' }
        @{ Shard = '1/0' }
        @{ Shard = '-1/4' }
        @{ Shard = '1/10001' }
        @{ Shard = 'a/b' }
        @{ Shard = '1/2/3' }
    ) {
        $failure = { Get-LakeObjectList -Shard $Shard } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError,*'
        $failure.Exception.Message | Should -BeLike "*'$Shard' is not a share of the keys*3/16*"
    }
}
