#requires -Version 5.1
# What is stopped ends within a second: it gives up what it began, keeps what it finished, and leaves nothing half done.

Describe 'Stopping' -Tag Wire, Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        $script:large = Add-TestFile -Path (Join-Path $TestDrive 'large.bin') -Size 70MB
        $script:many = Add-TestFolder -Path (Join-Path $TestDrive 'many') -Count 300

        function Assert-NothingUnfinished {
            # No upload of a key is left at the server.
            param([string] $Key)

            Get-LakeUpload | Where-Object Key -EQ $Key | Should -BeNullOrEmpty
            Test-LakeObject $Key | Should -BeFalse
        }

        function Assert-FinishedStay {
            # What is at the server under a prefix is part of the folder, whole, and not all of it.
            param([string] $Prefix)

            $copy = Join-Path $TestDrive ([Guid]::NewGuid().ToString('N'))
            Read-LakeObject -Prefix $Prefix -Folder $copy
            $there = @(Get-TestFolderContent $copy)
            $there.Count | Should -BeGreaterThan 0
            $there.Count | Should -BeLessThan 300
            $there | Where-Object { $_ -notin $whole } | Should -BeNullOrEmpty
        }

        $script:whole = Get-TestFolderContent $many
    }

    BeforeEach {
        Skip-OnRealServer
    }

    AfterEach {
        Clear-TestFault
    }

    AfterAll {
        Clear-TestBranch $branch
    }

    It 'ends a large upload in the middle of its parts, and gives it up' {
        Use-TestFault @{ operation = 'UploadPart'; nth = 2; count = 0; fault = 'stall-in-body'; afterBytes = 1000000; seconds = 5 }
        Clear-TestRequest
        $command = Invoke-TestCommand 'Write-LakeObject up.bin -File $first -Connection $lake' -Lake $lake -Argument $large
        Wait-TestFault
        Assert-TestCommandStop $command
        Get-TestRequest -Operation AbortMultipartUpload -Ref $branch | Should -HaveCount 1
        Assert-NothingUnfinished up.bin
    }

    It 'ends an upload of large files of a folder, and gives up each of them' {
        $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'large-ones')
        1..2 | ForEach-Object { Copy-Item -LiteralPath $large -Destination (Join-Path $folder "$_.bin") }
        Use-TestFault @{ operation = 'UploadPart'; nth = 3; count = 0; fault = 'stall'; seconds = 5 }
        Clear-TestRequest
        $command = Invoke-TestCommand 'Write-LakeObject -Folder $first -KeyPrefix large-ones/ -Connection $lake' -Lake $lake -Argument "$folder"
        Wait-TestRequest -Operation CreateMultipartUpload -Count 2
        Wait-TestFault
        Assert-TestCommandStop $command
        Get-TestRequest -Operation AbortMultipartUpload -Ref $branch | Should -HaveCount 2
        Assert-NothingUnfinished large-ones/1.bin
        Assert-NothingUnfinished large-ones/2.bin
    }

    It 'ends a large download in the middle of its ranges, and leaves the old file and nothing else' {
        Write-LakeObject down.bin -File $large
        $target = Join-Path $TestDrive 'down/down.bin'
        $null = New-Item -ItemType File -Path $target -Value 'old' -Force
        Use-TestFault @{ operation = 'GetObject'; nth = 2; count = 0; fault = 'stall-in-body'; afterBytes = 1000000; seconds = 5 }
        $command = Invoke-TestCommand 'Read-LakeObject down.bin $first -Connection $lake' -Lake $lake -Argument $target
        Wait-TestFault
        Assert-TestCommandStop $command
        Get-ChildItem -LiteralPath (Split-Path $target) -Force | Should -HaveCount 1
        Get-Content -LiteralPath $target -Raw | Should -Be 'old'
    }

    It 'ends an upload of many files, of which the finished ones stay' {
        # What comes after these never ends by itself, however slow the machine is.
        Use-TestFault @{ operation = 'PutObject'; nth = 31; count = 0; fault = 'stall'; seconds = 60 }
        Clear-TestRequest
        $command = Invoke-TestCommand 'Write-LakeObject -Folder $first -Recurse -KeyPrefix many/ -Connection $lake' -Lake $lake -Argument $many
        Wait-TestRequest -Operation PutObject -Count 20
        Assert-TestCommandStop $command
        Clear-TestFault
        Assert-FinishedStay many/
    }

    It 'ends an upload of many files that come by the pipeline' {
        Use-TestFault @{ operation = 'PutObject'; nth = 20; count = 0; fault = 'stall'; seconds = 5 }
        $command = Invoke-TestCommand 'Get-ChildItem -LiteralPath $first -File | Write-LakeObject -KeyPrefix piped/ -Connection $lake' -Lake $lake -Argument $many
        Wait-TestFault
        Assert-TestCommandStop $command
        Clear-TestFault
        Assert-FinishedStay piped/
    }

    It 'ends a download of many objects, of which the finished ones stay' {
        Write-LakeObject -Folder $many -Recurse -KeyPrefix all/
        $folder = Join-Path $TestDrive 'all'
        # What comes after these never ends by itself, however slow the machine is.
        Use-TestFault @{ operation = 'GetObject'; nth = 31; count = 0; fault = 'stall'; seconds = 60 }
        Clear-TestRequest
        $command = Invoke-TestCommand 'Read-LakeObject -Prefix all/ -Folder $first -Connection $lake' -Lake $lake -Argument $folder
        Wait-TestRequest -Operation GetObject -Count 20
        Assert-TestCommandStop $command
        $there = @(Get-TestFolderContent $folder)
        $there.Count | Should -BeGreaterThan 0
        $there.Count | Should -BeLessThan 300
        $there | Where-Object { $_ -notin $whole } | Should -BeNullOrEmpty -Because 'every file is whole, and no other is there'
    }

    It 'ends a command whose results are no longer wanted: <Name>' -ForEach @(
        @{ Name = 'a folder'; Operation = 'PutObject'; Call = { Write-LakeObject -Folder $many -Recurse -KeyPrefix one/ -PassThru } }
        @{ Name = 'files of the pipeline'; Operation = 'PutObject'; Call = { Get-ChildItem -LiteralPath $many -Recurse -File | Write-LakeObject -KeyPrefix one-by-one/ -PassThru } }
        @{ Name = 'a prefix'; Operation = 'GetObject'; Call = { Read-LakeObject -Prefix wanted/ -Folder (Join-Path $TestDrive 'wanted') -PassThru } }
    ) {
        if ($Operation -eq 'GetObject') {
            Write-LakeObject -Folder $many -Recurse -KeyPrefix wanted/
        }
        Use-TestFault @{ operation = $Operation; count = 0; fault = 'delay'; seconds = 0.05 }
        Clear-TestRequest
        $first = & $Call | Select-Object -First 1
        $first.Verified | Should -BeTrue
        @(Get-TestRequest -Operation $Operation -Ref $branch).Count | Should -BeLessThan 150
    }

    It 'ends by Ctrl-C in a terminal, and the session goes on' {
        Use-TestFault @{ operation = 'UploadPart'; nth = 2; count = 0; fault = 'stall'; seconds = 5 }
        Clear-TestRequest
        # The upload is given up on the server, which has five seconds for it besides.
        Assert-TestTerminalStop "Write-LakeObject terminal.bin -File '$large'" -Ref $branch -Folder $TestDrive -Within 6.5
        Get-TestRequest -Operation AbortMultipartUpload -Ref $branch | Should -HaveCount 1
        Assert-NothingUnfinished terminal.bin
    }
}
