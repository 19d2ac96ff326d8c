#requires -Version 5.1
# Paths that are no places of the file system: environment variables, functions, drives that do not exist.

Describe 'A path' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        Add-TestObject -Branch $branch -Key 'two/a', 'two/b'
        # What a relative path must never mean: the process's own folder.
        $script:own = [Environment]::CurrentDirectory
        [Environment]::CurrentDirectory = (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'own')).FullName
        $null = New-Item -ItemType File -Path (Join-Path $TestDrive 'own/out/precious') -Value 'x' -Force
    }

    AfterAll {
        [Environment]::CurrentDirectory = $own
    }

    It 'at a place of another provider is an error: <Name>' -ForEach @(
        @{ Name = 'Sync down'; Run = { Sync-LakeFolder -Prefix two/ -DestinationFolder out -Delete -Confirm:$false -ErrorAction Stop } }
        @{ Name = 'Sync up'; Run = { Sync-LakeFolder out two/ -Delete -Confirm:$false -ErrorAction Stop } }
        @{ Name = 'Read -File'; Run = { Read-LakeObject two/a out -ErrorAction Stop } }
        @{ Name = 'Read -Folder'; Run = { 'two/a' | Read-LakeObject -Folder out -ErrorAction Stop } }
        @{ Name = 'Read -Prefix'; Run = { Read-LakeObject -Prefix two/ -Folder out -ErrorAction Stop } }
        @{ Name = 'Write -File'; Run = { Write-LakeObject -File PATH -ErrorAction Stop } }
        @{ Name = 'Write -Folder'; Run = { Write-LakeObject -Folder out -ErrorAction Stop } }
        @{ Name = 'Connect -CACertificate'; Run = { Connect-LakeS3 -EndpointUrl https://localhost:9 -CACertificate PATH -NoVerify } }
        @{ Name = 'Connect -LakectlConfig'; Run = { Connect-LakeS3 -EndpointUrl https://localhost:9 -LakectlConfig PATH -NoVerify } }
        @{ Name = 'Router -Profile'; Run = { Connect-LakeS3Router -Connection @{ default = $lake } -Profile PATH } }
    ) {
        Push-Location -Path Env:
        try {
            $record = Get-RaisedError $Run
        } finally {
            Pop-Location
        }
        Assert-LakeError $record -Id LakePathNotFileSystem -Category InvalidArgument -Message 'Environment'
        Join-Path $TestDrive 'own/out/precious' | Should -Exist
        Get-TestObjectKey -Ref $branch | Should -Be 'two/a', 'two/b'
    }

    It 'that names another provider, or a drive that does not exist, costs only itself' {
        $file = Add-TestFile -Path (Join-Path $TestDrive 'good.txt') -Size 10
        $written = 'Env:PATH', 'nosuchdrive:\x', $file, 'function:prompt' |
            Write-LakeObject -KeyPrefix mixed/ -PassThru -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue

        $written.Key | Should -Be 'mixed/good.txt'
        $failed | Should -HaveCount 3
        Assert-LakeError $failed[0] -Id LakePathNotFileSystem -Category InvalidArgument -Message 'Env:PATH'
        Assert-LakeError $failed[1] -Id LakePathInvalid -Category InvalidArgument -Message 'nosuchdrive'
        Assert-LakeError $failed[2] -Id LakePathNotFileSystem -Category InvalidArgument
    }

    It 'of the file system is found from another provider''s place, when it comes whole' {
        $file = Get-Item -LiteralPath (Add-TestFile -Path (Join-Path $TestDrive 'whole.txt') -Size 10)
        Push-Location -Path Env:
        try {
            $file | Write-LakeObject -KeyPrefix env/ -ErrorAction Stop
            Read-LakeObject env/whole.txt "FileSystem::$TestDrive/again.txt" -ErrorAction Stop
        } finally {
            Pop-Location
        }
        Join-Path $TestDrive 'again.txt' | Should -Exist
    }
}
