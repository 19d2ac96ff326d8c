#requires -Version 5.1
<#
.SYNOPSIS
    Runs what most sessions do, from connecting to removing, and returns a line about each step.
.DESCRIPTION
    The lines are the same wherever the script runs: they hold no times, no ids and no names that differ. It uses no method
    of .NET that constrained language mode refuses.
#>
[CmdletBinding()]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingConvertToSecureStringWithPlainText', '', Justification = 'Constrained language mode has no other way.')]
param(
    # The manifest of the module.
    [Parameter(Mandatory)]
    [string] $Module,

    # The server's URL.
    [Parameter(Mandatory)]
    [string] $Url,

    # The certificate of the server's authority; nothing over HTTP.
    [string] $CertificateFile,

    # The access key id. The secret comes by the environment variable LAKEFS_S3_ROUND_SECRET.
    [Parameter(Mandatory)]
    [string] $AccessKeyId,

    # The repository.
    [Parameter(Mandatory)]
    [string] $Repository,

    # A branch without objects.
    [Parameter(Mandatory)]
    [string] $Branch,

    # A folder for files; it does not have to exist.
    [Parameter(Mandatory)]
    [string] $Folder
)

Import-Module $Module
$trust = if ($CertificateFile) { @{ CACertificate = $CertificateFile } } else { @{ } }
$secret = ConvertTo-SecureString $env:LAKEFS_S3_ROUND_SECRET -AsPlainText -Force
Connect-LakeS3 $Url -AccessKeyId $AccessKeyId -SecretAccessKey $secret -Repository $Repository -Ref $Branch -Name round @trust
"connected: $((Get-LakeS3Connection round).Name)"

$source = Join-Path $Folder 'source'
$null = New-Item -ItemType Directory -Path (Join-Path $source 'TITLE [1]') -Force
Set-Content -LiteralPath (Join-Path $source 'PICTURE.GIF') -Value 'no picture' -Encoding ascii -NoNewline
Set-Content -LiteralPath (Join-Path $source 'TITLE [1]/info file.csv') -Value '1,5' -Encoding ascii -NoNewline
Set-Location -LiteralPath $Folder

"written: $(Write-LakeObject -Folder source -Recurse -KeyPrefix in/ -PassThru | Sort-Object Key | ForEach-Object { "$($_.Key) $($_.Size) $($_.Verified)" })"
"written by path: $((Write-LakeObject -Path ./source/*.GIF -KeyPrefix path/ -PreserveTime -PassThru).Key)"
1.5, 'ISTANBUL' | Write-LakeObject number.txt -Metadata @{ ratio = 1.5; Title = 'I' }
"read: $((Read-LakeObject number.txt -AsString) -split "`n")"
$metadata = Get-LakeObjectMetadata number.txt
"metadata: $($metadata.Metadata.ratio) $($metadata.Metadata.title) $($metadata.ContentType) $((Get-LakeObjectMetadata in/PICTURE.GIF).ContentType)"
"listed: $(Get-LakeObjectList in/ | ForEach-Object { "$($_.Key) $($_.Size)" })"
"included: $((Get-LakeObjectList -Include *.GIF, 'info*').Key)"
"by key: $((Get-LakeObjectList -Key in/*.csv).Key)"
"shown: $((Get-LakeObjectList number.txt | Out-String -Width 200) -like "*$((Get-Date).Year)-*number.txt*")"

Get-LakeObjectList in/ | Read-LakeObject -Folder copy
"copied: $(Get-Content -LiteralPath 'copy/in/TITLE [1]/info file.csv')"
"synchronized up: $(Sync-LakeFolder source synced/ | ForEach-Object { "$($_.Action) $($_.Key)" } | Sort-Object)"
"synchronized down: $(Sync-LakeFolder -Prefix synced/ -DestinationFolder down | ForEach-Object { "$($_.Action) $($_.Key)" } | Sort-Object)"
"synchronized again: $(@(Sync-LakeFolder -Prefix synced/ -DestinationFolder down).Count)"

"changed: $(@(Get-LakeChange).Count) $((Get-LakeChange -First 1).Type)"
$commit = New-LakeCommit 'A round' -Metadata @{ ratio = 1.5 }
"committed: $($commit.Message) $($commit.Metadata.ratio) $(@(Get-LakeChange).Count)"
"logged: $((Get-LakeCommit -First 1 -Since (Get-Date).AddDays(-1)).Message) $(@(Get-LakeCommit -Since '2100-01-01').Count)"
"shown: $((Get-LakeCommit -First 1 | Format-List | Out-String -Width 200) -like "*$((Get-Date).Year)-*A round*")"
"signed: $((New-LakeObjectUrl number.txt -ExpiresIn 00:10:00) -match 'X-Amz-Expires=600&')"
$failure = try {
    Read-LakeObject in/none -AsString -ErrorAction Stop
} catch {
    $_
}
"failed: $($failure.FullyQualifiedErrorId) $($failure.CategoryInfo.Category)"
"removed: $(@(Get-LakeObjectList in/ | Remove-LakeObject -Confirm:$false -PassThru).Count) $(Test-LakeObject in/PICTURE.GIF)"
Disconnect-LakeS3 round
"left: $(@(Get-LakeS3Connection round -ErrorAction SilentlyContinue).Count)"
