#requires -Version 5.1
# Modification times that go up with files and come down with them, as rclone keeps them.

BeforeDiscovery {
    $script:hasRclone = [bool](Get-Command rclone -CommandType Application -ErrorAction Ignore)
}

Describe 'Modification times' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        $script:time = [DateTime]::new(2020, 2, 3, 4, 5, 6, [DateTimeKind]::Utc).AddTicks(1234567)
        $script:folder = Join-Path $TestDrive 'source'
        foreach ($name in 'a.txt', 'sub/b.txt') {
            $file = Add-TestFile -Path (Join-Path $folder $name) -Size 100
            [IO.File]::SetLastWriteTimeUtc($file, $time)
        }

        function Get-TestTime {
            # The modification time of a file, UTC.
            param([string] $Path)

            [IO.File]::GetLastWriteTimeUtc((Join-Path $TestDrive $Path))
        }
    }

    It 'are stored on request, with one file, a folder and the pipeline' {
        Write-LakeObject one.txt (Join-Path $folder 'a.txt') -PreserveTime
        (Get-LakeObjectMetadata one.txt).Metadata.mtime | Should -BeExactly '1580702706.1234567'
        Write-LakeObject -Folder $folder -Recurse -KeyPrefix all/ -PreserveTime
        (Get-LakeObjectMetadata all/sub/b.txt).Metadata.mtime | Should -BeExactly '1580702706.1234567'
        Get-Item (Join-Path $folder 'a.txt') | Write-LakeObject -KeyPrefix piped/ -PreserveTime -Metadata @{ source = 'x' }
        $metadata = (Get-LakeObjectMetadata piped/a.txt).Metadata
        $metadata.mtime, $metadata.source | Should -Be '1580702706.1234567', 'x'
        Write-LakeObject without.txt (Join-Path $folder 'a.txt')
        (Get-LakeObjectMetadata without.txt).Metadata.Keys | Should -Not -Contain 'mtime'
    }

    It 'come back on request, to a file, a folder and from a prefix' {
        Write-LakeObject -Folder $folder -Recurse -KeyPrefix back/ -PreserveTime
        Read-LakeObject back/a.txt (Join-Path $TestDrive 'one.txt') -PreserveTime
        Get-TestTime one.txt | Should -Be $time
        Get-LakeObjectList back/ | Read-LakeObject -Folder (Join-Path $TestDrive 'listed') -PreserveTime
        Get-TestTime listed/back/sub/b.txt | Should -Be $time
        Read-LakeObject -Prefix back/ -Folder (Join-Path $TestDrive 'prefix') -PreserveTime
        Get-TestTime prefix/sub/b.txt | Should -Be $time
        Read-LakeObject back/a.txt (Join-Path $TestDrive 'now.txt')
        Get-TestTime now.txt | Should -BeGreaterThan ([DateTime]::UtcNow.AddHours(-1))
    }

    It 'are those of the objects where none are stored' {
        Write-LakeObject plain.txt -Content plain
        Read-LakeObject plain.txt (Join-Path $TestDrive 'plain.txt') -PreserveTime
        Get-TestTime plain.txt | Should -Be (Get-LakeObjectMetadata plain.txt).LastModified.ToUniversalTime()
    }

    It 'go both ways with Sync-LakeFolder, which compares none' {
        Sync-LakeFolder $folder synced/ -PreserveTime | Should -HaveCount 2
        Sync-LakeFolder -Prefix synced/ -DestinationFolder (Join-Path $TestDrive 'synced') -PreserveTime | Should -HaveCount 2
        Get-TestTime synced/sub/b.txt | Should -Be $time
        [IO.File]::SetLastWriteTimeUtc((Join-Path $TestDrive 'synced/a.txt'), $time.AddDays(1))
        Sync-LakeFolder -Prefix synced/ -DestinationFolder (Join-Path $TestDrive 'synced') -PreserveTime | Should -BeNullOrEmpty
        (Get-Command Sync-LakeFolder).Parameters['PreserveTime'].ParameterSets.Keys | Sort-Object | Should -Be 'Download', 'Upload'
    }

    It 'of rclone are read, and rclone reads these' -Skip:(-not $hasRclone) {
        if ($server.Suite -ne 'Http' -and $server.IsLocal) {
            Set-ItResult -Skipped -Because 'rclone would have to trust the gateway''s certificate'
        }
        $remote = ":s3,provider=Other,force_path_style=true,no_check_bucket=true,endpoint='$($server.EndpointUrl)',access_key_id='$($server.AccessKeyId)',secret_access_key='$($server.SecretAccessKey)':$($server.Repository)/$branch/rclone"
        rclone --config '' copy $folder "$remote/up" 2>&1 | Should -BeNullOrEmpty
        Read-LakeObject -Prefix rclone/up/ -Folder (Join-Path $TestDrive 'from-rclone') -PreserveTime
        Get-TestTime from-rclone/sub/b.txt | Should -Be $time
        Write-LakeObject -Folder $folder -Recurse -KeyPrefix rclone/down/ -PreserveTime
        rclone --config '' copy "$remote/down" (Join-Path $TestDrive 'by-rclone') 2>&1 | Should -BeNullOrEmpty
        Get-TestTime by-rclone/sub/b.txt | Should -Be $time
    }
}
