#requires -Version 5.1
# Stopping imports.

Describe 'Stop-LakeImport' {
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

    It 'stops an import, and nothing is committed' {
        Skip-OnRealServer -Because 'a real server may be done with a thousand objects before it looks whether it is to stop'
        $import = Import-LakeObject "$($server.ImportUrl)many/" in/ -NoWait -Confirm:$false
        $import | Stop-LakeImport -WhatIf
        ($import | Get-LakeImport).Ended | Should -BeFalse
        ($import | Get-LakeImport).Status | Should -Be 'Running'
        $import | Stop-LakeImport | Should -BeNullOrEmpty
        $stopped = $import | Get-LakeImport
        $stopped.Ended | Should -BeTrue
        $stopped.Status | Should -Be 'Canceled'
        $stopped.Completed | Should -BeFalse
        $stopped.Error | Should -BeExactly 'import error: Canceled'
        Get-TestObjectKey -Ref $branch | Should -BeNullOrEmpty
    }

    It 'says so where lakeFS commits before it looks whether it is to stop' {
        Skip-WithoutImport
        $import = Import-LakeObject "$($server.ImportUrl)landing/" in/ -NoWait -Confirm:$false
        # The local gateway looks between two objects, so that it may stop in time.
        while ($server.IsLocal -and -not ($import | Get-LakeImport).Ended) {
            $null = [System.Threading.Thread]::Yield()
        }
        $record = Get-RaisedError { $import | Stop-LakeImport -ErrorAction Stop }
        Assert-LakeError $record -Id LakeImportEnded -Category InvalidOperation
        Get-TestObjectKey -Ref $branch | Should -Be 'in/2026/customers.json', 'in/2026/orders.csv'
    }

    It 'says that it is too late' {
        Skip-WithoutImport
        $import = Import-LakeObject "$($server.ImportUrl)landing/" in/ -PassThru -Confirm:$false
        $record = Get-RaisedError { $import | Stop-LakeImport -ErrorAction Stop }
        Assert-LakeError $record -Id LakeImportEnded -Category InvalidOperation
    }

    It 'says that there is none' {
        $record = Get-RaisedError { Stop-LakeImport c0ffee -ErrorAction Stop }
        Assert-LakeError $record -Id LakeImportNotFound -Category ObjectNotFound
    }
}
