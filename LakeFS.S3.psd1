@{
    RootModule             = 'LakeFS.S3.psm1'
    ModuleVersion          = '0.1.0'
    GUID                   = '7c1f3a52-6a0e-4d27-9c7e-2f0d1b8e5a94'
    Author                 = 'The LakeFS.S3 authors'
    Copyright              = '(c) The LakeFS.S3 authors. Apache License 2.0.'
    Description            = 'Git for data lakes from the PowerShell prompt: reads, writes and commits objects of lakeFS through its S3 gateway and its REST API.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Core', 'Desktop')
    FormatsToProcess       = @(
        'Formats/Connections.Format.ps1xml'
        'Formats/Objects.Format.ps1xml'
        'Formats/Sync.Format.ps1xml'
        'Formats/Uploads.Format.ps1xml'
        'Formats/Repositories.Format.ps1xml'
        'Formats/Branches.Format.ps1xml'
        'Formats/Tags.Format.ps1xml'
        'Formats/Commits.Format.ps1xml'
        'Formats/Changes.Format.ps1xml'
        'Formats/Imports.Format.ps1xml'
    )
    TypesToProcess         = @('Formats/LakeFS.S3.Types.ps1xml')
    FunctionsToExport      = @()
    CmdletsToExport        = @(
        'Compare-LakeRef'
        'Connect-LakeS3'
        'Connect-LakeS3Router'
        'Copy-LakeCommit'
        'Copy-LakeObject'
        'Disconnect-LakeS3'
        'Get-LakeBranch'
        'Get-LakeChange'
        'Get-LakeCommit'
        'Get-LakeImport'
        'Get-LakeObjectList'
        'Get-LakeObjectMetadata'
        'Get-LakePromptText'
        'Get-LakeRepository'
        'Get-LakeS3Connection'
        'Get-LakeServerInfo'
        'Get-LakeTag'
        'Get-LakeUpload'
        'Import-LakeObject'
        'Invoke-LakeTransaction'
        'Merge-LakeBranch'
        'New-LakeBranch'
        'New-LakeCommit'
        'New-LakeObjectUrl'
        'New-LakeRepository'
        'New-LakeTag'
        'Read-LakeObject'
        'Remove-LakeBranch'
        'Remove-LakeObject'
        'Remove-LakeRepository'
        'Remove-LakeTag'
        'Remove-LakeUpload'
        'Reset-LakeBranch'
        'Resolve-LakeS3Route'
        'Save-LakeS3Connection'
        'Set-LakeS3Connection'
        'Start-LakeLocalGateway'
        'Stop-LakeImport'
        'Stop-LakeLocalGateway'
        'Sync-LakeFolder'
        'Test-LakeObject'
        'Undo-LakeCommit'
        'Write-LakeObject'
    )
    VariablesToExport      = @()
    AliasesToExport        = @(
        'Get-LakeDiff'
        'Get-LakeLog'
        'Get-LakeObject'
        'Get-LakeStatus'
    )
    PrivateData            = @{
        PSData = @{
            Tags       = @('lakeFS', 'S3', 'DataLake', 'ObjectStorage', 'Versioning', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            LicenseUri = 'https://www.apache.org/licenses/LICENSE-2.0'
            ProjectUri = 'https://github.com/lakefs-s3/lakefs-s3-powershell'
            # The packaging adds ReleaseNotes, from the top section of CHANGELOG.md.
        }
    }
}
