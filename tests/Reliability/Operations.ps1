# What is sent: for each request of each cmdlet, how it is brought about and how to see without the module whether it was done.
# Request: the operation that the fault hits. Kind: Read; Write, over S3, which can be repeated; Change, over the REST API.
# LooksItself: what a change did is looked up if its answer is lost. CanBeDoubled: it is never asked for twice. Items: how many things are done; Run writes one object for each. Done: how many were done, of what REST shows; for a read, of
# what Run wrote. Id: errors besides those of the fault. Unseen: faults that nothing in the answer or after it gives away.

[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'Every block is called alike.')]
param()

$list = 'another ETag'
$status = 'length too large', 'truncated at 0', 'truncated at 20', 'byte 0 flipped', 'byte 30 flipped'

@{ Name = 'Connect-LakeS3'; Request = 'ListObjectsV2'; Kind = 'Read'; Unseen = @($list) + 'truncated at 20'
    Run = { param($c) Connect-MatrixServer $c }
    Done = { param($c, $out) @($out).Count } }
@{ Name = 'Set-LakeS3Connection'; Request = 'ListObjectsV2'; Kind = 'Read'; Unseen = @($list) + 'truncated at 20'
    Run = { param($c) Set-LakeS3Connection -Name $c.Lake.Name -Ref $c.Branch -PassThru }
    Done = { param($c, $out) @($out).Count } }
@{ Name = 'Write-LakeObject -Content'; Request = 'PutObject'; Kind = 'Write'
    Run = { param($c) Write-LakeObject "$($c.Prefix)a" -Content 'a text of some forty bytes, for the faults' @lake -PassThru }
    Done = { param($c) @(Get-MatrixObject $c "$($c.Prefix)a").Count } }
@{ Name = 'Write-LakeObject -Folder'; Request = 'PutObject'; Kind = 'Write'; Items = 6
    Run = { param($c) Write-LakeObject -Folder $c.Source -KeyPrefix $c.Prefix @lake -PassThru }
    Done = { param($c) @(Get-MatrixObject $c $c.Prefix).Count } }
@{ Name = 'Write-LakeObject in parts'; Request = 'CreateMultipartUpload'; Kind = 'Write'
    Run = { param($c) Write-LargeObject $c }
    Done = { param($c) @(Get-MatrixObject $c "$($c.Prefix)large").Count } }
@{ Name = 'Write-LakeObject in parts'; Request = 'UploadPart'; Kind = 'Write'
    Run = { param($c) Write-LargeObject $c }
    Done = { param($c) @(Get-MatrixObject $c "$($c.Prefix)large").Count } }
@{ Name = 'Write-LakeObject in parts'; Request = 'CompleteMultipartUpload'; Kind = 'Write'
    Run = { param($c) Write-LargeObject $c }
    Done = { param($c) @(Get-MatrixObject $c "$($c.Prefix)large").Count } }
@{ Name = 'Write-LakeObject in parts'; Request = 'HeadObject'; Kind = 'Write'; Unseen = @($status); Id = 'LakeContentMismatch'
    Run = { param($c) Write-LargeObject $c }
    Done = { param($c) @(Get-MatrixObject $c "$($c.Prefix)large").Count } }
@{ Name = 'Read-LakeObject -AsString'; Request = 'GetObject'; Kind = 'Read'
    Run = { param($c) Read-LakeObject seed/f1.txt -AsString @lake }
    Done = { param($c, $out) @($out | Where-Object { $_ -ceq $c.Text }).Count } }
@{ Name = 'Read-LakeObject -File'; Request = 'GetObject'; Kind = 'Read'
    Run = { param($c) Read-LakeObject seed/f1.txt -File (Join-Path $c.Target 'f1.txt') @lake -PassThru }
    Done = { param($c) Measure-MatrixFile $c } }
@{ Name = 'Read-LakeObject -Prefix'; Request = 'GetObject'; Kind = 'Read'; Items = 6
    Run = { param($c) Read-LakeObject -Prefix seed/ -Folder $c.Target @lake -PassThru }
    Done = { param($c) Measure-MatrixFile $c } }
