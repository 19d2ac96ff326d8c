#requires -Version 5.1
# Imports without a copy.

Describe 'Import-LakeObject' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
    }

    BeforeEach {
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        $script:source = "$($server.ImportUrl)landing/2026/"
    }

    AfterEach {
        Clear-TestFault
    }

    It 'imports a prefix and waits for the commit' {
        Skip-WithoutImport
        $import = Import-LakeObject $source in/ -Confirm:$false
        $import.Status | Should -Be 'Completed'
        $import.Commit.Id | Should -BeExactly (Get-LakeCommit $branch).Id
        Get-TestObjectKey -Ref $branch | Should -Be 'in/customers.json', 'in/orders.csv'
        Read-LakeObject in/customers.json -AsString | Should -BeExactly '[]'
        (Get-LakeCommit $branch).Message | Should -BeExactly "Import from $source"
        Get-LakeChange | Should -BeNullOrEmpty
    }

    It 'imports one object, and returns what came of it' {
        Skip-WithoutImport
        $import = Import-LakeObject "$($source)orders.csv" -Key one.csv -Message 'One' -Metadata @{ run = 1 } -PassThru -Confirm:$false
        $import.Completed | Should -BeTrue
        $import.Ended | Should -BeTrue
        $import.ObjectCount | Should -Be 1
        $import.Commit.Message | Should -BeExactly 'One'
        $import.Commit.Metadata.run | Should -Be '1'
        Get-TestObjectKey -Ref $branch | Should -Be 'one.csv'
    }

    It 'says that it found nothing' {
        Skip-WithoutImport
        $warnings = $null
        $import = Import-LakeObject "$($source)no-such-folder/" in/ -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue -WarningVariable warnings
        # A storage of files calls a missing folder an error, a storage of objects an empty list.
        if ($failed) {
            Assert-LakeError $failed[0] -Id LakeImportFailed -Category InvalidOperation -Message 'no-such-folder'
        } else {
            $import.ObjectCount | Should -Be 0
            "$warnings" | Should -BeLike "*Nothing was found at $($source)no-such-folder/*"
        }
    }

    It 'imports several sources with one commit' {
        Skip-WithoutImport
        $before = (Get-LakeCommit $branch).Id
        $source, "$($server.ImportUrl)archive/" | Import-LakeObject -KeyPrefix in/ -Confirm:$false
        Get-TestObjectKey -Ref $branch | Should -Be 'in/2025.csv', 'in/customers.json', 'in/orders.csv'
        (Get-LakeCommit $branch).Parents | Should -Be $before
    }

    It 'reports the server''s reason if it fails' {
        Skip-WithoutImport
        Write-LakeObject draft.txt -Content 'draft'
        $record = Get-RaisedError { Import-LakeObject $source in/ -Confirm:$false -ErrorAction Stop }
        Assert-LakeError $record -Id LakeImportFailed -Category InvalidOperation -Message 'dirty branch'
        $record = Get-RaisedError { Import-LakeObject "$($source)no-such-file" -Key x -Confirm:$false -ErrorAction Stop }
        Assert-LakeError $record -Id LakeImportFailed -Category InvalidOperation -Message 'no-such-file'
    }

    It 'says which source can''t be one' {
        Skip-WithoutImport
        $own = (Get-LakeRepository $server.Repository).StorageNamespace
        $record = Get-RaisedError { Import-LakeObject "$own/x" in/ -Confirm:$false -ErrorAction Stop }
        Assert-LakeError $record -Id LakeRequestInvalid -Category InvalidArgument -Message 'prohibited'
        $record = Get-RaisedError { Import-LakeObject "$($server.StorageScheme)://" in/ -Confirm:$false -ErrorAction Stop }
        Assert-LakeError $record -Id LakeRequestInvalid -Category InvalidArgument -Message 'contains repository namespace'
    }

    It 'says that a source is of another storage' {
        Skip-WithoutImport
        $record = Get-RaisedError { Import-LakeObject s3://elsewhere/landing/ in/ -Confirm:$false -ErrorAction Stop }
        Assert-LakeError $record -Id LakeImportFailed -Category InvalidOperation -Message 's3://elsewhere/landing/: expected storage type'
    }

    It 'says that the storage has no imports' {
        if ($server.IsLocal) {
            Use-TestFault @{ operation = 'importStart'; fault = 'error'; status = 403; message = 'import is not supported for this storage' }
        } elseif ($server.ImportUrl) {
            Set-ItResult -Skipped -Because 'this server''s storage has imports'
        }
        $record = Get-RaisedError { Import-LakeObject $source in/ -Confirm:$false -ErrorAction Stop }
        Assert-LakeError $record -Id LakeImportNotSupported -Category NotImplemented
    }

    It 'says that the branch is not there' {
        Skip-WithoutImport
        $record = Get-RaisedError { Import-LakeObject $source in/ -Ref no-such-branch -Confirm:$false -ErrorAction Stop }
        Assert-LakeError $record -Id LakeBranchNotFound -Category ObjectNotFound -Message 'no-such-branch'
    }

    It 'stops the import when it is stopped itself' {
        Skip-OnRealServer
        Clear-TestRequest
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($manifest, $connection, $url) Import-Module $manifest; Import-LakeObject $url in/ -Connection $connection -Confirm:$false').AddArgument((Get-TestPath).Module).AddArgument($lake).AddArgument("$($server.ImportUrl)many/")
            $running = $shell.BeginInvoke()
            Wait-TestRequest -Operation importStatus -Count 1
            $shell.Stop()
            { $shell.EndInvoke($running) } | Should -Throw
        } finally {
            $shell.Dispose()
        }
        Wait-TestRequest -Operation importCancel -Count 1
        Get-TestObjectKey -Ref $branch | Should -BeNullOrEmpty
    }

    It 'names the import whose status can''t be read' {
        Skip-OnRealServer
        Use-TestFault @{ operation = 'importStatus'; fault = 'mangle'; count = 0 }
        $record = Get-RaisedError { Import-LakeObject $source in/ -Confirm:$false }
        Assert-LakeError $record -Id LakeImportUnwatched -Category InvalidOperation -Message $branch, 'was started'
        $id = [regex]::Match("$record", "Import '([^']+)'").Groups[1].Value
        Clear-TestFault
        (Get-LakeImport $id -Ref $branch).ImportId | Should -Be $id
    }

    It 'asks before it replaces what is there' {
        (Get-Command Import-LakeObject).ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $true)[0].ConfirmImpact | Should -Be 'High'
        Skip-WithoutImport
        Write-LakeObject kept.txt -Content kept
        $null = New-LakeCommit 'kept'
        # A runspace without a host can't be asked.
        foreach ($call in 'Import-LakeObject $first -Connection $lake', 'Import-LakeObject $first in/ -Connection $lake') {
            $asked = Wait-TestCommand (Invoke-TestCommand $call -Lake $lake -Argument $source)
            "$($asked.Errors)" | Should -BeLike '*prompt*'
        }
        Get-TestObjectKey -Ref $branch | Should -Be 'kept.txt'
    }

    It 'replaces the whole branch where a slash alone says so, or nothing is said' {
        Skip-WithoutImport
        foreach ($prefix in @{ KeyPrefix = '/' }, @{ }) {
            Write-LakeObject kept.txt -Content kept
            $null = New-LakeCommit 'kept'
            Import-LakeObject $source @prefix -Confirm:$false
            Get-TestObjectKey -Ref $branch | Should -Be 'customers.json', 'orders.csv'
        }
    }

    It 'does nothing with -WhatIf' {
        Import-LakeObject $source in/ -WhatIf
        Get-TestObjectKey -Ref $branch | Should -BeNullOrEmpty
    }
}
