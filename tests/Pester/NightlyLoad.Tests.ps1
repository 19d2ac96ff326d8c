#requires -Version 5.1
# The runbook of docs/samples: a load that passes its quality gate arrives, one that does not leaves no trace.

Describe 'NightlyLoad.ps1' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:runbook = Join-Path (Get-TestPath).Root 'docs/samples/NightlyLoad.ps1'

        function Add-Export {
            # A CSV file of the folder that is loaded.
            param([string] $Name, [string[]] $Line)

            [IO.File]::WriteAllText((Join-Path $folder $Name), ($Line -join "`n") + "`n")
        }

        function Get-Log {
            # The messages of the branch's log, the latest first.
            (Invoke-TestRest "/repositories/$($server.Repository)/refs/$branch/commits?first_parent=true&amount=10").results.message
        }
    }

    BeforeEach {
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        Write-LakeObject raw/orders/old.csv -Content "order_id,total`n0,5`n"
        Write-LakeObject raw/other.txt -Content 'other'
        $script:start = Add-TestCommit -Branch $branch
        $script:folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([Guid]::NewGuid().ToString('N')))).FullName
        Add-Export a.csv 'order_id,total', '1,10', '2,20'
        Add-Export b.csv 'order_id,total', '3,30'
        Add-Export notes.txt 'not of the load'
    }

    It 'loads what passes the gate, and nothing the second time' {
        $commit = & $runbook -Folder $folder -KeyPrefix raw/orders/ -Column order_id, total
        $commit.Message | Should -Be 'Nightly load of raw/orders/'
        $commit.Metadata.job | Should -Be 'nightly-load'
        $commit.Parents[0] | Should -Be $start
        Get-TestObjectKey -Ref $branch | Should -Be 'raw/orders/a.csv', 'raw/orders/b.csv', 'raw/other.txt'
        & $runbook -Folder $folder -KeyPrefix raw/orders/ -Column order_id, total -Branch $branch | Should -BeNullOrEmpty
        (Get-Log)[0] | Should -Be 'Nightly load of raw/orders/'
        (Get-Log)[1] | Should -Be 'made by a test'
    }

    It 'does not load what fails the gate, and says everything that is wrong: <Name>' -ForEach @(
        @{ Name = 'a column is missing'; Lines = 'order_id', '4'; Says = 'bad.csv has no column total.' }
        @{ Name = 'an id is missing'; Lines = 'order_id,total', ',4'; Says = 'bad.csv has a row without order_id.' }
        @{ Name = 'an id repeats'; Lines = 'order_id,total', '1,4'; Says = "bad.csv repeats order_id '1'." }
    ) {
        Add-Export bad.csv $Lines
        $record = Get-RaisedError { & $runbook -Folder $folder -KeyPrefix raw/orders/ -Column order_id, total -MinimumRows 100 }
        "$record" | Should -BeLike "*raw/orders/*did not pass*$Says*There are * rows instead of 100 at least.*"
        Get-TestObjectKey -Ref $branch | Should -Be 'raw/orders/old.csv', 'raw/other.txt'
        (Get-Log)[0] | Should -Be 'made by a test'
        (Invoke-TestRest "/repositories/$($server.Repository)/branches?show_hidden=true&prefix=tx-$branch").results | Should -BeNullOrEmpty
    }

    It 'keeps what failed for somebody to look at, if asked to' {
        Add-Export bad.csv 'order_id', '4'
        $record = Get-RaisedError { & $runbook -Folder $folder -KeyPrefix raw/orders/ -Column order_id, total -KeepOnFailure 3>$null }
        "$record" | Should -BeLike '*bad.csv has no column total.*'
        $kept = (Invoke-TestRest "/repositories/$($server.Repository)/branches?prefix=tx-$branch").results.id
        Read-LakeObject raw/orders/bad.csv -Ref $kept -AsString | Should -Be "order_id`n4`n"
    }

    It 'does nothing with -WhatIf' {
        & $runbook -Folder $folder -KeyPrefix raw/orders/ -Column order_id, total -WhatIf | Should -BeNullOrEmpty
        Get-TestObjectKey -Ref $branch | Should -Be 'raw/orders/old.csv', 'raw/other.txt'
    }
}
