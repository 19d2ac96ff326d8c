#requires -Version 5.1
# What cmdlets give: types, views that fit a screen, and round trips that lose nothing.

Describe 'Outputs' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        $script:long = 'a-rather-long-folder-name/' * 6 + 'and a long file name at its end.parquet'
        Write-LakeObject $long -Content ('x' * 1536) -Metadata @{ Owner = 'somebody'; note = "caf$([char]0xE9)" } -ContentType 'application/x-something'
        $script:made = @{
            LakeObject = Get-LakeObjectList | Select-Object -First 1
            LakePrefix = Get-LakeObjectList -Directory | Select-Object -First 1
            LakeObjectMetadata = Get-LakeObjectMetadata $long
            LakeRepository = Get-LakeRepository $server.Repository
            LakeBranch = Get-LakeBranch $branch
            LakeTransferResult = Write-LakeObject other.txt -Content c -PassThru
            LakeCommit = New-LakeCommit "the first line`nthe second" -Metadata @{ run = '42' }
            LakeRemoval = Remove-LakeObject other.txt -Confirm:$false -PassThru
            LakeS3Connection = $lake
            LakeTag = New-LakeTag "tag-$branch" $branch
            LakeServerInfo = Get-LakeServerInfo
        }
        Write-LakeObject uncommitted.txt -Content c
        $made.LakeChange = Get-LakeChange -Prefix uncommitted

        function Get-TableColumn {
            # The columns of a table as text, by their names; what is wrapped is put together again.
            param([string] $Text)

            $lines = @($Text -split '\r?\n')
            $rule = 0..($lines.Count - 1) | Where-Object { $lines[$_] -match '^\s*-[- ]*$' } | Select-Object -First 1
            $columns = [ordered]@{}
            $places = @([regex]::Matches($lines[$rule], '-+'))
            for ($i = 0; $i -lt $places.Count; $i++) {
                # Right up to the next column; columns of numbers begin further left, and none of them is asked for.
                $from = $places[$i].Index
                $to = if ($i + 1 -lt $places.Count) { $places[$i + 1].Index } else { [int]::MaxValue }
                $name = $lines[$rule - 1].Substring($from, $places[$i].Length)
                $columns[$name] = @($lines | Select-Object -Skip ($rule + 1) | Where-Object Length -GT $from | ForEach-Object { $_.Substring($from, [Math]::Min($to, $_.Length) - $from) }) -join ''
            }
            $columns
        }

        if ($server.ImportUrl) {
            $made.LakeImport = Import-LakeObject "$($server.ImportUrl)landing/" in/ -Ref (Add-TestBranch) -PassThru -Confirm:$false
        }
    }

    Context 'LakeFS.S3.<_>' -ForEach 'LakeObject', 'LakePrefix', 'LakeObjectMetadata', 'LakeRepository', 'LakeBranch', 'LakeTransferResult', 'LakeCommit', 'LakeRemoval', 'LakeS3Connection', 'LakeTag', 'LakeServerInfo', 'LakeChange', 'LakeImport' {
        BeforeAll {
            $script:type = $_
            $script:output = $made[$_]
        }

        BeforeEach {
            if ($null -eq $output) {
                Skip-WithoutImport
            }
        }

        It 'is what comes' {
            $output | Should -HaveCount 1
            $output.PSObject.TypeNames[0] | Should -BeExactly "LakeFS.S3.$type"
        }

        It 'is what some cmdlet says it gives' {
            $given = (Get-Command -Module LakeFS.S3).OutputType.Name
            if ($type -ne 'LakePrefix' -and $type -ne 'LakeObject') {
                $given | Should -Contain "LakeFS.S3.$type"
            } else {
                (Get-Command Get-LakeObjectList).OutputType.Name | Should -Contain "LakeFS.S3.$type"
            }
        }

        It 'has a table that loses nothing at <_> columns' -ForEach 80, 100, 140 {
            $text = $output, $output | Format-Table | Out-String -Width $_
            foreach ($line in $text -split '\r?\n') {
                $line.TrimEnd().Length | Should -BeLessOrEqual $_
            }
            # Columns that do not fit are left out by Format-Table, the last ones first.
            $columns = Get-TableColumn $text
            $columns.Keys | Should -Be (Get-TableColumn ($output | Format-Table | Out-String -Width 400)).Keys
            # What names the object is there from its beginning to its end.
            $name = 'Key', 'Name', 'ImportId', 'EndpointUrl' | Where-Object { $output.PSObject.Properties[$_] } | Select-Object -First 1
            $shown = $columns.GetEnumerator() | Where-Object { $_.Key -in $name, 'Branch', 'Tag', 'Repository', 'Commit' } | ForEach-Object { $_.Value -replace '\s' }
            if ($name) {
                $shown -join ' ' | Should -BeLike "*$([WildcardPattern]::Escape($output.$name -replace '\s'))*"
            }
        }

        It 'has a list view' {
            $list = $output | Format-List | Out-String -Width 400
            $list | Should -Match '(?m)^\S+\s*:'
            $list | Should -Not -BeLike '*System.Collections*'
        }

        It 'goes through JSON without loss' {
            $back = $output | ConvertTo-Json -Depth 4 -WarningAction SilentlyContinue | ConvertFrom-Json
            foreach ($property in $output.PSObject.Properties | Where-Object Value -IsNot ([Collections.IDictionary])) {
                $property.Name | Should -BeIn $back.PSObject.Properties.Name
                $value = $back.($property.Name)
                if ($property.Value -is [DateTime]) {
                    ([DateTime]$value).ToUniversalTime() | Should -Be $property.Value.ToUniversalTime()
                } elseif ($property.Value -is [ValueType] -and $property.Value -isnot [TimeSpan] -and $property.Value -isnot [Enum]) {
                    $value | Should -Be $property.Value
                } elseif ($property.Value -is [string]) {
                    $value | Should -BeExactly $property.Value
                }
            }
        }

        It 'goes through Clixml without loss' {
            $path = Join-Path $TestDrive "$type.xml"
            $output | Export-Clixml -LiteralPath $path
            $back = Import-Clixml -LiteralPath $path
            $back.PSObject.TypeNames[0] | Should -BeExactly "Deserialized.LakeFS.S3.$type"
            foreach ($property in $output.PSObject.Properties) {
                $property.Name | Should -BeIn $back.PSObject.Properties.Name
                if ($property.Value -is [DateTime] -or $property.Value -is [TimeSpan] -or $property.Value -is [long] -or $property.Value -is [string]) {
                    $back.($property.Name) | Should -Be $property.Value
                }
            }
        }
    }

    Context 'Values' -Tag Build {
        It 'of an object are what the server says' {
            $object = $made.LakeObject
            $object.Repository | Should -BeExactly $server.Repository
            $object.Ref | Should -BeExactly $branch
            $object.Key | Should -BeExactly $long
            $object.Uri | Should -BeExactly "lakefs://$($server.Repository)/$branch/$long"
            "$object" | Should -BeExactly $object.Uri
            $object.Size | Should -Be 1536
            $object.Size | Should -BeOfType [long]
            $object.ETag | Should -BeExactly 'f50a2c77058d8691e94732f00d076b9e' -Because 'that is the MD5 of the content'
            $object.StorageClass | Should -Be 'STANDARD'
        }

        It 'of times are those of this place, and now' {
            foreach ($time in $made.LakeObject.LastModified, $made.LakeObjectMetadata.LastModified, $made.LakeCommit.CreationDate) {
                $time.Kind | Should -Be 'Local'
                [Math]::Abs(([DateTime]::Now - $time).TotalMinutes) | Should -BeLessThan 5
            }
        }

        It 'of metadata are texts under lower-case names, in a hashtable that knows no case' {
            $metadata = $made.LakeObjectMetadata.Metadata
            $metadata | Should -BeOfType [hashtable]
            $metadata.Keys | Sort-Object | Should -BeExactly 'note', 'owner'
            $metadata.OWNER | Should -BeExactly 'somebody'
            $metadata['note'] | Should -BeExactly "caf$([char]0xE9)"
            $made.LakeObjectMetadata.ContentType | Should -BeExactly 'application/x-something'
            $made.LakeObjectMetadata.AcceptRanges | Should -Be 'bytes'
            $made.LakeObjectMetadata.RequestId | Should -Not -BeNullOrEmpty
        }

        It 'of metadata survive JSON and Clixml' {
            ($made.LakeObjectMetadata | ConvertTo-Json | ConvertFrom-Json).Metadata.note | Should -BeExactly "caf$([char]0xE9)"
            $text = [System.Management.Automation.PSSerializer]::Serialize($made.LakeObjectMetadata)
            [System.Management.Automation.PSSerializer]::Deserialize($text).Metadata.owner | Should -BeExactly 'somebody'
        }

        It 'of a commit are what was given' {
            $made.LakeCommit.Message | Should -BeExactly "the first line`nthe second"
            $made.LakeCommit.Metadata.run | Should -BeExactly '42'
            $made.LakeCommit.Id | Should -Match '^[0-9a-f]{64}$'
            $made.LakeCommit.Ref | Should -BeExactly $made.LakeCommit.Id
            $made.LakeCommit.Parents | Should -HaveCount 1
        }

        It 'in tables are for people: sizes with units, times of this place' {
            $table = $made.LakeObject | Format-Table | Out-String -Width 100
            $table | Should -Match '1[.,]50? KiB'
            $table | Should -BeLike "*$($made.LakeObject.LastModified.ToString('yyyy-MM-dd HH:mm:ss'))*"
        }
    }

    Context 'Writers' {
        It 'are silent: <Name>' -ForEach @(
            @{ Name = 'Write-LakeObject'; Call = { Write-LakeObject silent.txt -Content c } }
            @{ Name = 'Copy-LakeObject'; Call = { Copy-LakeObject $long silent-copy.txt } }
            @{ Name = 'Read-LakeObject'; Call = { Read-LakeObject $long -File (Join-Path $TestDrive 'silent.txt') } }
            @{ Name = 'Remove-LakeObject'; Call = { Remove-LakeObject silent.txt -Confirm:$false } }
            @{ Name = 'Connect-LakeS3'; Call = { $login = Get-TestLogin; Connect-LakeS3 @login -Name silent } }
            @{ Name = 'Disconnect-LakeS3'; Call = { Disconnect-LakeS3 silent } }
        ) {
            & $Call *>&1 | Should -BeNullOrEmpty
        }
    }

    Context 'Commands' {
        It '<_> has an approved verb and a noun that starts with Lake' -ForEach @(
            'Connect-LakeS3', 'Copy-LakeObject', 'Disconnect-LakeS3', 'Get-LakeBranch', 'Get-LakeObjectList', 'Get-LakeObjectMetadata', 'Get-LakeRepository'
            'Get-LakeS3Connection', 'New-LakeCommit', 'New-LakeObjectUrl', 'Read-LakeObject', 'Remove-LakeObject', 'Test-LakeObject', 'Write-LakeObject'
        ) {
            $command = Get-Command $_ -Module LakeFS.S3
            $command.Verb | Should -BeIn (Get-Verb).Verb
            $command.Noun | Should -BeLike 'Lake*'
            # A key pair comes in four ways, or with the clients of another connection.
            $command.ParameterSets.Count | Should -BeLessOrEqual $(if ($_ -eq 'Connect-LakeS3') { 5 } else { 4 })
        }

        It 'that change something can be asked what they would do' {
            foreach ($name in 'Write-LakeObject', 'Copy-LakeObject', 'Remove-LakeObject', 'Read-LakeObject', 'New-LakeCommit') {
                (Get-Command $name).Parameters.Keys | Should -Contain 'WhatIf' -Because "$name changes something"
            }
        }
    }
}