@{ Name = 'Read-LakeObject -Prefix'; Request = 'ListObjectsV2'; Kind = 'Read'; Items = 6; Whole = $true; Unseen = $list
    Run = { param($c) Read-LakeObject -Prefix seed/ -Folder $c.Target @lake -PassThru }
    Done = { param($c) Measure-MatrixFile $c } }
@{ Name = 'Read-LakeObject in ranges'; Request = 'GetObject'; Kind = 'Read'
    Run = { param($c) Read-LakeObject large/object.bin -File (Join-Path $c.Target 'large.bin') @lake -PassThru }
    Done = { param($c) @(Get-ChildItem $c.Target -File | Where-Object { $_.Length -eq 20000000 -and (Get-FileHash $_).Hash -eq $c.LargeHash }).Count } }
@{ Name = 'Get-LakeObjectList'; Request = 'ListObjectsV2'; Kind = 'Read'; Items = 6; Whole = $true; Unseen = $list
    Run = { param($c) Get-LakeObjectList seed/ @lake }
    Done = { param($c, $out) @($out | Where-Object Key -Like 'seed/f?.txt').Count } }
@{ Name = 'Get-LakeObjectMetadata'; Request = 'HeadObject'; Kind = 'Read'; Unseen = @($list) + $status
    Run = { param($c) Get-LakeObjectMetadata seed/f1.txt @lake }
    Done = { param($c, $out) @($out | Where-Object Size -EQ $c.Text.Length).Count } }
@{ Name = 'Test-LakeObject'; Request = 'HeadObject'; Kind = 'Read'; Unseen = @($list) + $status
    Run = { param($c) Test-LakeObject seed/f1.txt @lake }
    Done = { param($c, $out) @($out | Where-Object { $_ -eq $true }).Count } }
@{ Name = 'Copy-LakeObject'; Request = 'CopyObject'; Kind = 'Write'
    Run = { param($c) Copy-LakeObject seed/f1.txt "$($c.Prefix)copy" @lake -PassThru }
    Done = { param($c) @(Get-MatrixObject $c "$($c.Prefix)copy").Count } }
@{ Name = 'Copy-LakeObject of many'; Request = 'CopyObject'; Kind = 'Write'; Items = 6
    Run = { param($c) 1..6 | ForEach-Object { [pscustomobject]@{ Key = "seed/f$_.txt" } } | Copy-LakeObject -DestinationKeyPrefix $c.Prefix @lake -PassThru }
    Done = { param($c) @(Get-MatrixObject $c $c.Prefix).Count } }
@{ Name = 'Copy-LakeObject of many'; Request = 'HeadObject'; Kind = 'Write'; Items = 6; Unseen = @($list) + $status; Id = 'LakeContentMismatch'
    Run = { param($c) 1..6 | ForEach-Object { [pscustomobject]@{ Key = "seed/f$_.txt" } } | Copy-LakeObject -DestinationKeyPrefix $c.Prefix @lake -PassThru }
    Done = { param($c) @(Get-MatrixObject $c $c.Prefix).Count } }
@{ Name = 'Get-LakeObjectMetadata of many'; Request = 'HeadObject'; Kind = 'Read'; Items = 6; Unseen = @($list) + $status
    Run = { param($c) 1..6 | ForEach-Object { "seed/f$_.txt" } | Get-LakeObjectMetadata @lake }
    Done = { param($c, $out) @($out | Where-Object Size -EQ $c.Text.Length).Count } }
@{ Name = 'Remove-LakeObject'; Request = 'DeleteObject'; Kind = 'Write'; Quiet = $true
    Run = { param($c) Remove-LakeObject seed/f1.txt @lake }
    Done = { param($c) 1 - @(Get-MatrixObject $c 'seed/f1.txt').Count } }
@{ Name = 'Remove-LakeObject of many'; Request = 'DeleteObjects'; Kind = 'Write'; Items = 6; Whole = $true; Quiet = $true
    Run = { param($c) 1..6 | ForEach-Object { [pscustomobject]@{ Key = "seed/f$_.txt" } } | Remove-LakeObject @lake }
    Done = { param($c) 6 - @(Get-MatrixObject $c 'seed/').Count } }
