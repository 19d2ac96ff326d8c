#requires -Version 5.1
# More than three hundred hostile keys through everything that takes a key: each comes out identical, or is refused with
# its reason. What goes wrong is collected key by key, so that one failure names every key it concerns.

Describe 'Hostile keys' -Tag Wire {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        Import-Module (Join-Path $PSScriptRoot 'Session/TestKeys.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        $script:all = @(Get-HostileKey)
        if (Test-NetStandardBuild) {
            # .NET Framework would resolve them on the way.
            $all | Where-Object { $_.HasDotSegment -and -not $_.Refused } | ForEach-Object { $_.Refused = 'LakeKeyInvalid' }
        }
        $script:keys = @($all | Where-Object { -not $_.Refused })
        $script:everything = "lakefs://$($server.Repository)/$branch/"
        $script:listable = @($keys | Where-Object IsListable)

        function Show-Key {
            # A key as it can stand in the message of a failed test.
            param([string] $Key)

            $start = $Key.Substring(0, [Math]::Min(40, $Key.Length))
            -join ($start.ToCharArray() | ForEach-Object { if ($_ -ge ' ' -and $_ -le '~') { $_ } else { '<{0:x4}>' -f [int]$_ } })
        }

        function Test-EachKey {
            # Runs a block for each key, with the key and its content; gives a line for each that did not give the text expected.
            param([object[]] $Entry, [scriptblock] $Get, [scriptblock] $Expect = { param($key) "content of $key" })

            foreach ($one in $Entry) {
                $expected = & $Expect $one.Key
                try {
                    $got = & $Get $one.Key
                } catch {
                    "$(Show-Key $one.Key): $($_.FullyQualifiedErrorId) $_"
                    continue
                }
                if (-not [string]::Equals($got, $expected, [StringComparison]::Ordinal)) {
                    "$(Show-Key $one.Key): $(Show-Key "$got")"
                }
            }
        }

        function Compare-KeySet {
            # A line for each key that is missing, or there and not expected. Ordinal: Compare-Object takes some keys for one.
            param([AllowEmptyCollection()] [AllowEmptyString()] [string[]] $Found, [AllowEmptyString()] [string[]] $Expected)

            $left = [Collections.Generic.HashSet[string]]::new([string[]]@($Found), [StringComparer]::Ordinal)
            foreach ($key in $Expected) {
                if (-not $left.Remove($key)) {
                    "$(Show-Key $key) is missing"
                }
            }
            $left | ForEach-Object { "$(Show-Key $_) is new" }
        }

        function Get-FolderFile {
            # The files of a folder as keys, with slashes.
            param([string] $Path)

            [IO.Directory]::GetFiles($Path, '*', [IO.SearchOption]::AllDirectories) | ForEach-Object { $_.Substring($Path.Length + 1).Replace([IO.Path]::DirectorySeparatorChar, [char]'/') }
        }

        function Assert-FolderOutcome {
            # Every key of a list is a file with its content, or an error that names it and gives a reason; nothing else is there.
            param([string] $Folder, [Management.Automation.ErrorRecord[]] $Failed)

            $reasons = [Collections.Generic.Dictionary[string, string]]::new([StringComparer]::Ordinal)
            foreach ($record in $Failed) {
                $record.FullyQualifiedErrorId | Should -Match '^(LakePathOutsideFolder|LakeFileUnwritable|LakeFileNameTaken|LakeFileInTheWay|LakeFileIsDirectory|LakeKeyInvalid),' -Because "$record"
                $name = "$($record.TargetObject)"
                $reasons[$(if ($name.StartsWith($everything, [StringComparison]::Ordinal)) { $name.Substring($everything.Length) } else { $name })] = $record.FullyQualifiedErrorId
            }
            $files = [Collections.Generic.HashSet[string]]::new([string[]]@(Get-FolderFile $Folder), [StringComparer]::Ordinal)
            $wrong = foreach ($one in $listable) {
                if ($reasons.ContainsKey($one.Key)) {
                    if ($files.Contains($one.Key)) {
                        "$(Show-Key $one.Key) is refused and there"
                    }
                } elseif (-not $files.Remove($one.Key)) {
                    "$(Show-Key $one.Key) is neither a file nor refused"
                } elseif ([IO.File]::ReadAllText("$Folder/$($one.Key)") -cne "content of $($one.Key)") {
                    "$(Show-Key $one.Key) holds something else"
                }
            }
            @($wrong) + @($files | ForEach-Object { "$(Show-Key $_) is a file that no key has" }) | Where-Object { $_ } | Should -BeNullOrEmpty
        }
    }

    It 'are more than three hundred' {
        $keys.Count | Should -BeGreaterThan 300
        $all.Count | Should -BeGreaterThan $keys.Count
    }

    It 'are refused before anything is sent, with the reason, where the server could not keep them: <Name>' -ForEach @(
        @{ Name = 'written'; Call = { param($key) Write-LakeObject -Key $key -Content c -ErrorAction Stop } }
        @{ Name = 'described'; Call = { param($key) Get-LakeObjectMetadata -Key $key -ErrorAction Stop } }
        @{ Name = 'read'; Call = { param($key) Read-LakeObject -Key $key -AsString -ErrorAction Stop } }
        @{ Name = 'copied'; Call = { param($key) Copy-LakeObject -Key $key -DestinationKey copy -ErrorAction Stop } }
        @{ Name = 'signed'; Call = { param($key) New-LakeObjectUrl -Key $key -ErrorAction Stop } }
        @{ Name = 'removed'; Call = { param($key) Remove-LakeObject -Key $key -Confirm:$false -ErrorAction Stop } }
    ) {
        if ($server.IsLocal) {
            Clear-TestRequest
        }
        $wrong = foreach ($one in $all | Where-Object Refused) {
            try {
                $null = & $Call $one.Key
                "$(Show-Key $one.Key) was taken"
            } catch {
                # PowerShell itself refuses an empty text for a mandatory parameter.
                $isEmpty = $one.Key -eq '' -and $_.FullyQualifiedErrorId -like 'ParameterArgumentValidationErrorEmpty*'
                if (-not $isEmpty -and $_.FullyQualifiedErrorId -notlike "$($one.Refused),*") {
                    "$(Show-Key $one.Key): $($_.FullyQualifiedErrorId), not $($one.Refused)"
                }
            }
        }
        $wrong | Should -BeNullOrEmpty
        if ($server.IsLocal) {
            Get-TestRequest | Should -BeNullOrEmpty
        }
    }

    Context 'that a server can keep' {
        BeforeAll {
            $script:unwritten = @(Test-EachKey $keys { param($key) (Write-LakeObject -Key $key -Content "content of $key" -PassThru).Key } -Expect { param($key) $key })
        }

        It 'are written as they are' {
            $unwritten | Should -BeNullOrEmpty
            # REST says what the server has, in JSON, which holds every character.
            Compare-KeySet @(Get-TestObjectKey -Ref $branch) $keys.Key | Should -BeNullOrEmpty
        }

        It 'are listed as they are, or show that they can''t be' {
            $listed = @(Get-LakeObjectList)
            $listed | Should -HaveCount $keys.Count
            $ordinal = [Collections.Generic.HashSet[string]]::new([string[]]$listed.Key, [StringComparer]::Ordinal)
            $listable | Where-Object { -not $ordinal.Contains($_.Key) } | ForEach-Object { Show-Key $_.Key } | Should -BeNullOrEmpty
            $listed.Key | Where-Object { $_ -match "[\x00-\x08\x0b\x0c\x0e-\x1f]" } | Should -BeNullOrEmpty
            @($listed | Where-Object { $_.Key.IndexOf([char]0xfffd) -ge 0 }).Count | Should -Be (1 + $keys.Count - $listable.Count)
        }

        It 'are an error, and no other object, where a list could not show them' {
            $shown = @(Get-LakeObjectList -Prefix c/ | Where-Object { $_.Key.IndexOf([char]0xfffd) -ge 0 })
            $shown.Count | Should -Be ($keys.Count - $listable.Count)
            $shown | Read-LakeObject -AsString -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
            $failed | Should -HaveCount $shown.Count
            $failed | ForEach-Object { $_.FullyQualifiedErrorId | Should -BeLike 'LakeKeyInvalid,*' }
        }

        It 'are described as they are' {
            Test-EachKey $keys { param($key) $found = Get-LakeObjectMetadata -Key $key -ErrorAction Stop; "$($found.Key) $($found.Size)" } -Expect { param($key) "$key $([Text.Encoding]::UTF8.GetByteCount("content of $key"))" } | Should -BeNullOrEmpty
        }

        It 'are read as they are' {
            Test-EachKey $keys { param($key) Read-LakeObject -Key $key -AsString -ErrorAction Stop } | Should -BeNullOrEmpty
        }

        It 'are signed as they are' {
            if ($PSVersionTable.PSEdition -ne 'Core') {
                Set-ItResult -Skipped -Because '.NET Framework can''t send an address as it is'
            }
            $handler = [Net.Http.HttpClientHandler]@{ ServerCertificateCustomValidationCallback = [Net.Http.HttpClientHandler]::DangerousAcceptAnyServerCertificateValidator }
            $client = [Net.Http.HttpClient]::new($handler)
            # A browser resolves '..' too; what is signed is the address as it is.
            $exact = [UriCreationOptions]@{ DangerousDisablePathAndQueryCanonicalization = $true }
            try {
                Test-EachKey $keys {
                    param($key)
                    $address = [Uri]::new((New-LakeObjectUrl -Key $key -ErrorAction Stop), [ref]$exact)
                    $client.GetStringAsync($address).GetAwaiter().GetResult()
                } | Should -BeNullOrEmpty
            } finally {
                $client.Dispose()
            }
        }

        It 'are copied as they are, from a key and to one, and removed without one for another' {
            $copied = Add-TestBranch
            Test-EachKey $keys { param($key) (Copy-LakeObject -Key $key -DestinationRef $copied -PassThru -ErrorAction Stop).Key } -Expect { param($key) $key } | Should -BeNullOrEmpty
            Compare-KeySet @(Get-TestObjectKey -Ref $copied) $keys.Key | Should -BeNullOrEmpty
            Test-EachKey $keys { param($key) Read-LakeObject -Key $key -Ref $copied -AsString -ErrorAction Stop } | Should -BeNullOrEmpty

            # Every second one, so that a key that is taken for its neighbour shows.
            $gone = @(for ($i = 0; $i -lt $keys.Count; $i += 2) { $keys[$i].Key })
            $kept = @(for ($i = 1; $i -lt $keys.Count; $i += 2) { $keys[$i].Key })
            $gone | Remove-LakeObject -Ref $copied -Confirm:$false -ErrorAction Stop
            Compare-KeySet @(Get-TestObjectKey -Ref $copied) $kept | Should -BeNullOrEmpty
        }

        It 'are files inside the folder or refused with the reason: <Name>' -ForEach @(
            @{ Name = 'a sync'; Read = { Sync-LakeFolder -Prefix $everything -DestinationFolder $folder -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue } }
            @{ Name = 'a prefix'; Read = { Read-LakeObject -Prefix $everything -Folder $folder -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue } }
            @{ Name = 'the pipeline'; Read = { Get-LakeObjectList | Read-LakeObject -Folder $folder -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue } }
        ) {
            $outer = Join-Path $TestDrive ([Guid]::NewGuid().ToString('N'))
            $folder = Join-Path $outer 'one/two/three'
            $null = New-Item -ItemType Directory -Path $folder
            $null = . $Read
            Assert-FolderOutcome -Folder (Get-Item -LiteralPath $folder).FullName -Failed $failed
            @(Get-FolderFile $outer | Where-Object { -not $_.StartsWith('one/two/three/') }) | Should -BeNullOrEmpty
        }

        It 'come back from the folder as they were' {
            $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([Guid]::NewGuid().ToString('N')))).FullName
            $null = Sync-LakeFolder -Prefix $everything -DestinationFolder $folder -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
            $files = @(Get-FolderFile $folder)
            $files.Count | Should -BeGreaterThan $(if ($env:OS -eq 'Windows_NT') { 150 } else { 300 })

            $synced = Add-TestBranch
            $null = Sync-LakeFolder $folder -Ref $synced -ErrorAction Stop
            Compare-KeySet @(Get-TestObjectKey -Ref $synced) $files | Should -BeNullOrEmpty
            Sync-LakeFolder $folder -Ref $synced | Should -BeNullOrEmpty
            $written = Add-TestBranch
            Write-LakeObject -Folder $folder -Recurse -Ref $written -ErrorAction Stop
            Compare-KeySet @(Get-TestObjectKey -Ref $written) $files | Should -BeNullOrEmpty
        }

        It 'have a name on a drive each, under which they are read, written and removed' {
            $other = Add-TestBranch
            $null = New-PSDrive hostile LakeFS -Root "$($server.Repository)/$branch" -Scope Global
            $null = New-PSDrive second LakeFS -Root "$($server.Repository)/$other" -Scope Global
            try {
                $items = @(Get-ChildItem hostile:/ -Recurse -File | Where-Object { $_.Key.IndexOf([char]0xfffd) -lt 0 })
                $expected = @($listable | Where-Object { $_.Key.IndexOf([char]0xfffd) -lt 0 })
                Compare-KeySet $items.Key $expected.Key | Should -BeNullOrEmpty
                $wrong = foreach ($item in $items) {
                    $content = Get-Content -LiteralPath $item.PSPath -Raw
                    if (-not [string]::Equals($content, "content of $($item.Key)", [StringComparison]::Ordinal)) {
                        "$(Show-Key $item.Key) was read as $(Show-Key "$content")"
                    }
                    Set-Content -LiteralPath $item.PSPath.Replace("/$branch/", "/$other/") -Value $item.Key -NoNewline
                }
                $wrong | Should -BeNullOrEmpty
                Compare-KeySet @(Get-TestObjectKey -Ref $other) $expected.Key | Should -BeNullOrEmpty
                # An object and a folder of one name are two items with one path, and removed together.
                $paths = [Collections.Generic.HashSet[string]]::new([string[]] (Get-ChildItem second:/).PSPath, [StringComparer]::Ordinal)
                $paths | ForEach-Object { Remove-Item -LiteralPath $_ -Recurse }
                Get-TestObjectKey -Ref $other | Should -BeNullOrEmpty
            } finally {
                Remove-PSDrive hostile, second
            }
        }
    }
}
