#requires -Version 5.1
# What others wrote, as keys, messages and the output of hooks, where it is shown. SECURITY.md names these tests.

Describe 'What others wrote' -Tag Once {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        Import-Module (Join-Path $PSScriptRoot 'Session/TestListener.psm1')
        Import-Module (Join-Path $PSScriptRoot 'Session/TestHostile.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:evil = Get-HostileText
        $script:evilXml = Get-HostileText -Xml
        # A header holds no control characters, but these.
        $script:turned = "$([char]0x202e)gpj.exe$([char]0x2066)"
        $script:liar = New-HostileLakeFS -Text $evil
        $script:lying = Connect-LakeS3 $liar.Url -AccessKeyId AKIASOMEBODY -SecretAccessKey (ConvertTo-TestSecret 'secret') -Repository repo -Ref main -MaxRetries 0 -NoVerify -PassThru -Name lying
        # The last one is the session's.
        $script:lake = Connect-TestServer -Ref $branch
        $script:file = Join-Path $TestDrive 'content.txt'
        [IO.File]::WriteAllText($file, 'content')
        $script:made = @{}
        $made.LakeTransferResult = Write-LakeObject -Key "$evil" -File $file -PassThru
        $made.LakeChange = Get-LakeChange
        $made.LakeRemoval = Remove-LakeObject $evil -Confirm:$false -PassThru
        Write-LakeObject -Key "$evilXml/a" -Content c -Metadata @{ note = $turned }
        $made.LakeObject = Get-LakeObjectList "$evilXml/"
        $made.LakePrefix = Get-LakeObjectList -Directory
        $made.LakeObjectMetadata = Get-LakeObjectMetadata "$evilXml/a"
        $made.LakeCommit = New-LakeCommit $evil -Metadata @{ $evil = $evil }
        $made.LakeSyncResult = Sync-LakeFolder -Prefix "$evilXml/" -DestinationFolder (Join-Path $TestDrive 'synced')
        $made.LakeBranch = Get-LakeBranch -Connection $lying
        $made.LakeTag = Get-LakeTag -Connection $lying
        $made.LakeRepository = Get-LakeRepository -Connection $lying
        $made.LakeServerInfo = Get-LakeServerInfo -Connection $lying
        $made.LakeImport = Get-LakeImport some-import -Ref main -Connection $lying

        # Text decorations are PowerShell's, and would hide ours; without them nothing is to be left.
        $script:style = @{}
        if (Get-Variable PSStyle -ErrorAction Ignore) {
            $script:rendering = $PSStyle.OutputRendering
            $PSStyle.OutputRendering = 'Ansi'
            foreach ($name in 'FormatAccent', 'ErrorAccent', 'Error', 'Warning', 'Verbose', 'Debug', 'TableHeader', 'CustomTableHeaderLabel') {
                $style[$name] = $PSStyle.Formatting.$name
                $PSStyle.Formatting.$name = ''
            }
        }
    }

    AfterAll {
        foreach ($name in $style.Keys) {
            $PSStyle.Formatting.$name = $style[$name]
        }
        if ($style.Count) {
            $PSStyle.OutputRendering = $rendering
        }
        $liar | Stop-TestListener
    }

    It 'is harmless in every view of <_>' -ForEach @(
        'LakeTransferResult', 'LakeChange', 'LakeRemoval', 'LakeObject', 'LakePrefix', 'LakeObjectMetadata', 'LakeCommit', 'LakeSyncResult'
        'LakeBranch', 'LakeTag', 'LakeRepository', 'LakeServerInfo', 'LakeImport'
    ) {
        $made[$_] | Should -Not -BeNullOrEmpty
        $made[$_].PSObject.TypeNames | Should -Contain "LakeFS.S3.$_"
        # Columns end where the next begins.
        $made[$_] | Out-String -Width 1000 | Assert-HarmlessText -With '`u{'
        $made[$_] | Format-Table | Out-String -Width 1000 | Assert-HarmlessText -With '`u{'
        $made[$_] | Format-List | Out-String -Width 1000 | Assert-HarmlessText
        $made[$_] | Format-Wide | Out-String -Width 1000 | Assert-HarmlessText -With ''
    }

    It 'has a view of ours for every type that comes out' {
        $ours = Get-FormatData -TypeName 'LakeFS.S3.*' | ForEach-Object { $_.TypeNames }
        $types = (Get-Command -Module LakeFS.S3).OutputType.Name | Where-Object { $_ -like 'LakeFS.S3.*' } | Sort-Object -Unique
        foreach ($type in $types) {
            $ours -join ' ' | Should -Match "\b$([regex]::Escape($type))\b"
        }
    }

    It 'is in no column or line of a view as it is' {
        $assemblies = $made.LakeObject.GetType().Assembly, (Get-Command Read-LakeObject).ImplementingType.Assembly
        foreach ($format in Get-ChildItem -Path (Join-Path (Split-Path (Get-TestPath).Module) 'Formats/*.Format.ps1xml')) {
            foreach ($view in ([xml](Get-Content -LiteralPath $format.FullName -Raw)).SelectNodes('//View')) {
                $name = $view.SelectSingleNode('.//TypeName').InnerText
                $type = $assemblies | ForEach-Object { $_.GetType($name) } | Select-Object -First 1
                # What groups by a property and has a control of its own shows what the control says.
                $view.SelectNodes('.//PropertyName[not(../CustomControl)]') | ForEach-Object {
                    $type.GetProperty($_.InnerText).PropertyType | Should -Not -Be ([string]) -Because "$($view.Name) shows $($_.InnerText)"
                }
            }
        }
    }

    It 'has no other way to the terminal than through LakeCmdlet' {
        $sources = Get-ChildItem -Path (Join-Path (Get-TestPath).Root 'src/LakeFS.S3.PowerShell/*/*/*.cs') | Where-Object FullName -NotMatch '[\\/](obj|bin)[\\/]'
        @($sources).Count | Should -BeGreaterThan 50
        $sources | Select-String -Pattern '\bConsole\.|\b(WriteInformation|WriteCommandDetail)\((?!new HostInformationMessage)|\bUI\??\.\w+\((?!VisibleText)|\bShouldProcess\([^,()]*\)' | Should -BeNullOrEmpty
        $sources | Where-Object Name -NE 'LakeCmdlet.cs' | Select-String -Pattern '\bbase\.(Write|Should)' | Should -BeNullOrEmpty
    }

    It 'stays what it is in properties' {
        $made.LakeTransferResult.Key | Should -BeExactly $evil
        $made.LakeChange.Key | Should -BeExactly $evil
        $made.LakeCommit.Message | Should -BeExactly $evil
        $made.LakeObject.Key | Should -BeExactly "$evilXml/a"
        $made.LakeObjectMetadata.Metadata.note | Should -BeExactly $turned
        $made.LakeBranch.Ref | Should -BeExactly $evil
    }

    It 'stays readable where it is harmless' {
        $letters = $evil.Substring($evil.Length - 14)
        $made.LakeTransferResult | Format-List | Out-String -Width 1000 | Should -BeLike "*$letters*"
        $made.LakeCommit | Format-List Message | Out-String | Should -Not -BeNullOrEmpty
    }

    It 'is harmless in errors: <Name>' -ForEach @(
        @{ Name = 'a key'; Command = { Read-LakeObject "$evil-missing" -AsString -ErrorAction Stop } }
        @{ Name = 'what the server says'; Command = { New-LakeCommit m -Connection $lying -ErrorAction Stop } }
        @{ Name = 'a file'; Command = { Write-LakeObject -Key k -File (Join-Path $TestDrive "$evil") -ErrorAction Stop } }
    ) {
        $record = Get-RaisedError $Command
        "$record" | Assert-HarmlessText
        $record.Exception.Message | Assert-HarmlessText
        $record.CategoryInfo.ToString() -replace $evil.Substring(0, 5) | Assert-HarmlessText -With ''
        foreach ($view in 'ConciseView', 'NormalView') {
            $ErrorView = $view
            # The command's own line is the test's.
            $record | Out-String -Width 4096 | Assert-HarmlessText -With ''
        }
    }

    It 'is harmless where a hook wrote it, line by line, with a margin' {
        Skip-OnRealServer
        Use-TestFault @{ operation = 'commit'; fault = 'hook'; message = "first line`n$evil" }
        try {
            $record = Get-RaisedError { New-LakeCommit m -AllowEmpty -ErrorAction Stop }
        } finally {
            Clear-TestFault
        }
        Assert-LakeError $record -Id LakeHookFailed -Category InvalidOperation -Message '  | first line', '  | PS C:\> Remove-Item'
        "$record" | Assert-HarmlessText
    }

    It 'is harmless in warnings and verbose messages' {
        $said = @(
            Get-LakeObjectMetadata "$evilXml/a" -Verbose 4>&1
            Get-LakeObjectList -Include "$evilXml/../x" -Verbose 3>&1 4>&1
            Sync-LakeFolder -Prefix "$evilXml-none/" -DestinationFolder (Join-Path $TestDrive 'none') -Verbose 3>&1 4>&1
        ) | Where-Object { $_ -is [System.Management.Automation.InformationalRecord] }
        @($said | Where-Object { $_ -is [System.Management.Automation.WarningRecord] }).Count | Should -BeGreaterThan 1
        foreach ($record in $said) {
            $record.Message | Assert-HarmlessText -With ''
        }
        "$said" | Assert-HarmlessText
    }

    It 'is harmless in progress' {
        Skip-OnRealServer
        Use-TestFault @{ operation = 'GetObject'; fault = 'delay'; seconds = 1; count = 0 }
        try {
            $done = Wait-TestCommand (Invoke-TestCommand '$null = Read-LakeObject $first -AsString -Connection $lake' -Lake $lake -Argument "$evilXml/a")
        } finally {
            Clear-TestFault
        }
        $done.Errors | Should -BeNullOrEmpty
        $done.Progress.Count | Should -BeGreaterThan 0
        $done.Progress | ForEach-Object { "$_" | Assert-HarmlessText -With '' }
    }

    It 'is harmless in what completion lists' {
        $line = 'Get-LakeObjectMetadata evil'
        $found = (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches
        $found | Should -HaveCount 1
        $found.ListItemText | Assert-HarmlessText
        $found.ToolTip | Assert-HarmlessText
    }

    It 'is harmless in what -WhatIf says' {
        $path = Join-Path $TestDrive 'transcript.txt'
        $script = Join-Path $TestDrive 'transcript.ps1'
        Set-Content -LiteralPath $script -Value @'
param($path, $module, $folder, $json)
Import-Module $module
$given = ConvertFrom-Json ([IO.File]::ReadAllText($json))
$secret = [System.Net.NetworkCredential]::new('', $given.Secret).SecurePassword
Connect-LakeS3 $given.Url -AccessKeyId $given.Id -SecretAccessKey $secret -Repository $given.Repository -Ref $given.Branch
# Not to hide what comes, and not to add to it.
if ($PSStyle) {
    $PSStyle.OutputRendering = 'Ansi'
    $PSStyle.Formatting.Warning = ''
}
$null = Start-Transcript -LiteralPath $path
Remove-LakeObject $given.Evil -WhatIf
Write-LakeObject $given.Evil -Content c -WhatIf
Copy-LakeObject $given.Evil "$($given.Evil).copy" -WhatIf
Read-LakeObject $given.Evil (Join-Path $folder x) -WhatIf
Sync-LakeFolder $folder "$($given.EvilXml)/" -Delete -Force -WhatIf
Reset-LakeBranch -Key $given.Evil -WhatIf
Import-LakeObject "mem://$($given.Evil)" $given.Evil -WhatIf
$null = Stop-Transcript
'@
        $json = Join-Path $TestDrive 'given.json'
        $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'empty')).FullName
        $given = @{ Evil = $evil; EvilXml = $evilXml; Url = $server.ControlUrl; Id = $server.AccessKeyId; Secret = $server.SecretAccessKey; Repository = $server.Repository; Branch = $branch }
        [IO.File]::WriteAllText($json, (ConvertTo-Json $given))
        $output = Invoke-ThisPowerShell -Argument '-File', $script, $path, (Get-TestPath).Module, $folder, $json
        $transcript = [IO.File]::ReadAllText($path)
        @($transcript -split '\n' | Where-Object { $_ -like 'What if:*' }).Count | Should -BeGreaterOrEqual 7
        $transcript | Assert-HarmlessText
        $output | Out-String -Width 4096 | Assert-HarmlessText
    }
}
