#requires -Version 5.1
# Whatever a command waits for, Ctrl-C ends it within a second; cleaning up on a server that does not answer takes five more.
# Transfers are stopped in Stop.Tests.ps1, and transactions in Invoke-LakeTransaction.Tests.ps1.

Describe 'Stopping a wait' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        Write-LakeObject there.txt -Content there
        $null = New-LakeCommit 'there'
        $script:side = Add-TestBranch -Source $branch

        # What is on its way when the command is stopped stays so for longer than any test waits.
        $script:stall = @{ fault = 'stall'; count = 0; seconds = 60 }

        function Assert-StopInWait {
            # Runs a command until the fault has held it up, and stops it.
            param([string] $Call, [hashtable] $Rule, [object[]] $Argument)

            Use-TestFault $Rule
            $command = Invoke-TestCommand $Call -Lake $lake -Argument $Argument
            Wait-TestFault
            Assert-TestCommandStop $command
        }
    }

    BeforeEach {
        Skip-OnRealServer
    }

    AfterEach {
        Clear-TestFault
    }

    AfterAll {
        Clear-TestBranch $side
        Clear-TestBranch $branch
    }

    It 'ends the wait for the first request of a connection' {
        $call = 'Connect-LakeS3 $first.Url -AccessKeyId $first.Id -SecretAccessKey $first.Secret -Repository $first.Repository -Ref main'
        if ($server.EndpointUrl -like 'https:*') {
            $call += ' -CACertificate $first.Authority'
        }
        $secret = [Net.NetworkCredential]::new('', $server.SecretAccessKey).SecurePassword
        Assert-StopInWait -Call $call -Rule ($stall + @{ operation = 'ListObjectsV2' }) -Argument @{ Url = $server.EndpointUrl; Id = $server.AccessKeyId; Secret = $secret; Repository = $server.Repository; Authority = $server.CAFile }
    }

    It 'ends the wait for <Name>' -ForEach @(
        @{ Name = 'a list'; Operation = 'ListObjectsV2'; Call = 'Get-LakeObjectList -Connection $lake' }
        @{ Name = 'what is known about an object'; Operation = 'HeadObject'; Call = 'Get-LakeObjectMetadata there.txt -Connection $lake' }
        @{ Name = 'an object'; Operation = 'GetObject'; Call = 'Read-LakeObject there.txt -AsString -Connection $lake' }
        @{ Name = 'an upload'; Operation = 'PutObject'; Call = 'Write-LakeObject up.txt -Content up -Connection $lake' }
        @{ Name = 'a copy'; Operation = 'CopyObject'; Call = 'Copy-LakeObject there.txt copy.txt -Connection $lake' }
        @{ Name = 'a removal'; Operation = 'DeleteObject'; Call = 'Remove-LakeObject there.txt -Connection $lake -Confirm:$false' }
        @{ Name = 'a sync'; Operation = 'ListObjectsV2'; Call = 'Sync-LakeFolder -Prefix / -DestinationFolder $first -Connection $lake' }
        @{ Name = 'a log'; Operation = 'logCommits'; Call = 'Get-LakeCommit -Connection $lake' }
        @{ Name = 'a commit'; Operation = 'commit'; Call = 'New-LakeCommit m -AllowEmpty -Connection $lake' }
        @{ Name = 'a merge'; Operation = 'mergeIntoBranch'; Call = 'Merge-LakeBranch $second $lake.Ref -Connection $lake -AllowEmpty' }
    ) {
        Assert-StopInWait -Call $Call -Rule ($stall + @{ operation = $Operation }) -Argument (Join-Path $TestDrive 'folder'), $side
    }

    It 'ends the wait for an import' {
        Skip-WithoutImport
        Assert-StopInWait -Call 'Import-LakeObject $first in/ -Connection $lake -Confirm:$false' -Rule ($stall + @{ operation = 'importStatus' }) -Argument "$($server.ImportUrl)many/"
        Wait-TestRequest -Operation importCancel -Count 1
    }

    It 'ends the pause before a retry' {
        Use-TestFault @{ operation = 'HeadObject'; fault = 'error'; status = 503; code = 'SlowDown'; count = 0 }
        Clear-TestRequest
        $command = Invoke-TestCommand 'Get-LakeObjectMetadata there.txt -Connection $lake' -Lake $lake
        # The fifth pause takes four seconds.
        Wait-TestRequest -Operation HeadObject -Count 5
        Assert-TestCommandStop $command
    }

    It 'gives cleaning up five seconds, and says what is left and how to remove it' {
        $large = Add-TestFile -Path (Join-Path $TestDrive 'large.bin') -Size 70MB
        Use-TestFault ($stall + @{ operation = 'UploadPart' }), ($stall + @{ operation = 'AbortMultipartUpload' })
        Assert-TestTerminalStop "Write-LakeObject left.bin -File '$large'" -Ref $branch -Folder $TestDrive -Within 6.5 -Shown "Remove-LakeUpload -Repository '$($server.Repository)' -Ref '$branch' -Key 'left.bin'"
    }
}
