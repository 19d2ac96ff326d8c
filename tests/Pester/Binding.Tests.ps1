#requires -Version 5.1
# What parameters take from the command line, from columns of tables and from script blocks; and what is empty there.

BeforeDiscovery {
    $script:emptied = @(
        @{ Parameter = 'KeyPrefix'; Call = { Import-LakeObject mem://x/ $unset -Confirm:$false } }
        @{ Parameter = 'Ref'; Call = { Import-LakeObject mem://x/ in/ -Ref $unset -Confirm:$false } }
        @{ Parameter = 'Name'; Call = { Reset-LakeBranch $unset -Confirm:$false } }
        @{ Parameter = 'Key'; Call = { Reset-LakeBranch -Key $unset -Confirm:$false } }
        @{ Parameter = 'To'; Call = { Reset-LakeBranch -To $unset -Confirm:$false } }
        @{ Parameter = 'Destination'; Call = { Merge-LakeBranch main $unset } }
        @{ Parameter = 'Branch'; Call = { Undo-LakeCommit main $unset } }
        @{ Parameter = 'Branch'; Call = { Copy-LakeCommit main $unset } }
        @{ Parameter = 'Source'; Call = { New-LakeBranch new $unset } }
        @{ Parameter = 'Ref'; Call = { New-LakeTag new $unset } }
        @{ Parameter = 'Ref'; Call = { New-LakeCommit message -Ref $unset } }
        @{ Parameter = 'Repository'; Call = { Remove-LakeBranch new -Repository $unset -Confirm:$false } }
        @{ Parameter = 'Repository'; Call = { Remove-LakeTag new -Repository $unset -Confirm:$false } }
        @{ Parameter = 'Ref'; Call = { Stop-LakeImport id -Ref $unset } }
        @{ Parameter = 'Ref'; Call = { Remove-LakeUpload id key -Ref $unset -Confirm:$false } }
        @{ Parameter = 'Ref'; Call = { Remove-LakeObject key -Ref $unset -Confirm:$false } }
        @{ Parameter = 'DestinationKey'; Call = { Copy-LakeObject key $unset } }
        @{ Parameter = 'DestinationRef'; Call = { Copy-LakeObject key -DestinationRef $unset } }
        @{ Parameter = 'Key'; Call = { Write-LakeObject -File $PSCommandPath -Key $unset } }
        @{ Parameter = 'KeyPrefix'; Call = { Write-LakeObject -Folder $PSScriptRoot -KeyPrefix $unset } }
        @{ Parameter = 'Exclude'; Call = { Write-LakeObject -Folder $PSScriptRoot -Exclude $unset } }
        @{ Parameter = 'Metadata'; Call = { Write-LakeObject key -Content c -Metadata $unset } }
        @{ Parameter = 'File'; Call = { Read-LakeObject key $unset } }
        @{ Parameter = 'Include'; Call = { Read-LakeObject -Prefix in/ -Folder $TestDrive -Include $unset } }
        @{ Parameter = 'Repository'; Call = { Invoke-LakeTransaction main message { } -Repository $unset } }
        @{ Parameter = 'DestinationPrefix'; Call = { Sync-LakeFolder -Prefix in/ -DestinationRef main -DestinationPrefix $unset } }
        @{ Parameter = 'Ref'; Call = { Get-LakeObjectList -Ref $unset } }
    )
    $script:blocks = @(
        @{ Name = 'New-LakeBranch'; Call = { New-LakeBranch { 'x' } } }
        @{ Name = 'New-LakeTag'; Call = { New-LakeTag { 'x' } } }
        @{ Name = 'Import-LakeObject'; Call = { Import-LakeObject mem://x/ { 'x' } -Confirm:$false } }
        @{ Name = 'Sync-LakeFolder'; Call = { Sync-LakeFolder $PSScriptRoot { 'x' } } }
        @{ Name = 'Read-LakeObject -Folder'; Call = { Read-LakeObject -Prefix in/ -Folder { 'x' } } }
        @{ Name = 'Merge-LakeBranch'; Call = { Merge-LakeBranch main { 'x' } } }
        @{ Name = 'Reset-LakeBranch'; Call = { Reset-LakeBranch -Prefix { 'x' } -Confirm:$false } }
    )
}

Describe 'Parameters' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:other = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        $script:unset = $null

        function Import-TestTable {
            # Rows as they are after a CSV file: what was nothing is an empty text.
            param([Parameter(ValueFromPipeline)] [object] $InputObject)

            begin {
                $rows = [Collections.Generic.List[object]]::new()
            }
            process {
                $rows.Add($InputObject)
            }
            end {
                $path = Join-Path $TestDrive 'table.csv'
                $rows | Export-Csv -LiteralPath $path -NoTypeInformation
                Import-Csv -LiteralPath $path
            }
        }
    }

    Context 'Given and empty' {
        It '-<Parameter> is an error, and nothing is sent: <Call>' -ForEach $emptied {
            if ($server.IsLocal) {
                Clear-TestRequest
            }
            foreach ($unset in $null, '') {
                $record = Get-RaisedError $Call
                # PowerShell itself refuses what it can't convert, and nothing where another parameter set needs something.
                $record.FullyQualifiedErrorId | Should -Match '^(LakeParameterEmpty|LakeKeyMissing|CannotConvertArgumentNoMessage|ParameterArgumentValidationErrorNullNotAllowed),'
                "$record" | Should -Match "\b$Parameter\b"
            }
            if ($server.IsLocal) {
                Get-TestRequest | Should -BeNullOrEmpty
            }
        }

        It 'a prefix or a name that only reads means everything' {
            Write-LakeObject read/a.txt -Content a
            (Get-LakeObjectList '').Key | Should -Contain 'read/a.txt'
            (Get-LakeChange $branch '').Key | Should -Contain 'read/a.txt'
            (Get-LakeBranch '').Name | Should -Contain $branch
        }
    }

    Context 'A list that went through a CSV file' {
        BeforeEach {
            $script:prefix = [Guid]::NewGuid().ToString('N') + '/'
            'a.txt', 'b.txt' | ForEach-Object { Write-LakeObject "$prefix$_" -Content $_ }
            $script:rows = @(Get-LakeObjectList $prefix | Import-TestTable)
            $rows | Should -HaveCount 2
            $rows[0].BucketName | Should -BeExactly ''
        }

        It 'names the objects for every cmdlet that takes them' {
            $rows | Test-LakeObject | Should -Be $true, $true
            ($rows | Get-LakeObjectMetadata).Size | Should -Be 5, 5
            $rows | Read-LakeObject -AsString | Should -Be 'a.txt', 'b.txt'
            $rows | New-LakeObjectUrl | Should -HaveCount 2
            $folder = Join-Path $TestDrive 'rows'
            $rows | Read-LakeObject -Folder $folder
            Get-Content -LiteralPath (Join-Path $folder "$($prefix)b.txt") | Should -Be 'b.txt'
            $rows | Copy-LakeObject -DestinationRef $other
            Get-TestObjectKey -Ref $other -Prefix $prefix | Should -Be "$($prefix)a.txt", "$($prefix)b.txt"
            $rows | Remove-LakeObject -Confirm:$false -ErrorAction Stop
            Get-TestObjectKey -Ref $branch -Prefix $prefix | Should -BeNullOrEmpty
        }

        It 'goes to Reset-LakeBranch with its keys; an empty key is not everything' {
            $rows | Reset-LakeBranch -Confirm:$false -ErrorAction Stop
            Get-TestObjectKey -Ref $branch -Prefix $prefix | Should -BeNullOrEmpty
            Write-LakeObject "$($prefix)kept.txt" -Content kept
            foreach ($row in @{ Ref = $branch; Key = '' }, @{ Ref = ''; Key = '' }, @{ Ref = '' }, @{ Ref = $null }) {
                [pscustomobject]$row | Reset-LakeBranch -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failed
                Assert-LakeError $failed[0] -Id LakeParameterEmpty -Category InvalidArgument
            }
            Get-TestObjectKey -Ref $branch -Prefix $prefix | Should -Be "$($prefix)kept.txt"
        }

        It 'names objects by bucket as well' {
            $named = $rows | ForEach-Object { [pscustomobject]@{ Repository = ''; Ref = ''; BucketName = $server.Repository; Key = "$branch/$($_.Key)" } } | Import-TestTable
            $named | Test-LakeObject | Should -Be $true, $true
            $named | Remove-LakeObject -Confirm:$false -ErrorAction Stop
            Get-TestObjectKey -Ref $branch -Prefix $prefix | Should -BeNullOrEmpty
        }

        It 'has columns for keys and destinations' {
            $columns = 'Key', 'BucketName', 'Ref', @{ n = 'DestinationKey'; e = { "$($prefix)copies/$([IO.Path]::GetFileName($_.Key))" } }, @{ n = 'DestinationRef'; e = { $other } }
            $rows | Select-Object $columns | Import-TestTable | Copy-LakeObject
            Get-TestObjectKey -Ref $other -Prefix "$($prefix)copies/" | Should -Be "$($prefix)copies/a.txt", "$($prefix)copies/b.txt"
        }

        It 'has columns for files' {
            $rows | Select-Object Key, Ref, @{ n = 'File'; e = { Join-Path $TestDrive "as-$([IO.Path]::GetFileName($_.Key))" } } | Import-TestTable | Read-LakeObject
            Get-Content -LiteralPath (Join-Path $TestDrive 'as-a.txt'), (Join-Path $TestDrive 'as-b.txt') | Should -Be 'a.txt', 'b.txt'
        }

        It 'of files has columns for keys and content types' {
            $files = 'one', 'two', 'three' | ForEach-Object { Add-TestFile -Path (Join-Path $TestDrive "files/$_.bin") -Size 3 }
            @(
                [pscustomobject]@{ FullName = $files[0]; Key = "$($prefix)first"; KeyPrefix = ''; Ref = ''; ContentType = 'text/x-first' }
                [pscustomobject]@{ FullName = $files[1]; Key = "$($prefix)second"; KeyPrefix = ''; Ref = $other; ContentType = '' }
                [pscustomobject]@{ FullName = $files[2]; Key = ''; KeyPrefix = "$($prefix)in/"; Ref = ''; ContentType = '' }
            ) | Import-TestTable | Write-LakeObject -ErrorAction Stop
            (Get-LakeObjectMetadata "$($prefix)first").ContentType | Should -BeExactly 'text/x-first'
            Test-LakeObject "$($prefix)second" -Ref $other | Should -BeTrue
            Test-LakeObject "$($prefix)in/three.bin" | Should -BeTrue
        }

        It 'of branches and commits says which' {
            $row = Get-LakeBranch $branch | Select-Object Ref, @{ n = 'Repository'; e = { '' } } | Import-TestTable
            ($row | Get-LakeChange).Key | Should -Contain "$($prefix)a.txt"
            ($row | New-LakeCommit 'from a table').Message | Should -BeExactly 'from a table'
            $nowhere = [pscustomobject]@{ Repository = ''; Ref = ''; Key = '' }
            ($nowhere | Get-LakeCommit -First 1).Message | Should -BeExactly 'from a table'
        }
    }

    Context 'Names that users of other tools expect' {
        BeforeAll {
            Write-LakeObject names/a.txt -Content a
            Write-LakeObject names/b.txt -Content b
            $null = New-LakeCommit 'names'
        }

        It 'are -Branch for -Ref' {
            $empty = Connect-TestServer -With @{ Name = 'empty' }
            $script:lake = Connect-TestServer -Ref $branch
            (Get-LakeObjectList names/ -Branch $branch -Connection $empty).Key | Should -Be 'names/a.txt', 'names/b.txt'
            Read-LakeObject names/a.txt -Branch $branch -AsString -Connection $empty | Should -Be 'a'
            (Get-LakeCommit -Branch $branch -First 1 -Connection $empty).Message | Should -BeExactly 'names'
            Copy-LakeObject names/a.txt names/c.txt -Branch $branch -DestinationBranch $other -Connection $empty
            Test-LakeObject names/c.txt -Branch $other -Connection $empty | Should -BeTrue
            # Where -Ref names an existing place, and no parameter is called -Branch.
            foreach ($command in Get-Command -Module LakeFS.S3 -CommandType Cmdlet | Where-Object { $_.Name -notlike 'Connect-*' -and $_.Parameters['Ref'] }) {
                $command.Parameters['Ref'].Aliases | Should -Contain 'Branch' -Because $command.Name
            }
        }

        It 'are -First where lists are' {
            Get-LakeBranch -First 1 | Should -HaveCount 1
            (Get-LakeBranch "$branch*" -First 5).Ref | Should -Contain $branch
            Get-LakeRepository -First 1 | Should -HaveCount 1
            $null = New-LakeTag "one-$branch" $branch
            $null = New-LakeTag "two-$branch" $branch
            Get-LakeTag "*-$branch" -First 1 | Should -HaveCount 1
            (Get-LakeDiff main $branch -First 1).Key | Should -HaveCount 1
            'x', 'y' | ForEach-Object { Write-LakeObject "first/$_" -Content $_ }
            (Get-LakeChange $branch first/ -First 1).Key | Should -Be 'first/x'
            (Get-LakeChange $branch first/ -First 9).Key | Should -Be 'first/x', 'first/y'
        }

        It 'are -First where uploads are listed, too' {
            # lakeFS lists no uploads of a local block store.
            Skip-OnRealServer
            Get-LakeUpload -First 1 | Should -HaveCount (@(Get-LakeUpload).Count -gt 0)
        }

        It 'are aliases: <Alias>' -ForEach @(
            @{ Alias = 'Get-LakeObject'; Cmdlet = 'Get-LakeObjectList' }
            @{ Alias = 'Get-LakeLog'; Cmdlet = 'Get-LakeCommit' }
            @{ Alias = 'Get-LakeStatus'; Cmdlet = 'Get-LakeChange' }
            @{ Alias = 'Get-LakeDiff'; Cmdlet = 'Compare-LakeRef' }
        ) {
            (Get-Command $Alias -Module LakeFS.S3).ResolvedCommand.Name | Should -BeExactly $Cmdlet
            (Get-Help $Alias).Name | Should -BeExactly $Cmdlet
        }

        It 'are the names of AWS.Tools for a key pair' {
            $parameters = (Get-Command Connect-LakeS3).Parameters
            $parameters['SecretAccessKey'].Aliases | Should -Contain 'SecretKey'
            $parameters['AccessKeyId'].Aliases | Should -Contain 'AccessKey'
        }
    }

    Context 'Script blocks' {
        It 'give each object of the pipeline a key of its own' {
            $files = 'one.csv', 'two.csv' | ForEach-Object { Add-TestFile -Path (Join-Path $TestDrive "blocks/$_") -Size 3 }
            Get-Item -LiteralPath $files | Write-LakeObject -Key { 'kb/' + $_.Name }
            Get-Item -LiteralPath $files | Write-LakeObject -KeyPrefix { "kp/$($_.BaseName)/" }
            Get-LakeObjectList kb/ | Copy-LakeObject -DestinationKey { $_.Key -replace '^kb/', 'kc/' }
            Get-LakeObjectList kb/ | Copy-LakeObject -DestinationKeyPrefix { "$($_.Size)/" }
            Get-LakeObjectList kb/ | Read-LakeObject -File { Join-Path $TestDrive "blocks/again-$(Split-Path $_.Key -Leaf)" }
            Get-TestObjectKey -Ref $branch -Prefix k | Should -Be 'kb/one.csv', 'kb/two.csv', 'kc/one.csv', 'kc/two.csv', 'kp/one/one.csv', 'kp/two/two.csv'
            Get-TestObjectKey -Ref $branch -Prefix 3/ | Should -Be '3/kb/one.csv', '3/kb/two.csv'
            Join-Path $TestDrive 'blocks/again-two.csv' | Should -Exist
        }

        It 'are refused where nothing comes through the pipeline' {
            $record = Get-RaisedError { Write-LakeObject -Key { 'x' } -Content c -ErrorAction Stop }
            $record.FullyQualifiedErrorId | Should -BeLike 'ScriptBlockArgumentNoInput,*'
            $record = Get-RaisedError { Copy-LakeObject k -DestinationKey { 'x' } -ErrorAction Stop }
            $record.FullyQualifiedErrorId | Should -BeLike 'ScriptBlockArgumentNoInput,*'
        }

        It 'are no text for <Name>' -ForEach $blocks {
            $record = Get-RaisedError $Call
            $record.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
            "$record" | Should -BeLike '*not a script block*'
        }
    }
}
