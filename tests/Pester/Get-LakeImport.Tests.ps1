#requires -Version 5.1
# How imports stand.

Describe 'Get-LakeImport' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
    }

    BeforeEach {
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
    }

    AfterEach {
        Clear-TestFault
    }

    It 'follows an import to its end' {
        Skip-WithoutImport
        $import = Import-LakeObject "$($server.ImportUrl)landing/" in/ -NoWait -Confirm:$false
        $line = "Get-LakeImport $($import.ImportId.Substring(0, 3))"
        [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText | Should -Contain $import.ImportId
        $import.Ref | Should -BeExactly $branch
        $limit = [DateTime]::UtcNow.AddSeconds(30)
        while (-not ($import = $import | Get-LakeImport).Ended) {
            [DateTime]::UtcNow | Should -BeLessThan $limit
        }
        $import.Error | Should -BeNullOrEmpty
        $import.ObjectCount | Should -Be 2
        $import.UpdateTime.Kind | Should -Be 'Local'
        $import.Commit.Id | Should -BeExactly (Get-LakeCommit $branch).Id
        (Get-LakeImport $import.ImportId).Completed | Should -BeTrue
    }

    It 'says that there is none' {
        $record = Get-RaisedError { Get-LakeImport c0ffee -ErrorAction Stop }
        Assert-LakeError $record -Id LakeImportNotFound -Category ObjectNotFound
    }
}