@{ Name = 'Remove-LakeObject -Prefix'; Request = 'ListObjectsV2'; Kind = 'Write'; Items = 6; Whole = $true; Quiet = $true; Unseen = $list
    Run = { param($c) Remove-LakeObject -Prefix seed/ @lake }
    Done = { param($c) 6 - @(Get-MatrixObject $c 'seed/').Count } }
@{ Name = 'Sync-LakeFolder up'; Request = 'PutObject'; Kind = 'Write'; Items = 6
    Run = { param($c) Sync-LakeFolder $c.Source $c.Prefix @lake | Where-Object Action -EQ 'Upload' }
    Done = { param($c) @(Get-MatrixObject $c $c.Prefix).Count } }
@{ Name = 'Sync-LakeFolder up'; Request = 'ListObjectsV2'; Kind = 'Write'; Items = 6; Whole = $true; Unseen = $list
    Run = { param($c) Sync-LakeFolder $c.Source $c.Prefix @lake | Where-Object Action -EQ 'Upload' }
    Done = { param($c) @(Get-MatrixObject $c $c.Prefix).Count } }
@{ Name = 'Sync-LakeFolder down'; Request = 'GetObject'; Kind = 'Read'; Items = 6
    Run = { param($c) Sync-LakeFolder -Prefix seed/ -DestinationFolder $c.Target @lake | Where-Object Action -EQ 'Download' }
    Done = { param($c) Measure-MatrixFile $c } }
@{ Name = 'Sync-LakeFolder across'; Request = 'CopyObject'; Kind = 'Write'; Items = 6
    Run = { param($c) Sync-LakeFolder -Prefix seed/ -DestinationRef $c.Branch -DestinationPrefix $c.Prefix @lake | Where-Object Action -EQ 'Copy' }
    Done = { param($c) @(Get-MatrixObject $c $c.Prefix).Count } }
@{ Name = 'Sync-LakeFolder -Delete'; Request = 'DeleteObjects'; Kind = 'Write'; Items = 6; Whole = $true; Quiet = $true
    Run = { param($c) Sync-LakeFolder (Add-MatrixEmptyFolder $c) seed/ -Delete -Force @lake 3>$null }
    Done = { param($c) 6 - @(Get-MatrixObject $c 'seed/').Count } }
@{ Name = 'Remove-LakeUpload'; Request = 'AbortMultipartUpload'; Kind = 'Write'; Quiet = $true; Upload = $true
    Run = { param($c) Remove-LakeUpload $c.UploadId "$($c.Prefix)large" @lake }
    Done = { param($c) 1 - (Measure-MatrixUpload $c) } }
@{ Name = 'Get-LakeUpload'; Request = 'ListMultipartUploads'; Kind = 'Read'; Items = 0
    Run = { param($c) Get-LakeUpload @repository }
    Done = { param($c) 0 } }
@{ Name = 'Get-LakeBranch'; Request = 'listBranches'; Kind = 'Read'
    Run = { param($c) Get-LakeBranch @repository | Where-Object Name -EQ $c.Branch }
    Done = { param($c, $out) @($out).Count } }
@{ Name = 'Get-LakeBranch by name'; Request = 'listBranches'; Kind = 'Read'
    Run = { param($c) Get-LakeBranch $c.Branch @repository }
    Done = { param($c, $out) @($out | Where-Object Name -EQ $c.Branch).Count } }
@{ Name = 'New-LakeBranch'; Request = 'createBranch'; Kind = 'Change'; LooksItself = $true
    Run = { param($c) New-LakeBranch $c.New $c.Branch @repository }
    Done = { param($c) Measure-MatrixPath $c "/branches/$($c.New)" } }
@{ Name = 'Remove-LakeBranch'; Request = 'deleteBranch'; Kind = 'Change'; Quiet = $true; LooksItself = $true
    Run = { param($c) Remove-LakeBranch $c.Branch -Force @repository }
    Done = { param($c) 1 - (Measure-MatrixPath $c "/branches/$($c.Branch)") } }
