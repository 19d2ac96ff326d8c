#requires -Version 5.1
# Folders and prefixes made equal, as a user sees it. The .NET tests have what is compared, and how.

Describe 'Sync-LakeFolder' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer

        function Get-FolderKey {
            # The files below a folder, as the keys they stand for.
            param([string] $Path)

            Get-ChildItem -LiteralPath $Path -Recurse -File -Force |
                ForEach-Object { $_.FullName.Substring($Path.Length + 1).Replace('\', '/') } | Sort-Object
        }

        function Add-File {
            param([string[]] $Key, [string] $Content = 'x')

            foreach ($one in $Key) {
                $path = Join-Path $folder $one
                $null = New-Item -ItemType Directory -Path (Split-Path $path) -Force
                Set-Content -LiteralPath $path -Value $Content -NoNewline
            }
        }
    }

    BeforeEach {
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        $script:folder = Join-Path $TestDrive ([Guid]::NewGuid().ToString('N'))
        $null = New-Item -ItemType Directory -Path $folder
        $script:uri = "lakefs://$($server.Repository)/$branch"
    }

    Context 'from a folder to a branch' {
        It 'sends what is new or changed, and nothing the second time' {
            Add-TestObject -Branch $branch -Key 'raw/same', 'raw/flipped', 'raw/longer', 'raw2/x'
            Add-File -Key 'same', 'sub/new'
            Add-File -Key 'flipped' -Content 'y'
            Add-File -Key 'longer' -Content 'xx'

            $results = Sync-LakeFolder -Folder $folder -KeyPrefix raw | Sort-Object Key
            $again = Sync-LakeFolder -Folder $folder -KeyPrefix raw/ -Verbose 4>&1

            $results.Key | Should -Be 'raw/flipped', 'raw/longer', 'raw/sub/new'
            $results.Action | Should -Be 'Upload', 'Upload', 'Upload'
            $results.Verified | Should -Be $true, $true, $true
            $results[2].Path | Should -Be (Join-Path $folder (Join-Path 'sub' 'new'))
            $results[2].Uri | Should -Be "$uri/raw/sub/new"
            $results[1].Size | Should -Be 2
            $again | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] } | Should -BeNullOrEmpty
            "$again" | Should -BeLike '*4 were unchanged*'
            Get-TestObjectKey -Ref $branch | Should -Be 'raw/flipped', 'raw/longer', 'raw/same', 'raw/sub/new', 'raw2/x'
            Read-LakeObject raw/flipped -AsString | Should -Be 'y'
        }

        It 'deletes with -Delete alone, and asks nothing with -Confirm:$false' {
            Add-TestObject -Branch $branch -Key 'gone', 'kept', 'sub/gone'
            Add-File -Key 'kept'

            Sync-LakeFolder -Folder $folder | Should -BeNullOrEmpty
            Get-TestObjectKey -Ref $branch | Should -Be 'gone', 'kept', 'sub/gone'
            $results = Sync-LakeFolder $folder / -Delete -Confirm:$false

            $results.Action | Should -Be 'Delete', 'Delete'
            $results.Key | Should -Be 'gone', 'sub/gone'
            $results[0].Verified | Should -BeNullOrEmpty
            Get-TestObjectKey -Ref $branch | Should -Be 'kept'
        }

        It 'shows the plan with -WhatIf and does nothing' {
            Add-TestObject -Branch $branch -Key 'gone', 'same'
            Add-File -Key 'new', 'same'

            $transcript = Join-Path $TestDrive 'plan.txt'
            $null = Start-Transcript -LiteralPath $transcript
            try {
                $planned = Sync-LakeFolder $folder / -Delete -WhatIf
            } finally {
                $null = Stop-Transcript
            }

            # A transcript of Windows PowerShell breaks lines where the window ends.
            $plan = (Get-Content -LiteralPath $transcript) -join ''
            $plan | Should -BeLike "*`"Upload 1 (*), Delete 1 (*), 1 unchanged`"*$uri/*"
            $planned | Sort-Object Key | ForEach-Object { "$($_.Action) $($_.Uri) $($_.Reason) $($_.IsPlan)" } | Should -Be "Delete $uri/gone NotInSource True", "Upload $uri/new NotInTarget True"
            ($planned | Where-Object Action -EQ 'Upload').Path | Should -Be (Join-Path $folder 'new')
            Get-TestObjectKey -Ref $branch | Should -Be 'gone', 'same'
        }

        It 'asks before it deletes, and only then' {
            Add-TestObject -Branch $branch -Key 'gone'
            Add-File -Key 'new'
            $session = [powershell]::Create()
            function Invoke-There {
                # Runs a command where nobody can answer a question.
                param([string] $Command)

                $session.Commands.Clear()
                $session.AddScript($Command).Invoke()
            }
            try {
                $null = $session.AddScript('param($module, $login) Import-Module $module; Connect-LakeS3 @login')
                $null = $session.AddArgument((Get-TestPath).Module).AddArgument((Get-TestLogin)).Invoke()
                $at = "'$folder' -Repository $($server.Repository) -Ref $branch"

                (Invoke-There "Sync-LakeFolder $at").Action | Should -Be 'Upload'
                Invoke-There "Sync-LakeFolder $at -KeyPrefix / -Delete" | Should -BeNullOrEmpty
                "$($session.Streams.Error[0])" | Should -BeLike "*prompt*$uri/gone*"
                Get-TestObjectKey -Ref $branch | Should -Be 'gone', 'new'
                (Invoke-There "Sync-LakeFolder $at -KeyPrefix / -Delete -WhatIf").IsPlan | Should -BeTrue
                (Invoke-There "`$ConfirmPreference = 'None'; Sync-LakeFolder $at -KeyPrefix / -Delete").Action | Should -Be 'Delete'
                Get-TestObjectKey -Ref $branch | Should -Be 'new'
            } finally {
                $session.Dispose()
            }
        }

        It 'takes wildcards, and leaves what they leave out alone on both sides' {
            Add-TestObject -Branch $branch -Key 'old.csv', 'old.tmp', 'sub/old.csv'
            Add-File -Key 'new.csv', 'new.tmp', 'sub/new.csv'

            $results = Sync-LakeFolder $folder / -Include *.csv -Exclude sub/* -Delete -Confirm:$false

            $results.Key | Sort-Object | Should -Be 'new.csv', 'old.csv'
            Get-TestObjectKey -Ref $branch | Should -Be 'new.csv', 'old.tmp', 'sub/old.csv'
        }

        It 'refuses a folder that does not exist, and one that would empty the branch' {
            Add-TestObject -Branch $branch -Key 'a'

            $missing = Get-RaisedError { Sync-LakeFolder (Join-Path $folder 'none') / -Delete -Force -Confirm:$false -ErrorAction Stop }
            $empty = Get-RaisedError { Sync-LakeFolder $folder / -Delete -Confirm:$false -ErrorAction Stop }

            Assert-LakeError $missing -Id 'LakeFolderNotFound' -Category ObjectNotFound
            Assert-LakeError $empty -Id 'LakeSourceEmpty' -Category InvalidArgument -Message $folder, $uri
            Get-TestObjectKey -Ref $branch | Should -Be 'a'
            (Sync-LakeFolder $folder / -Delete -Force -Confirm:$false).Key | Should -Be 'a'
        }

        It 'warns when there is nothing at all' {
            $null = Sync-LakeFolder $folder -WarningVariable warnings -WarningAction SilentlyContinue

            "$warnings" | Should -BeLike "*nothing in '$folder'*"
        }

        It 'reports each failure, goes on with the rest and deletes nothing' {
            Skip-OnRealServer
            Add-TestObject -Branch $branch -Key 'gone'
            Add-File -Key 'bad-1', 'bad-2', 'good'
            Use-TestFault -Rule @{ operation = 'PutObject'; keyPattern = 'bad-*'; fault = 'error'; status = 403; code = 'AccessDenied'; count = 0 }

            try {
                $results = Sync-LakeFolder $folder / -Delete -Confirm:$false -ErrorVariable errors -ErrorAction SilentlyContinue -WarningVariable warnings -WarningAction SilentlyContinue
            } finally {
                Clear-TestFault
            }

            $results.Key | Should -Be 'good'
            $errors.Count | Should -Be 2
            $errors | ForEach-Object { Assert-LakeError $_ -Id 'LakeAccessDenied' -Category PermissionDenied }
            $errors | ForEach-Object { $_.TargetObject.Address.Key } | Sort-Object | Should -Be 'bad-1', 'bad-2'
            "$warnings" | Should -BeLike '*2 of 3*Nothing was deleted*'
            Get-TestObjectKey -Ref $branch | Should -Be 'gone', 'good'
        }
    }

    Context 'from a ref to a folder' {
        It 'fetches what is new or changed, deletes with -Delete, and does nothing the second time' {
            Add-TestObject -Branch $branch -Key 'raw/same', 'raw/flipped', 'raw/sub/new', 'raw2/x'
            Add-File -Key 'same', 'gone', 'sub/gone', 'other/gone'
            Add-File -Key 'flipped' -Content 'y'

            $first = Sync-LakeFolder -Prefix raw -DestinationFolder $folder
            $second = Sync-LakeFolder -Prefix "$uri/raw/" -DestinationFolder $folder -Delete -Confirm:$false
            $third = Sync-LakeFolder -Prefix "$branch/raw" -BucketName $server.Repository -DestinationFolder $folder -Delete

            $first | ForEach-Object { "$($_.Action) $($_.Key)" } | Sort-Object | Should -Be 'Download raw/flipped', 'Download raw/sub/new'
            $second.Action | Should -Be 'Delete', 'Delete', 'Delete'
            $second.Path | Should -Be (Join-Path $folder 'gone'), (Join-Path $folder 'other/gone'), (Join-Path $folder 'sub/gone')
            $third | Should -BeNullOrEmpty
            Get-FolderKey $folder | Should -Be 'flipped', 'same', 'sub/new'
            Join-Path $folder 'other' | Should -Not -Exist
            Get-Content -LiteralPath (Join-Path $folder 'flipped') | Should -Be 'x'
        }

        It 'never puts a file elsewhere, and says so for each key' {
            Add-TestObject -Branch $branch -Key '../out', 'a', 'b//c'

            $results = Sync-LakeFolder -Prefix / -DestinationFolder $folder -ErrorVariable errors -ErrorAction SilentlyContinue -WarningAction SilentlyContinue

            $results.Key | Should -Be 'a'
            $errors.Count | Should -Be 2
            $errors | ForEach-Object { Assert-LakeError $_ -Id 'LakePathOutsideFolder' -Category InvalidArgument }
        }

        It 'does not take a prefix without objects for a reason to empty the folder' {
            Add-File -Key 'a'

            $record = Get-RaisedError { Sync-LakeFolder -Prefix no-such -DestinationFolder $folder -Delete -Confirm:$false -ErrorAction Stop }

            Assert-LakeError $record -Id 'LakeSourceEmpty' -Category InvalidArgument
            Get-FolderKey $folder | Should -Be 'a'
        }

        It 'replaces read-only files with -Force alone' {
            Add-TestObject -Branch $branch -Key 'a'
            Add-File -Key 'a' -Content 'y'
            (Get-Item -LiteralPath (Join-Path $folder 'a')).IsReadOnly = $true

            $record = Get-RaisedError { Sync-LakeFolder -Prefix / -DestinationFolder $folder -ErrorAction Stop }
            $results = Sync-LakeFolder -Prefix / -DestinationFolder $folder -Force

            Assert-LakeError $record -Id 'LakeFileReadOnly' -Category PermissionDenied
            $results.Action | Should -Be 'Download'
        }
    }

    Context 'from a ref to a branch' {
        It 'copies what is new or changed on the server, and nothing the second time' {
            Add-TestObject -Branch $branch -Key 'raw/a', 'raw/b/c', 'raw2/x'
            $other = Add-TestBranch
            Add-TestObject -Branch $other -Key 'raw/a', 'raw/gone'

            $first = Sync-LakeFolder -Prefix raw -DestinationRef $other
            $second = Sync-LakeFolder -Prefix raw/ -DestinationRef $other -Delete -Confirm:$false
            $beside = Sync-LakeFolder -Prefix raw/ -DestinationRef $branch -DestinationPrefix copy | Sort-Object Key

            $first.Action | Should -Be 'Copy'
            $first.Uri | Should -Be "lakefs://$($server.Repository)/$other/raw/b/c"
            $first.Path | Should -BeNullOrEmpty
            "$($second.Action) $($second.Key)" | Should -Be 'Delete raw/gone'
            $beside.Key | Should -Be 'copy/a', 'copy/b/c'
            Get-TestObjectKey -Ref $other | Should -Be 'raw/a', 'raw/b/c'
            Get-TestObjectKey -Ref $branch | Should -Be 'copy/a', 'copy/b/c', 'raw/a', 'raw/b/c', 'raw2/x'
        }

        It 'takes the whole of a commit to another repository' {
            Add-TestObject -Branch $branch -Key 'a', 'b'
            $commit = Add-TestCommit -Branch $branch
            $repository = Add-TestRepository

            $results = Sync-LakeFolder -Prefix / -Ref $commit -DestinationRepository $repository -DestinationRef main

            $results.Repository | Should -Be $repository, $repository
            Get-TestObjectKey -Ref main -Repository $repository | Should -Be 'a', 'b'
        }

        It 'refuses a destination in the source' {
            $record = Get-RaisedError { Sync-LakeFolder -Prefix raw -DestinationRef $branch -DestinationPrefix raw/sub -ErrorAction Stop }

            Assert-LakeError $record -Id 'LakeCopyOntoItself' -Category InvalidArgument
        }

        It 'refuses a destination that is not a branch with one error' {
            Add-TestObject -Branch $branch -Key 'a', 'b'
            $tag = Add-TestTag -Ref (Add-TestCommit -Branch $branch)

            Sync-LakeFolder -Prefix / -DestinationRef $tag -DestinationPrefix x -ErrorVariable errors -ErrorAction SilentlyContinue

            $errors.Count | Should -Be 1
            Assert-LakeError $errors[0] -Id 'LakeRefNotWritable' -Category InvalidOperation
        }
    }

    Context 'A parameter that is empty' {
        BeforeEach {
            Add-TestObject -Branch $branch -Key 'precious'
            Add-File -Key 'a'
            $script:unset = $null
        }

        It 'never means everything: <Name>' -ForEach @(
            @{ Name = '-KeyPrefix'; Run = { Sync-LakeFolder $folder $unset -Delete -Confirm:$false } }
            @{ Name = '-KeyPrefix without -Delete'; Run = { Sync-LakeFolder $folder '' } }
            @{ Name = '-Prefix'; Run = { Sync-LakeFolder -Prefix $unset -DestinationFolder $folder -Delete -Confirm:$false } }
            @{ Name = '-Prefix of a copy'; Run = { Sync-LakeFolder -Prefix '' -DestinationRef main -Delete -Confirm:$false } }
            @{ Name = '-DestinationPrefix'; Run = { Sync-LakeFolder -Prefix a -DestinationRef main -DestinationPrefix $unset -Delete -Confirm:$false } }
            @{ Name = '-DestinationRepository'; Run = { Sync-LakeFolder -Prefix a -DestinationRepository $unset -DestinationRef main -Delete -Confirm:$false } }
            @{ Name = '-Ref'; Run = { Sync-LakeFolder $folder / -Ref $unset -Delete -Confirm:$false } }
            @{ Name = '-Repository'; Run = { Sync-LakeFolder $folder / -Repository $unset -Delete -Confirm:$false } }
            @{ Name = '-BucketName'; Run = { Sync-LakeFolder $folder / -BucketName $unset -Delete -Confirm:$false } }
            @{ Name = '-Include'; Run = { Sync-LakeFolder $folder / -Include $unset -Delete -Confirm:$false } }
            @{ Name = '-Exclude'; Run = { Sync-LakeFolder $folder / -Exclude '*.csv', $unset -Delete -Confirm:$false } }
        ) {
            $record = Get-RaisedError $Run
            Assert-LakeError $record -Id LakeParameterEmpty -Category InvalidArgument -Message ($Name -split ' ')[0]
            Get-TestObjectKey -Ref $branch | Should -Be 'precious'
            Get-FolderKey $folder | Should -Be 'a'
        }

        It 'that is left out means everything only where nothing is deleted: <Name>' -ForEach @(
            @{ Name = '-KeyPrefix'; Run = { Sync-LakeFolder $folder -Delete -Confirm:$false } }
            @{ Name = '-Prefix'; Run = { Sync-LakeFolder -DestinationFolder $folder -Delete -Confirm:$false } }
        ) {
            $record = Get-RaisedError $Run
            Assert-LakeError $record -Id LakePrefixMissing -Category InvalidArgument -Message $Name
            Get-TestObjectKey -Ref $branch | Should -Be 'precious'
            (Sync-LakeFolder -DestinationFolder $folder).Key | Should -Be 'precious'
            (Sync-LakeFolder $folder).Key | Should -Be 'a'
        }

        It 'can''t be meant where the folder is empty text' {
            { Sync-LakeFolder $unset / -Delete -Confirm:$false } | Should -Throw
            { Sync-LakeFolder -Prefix / -DestinationFolder '' -Delete -Confirm:$false } | Should -Throw
            Get-TestObjectKey -Ref $branch | Should -Be 'precious'
        }
    }

    Context 'A file and a folder of one name' {
        It 'are equal after one run: a folder becomes a file' {
            Add-TestObject -Branch $branch -Key 'f/item', 'f/item.txt'
            Add-File -Key 'f/item/old', 'f/item/sub/old'

            $results = Sync-LakeFolder -Prefix / -DestinationFolder $folder -Delete -Confirm:$false -ErrorAction Stop

            $results | ForEach-Object { "$($_.Action) $($_.Key)" } | Sort-Object | Should -Be 'Delete f/item/old', 'Delete f/item/sub/old', 'Download f/item', 'Download f/item.txt'
            Get-FolderKey $folder | Should -Be 'f/item', 'f/item.txt'
            Sync-LakeFolder -Prefix / -DestinationFolder $folder -Delete | Should -BeNullOrEmpty
        }

        It 'are equal after one run: a file becomes a folder' {
            Add-TestObject -Branch $branch -Key 'f/item/x'
            Add-File -Key 'f/item'

            $null = Sync-LakeFolder -Prefix / -DestinationFolder $folder -Delete -Confirm:$false -ErrorAction Stop

            Get-FolderKey $folder | Should -Be 'f/item/x'
            Sync-LakeFolder $folder / -Delete | Should -BeNullOrEmpty
        }

        It 'stay as they are where a deletion was not allowed, and is said so' {
            Skip-OnRealServer
            Add-TestObject -Branch $branch -Key 'f/item', 'other'
            Add-File -Key 'f/item/old'
            Use-TestFault -Rule @{ operation = 'GetObject'; keyPattern = 'other'; fault = 'error'; status = 403; code = 'AccessDenied'; count = 0 }
            try {
                Sync-LakeFolder -Prefix / -DestinationFolder $folder -Delete -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue
            } finally {
                Clear-TestFault
            }

            $failed.FullyQualifiedErrorId | ForEach-Object { ($_ -split ',')[0] } | Sort-Object | Should -Be 'LakeAccessDenied', 'LakeFileIsDirectory'
            Get-FolderKey $folder | Should -Be 'f/item/old'
        }
    }

    Context 'with -CommitMessage' {
        BeforeAll {
            function Get-Log {
                # The log of the branch, the latest commit first.
                (Invoke-TestRest "/repositories/$($server.Repository)/refs/$branch/commits?amount=3").results
            }
        }

        It 'commits once at its end, deletions among the rest, and returns the commit last' {
            Add-TestObject -Branch $branch -Key 'raw/gone'
            $start = Add-TestCommit -Branch $branch
            Add-File -Key 'new', 'sub/new'

            $results = Sync-LakeFolder $folder raw -Delete -Confirm:$false -CommitMessage 'Sync' -CommitMetadata @{ job = 'sync' }

            $results | Should -HaveCount 4
            $results[-1].Id | Should -Be (Get-Log)[0].id
            $results[-1].Message | Should -Be 'Sync'
            $results[-1].Metadata.job | Should -Be 'sync'
            $results[-1].Parents | Should -Be $start
            Get-TestObjectKey -Ref $results[-1].Id | Should -Be 'raw/new', 'raw/sub/new'
        }

        It 'neither commits nor complains where everything is equal and committed' {
            Add-File -Key 'a'
            $first = Sync-LakeFolder $folder -CommitMessage 'First'
            $said = Sync-LakeFolder $folder -CommitMessage 'Second' -Verbose 4>&1
            (Get-Log)[0].id | Should -Be $first[-1].Id
            $said | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] } | Should -BeNullOrEmpty
            "$said" | Should -BeLike '*nothing to commit*'
        }

        It 'commits what an earlier run left uncommitted' {
            Add-File -Key 'a'
            $null = Sync-LakeFolder $folder
            (Sync-LakeFolder $folder -CommitMessage 'Late').Message | Should -Be 'Late'
        }

        It 'commits a copy to its destination' {
            Add-TestObject -Branch $branch -Key 'a'
            $other = Add-TestBranch
            $commit = (Sync-LakeFolder -Prefix / -DestinationRef $other -CommitMessage 'Copy')[-1]
            Get-TestObjectKey -Ref $commit.Id | Should -Be 'a'
            (Invoke-TestRest "/repositories/$($server.Repository)/refs/$other/commits?amount=1").results[0].id | Should -Be $commit.Id
        }

        It 'commits nothing if anything fails' {
            Skip-OnRealServer
            Add-File -Key 'a', 'b'
            Use-TestFault @{ operation = 'PutObject'; keyPattern = 'b'; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' }
            try {
                $null = Sync-LakeFolder $folder -CommitMessage 'Half' -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue
            } finally {
                Clear-TestFault
            }
            Assert-LakeError $failed[-1] -Id LakeCommitSkipped -Category InvalidOperation -Message $branch
            (Get-Log)[0].message | Should -Not -Be 'Half'
            Get-TestObjectKey -Ref $branch | Should -Be 'a'
        }

        It 'shows the commit with -WhatIf, and makes none' {
            Add-File -Key 'a'
            $before = (Get-Log)[0].id
            Sync-LakeFolder $folder -CommitMessage 'What if' -WhatIf
            (Get-Log)[0].id | Should -Be $before
        }

        It 'is not for downloads' {
            $record = Get-RaisedError { Sync-LakeFolder -Prefix / -DestinationFolder $folder -CommitMessage 'm' }
            $record.FullyQualifiedErrorId | Should -BeLike 'AmbiguousParameterSet,*'
        }
    }
}
