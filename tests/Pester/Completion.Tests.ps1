#requires -Version 5.1
# What the Tab key proposes.

Describe 'Completion' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch -With @{ Name = 'completing' }
        'data/2026/a.csv', 'data/2026/b.csv', 'data/readme.txt', 'with blank.txt', "it's.txt", 'other.txt' | ForEach-Object { Write-LakeObject $_ -Content c }

        function Get-Proposal {
            param([string] $Line)

            (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches | ForEach-Object CompletionText
        }
    }

    It 'proposes keys, folder by folder' {
        Get-Proposal 'Read-LakeObject dat' | Should -Be 'data/'
        Get-Proposal 'Read-LakeObject data/' | Should -Be 'data/2026/', 'data/readme.txt'
        Get-Proposal 'Get-LakeObjectMetadata -Key data/2026/' | Should -Be 'data/2026/a.csv', 'data/2026/b.csv'
    }

    It 'quotes what needs quotes' {
        Get-Proposal 'Read-LakeObject with' | Should -Be "'with blank.txt'"
        Get-Proposal 'Read-LakeObject it' | Should -Be "'it''s.txt'"
        Get-Proposal "Read-LakeObject 'with b" | Should -Be "'with blank.txt'"
    }

    It 'proposes prefixes' {
        Get-Proposal 'Get-LakeObjectList data/2' | Should -Be 'data/2026/'
    }

    It 'proposes branches' {
        Get-Proposal "Get-LakeObjectList -Ref $($branch.Substring(0, 8))" | Should -Contain $branch
        Get-Proposal 'Get-LakeBranch mai' | Should -Contain 'main'
        Get-Proposal 'Copy-LakeObject other.txt -DestinationRef mai' | Should -Contain 'main'
    }

    It 'proposes repositories' {
        $start = $server.Repository.Substring(0, 5)
        Get-Proposal "Get-LakeObjectList -Repository $start" | Should -Contain $server.Repository
        Get-Proposal "Get-LakeRepository $start" | Should -Contain $server.Repository
    }

    It 'proposes connections' {
        Get-Proposal 'Get-LakeObjectList -Connection compl' | Should -Be 'completing'
        Get-Proposal 'Disconnect-LakeS3 compl' | Should -Be 'completing'
    }

    It 'heeds the other parameters' {
        $other = Add-TestBranch
        Write-LakeObject datum.txt -Content c -Ref $other
        Get-Proposal "Read-LakeObject -Ref $other -Key dat" | Should -Be 'datum.txt'
    }

    It 'is silent where there is nothing' {
        Get-Proposal 'Read-LakeObject -Ref no-such-branch -Key x' | Should -BeNullOrEmpty
        $Error.Clear()
        Get-Proposal 'Read-LakeObject -Ref no-such-branch -Key x' | Should -BeNullOrEmpty
    }
}
