#requires -Version 5.1
# Progress: how far a transfer is, in bytes, files, rate and time; ten times a second at most, and not at all where nobody wants it.

Describe 'Progress' -Tag Once {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:branch = Add-TestBranch
        # One request at a time, so that what is slowed down takes its time.
        $script:single = Connect-TestServer -Ref $branch -With @{ Name = 'single'; MaxConcurrency = 1 }
        $script:large = Add-TestFile -Path (Join-Path $TestDrive 'large.bin') -Size 70MB
        $script:folder = Add-TestFolder -Path (Join-Path $TestDrive 'folder') -Count 12
        Write-LakeObject large.bin -File $large

        function Get-Shown {
            # What a command shows, and for how many seconds it ran.
            param([string] $Script, [string] $File, [string] $Preference = 'Continue')

            $command = Invoke-TestCommand "`$ProgressPreference = '$Preference'; (Measure-Command { $Script }).TotalSeconds" -Lake $single -Argument $File
            $done = Wait-TestCommand $command
            $done.Errors | Should -BeNullOrEmpty
            $done.Progress | Add-Member -NotePropertyName Ran -NotePropertyValue $done.Output[0] -PassThru
        }

        function Assert-Progress {
            # What holds for the records of every transfer.
            param([object[]] $Record)

            $Record.Count | Should -BeGreaterThan 3
            $Record.Count | Should -BeLessOrEqual ($Record[0].Ran * 10 + 2) -Because "it ran for $($Record[0].Ran) seconds"
            $Record[-1].RecordType | Should -Be 'Completed'
            $steps = $Record[0..($Record.Count - 2)]
            $steps.RecordType | Should -Not -Contain 'Completed'
            $Record.Activity | Select-Object -Unique | Should -HaveCount 1
            $Record.ActivityId | Select-Object -Unique | Should -HaveCount 1
            $steps | ForEach-Object { $_.StatusDescription | Should -Match '[\d.,]+ (B|KiB|MiB)( of [\d.,]+ (B|KiB|MiB))?, [\d.,]+ (B|KiB|MiB|GiB)/s$' }
            # Once the size of everything is known, so are the part that is done and the time that is left.
            $known = @($steps | Where-Object PercentComplete -GE 0)
            $known.Count | Should -BeGreaterThan 0
            $known.PercentComplete | Should -Be ($known.PercentComplete | Sort-Object)
            $known[-1].PercentComplete | Should -BeGreaterThan 20
            $known[-1].PercentComplete | Should -BeLessOrEqual 100
            $known[-1].StatusDescription | Should -Match ' of [\d.,]+ (B|MiB), '
            $known[-1].SecondsRemaining | Should -BeGreaterOrEqual 0
            $known[-1].SecondsRemaining | Should -BeLessThan 60
        }
    }

    BeforeEach {
        Skip-OnRealServer -Because 'it takes a fault plan to slow a transfer down'
    }

    AfterEach {
        Clear-TestFault
    }

    AfterAll {
        Clear-TestBranch $branch
    }

    It 'shows a file that is uploaded' {
        Use-TestFault @{ operation = 'UploadPart'; count = 0; fault = 'delay'; seconds = 0.3 }
        $shown = Get-Shown 'Write-LakeObject written.bin -File $first -Connection $lake' -File $large
        Assert-Progress $shown
        $shown[0].Activity | Should -Be 'Writing' -Because 'the bar needs the room of a narrow window'
    }

    It 'shows a file that is downloaded' {
        Use-TestFault @{ operation = 'GetObject'; count = 0; fault = 'delay'; seconds = 0.3 }
        $shown = Get-Shown 'Read-LakeObject large.bin $first -Connection $lake' -File (Join-Path $TestDrive 'read.bin')
        Assert-Progress $shown
        $shown[0].Activity | Should -Be 'Reading'
    }

    It 'counts the files of a folder that is written' {
        Use-TestFault @{ operation = 'PutObject'; count = 0; fault = 'delay'; seconds = 0.1 }
        $shown = Get-Shown 'Write-LakeObject -Folder $first -Recurse -KeyPrefix folder/ -Connection $lake' -File $folder
        Assert-Progress $shown
        $shown[-2].StatusDescription | Should -Match '^\d+ of 12 files, '
    }

    It 'counts the files of a prefix that is read' {
        Write-LakeObject -Folder $folder -Recurse -KeyPrefix prefix/
        Use-TestFault @{ operation = 'GetObject'; count = 0; fault = 'delay'; seconds = 0.1 }
        $shown = Get-Shown 'Read-LakeObject -Prefix prefix/ -Folder $first -Connection $lake' -File (Join-Path $TestDrive 'prefix')
        Assert-Progress $shown
        $shown[-2].StatusDescription | Should -Match '^\d+ of 12 files, '
    }

    It 'takes bytes back that have to be sent again' {
        Use-TestFault @(
            @{ operation = 'PutObject'; nth = 1; fault = 'reset-in-body'; afterBytes = 20000000 }
            @{ operation = 'PutObject'; nth = 2; count = 0; fault = 'delay'; seconds = 0.5 }
        )
        $medium = Add-TestFile -Path (Join-Path $TestDrive 'medium.bin') -Size 32MB
        $shown = Get-Shown 'Write-LakeObject medium.bin -File $first -Connection $lake' -File $medium
        # Without that it would be more than the file has.
        $sent = $shown.StatusDescription | Where-Object { $_ -match '([\d.,]+) MiB of 32' } | ForEach-Object { [double]($Matches[1] -replace ',', '.') }
        $sent | Should -Not -BeNullOrEmpty
        $sent | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual 32
    }

    It 'says nothing with $ProgressPreference = ''SilentlyContinue''' {
        Use-TestFault @{ operation = 'PutObject'; count = 0; fault = 'delay'; seconds = 0.1 }
        Get-Shown 'Write-LakeObject -Folder $first -Recurse -KeyPrefix quiet/ -Connection $lake' -File $folder -Preference SilentlyContinue | Should -BeNullOrEmpty
    }
}
