#requires -Version 5.1
# Listing branches.

Describe 'Get-LakeBranch' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer
    }

    It 'lists branches, and neither tags nor commits' {
        $tag = Add-TestTag -Ref main
        $names = (Get-LakeBranch).Name
        $names | Should -Contain 'main'
        $names | Should -Contain $branch
        $names | Should -Not -Contain $tag
    }

    It 'finds by name and by wildcard' {
        $null = Invoke-TestRest "/repositories/$($server.Repository)/branches" -Method Post -Body @{ name = "$branch-2"; source = 'main' }
        (Get-LakeBranch $branch).Ref | Should -BeExactly $branch
        (Get-LakeBranch "$branch*").Ref | Should -BeExactly $branch, "$branch-2"
        (Get-LakeBranch "*$($branch.Substring(2))").Ref | Should -BeExactly $branch
        Get-LakeBranch no-such-* | Should -BeNullOrEmpty
    }

    It 'returns the last commit' {
        (Get-LakeBranch $branch).CommitId | Should -BeExactly (Invoke-TestRest "/repositories/$($server.Repository)/branches/$branch").commit_id
    }

    It 'lists by S3 where REST is refused, and says so' {
        Skip-OnRealServer
        Use-TestFault @{ operation = 'listBranches'; fault = 'html'; count = 0 }
        try {
            $one, $said = (Get-LakeBranch $branch -Verbose 4>&1).Where({ $_ -isnot [System.Management.Automation.VerboseRecord] }, 'Split')
            $one.Ref | Should -BeExactly $branch
            $one.CommitId | Should -BeNullOrEmpty
            "$said" | Should -BeLike '*S3 lists*'
        } finally {
            Clear-TestFault
        }
    }

    It 'lists more than one page' {
        Skip-OnRealServer -Because 'a thousand branches are too many to leave behind on a real server'
        $repository = Add-TestRepository
        Add-TestBranch -Repository $repository -Name (1..1010 | ForEach-Object { "b$_" })
        @(Get-LakeBranch -Repository $repository) | Should -HaveCount 1011
    }

    It 'takes the repository by parameter' {
        (Get-LakeBranch main -Repository $server.Repository).Repository | Should -Be $server.Repository
    }
}
