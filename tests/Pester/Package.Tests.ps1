#requires -Version 5.1
# The package that the PowerShell Gallery takes: what is in it, and that it installs and works where nothing else is.

Describe 'The package' -Tag Once {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:root = (Get-TestPath).Root
        $script:module = Split-Path (Get-TestPath).Module
        $script:packaging = Join-Path $root 'src/LakeFS.S3.PowerShell/Packaging'
        $script:cmdlets = (Import-PowerShellDataFile -LiteralPath (Join-Path $root 'LakeFS.S3.psd1')).CmdletsToExport.Count
        $script:able = [bool](Get-Command Compress-PSResource -ErrorAction Ignore)

        function Invoke-InEmptyHome {
            # Runs a script in another process, for which the user's home is an empty folder. What it puts out comes back
            # from JSON; $packages, $modules and $name are the feed, the folder for modules, and a name for the feed.
            param([string] $Script)

            $file = Join-Path $TestDrive 'process.ps1'
            $result = Join-Path $TestDrive 'result.json'
            Set-Content -LiteralPath $file -Value @"
`$ErrorActionPreference = 'Stop'
`$packages = '$packages'
`$modules = '$modules'
`$name = '$feed'
# Nothing is found but what the package brings and what PowerShell has of its own.
`$env:PSModulePath = `$modules, (Join-Path `$PSHOME 'Modules') -join [IO.Path]::PathSeparator
ConvertTo-Json -InputObject @(& { $Script }) -Depth 3 | Set-Content -LiteralPath '$result' -Encoding utf8
"@
            Remove-Item -LiteralPath $result -ErrorAction Ignore
            $start = Get-ThisPowerShellStart -Argument '-File', $file
            $start.Environment['HOME'] = $userHome
            $start.Environment['XDG_DATA_HOME'] = Join-Path $userHome '.local/share'
            $start.Environment['LAKEFS_S3_PACKAGE_SECRET'] = (Get-TestServer).SecretAccessKey
            $start.RedirectStandardOutput = $true
            $start.RedirectStandardError = $true
            $process = [Diagnostics.Process]::Start($start)
            $output = $process.StandardOutput.ReadToEndAsync()
            $failure = $process.StandardError.ReadToEndAsync()
            $process.WaitForExit()
            $process.ExitCode | Should -Be 0 -Because "it printed: $($output.Result)$($failure.Result)"
            Get-Content -LiteralPath $result -Raw | ConvertFrom-Json
        }

        if ($able) {
            $script:packages = Join-Path $TestDrive 'packages'
            $script:sbom = & (Join-Path $packaging 'New-Sbom.ps1') -Destination (Join-Path $TestDrive 'LakeFS.S3.cdx.json')
            $script:package = & (Join-Path $packaging 'New-ModulePackage.ps1') -Module $module -Sbom $sbom -Destination $packages
            $script:feed = "lakefs-s3-$([guid]::NewGuid().ToString('N'))"
            $script:userHome = Join-Path $TestDrive 'home'
            # .NET takes a folder of the user for none as long as it does not exist.
            $script:modules = (New-Item -ItemType Directory -Path (Join-Path $userHome '.local/share/powershell/Modules')).FullName
            # Windows does not let a process have another home, so there the package is saved and not installed.
            Invoke-InEmptyHome @'
Register-PSResourceRepository -Name $name -Uri $packages -Trusted
try {
    if ($IsWindows) {
        Save-PSResource -Name LakeFS.S3 -Repository $name -Path $modules
    } else {
        Install-PSResource -Name LakeFS.S3 -Repository $name
    }
} finally {
    Unregister-PSResourceRepository -Name $name
}
'@
            $script:installed = (Get-Item -Path (Join-Path $modules 'LakeFS.S3/*')).FullName
            $script:manifest = Test-ModuleManifest -Path (Join-Path $installed 'LakeFS.S3.psd1')
        }
    }

    BeforeEach {
        if (-not $able) {
            Set-ItResult -Skipped -Because 'this PowerShell has no Compress-PSResource; Microsoft.PowerShell.PSResourceGet 1.1 comes with PowerShell 7.5'
        }
    }

    Context 'Installed' {
        It 'has every file of the module' {
            $files = {
                param($folder)
                Get-ChildItem -LiteralPath $folder -Recurse -File | ForEach-Object { $_.FullName.Substring($folder.Length + 1).Replace('\', '/') }
            }
            $added = @(& $files $installed) | Where-Object { $_ -notin @(& $files $module) }
            $lost = @(& $files $module) | Where-Object { $_ -notin @(& $files $installed) }
            $lost | Should -BeNullOrEmpty
            # The last is the installer's own note.
            $added | Should -BeIn 'THIRD-PARTY-NOTICES.txt', 'LakeFS.S3.cdx.json', 'PSGetModuleInfo.xml'
        }

        It 'brings the cmdlets of the manifest, by name and by loading itself' {
            $found = Invoke-InEmptyHome @'
$first = Get-LakeS3Connection
$loaded = Get-Module LakeFS.S3
@{
    AutoLoaded = $null -eq $first -and [bool]$loaded
    Base = $loaded.ModuleBase
    Commands = @(Get-Command -Module LakeFS.S3 | ForEach-Object { "$($_.CommandType) $($_.Source)\$($_.Name)" })
}
'@
            $found.AutoLoaded | Should -BeTrue
            $found.Base | Should -Be $installed
            $exported = @($manifest.ExportedCmdlets.Keys | ForEach-Object { "Cmdlet LakeFS.S3\$_" }) + @($manifest.ExportedAliases.Keys | ForEach-Object { "Alias LakeFS.S3\$_" })
            $found.Commands | Sort-Object | Should -Be ($exported | Sort-Object)
        }

        It 'brings the local gateway, in less than a megabyte' {
            $companion = Get-ChildItem -LiteralPath (Join-Path $installed 'LocalGateway')
            $companion.Name | Sort-Object | Should -Be 'LakeFS.S3.LocalGateway.deps.json', 'LakeFS.S3.LocalGateway.dll', 'LakeFS.S3.LocalGateway.runtimeconfig.json', 'YamlDotNet.dll'
            ($companion | Measure-Object -Property Length -Sum).Sum | Should -BeLessThan 1MB
            $found = Invoke-InEmptyHome @'
$null = Start-LakeLocalGateway
Write-LakeObject installed.txt -Content 'from a package'
Read-LakeObject installed.txt -AsString
Stop-LakeLocalGateway
'@
            $found | Should -Be 'from a package'
        }

        It 'can be removed and imported again' {
            $found = Invoke-InEmptyHome @'
Import-Module LakeFS.S3
Remove-Module LakeFS.S3
@(Get-Module | Where-Object Name -Like 'LakeFS*').Count
Import-Module LakeFS.S3 -Force
@(Get-Command -Module LakeFS.S3 -CommandType Cmdlet).Count
'@
            $found | Should -Be 0, $cmdlets
        }

        It 'has help with examples, and the about topics' {
            $found = Invoke-InEmptyHome @'
@{
    Examples = @((Get-Help Write-LakeObject -Examples).Examples.Example).Count
    About = "$(Get-Help about_LakeFS.S3)"
}
'@
            $found.Examples | Should -BeGreaterOrEqual 3
            $found.About | Should -Match 'lakeFS'
        }

        It 'writes an object and reads it' {
            $server = Get-TestServer
            $branch = Add-TestBranch
            $endpoint = Get-TestEndpoint
            $authority = if ($endpoint.ContainsKey('CACertificate')) { "-CACertificate '$($endpoint.CACertificate)'" }
            $found = Invoke-InEmptyHome @"
`$secret = [System.Net.NetworkCredential]::new('', `$env:LAKEFS_S3_PACKAGE_SECRET).SecurePassword
Connect-LakeS3 '$($endpoint.EndpointUrl)' -AccessKeyId '$($server.AccessKeyId)' -SecretAccessKey `$secret -Repository '$($server.Repository)' -Ref '$branch' $authority
Write-LakeObject installed.txt -Content 'from a package'
Read-LakeObject installed.txt -AsString
try { Read-LakeObject missing.txt -AsString } catch { `$_.FullyQualifiedErrorId }
"@
            $found | Should -Be 'from a package', 'LakeObjectNotFound,LakeFS.S3.PowerShell.ReadLakeObjectCommand'
        }
    }

    Context 'Its manifest' {
        It 'has what the Gallery shows' {
            $data = $manifest.PrivateData.PSData
            $data.ProjectUri | Should -Match '^https://github\.com/'
            $data.LicenseUri | Should -Be 'https://www.apache.org/licenses/LICENSE-2.0'
            $data.Tags | Should -Contain 'lakeFS'
            $data.Tags | Should -Contain 'PSEdition_Core'
            $data.Tags | Should -Contain 'PSEdition_Desktop'
            # The Gallery's tags are parted by blanks.
            $data.Tags | Should -Not -Match '\s'
            $manifest.Description | Should -Not -BeNullOrEmpty
            $manifest.Author | Should -Not -BeNullOrEmpty
        }

        It 'has the top section of the changelog for release notes' {
            $changelog = (Get-Content -LiteralPath (Join-Path $root 'CHANGELOG.md') -Raw -Encoding UTF8).Replace("`r", '')
            $section = ($changelog -split '(?m)^## ')[1]
            $notes = $section.Substring($section.IndexOf("`n")).Trim()
            $notes | Should -Not -BeNullOrEmpty
            $manifest.PrivateData.PSData.ReleaseNotes.Replace("`r", '') | Should -BeExactly $notes
        }

        It 'exports names, and no patterns' {
            $raw = Import-PowerShellDataFile -LiteralPath $manifest.Path
            $raw.CmdletsToExport | Should -HaveCount $cmdlets
            $raw.CmdletsToExport | Should -Not -Match '[*?]'
            $raw.AliasesToExport | Should -HaveCount 4
            $raw.AliasesToExport | Should -Not -Match '[*?]'
            $raw.FunctionsToExport + $raw.VariablesToExport | Should -BeNullOrEmpty
        }

        It 'is data, so that tools can read and rewrite it' {
            $null = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'copy')
            $copy = Join-Path $TestDrive 'copy/LakeFS.S3'
            Copy-Item -LiteralPath $installed -Destination $copy -Recurse
            $path = Join-Path $copy 'LakeFS.S3.psd1'
            Update-PSModuleManifest -Path $path -ModuleVersion 0.1.1
            (Import-PowerShellDataFile -LiteralPath $path).RootModule | Should -Be (Import-PowerShellDataFile -LiteralPath $manifest.Path).RootModule
            (Test-ModuleManifest -Path $path).ExportedCmdlets.Count | Should -Be $cmdlets
        }
    }

    Context 'Its notices' {
        It 'name each library in it, in its version, and no other' {
            $lock = Get-Content -LiteralPath (Join-Path $root 'src/LakeFS.S3/packages.lock.json') -Raw | ConvertFrom-Json
            $targets = @{ Core = 'net8.0'; Desktop = '.NETStandard,Version=v2.0' }
            $expected = foreach ($folder in $targets.Keys) {
                Get-ChildItem -Path (Join-Path $installed "bin/$folder/lib/*.dll") | Where-Object Name -NE 'LakeFS.S3.dll' |
                    ForEach-Object { "$($_.BaseName) $($lock.dependencies.($targets[$folder]).($_.BaseName).resolved)" }
            }
            $text = Get-Content -LiteralPath (Join-Path $installed 'THIRD-PARTY-NOTICES.txt') -Raw -Encoding UTF8
            $rows = [regex]::Matches($text, '(?m)^(?<row>\S+ \d\S*) \((Apache-2\.0|MIT)\)$') | ForEach-Object { $_.Groups['row'].Value }
            $rows | Should -Be @($expected | Sort-Object -Unique)
            $rows | Should -Contain "AWSSDK.S3 $($lock.dependencies.'net8.0'.'AWSSDK.S3'.resolved)"
        }

        It 'have the text of each licence' {
            $text = Get-Content -LiteralPath (Join-Path $installed 'THIRD-PARTY-NOTICES.txt') -Raw -Encoding UTF8
            $text | Should -BeLike '*Permission is hereby granted, free of charge*'
            $text | Should -BeLike '*Antoine Aubry and contributors*'
            $text | Should -BeLike '*includes software developed by vbAccelerator*'
            # System.IO.Hashing carries xxHash.
            $text | Should -BeLike '*License notice for xxHash*'
            Get-Content -LiteralPath (Join-Path $installed 'LICENSE') -Raw | Should -BeLike '*Apache License*'
        }

        It 'refuse a library that no package brought' {
            $other = Join-Path $TestDrive 'other'
            Copy-Item -LiteralPath $module -Destination $other -Recurse
            Copy-Item -LiteralPath (Join-Path $other 'bin/Core/lib/LakeFS.S3.dll') -Destination (Join-Path $other 'bin/Core/lib/Stray.dll')
            $call = @{ Module = $other; Sbom = $sbom; Destination = Join-Path $TestDrive 'none' }
            { & (Join-Path $packaging 'New-ModulePackage.ps1') @call } | Should -Throw '*Stray.dll*'
            Test-Path -LiteralPath $call.Destination | Should -BeFalse
        }
    }

    Context 'Its bill of materials' {
        BeforeAll {
            if ($able) {
                $script:bill = Get-Content -LiteralPath (Join-Path $installed 'LakeFS.S3.cdx.json') -Raw | ConvertFrom-Json
            }
        }

        It 'is CycloneDX, of this module in this version' {
            $bill.bomFormat | Should -BeExactly 'CycloneDX'
            [version] $bill.specVersion | Should -BeGreaterOrEqual ([version] '1.5')
            "$($bill.metadata.component.name) $($bill.metadata.component.version)" | Should -BeExactly "LakeFS.S3 $($manifest.Version)"
        }

        It 'lists every library in it, in the version of the lock file, with licence and hash' {
            $listed = $bill.components | ForEach-Object { "$($_.name) $($_.version)" }
            $lock = Get-Content -LiteralPath (Join-Path $root 'src/LakeFS.S3/packages.lock.json') -Raw | ConvertFrom-Json
            $targets = @{ Core = 'net8.0'; Desktop = '.NETStandard,Version=v2.0' }
            foreach ($folder in $targets.Keys) {
                Get-ChildItem -Path (Join-Path $installed "bin/$folder/lib/*.dll") | Where-Object Name -NE 'LakeFS.S3.dll' |
                    ForEach-Object { $listed | Should -Contain "$($_.BaseName) $($lock.dependencies.($targets[$folder]).($_.BaseName).resolved)" }
            }
            foreach ($component in $bill.components) {
                $component.licenses | Should -Not -BeNullOrEmpty -Because $component.name
                $component.hashes[0].content | Should -Match '^[0-9A-F]{128}$'
                $component.purl | Should -BeExactly "pkg:nuget/$($component.name)@$($component.version)"
            }
        }

        It 'has neither a time nor a path of the machine that made it' {
            $text = Get-Content -LiteralPath (Join-Path $installed 'LakeFS.S3.cdx.json') -Raw
            $text | Should -Not -Match 'timestamp|serialNumber'
            $text.Contains([IO.Path]::GetTempPath()) -or $text.Contains($root) | Should -BeFalse
        }
    }

    Context 'Making it' {
        It 'takes the place of an earlier one' {
            $again = & (Join-Path $packaging 'New-ModulePackage.ps1') -Module $module -Sbom $sbom -Destination (Join-Path $TestDrive 'again')
            $second = & (Join-Path $packaging 'New-ModulePackage.ps1') -Module $module -Sbom $sbom -Destination (Join-Path $TestDrive 'again')
            $second.FullName | Should -Be $again.FullName
            Get-ChildItem -LiteralPath (Join-Path $TestDrive 'again') | Should -HaveCount 1
        }

        It 'leaves the built module as it is' {
            Test-Path -LiteralPath (Join-Path $module 'THIRD-PARTY-NOTICES.txt') | Should -BeFalse
            (Import-PowerShellDataFile -LiteralPath (Join-Path $module 'LakeFS.S3.psd1')).PrivateData.PSData.Keys | Should -Not -Contain 'ReleaseNotes'
        }

        It 'needs a built module' {
            { & (Join-Path $packaging 'New-ModulePackage.ps1') -Module $TestDrive -Sbom $sbom -Destination (Join-Path $TestDrive 'none') } | Should -Throw '*Build the module first.'
        }

        It 'refuses <Case>' -ForEach @(
            @{ Case = 'a changelog without a section'; Text = '# Changelog'; Version = ''; Message = '*has no section*' }
            @{ Case = 'an empty section'; Text = "## [0.2.0]`n`n## [0.1.0]`n`nOld."; Version = ''; Message = '*has no section*' }
            @{ Case = 'another version''s section'; Text = "## [0.2.0] - 2026-12-01`n`nNew."; Version = '0.1.0'; Message = '*is ''0.2.0'', not ''0.1.0''.' }
        ) {
            $path = Join-Path $TestDrive 'CHANGELOG.md'
            Set-Content -LiteralPath $path -Value $Text
            { & (Join-Path $packaging 'Get-ReleaseNote.ps1') -Path $path -Version $Version } | Should -Throw $Message
        }

        It 'takes the notes of the top section alone, without the links at the end' {
            $path = Join-Path $TestDrive 'CHANGELOG.md'
            Set-Content -LiteralPath $path -Value "# Changelog`n`n## [0.2.0] - 2026-12-01`n`n### Added`n`n- It's new.`n`n[0.2.0]: https://example.com"
            & (Join-Path $packaging 'Get-ReleaseNote.ps1') -Path $path -Version 0.2.0 | Should -BeExactly "### Added`n`n- It's new."
        }
    }
}
