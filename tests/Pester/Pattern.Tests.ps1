#requires -Version 5.1
# -Include and -Exclude: one meaning of a pattern in every cmdlet, and what is left out is not touched.

Describe 'A pattern' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        $script:keys = 'bin', 'bin/x', 'readme', 'src/bin/y', 'src/binary', 'src/main', 'src/readme'
        $script:tree = Join-Path $TestDrive 'tree'
        # A folder has no file and folder of one name.
        foreach ($key in $keys -ne 'bin') {
            $null = New-Item -ItemType File -Path (Join-Path $tree $key) -Value $key -Force
        }
        Add-TestObject -Branch $branch -Key ($keys | ForEach-Object { "p/$_" })

        function Get-Left {
            # What one cmdlet leaves of the keys below p/.
            param([string] $By, [hashtable] $Filter)

            $found = switch ($By) {
                'list' { (Get-LakeObjectList p/ @Filter).Key -replace '^p/' }
                'read' {
                    $folder = Join-Path $TestDrive ([Guid]::NewGuid().ToString('N'))
                    (Read-LakeObject -Prefix p/ -Folder $folder -PassThru @Filter -ErrorAction SilentlyContinue).Key -replace '^p/'
                }
                'write' { (Write-LakeObject -Folder $tree -Recurse -KeyPrefix "$([Guid]::NewGuid())/" -PassThru @Filter).Key -replace '^[^/]+/' }
                'sync up' { (Sync-LakeFolder $tree "$([Guid]::NewGuid())/" @Filter).Key -replace '^[^/]+/' }
                'sync across' { (Sync-LakeFolder -Prefix p/ -DestinationRef $branch -DestinationPrefix "$([Guid]::NewGuid())/" @Filter).Key -replace '^[^/]+/' }
            }
            $found | Where-Object { $_ -ne 'bin' } | Sort-Object
        }
    }

    It "'<Pattern>' leaves out what a person means by it, in <By>" -ForEach @(
        foreach ($by in 'list', 'write', 'sync up', 'sync across') {
            foreach ($case in @(
                    @{ Pattern = 'bin/'; Left = 'readme', 'src/binary', 'src/main', 'src/readme' }
                    @{ Pattern = '/bin/'; Left = 'readme', 'src/bin/y', 'src/binary', 'src/main', 'src/readme' }
                    @{ Pattern = './bin/'; Left = 'readme', 'src/bin/y', 'src/binary', 'src/main', 'src/readme' }
                    @{ Pattern = 'src/bin/'; Left = 'bin/x', 'readme', 'src/binary', 'src/main', 'src/readme' }
                    @{ Pattern = 'src\bin\'; Left = 'bin/x', 'readme', 'src/binary', 'src/main', 'src/readme' }
                    @{ Pattern = '.\src\bin\*'; Left = 'bin/x', 'readme', 'src/binary', 'src/main', 'src/readme' }
                    @{ Pattern = '/readme'; Left = 'bin/x', 'src/bin/y', 'src/binary', 'src/main', 'src/readme' }
                    @{ Pattern = 'readme'; Left = 'bin/x', 'src/bin/y', 'src/binary', 'src/main' }
                    @{ Pattern = 'b*/'; Left = 'readme', 'src/binary', 'src/main', 'src/readme' }
                )) {
                $case + @{ By = $by }
            }
        }
    ) {
        Get-Left $By @{ Exclude = $Pattern } | Should -BeExactly $Left
    }

    It 'means the same in Read-LakeObject' {
        Get-Left read @{ Exclude = 'bin/', 'bin' } | Should -BeExactly 'readme', 'src/binary', 'src/main', 'src/readme'
        Get-Left read @{ Include = 'src/' } | Should -BeExactly 'src/bin/y', 'src/binary', 'src/main', 'src/readme'
    }

    It 'includes by the same rule, in <By>' -ForEach @(@{ By = 'list' }, @{ By = 'write' }, @{ By = 'sync up' }) {
        Get-Left $By @{ Include = 'src/bin/', '/readme' } | Should -BeExactly 'readme', 'src/bin/y'
    }

    It 'matches folders in a list, too' {
        (Get-LakeObjectList p/ -Delimiter / -Exclude bin/).Key | Sort-Object | Should -BeExactly 'p/bin', 'p/readme', 'p/src/'
        (Get-LakeObjectList p/ -Directory -Include s*).Key | Should -BeExactly 'p/src/'
    }

    It 'that can match nothing gets a warning: <Pattern>' -ForEach @(
        @{ Pattern = 'a//b' }
        @{ Pattern = '../a' }
        @{ Pattern = 'C:\data\*' }
        @{ Pattern = '/' }
    ) {
        foreach ($run in { Get-LakeObjectList p/ -Exclude $Pattern }, { Write-LakeObject -Folder $tree -Exclude $Pattern -WhatIf },
            { Read-LakeObject -Prefix p/ -Folder $TestDrive -Exclude $Pattern -WhatIf }, { Sync-LakeFolder $tree p/ -Exclude $Pattern -WhatIf }) {
            $warned = & $run 3>&1 | Where-Object { $_ -is [System.Management.Automation.WarningRecord] }
            "$warned" | Should -BeLike "*'$([WildcardPattern]::Escape($Pattern))'*"
        }
    }

    It 'that is not a valid wildcard has its own error' {
        $record = Get-RaisedError { Get-LakeObjectList p/ -Include 'a[' -ErrorAction Stop }
        Assert-LakeError $record -Id LakePatternInvalid -Category InvalidArgument -Message 'a['
    }

    It 'does not touch what it excludes: broken links and pipes' {
        $folder = Join-Path $TestDrive 'untouched'
        $null = New-Item -ItemType File -Path (Join-Path $folder 'keep') -Value 'x' -Force
        Add-TestLink -Path (Join-Path $folder 'dead') -Target (Join-Path $TestDrive 'nowhere')
        mkfifo (Join-Path $folder 'pipe')
        Add-TestObject -Branch $branch -Key 'untouched/gone'

        $results = Sync-LakeFolder $folder untouched/ -Exclude dead, pipe -Link Follow -Delete -Confirm:$false -ErrorAction Stop
        Write-LakeObject -Folder $folder -Include keep -Link Error -KeyPrefix included/ -ErrorAction Stop

        $results | ForEach-Object { "$($_.Action) $($_.Key)" } | Should -Be 'Upload untouched/keep', 'Delete untouched/gone'
        Get-TestObjectKey -Ref $branch -Prefix included/ | Should -Be 'included/keep'
    }

    It 'leaves a folder unread that it leaves out' {
        $folder = Join-Path $TestDrive 'unread'
        $null = New-Item -ItemType File -Path (Join-Path $folder 'keep') -Value 'x' -Force
        Add-TestLink -Path (Join-Path $folder 'loop/back') -Target $folder

        foreach ($filter in @{ Exclude = 'loop/' }, @{ Exclude = 'loop/*' }, @{ Include = 'keep/*', '/keep' }) {
            $written = Write-LakeObject -Folder $folder -Recurse -Link Error -KeyPrefix unread/ @filter -PassThru -ErrorAction Stop
            $written.Key | Should -Be 'unread/keep'
        }
    }
}
