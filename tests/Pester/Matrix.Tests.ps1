#requires -Version 5.1
# Some cells of the reliability matrix, spread over all operations and faults; build.ps1 Matrix runs all of them.

Describe 'What goes wrong on the way' -Tag Once -Skip:($PSVersionTable.PSVersion -lt '7.4') {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestServer.psm1')
        $script:path = Get-TestPath
        $script:matrix = Join-Path $path.Root 'tests/Reliability'
    }

    It 'ends right, or with the error that names it' {
        $results = & (Join-Path $matrix 'Invoke-Matrix.ps1') -Module $path.Module -Gateway (Split-Path $path.Gateway) -Each 67 -AtOnce 4
        $results | Where-Object { $_.PSObject.Properties['Operation'] } | ForEach-Object { "$($_.Operation), $($_.Fault), $($_.Hit): $($_.Wrong). $($_.Messages)" } | Should -BeNullOrEmpty
        $results[-1].Cells | Should -BeGreaterThan 50
        $results[-1].Missing | Should -Be 0
    }

    It 'is run with another server behind the gateways, and leaves nothing there' {
        $behind = Open-TestGateway
        $variables = @{
            LAKEFS_S3_TEST_ENDPOINT = $behind.ControlUrl
            LAKEFS_S3_TEST_ACCESS_KEY_ID = $behind.AccessKeyId
            LAKEFS_S3_TEST_SECRET_ACCESS_KEY = $behind.SecretAccessKey
            LAKEFS_S3_TEST_REPOSITORY = $behind.Repository
            LAKEFS_S3_TEST_IMPORT_URL = $behind.ImportUrl
        }
        $before = @{}
        foreach ($name in $variables.Keys) {
            $before[$name] = [Environment]::GetEnvironmentVariable($name)
            [Environment]::SetEnvironmentVariable($name, $variables[$name])
        }
        $page = Join-Path $TestDrive 'page.md'
        try {
            $results = & (Join-Path $matrix 'Invoke-Matrix.ps1') -RealServer -Module $path.Module -Gateway (Split-Path $path.Gateway) -Each 301 -AtOnce 2 -Page $page
        } finally {
            foreach ($name in $before.Keys) {
                [Environment]::SetEnvironmentVariable($name, $before[$name])
            }
        }
        $results | Where-Object { $_.PSObject.Properties['Operation'] } | ForEach-Object { "$($_.Operation), $($_.Fault), $($_.Hit): $($_.Wrong). $($_.Messages)" } | Should -BeNullOrEmpty
        $results[-1].Cells | Should -BeGreaterThan 8
        $results[-1].Missing | Should -Be 0
        Get-Content $page -Raw | Should -BeLike '*lakeFS 1.84*One cell in 301 was run.*'
        $pair = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("$($behind.AccessKeyId):$($behind.SecretAccessKey)"))
        (Invoke-RestMethod "$($behind.ControlUrl)/api/v1/repositories" -Headers @{ Authorization = "Basic $pair" }).results.id | Should -Be $behind.Repository
        Close-TestGateway $behind
    }

    It 'is tried with every cmdlet that sends anything' {
        # These send nothing, as what they are for says.
        $silent = @(
            'Connect-LakeS3Router', 'Disconnect-LakeS3', 'Get-LakePromptText', 'Get-LakeS3Connection', 'New-LakeObjectUrl', 'Resolve-LakeS3Route', 'Save-LakeS3Connection'
            'Start-LakeLocalGateway', 'Stop-LakeLocalGateway'
        )
        Import-Module (Join-Path $matrix 'Matrix.psm1')
        $operations = @(Get-MatrixOperation)
        $all = (Import-PowerShellDataFile $path.Module).CmdletsToExport
        $tried = @($operations | ForEach-Object { ($_.Name -split ' ')[0] } | Select-Object -Unique)
        $all | Where-Object { $_ -notin $silent -and $_ -notin $tried } | Should -BeNullOrEmpty
        $silent | Where-Object { $_ -notin $all } | Should -BeNullOrEmpty
        $operations.Count | Should -BeGreaterOrEqual 40
        (Import-PowerShellDataFile (Join-Path $matrix 'Faults.psd1')).Faults.Count | Should -BeGreaterOrEqual 25
    }
}