@{ Name = 'Reset-LakeBranch'; Request = 'resetBranch'; Kind = 'Change'; Quiet = $true; Changes = $true; LooksItself = $true
    Run = { param($c) Reset-LakeBranch $c.Branch @repository }
    Done = { param($c) 1 - @(Get-MatrixObject $c 'change').Count } }
@{ Name = 'Reset-LakeBranch -To'; Request = 'hardResetBranch'; Kind = 'Change'; Quiet = $true; LooksItself = $true
    Run = { param($c) Reset-LakeBranch $c.Branch -To empty @repository }
    Done = { param($c) [int] (-not (Get-MatrixObject $c 'seed/')) } }
@{ Name = 'New-LakeCommit'; Request = 'commit'; Kind = 'Change'; Changes = $true; LooksItself = $true
    Run = { param($c) New-LakeCommit 'by the matrix' @lake }
    Done = { param($c) Measure-MatrixCommit $c 'by the matrix' } }
@{ Name = 'Write-LakeObject -CommitMessage'; Request = 'commit'; Kind = 'Change'; LooksItself = $true; Quiet = $true
    Run = { param($c) Write-LakeObject "$($c.Prefix)a" -Content x -CommitMessage 'by the matrix' @lake }
    Done = { param($c) Measure-MatrixCommit $c 'by the matrix' } }
@{ Name = 'Get-LakeCommit'; Request = 'logCommits'; Kind = 'Read'
    Run = { param($c) Get-LakeCommit -First 1 @lake }
    Done = { param($c, $out) @($out | Where-Object Message -EQ 'seed').Count } }
@{ Name = 'Get-LakeCommit by id'; Request = 'getCommit'; Kind = 'Read'
    Run = { param($c) Get-LakeCommit -Id $c.Seed @repository }
    Done = { param($c, $out) @($out | Where-Object Message -EQ 'seed').Count } }
@{ Name = 'Undo-LakeCommit'; Request = 'revertBranch'; Kind = 'Change'; Quiet = $true; LooksItself = $true
    Run = { param($c) Undo-LakeCommit $c.Seed $c.Branch @repository }
    Done = { param($c) [int] (-not (Get-MatrixObject $c 'seed/')) } }
@{ Name = 'Copy-LakeCommit'; Request = 'cherryPick'; Kind = 'Change'; Quiet = $true; Side = $true; LooksItself = $true; CanBeDoubled = $true
    Run = { param($c) Copy-LakeCommit $c.SideCommit $c.Branch @repository }
    Done = { param($c) @(Get-MatrixObject $c 'side').Count } }
@{ Name = 'Merge-LakeBranch'; Request = 'mergeIntoBranch'; Kind = 'Change'; Side = $true; LooksItself = $true; Quiet = $true
    Run = { param($c) Merge-LakeBranch $c.Side $c.Branch @repository }
    Done = { param($c) @(Get-MatrixObject $c 'side').Count } }
@{ Name = 'Compare-LakeRef'; Request = 'diffRefs'; Kind = 'Read'; Side = $true
    Run = { param($c) Compare-LakeRef $c.Branch $c.Side @repository }
    Done = { param($c, $out) @($out | Where-Object Key -EQ 'side').Count } }
@{ Name = 'Get-LakeChange'; Request = 'diffBranch'; Kind = 'Read'; Changes = $true
    Run = { param($c) Get-LakeChange @lake }
    Done = { param($c, $out) @($out | Where-Object Key -EQ 'change').Count } }
@{ Name = 'New-LakeTag'; Request = 'createTag'; Kind = 'Change'; LooksItself = $true
    Run = { param($c) New-LakeTag $c.New $c.Branch @repository }
    Done = { param($c) Measure-MatrixPath $c "/tags/$($c.New)" } }
@{ Name = 'Get-LakeTag'; Request = 'listTags'; Kind = 'Read'
    Run = { param($c) Get-LakeTag @repository | Where-Object Name -EQ 'seeded' }
    Done = { param($c, $out) @($out).Count } }
@{ Name = 'Get-LakeTag by name'; Request = 'getTag'; Kind = 'Read'
    Run = { param($c) Get-LakeTag seeded @repository }
    Done = { param($c, $out) @($out).Count } }
@{ Name = 'Remove-LakeTag'; Request = 'deleteTag'; Kind = 'Change'; Quiet = $true; Tag = $true; LooksItself = $true
    Run = { param($c) Remove-LakeTag $c.New @repository }
    Done = { param($c) 1 - (Measure-MatrixPath $c "/tags/$($c.New)") } }
@{ Name = 'Get-LakeRepository'; Request = 'listRepositories'; Kind = 'Read'
    Run = { param($c) Get-LakeRepository -Connection $c.Lake | Where-Object Name -EQ $c.Repository }
    Done = { param($c, $out) @($out).Count } }
@{ Name = 'New-LakeRepository'; Request = 'createRepository'; Kind = 'Change'; LooksItself = $true
    Run = { param($c) New-LakeRepository $c.New ($c.Storage + $c.New) -Connection $c.Lake }
    Done = { param($c) Measure-MatrixPath @{ Repository = $c.New } '' } }
@{ Name = 'Remove-LakeRepository'; Request = 'deleteRepository'; Kind = 'Change'; Quiet = $true; OwnRepository = $true; LooksItself = $true
    Run = { param($c) Remove-LakeRepository $c.New -Connection $c.Lake -Force }
    Done = { param($c) 1 - (Measure-MatrixPath @{ Repository = $c.New } '') } }
@{ Name = 'Get-LakeServerInfo'; Request = 'getConfig'; Kind = 'Read'
    Run = { param($c) Get-LakeServerInfo -Connection $c.Lake }
    Done = { param($c, $out) @($out | Where-Object Version).Count } }
@{ Name = 'Import-LakeObject'; Request = 'importStart'; Kind = 'Change'; Quiet = $true
    Run = { param($c) Import-LakeObject $c.ImportUrl $c.Prefix @lake }
    Done = { param($c) [int] (@(Get-MatrixObject $c $c.Prefix).Count -eq 2) } }
@{ Name = 'Import-LakeObject'; Request = 'importStatus'; Kind = 'Change'; Id = 'LakeImportUnwatched'; Quiet = $true; Only = 'LakeImportUnwatched'
    Run = { param($c) Import-LakeObject $c.ImportUrl $c.Prefix @lake }
    Done = { param($c) Wait-MatrixImport $c } }
@{ Name = 'Get-LakeImport'; Request = 'importStatus'; Kind = 'Read'; Import = $true
    Run = { param($c) Get-LakeImport $c.ImportId @lake }
    Done = { param($c, $out) @($out | Where-Object ImportId -EQ $c.ImportId).Count } }
@{ Name = 'Stop-LakeImport'; Request = 'importCancel'; Kind = 'Change'; Id = 'LakeImportEnded'; Quiet = $true; Import = $true
    Run = { param($c) Stop-LakeImport $c.ImportId @lake }
    Done = { param($c) [int] (@(Get-MatrixObject $c $c.Prefix).Count -eq 0) } }
@{ Name = 'Invoke-LakeTransaction'; Request = 'createBranch'; Kind = 'Transaction'
    Run = { param($c) Invoke-MatrixTransaction $c }
    Done = { param($c) Measure-MatrixCommit $c 'all of it' } }
@{ Name = 'Invoke-LakeTransaction'; Request = 'PutObject'; Kind = 'Transaction'
    Run = { param($c) Invoke-MatrixTransaction $c }
    Done = { param($c) Measure-MatrixCommit $c 'all of it' } }
@{ Name = 'Invoke-LakeTransaction'; Request = 'commit'; Kind = 'Transaction'
    Run = { param($c) Invoke-MatrixTransaction $c }
    Done = { param($c) Measure-MatrixCommit $c 'all of it' } }
@{ Name = 'Invoke-LakeTransaction'; Request = 'mergeIntoBranch'; Kind = 'Transaction'
    Run = { param($c) Invoke-MatrixTransaction $c }
    Done = { param($c) Measure-MatrixCommit $c 'all of it' } }
@{ Name = 'Invoke-LakeTransaction'; Request = 'deleteBranch'; Kind = 'Transaction'
    Run = { param($c) Invoke-MatrixTransaction $c }
    Done = { param($c) Measure-MatrixCommit $c 'all of it' } }
