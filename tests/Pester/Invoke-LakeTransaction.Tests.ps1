#requires -Version 5.1
# Work that reaches its branch as a whole or not at all, however it ends.

Describe 'Invoke-LakeTransaction' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:module = (Get-TestPath).Module

        function Get-TransactionBranch {
            # The branches that transactions on a branch have left at the server, hidden ones among them.
            param([string] $Of = $branch)

            (Invoke-TestRest "/repositories/$($server.Repository)/branches?show_hidden=true&amount=1000&prefix=tx-$Of").results | ForEach-Object id
        }

        function Get-Head {
            # The last commit of a ref.
            param([string] $Ref = $branch)

            Invoke-TestRest "/repositories/$($server.Repository)/commits/$Ref"
        }

        function Assert-Untouched {
            # The branch is as it was, and nothing of the transaction is left.
            param([string[]] $Key = 'before.txt')

            (Get-Head).id | Should -Be $start
            Get-TestObjectKey -Ref $branch | Should -Be $Key
            Get-TransactionBranch | Should -BeNullOrEmpty
        }
    }

    BeforeEach {
        $script:branch = Add-TestBranch
        Add-TestObject -Branch $branch -Key before.txt
        $script:start = Add-TestCommit -Branch $branch
        $script:lake = Connect-TestServer -Ref $branch
    }

    AfterEach {
        Clear-TestFault
    }

    Context 'Work that succeeds' -Tag Build {
        It 'arrives as a merge with message and metadata, and its branch is gone' {
            $commit = Invoke-LakeTransaction -Branch $branch -Message 'Nightly load' -Metadata @{ job = 'nightly'; run = 42 } {
                Write-LakeObject a.txt -Content 'a'
                Remove-LakeObject before.txt -Confirm:$false
                Test-LakeObject a.txt -Ref $branch | Should -BeFalse
            }
            $commit | Should -HaveCount 1
            $commit.PSObject.TypeNames[0] | Should -Be 'LakeFS.S3.LakeCommit'
            $commit.Id | Should -Be (Get-Head).id
            $commit.Message | Should -Be 'Nightly load'
            $commit.Metadata.job | Should -Be 'nightly'
            $commit.Metadata.run | Should -Be '42'
            $commit.Parents | Should -HaveCount 2
            $commit.Parents[0] | Should -Be $start
            (Get-Head $commit.Parents[1]).message | Should -Be 'Nightly load'
            Get-TestObjectKey -Ref $branch | Should -Be 'a.txt'
            Get-TransactionBranch | Should -BeNullOrEmpty
        }

        It 'costs at most eight requests for one object' {
            Skip-OnRealServer
            Clear-TestRequest
            $null = Invoke-LakeTransaction $branch 'One object' { Write-LakeObject one.txt -Content 'one' }
            Wait-TestRequest -Operation deleteBranch -Count 1
            @(Get-TestRequest).Count | Should -BeLessOrEqual 8 -Because "these were sent: $((Get-TestRequest).operation)"
        }

        It 'takes the connection''s branch where none is named, and the block in every place' {
            $null = Invoke-LakeTransaction -Message 'default' { Write-LakeObject default.txt -Content 'x' }
            $null = Invoke-LakeTransaction $branch -Message 'positional' { Write-LakeObject positional.txt -Content 'x' }
            $null = Invoke-LakeTransaction -ScriptBlock { Write-LakeObject named.txt -Content 'x' } -Message 'named' -Repository $server.Repository -Branch $branch
            Get-TestObjectKey -Ref $branch | Should -Be 'before.txt', 'default.txt', 'named.txt', 'positional.txt'
        }

        It 'misses what is left out in front of the block' {
            $record = Get-RaisedError { Invoke-LakeTransaction $branch { 'no message' } }
            $record.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
            "$record" | Should -BeLike "*'Message'*left out*"
        }

        It 'puts out what the block does, as it comes, and the commit last' {
            $seen = [Collections.Generic.List[string]]::new()
            $out = Invoke-LakeTransaction $branch 'Output' {
                'first'
                $seen.Add("seen: $seen")
                Write-LakeObject a.txt -Content 'a' -PassThru
            } | ForEach-Object { $seen.Add("$($_.GetType().Name)"); $_ }
            $out | Should -HaveCount 3
            $out[0] | Should -Be 'first'
            $out[1].Key | Should -Be 'a.txt'
            $out[2].Id | Should -Be (Get-Head).id
            $seen | Should -Be 'String', 'seen: String', 'LakeTransferResult', 'LakeCommit'
        }

        It 'sees the caller''s variables and functions, and sets none of them' {
            $key = 'from-variable.txt'
            function Write-Two { Write-LakeObject two.txt -Content '2' }
            $null = Invoke-LakeTransaction $branch 'Scope' {
                Write-LakeObject $key -Content 'x'
                Write-Two
                $key = 'other'
            }
            $key | Should -Be 'from-variable.txt'
            Get-TestObjectKey -Ref $branch | Should -Be 'before.txt', 'from-variable.txt', 'two.txt'
        }

        It 'reaches into the functions of modules, and takes a block from outside a module' {
            $helper = New-Module {
                function Write-ByModule { Write-LakeObject by-module.txt -Content 'x' }
                function Invoke-ByModule { param($branch, $block) Invoke-LakeTransaction $branch 'By a module' $block }
                Export-ModuleMember -Function *
            }
            $outside = 'outside.txt'
            $null = Invoke-ByModule $branch { Write-ByModule; Write-LakeObject $outside -Content "$ErrorActionPreference" }
            Get-TestObjectKey -Ref $branch | Should -Be 'before.txt', 'by-module.txt', 'outside.txt'
            Read-LakeObject outside.txt -AsString | Should -Be 'Stop'
            $helper | Remove-Module
        }

        It 'is where its connection leads, however that is named, and no other connection' {
            $other = Add-TestBranch
            $apart = Connect-TestServer -Ref $other -With @{ Name = 'apart' }
            $null = Connect-TestServer -Ref $branch -With @{ Name = 'inside' }
            try {
                $null = Invoke-LakeTransaction -Message 'Connections' {
                    $now = Get-LakeS3Connection inside
                    $now.Ref | Should -BeLike "tx-$branch-*"
                    @(Get-LakeS3Connection)[-1].Ref | Should -Be $now.Ref
                    Write-LakeObject by-default.txt -Content 'x'
                    Write-LakeObject by-name.txt -Content 'x' -Connection inside
                    Write-LakeObject elsewhere.txt -Content 'x' -Connection $apart
                    Write-LakeObject elsewhere-too.txt -Content 'x' -Connection apart
                    Get-TestObjectKey -Ref $branch | Should -Be 'before.txt'
                }
                @(Get-LakeS3Connection)[-1].Ref | Should -Be $branch
                $null = Add-TestCommit -Branch $other
                $null = Invoke-LakeTransaction $other 'The other' -Connection $apart {
                    Write-LakeObject by-default-too.txt -Content 'x'
                    Write-LakeObject by-object.txt -Content 'x' -Connection $apart
                    Test-LakeObject by-object.txt -Connection inside | Should -BeFalse
                } -ErrorAction Stop
            } finally {
                Disconnect-LakeS3 inside
                Disconnect-LakeS3 apart
            }
            Get-TestObjectKey -Ref $branch | Should -Be 'before.txt', 'by-default.txt', 'by-name.txt'
            Get-TestObjectKey -Ref $other | Should -Be 'by-default-too.txt', 'by-object.txt', 'elsewhere-too.txt', 'elsewhere.txt'
        }

        It 'warns of a connection that is opened in the block, and does not hide that one is closed' {
            $other = Add-TestBranch
            $said = Invoke-LakeTransaction $branch 'Opened' {
                Write-LakeObject a.txt -Content 'a'
                $null = Connect-TestServer -Ref $other
                Write-LakeObject elsewhere.txt -Content 'x'
            } 3>&1
            "$($said[0])" | Should -BeLike '*does not take part in the transaction*'
            Get-TestObjectKey -Ref $branch | Should -Be 'a.txt', 'before.txt'
            Get-TestObjectKey -Ref $other | Should -Be 'elsewhere.txt'
            $null = Connect-TestServer -Ref $branch
            $said = try { Invoke-LakeTransaction $branch 'Closed' { Write-LakeObject b.txt -Content 'b'; Disconnect-LakeS3 } 3>&1 } catch { $_ }
            Assert-LakeError $said[-1] -Id LakeConnectionClosed -Category InvalidOperation
            "$($said[0])" | Should -BeLike "*$(Get-TransactionBranch)*may still be there*"
            $null = Connect-TestServer -Ref $branch
            Test-LakeObject b.txt | Should -BeFalse
        }

        It 'does not reach into a runspace unless it is taken there' {
            if ($PSVersionTable.PSEdition -ne 'Core') {
                Set-ItResult -Skipped -Because 'Windows PowerShell has no ForEach-Object -Parallel'
            }
            # Made from a text: Windows PowerShell could not even read it.
            $work = [scriptblock]::Create(@'
param($transaction)
1..4 | ForEach-Object -Parallel {
    Import-Module $using:module
    Write-LakeObject "parallel/$_.txt" -Content "$_" -Connection ($using:transaction).Connection
}
'@)
            $null = Invoke-LakeTransaction $branch 'Parallel' $work
            Get-TestObjectKey -Ref $branch -Prefix parallel/ | Should -HaveCount 4
            $plain = [scriptblock]::Create(@'
1..2 | ForEach-Object -Parallel {
    Import-Module $using:module
    Write-LakeObject "apart/$_.txt" -Content "$_" -Connection $using:lake
}
Write-LakeObject inside.txt -Content 'x'
'@)
            $record = Get-RaisedError { Invoke-LakeTransaction $branch 'Apart' $plain }
            Assert-LakeError $record -Id LakeBranchDirty -Category InvalidOperation -Message $branch
            Get-TestObjectKey -Ref $branch -Prefix apart/ | Should -HaveCount 2
            Test-LakeObject inside.txt | Should -BeFalse
        }

        It 'works on a branch that lists do not show, removals and syncs too' {
            $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive ([Guid]::NewGuid().ToString('N')))
            Set-Content -LiteralPath (Join-Path $folder 'synced.txt') -Value 'x'
            $null = Invoke-LakeTransaction $branch 'Hidden' {
                param($transaction)
                $transaction.Ref | Should -BeLike "tx-$branch-*"
                $transaction.Branch | Should -Be $branch
                Get-TransactionBranch | Should -Be $transaction.Ref
                (Invoke-TestRest "/repositories/$($server.Repository)/branches?prefix=tx-$branch").results | Should -BeNullOrEmpty
                Write-LakeObject many/1.txt -Content '1'
                Write-LakeObject many/2.txt -Content '2'
                Remove-LakeObject -Prefix many/ -Confirm:$false
                Sync-LakeFolder $folder / -Delete -Confirm:$false
            }
            Get-TestObjectKey -Ref $branch | Should -Be 'synced.txt'
        }

        It 'may contain its own commits' {
            $out = Invoke-LakeTransaction $branch 'The whole' {
                Write-LakeObject a.txt -Content 'a'
                $null = New-LakeCommit 'A part'
            }
            $out.Message | Should -Be 'The whole'
            (Get-Head $out.Parents[1]).message | Should -Be 'A part'
            Get-TestObjectKey -Ref $branch | Should -Be 'a.txt', 'before.txt'
        }

        It 'merges an empty transaction with -AllowEmpty' {
            $commit = Invoke-LakeTransaction $branch 'Marker' { } -AllowEmpty
            $commit.Id | Should -Be (Get-Head).id
            $commit.Id | Should -Not -Be $start
            Get-TransactionBranch | Should -BeNullOrEmpty
        }

        It 'reaches a protected branch, which no write does' {
            $repository = Add-TestRepository
            $path = "/repositories/$repository/settings/branch_protection"
            $null = Invoke-TestRest $path -Method Put -Body @(, @{ pattern = 'main' })
            if (-not $server.IsLocal) {
                # lakeFS takes a rule in within some seconds (s3-protected #8).
                $limit = [DateTime]::UtcNow.AddSeconds(30)
                while ((Get-RaisedError { Write-LakeObject p.txt -Content p -Repository $repository -Ref main -ErrorAction Stop; throw 'written' }).FullyQualifiedErrorId -notlike 'LakeBranchProtected,*') {
                    if ([DateTime]::UtcNow -gt $limit) { throw 'The branch was not protected within 30 seconds.' }
                    Invoke-TestRest "/repositories/$repository/branches/main" -Method Put -Body @{ type = 'reset' }
                }
            }
            $commit = Invoke-LakeTransaction main 'Protected' -Repository $repository { Write-LakeObject a.txt -Content 'a' }
            $commit.Repository | Should -Be $repository
            Get-TestObjectKey -Ref main -Repository $repository | Should -Be 'a.txt'
        }

        It 'does nothing with -WhatIf' {
            Invoke-LakeTransaction $branch 'What if' { throw 'This must not run.' } -WhatIf | Should -BeNullOrEmpty
            Assert-Untouched
        }

        It 'says with -Verbose what it does' {
            $said = Invoke-LakeTransaction $branch 'Verbose' { Write-LakeObject a.txt -Content 'a' } -Verbose 4>&1 | ForEach-Object { "$_" }
            $said -join "`n" | Should -BeLike "*Beginning a transaction on branch 'tx-$branch-*Committing*merging it into '$branch'*"
        }
    }

    Context 'Work that fails' {
        It 'leaves nothing behind, and its error is the block''s own: <Name>' -ForEach @(
            @{ Name = 'throw'; Id = 'mine'; Work = { throw 'mine' } }
            @{ Name = 'a write that fails'; Id = 'LakeFileNotFound,*'; Work = { Write-LakeObject x.txt -File (Join-Path $TestDrive 'no-such-file') } }
            @{ Name = 'another cmdlet'; Id = 'PathNotFound,*GetItemCommand'; Work = { Get-Item -LiteralPath (Join-Path $TestDrive 'no-such-file') } }
            @{ Name = 'a method'; Id = 'FormatException'; Work = { [int]::Parse('no number') } }
            @{ Name = 'a function of a module'; Id = 'LakeFileNotFound,*'; Work = { Write-Missing } }
        ) {
            $helper = New-Module { function Write-Missing { Write-LakeObject x.txt -File /no/such/file; 'The module went on.' } }
            $ErrorActionPreference = 'Continue'
            $seen = @{}
            $record = Get-RaisedError {
                Invoke-LakeTransaction $branch 'Fails' {
                    Write-LakeObject a.txt -Content 'a'
                    & $Work
                    $seen.went = 'on'
                }
            }
            $record.FullyQualifiedErrorId | Should -BeLike $Id
            $seen.went | Should -BeNullOrEmpty
            Assert-Untouched
            $ErrorActionPreference | Should -Be 'Continue'
            $helper | Remove-Module
        }

        It 'is shown where it happened' {
            $record = Get-RaisedError {
                Invoke-LakeTransaction $branch 'Fails' {
                    [int]::Parse('here it happened')
                }
            }
            $record.InvocationInfo.Line | Should -BeLike '*here it happened*'
        }

        It 'gives the session its preference back' {
            $before = $global:ErrorActionPreference
            $null = Get-RaisedError { Invoke-LakeTransaction $branch 'Fails' { "$global:ErrorActionPreference"; throw 'mine' } }
            $global:ErrorActionPreference | Should -Be $before
            $null = Invoke-LakeTransaction $branch 'Succeeds' { Write-LakeObject a.txt -Content 'a' }
            $global:ErrorActionPreference | Should -Be $before
            @(Get-LakeS3Connection)[-1].Ref | Should -Be $branch
        }

        It 'goes on where the block says so' {
            $null = Invoke-LakeTransaction $branch 'Goes on' {
                Write-LakeObject a.txt -Content 'a'
                Write-LakeObject x.txt -File (Join-Path $TestDrive 'no-such-file') -ErrorAction SilentlyContinue
                try { Read-LakeObject missing.txt -AsString } catch { Write-LakeObject caught.txt -Content 'x' }
            }
            Get-TestObjectKey -Ref $branch | Should -Be 'a.txt', 'before.txt', 'caught.txt'
        }

        It 'warns where the block is left early: <Name>' -ForEach @(
            @{ Name = 'break'; Work = { foreach ($one in 1..2) { Invoke-LakeTransaction $branch 'm' { Write-LakeObject a.txt -Content 'a'; break } } } }
            @{ Name = 'continue'; Work = { foreach ($one in 1) { Invoke-LakeTransaction $branch 'm' { Write-LakeObject a.txt -Content 'a'; continue } } } }
            @{ Name = 'Select-Object -First'; Work = { Invoke-LakeTransaction $branch 'm' { Write-LakeObject a.txt -Content 'a' -PassThru; 'more' } | Select-Object -First 1 | Out-Null } }
        ) {
            $said = & $Work 3>&1
            "$said" | Should -BeLike "*left before its end*Nothing has reached branch '$branch'*"
            Assert-Untouched
        }

        It 'keeps the branch with -KeepOnFailure, and names it' {
            $said = try { Invoke-LakeTransaction $branch 'Kept' { Write-LakeObject a.txt -Content 'a'; throw 'mine' } -KeepOnFailure 3>&1 } catch { $_ }
            "$($said[-1])" | Should -Be 'mine'
            $kept = Get-TransactionBranch
            $kept | Should -HaveCount 1
            "$($said[0])" | Should -BeLike "*'$kept'*is kept*"
            (Get-LakeBranch $kept).Ref | Should -Be $kept
            Read-LakeObject a.txt -Ref $kept -AsString | Should -Be 'a'
            (Get-Head).id | Should -Be $start
            $null = Invoke-LakeTransaction $branch 'Not kept' { Write-LakeObject b.txt -Content 'b' } -KeepOnFailure
            Get-TransactionBranch | Should -Be $kept
        }

        It 'says that nothing has changed' {
            $record = Get-RaisedError { Invoke-LakeTransaction $branch 'Nothing' { 'output' } }
            Assert-LakeError $record -Id LakeNothingToCommit -Category InvalidOperation -Message $branch, 'changed nothing'
            Assert-Untouched
            $record = Get-RaisedError { Invoke-LakeTransaction $branch 'To and fro' { Write-LakeObject a.txt -Content 'a'; $null = New-LakeCommit '1'; Remove-LakeObject a.txt -Confirm:$false } }
            Assert-LakeError $record -Id LakeNothingToCommit -Category InvalidOperation
            Assert-Untouched
        }

        It 'ends quietly with -AllowUnchanged, and keeps no branch' {
            $before = (Get-LakeBranch -IncludeHidden).Ref
            Invoke-LakeTransaction $branch 'Nothing' { } -AllowUnchanged -KeepOnFailure -WarningVariable warned | Should -BeNullOrEmpty
            $warned | Should -BeNullOrEmpty
            Assert-Untouched
            (Get-LakeBranch -IncludeHidden).Ref | Should -Be $before
            Invoke-LakeTransaction $branch 'Something' { Write-LakeObject n.txt -Content n } -AllowUnchanged | Should -Not -BeNullOrEmpty
            $record = Get-RaisedError { Invoke-LakeTransaction $branch 'An error' { throw 'mine' } -AllowUnchanged }
            "$record" | Should -Be 'mine'
        }

        It 'does not begin on a branch with uncommitted changes' {
            Write-LakeObject dirty.txt -Content 'dirty'
            $seen = @{}
            $record = Get-RaisedError { Invoke-LakeTransaction $branch 'Dirty' { $seen.went = 'on' } }
            Assert-LakeError $record -Id LakeBranchDirty -Category InvalidOperation -Message $branch, 'not begun'
            $seen.went | Should -BeNullOrEmpty
            Assert-Untouched -Key 'before.txt', 'dirty.txt'
        }

        It 'is refused where the branch was written to meanwhile' {
            $record = Get-RaisedError { Invoke-LakeTransaction $branch 'Dirty' { Write-LakeObject a.txt -Content 'a'; Write-LakeObject dirty.txt -Content 'dirty' -Ref $branch } }
            Assert-LakeError $record -Id LakeBranchDirty -Category InvalidOperation -Message $branch
            Assert-Untouched -Key 'before.txt', 'dirty.txt'
        }

        It 'is refused by a hook of the server' {
            $record = Get-RaisedError { Invoke-LakeTransaction $branch 'Gated' { Write-LakeObject a.txt -Content 'a'; Use-TestHook -On pre-merge -Branch $branch -Message 'a.txt has no price' } }
            Assert-LakeError $record -Id LakeHookFailed -Category InvalidOperation -Message 'quality gate', 'a.txt has no price'
            Assert-Untouched
        }

        It 'does not start if there is no such branch: <Name>' -ForEach @(
            @{ Name = 'missing'; Id = 'LakeBranchNotFound'; Category = 'ObjectNotFound'; Arguments = { @{ Branch = 'no-such-branch' } } }
            @{ Name = 'tag'; Id = 'LakeRefNotWritable'; Category = 'InvalidOperation'; Arguments = { @{ Branch = Add-TestTag -Ref $branch } } }
            @{ Name = 'expression'; Id = 'LakeRefNotWritable'; Category = 'InvalidOperation'; Arguments = { @{ Branch = "$branch~1" } } }
            @{ Name = 'repository'; Id = 'LakeRepositoryNotFound'; Category = 'ObjectNotFound'; Arguments = { @{ Branch = 'main'; Repository = 'no-such-repository' } } }
        ) {
            $given = & $Arguments
            $record = Get-RaisedError { Invoke-LakeTransaction @given -Message 'm' -ScriptBlock { throw 'This must not run.' } }
            Assert-LakeError $record -Id $Id -Category $Category
        }

        It 'names the keys of a conflict' {
            $record = Get-RaisedError {
                Invoke-LakeTransaction $branch 'Conflict' {
                    Write-LakeObject before.txt -Content 'mine'
                    Write-LakeObject both.txt -Content 'mine'
                    Write-LakeObject free.txt -Content 'mine'
                    Write-LakeObject before.txt -Content 'theirs' -Ref $branch
                    Write-LakeObject both.txt -Content 'theirs' -Ref $branch
                    $null = New-LakeCommit 'Theirs' -Ref $branch
                }
            }
            Assert-LakeError $record -Id LakeMergeConflict -Category InvalidOperation -Message 'before.txt', 'both.txt', $branch
            "$record" | Should -Not -BeLike '*free.txt*'
            $record.Exception.Keys | Should -Be 'before.txt', 'both.txt'
            $record.ErrorDetails.RecommendedAction | Should -BeLike '*again*'
            Get-TransactionBranch | Should -BeNullOrEmpty
            Read-LakeObject both.txt -AsString | Should -Be 'theirs'
            Test-LakeObject free.txt | Should -BeFalse
        }

        It 'settles a conflict by -Strategy <Strategy>' -ForEach @(
            @{ Strategy = 'SourceWins'; Stays = 'mine' }
            @{ Strategy = 'DestinationWins'; Stays = 'theirs' }
        ) {
            $null = Invoke-LakeTransaction $branch 'Conflict' -Strategy $Strategy {
                Write-LakeObject before.txt -Content 'mine'
                Write-LakeObject free.txt -Content 'mine'
                Write-LakeObject before.txt -Content 'theirs' -Ref $branch
                $null = New-LakeCommit 'Theirs' -Ref $branch
            }
            Read-LakeObject before.txt -AsString | Should -Be $Stays
            Read-LakeObject free.txt -AsString | Should -Be 'mine'
        }

        It 'reports a branch that it could not remove, and the outcome: <Name>' -ForEach @(
            @{ Name = 'merged'; Work = { Write-LakeObject a.txt -Content 'a' } }
            @{ Name = 'failed'; Work = { throw 'mine' } }
        ) {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'deleteBranch'; count = 0; fault = 'error'; status = 403; code = 'AccessDenied'; message = 'not you' }
            $said = try { Invoke-LakeTransaction $branch 'Left' $Work 3>&1 } catch { $_ }
            $warning = $said | Where-Object { $_ -is [System.Management.Automation.WarningRecord] }
            if ($Name -eq 'merged') {
                "$warning" | Should -BeLike "*$(Get-TransactionBranch)*may still be there*Remove-LakeBranch*"
                ($said | Where-Object { $_ -isnot [System.Management.Automation.WarningRecord] }).Id | Should -Be (Get-Head).id
            } else {
                "$said" | Should -BeLike '*mine*'
                (Get-Head).id | Should -Be $start
            }
        }
    }

    Context 'A branch that has moved on' {
        It 'takes the work where the same keys were not changed' {
            $seen = @{}
            $commit = Invoke-LakeTransaction $branch 'Mine' {
                Write-LakeObject mine.txt -Content 'mine'
                Write-LakeObject theirs.txt -Content 'theirs' -Ref $branch
                $seen.theirs = (New-LakeCommit 'Theirs' -Ref $branch).Id
            }
            $commit.Parents[0] | Should -Be $seen.theirs
            Get-TestObjectKey -Ref $branch | Should -Be 'before.txt', 'mine.txt', 'theirs.txt'
        }

        It 'is merged into again when others were faster: <Name>' -ForEach @(
            # What lakeFS answers when it has tried ten times itself.
            @{ Name = 'too many attempts'; Rule = @{ fault = 'error'; status = 429; code = 'TooManyRequests'; message = 'Too many attempts, try again later' } }
            @{ Name = 'locked'; Rule = @{ fault = 'error'; status = 500; code = 'InternalError'; message = 'branch is currently locked, try again later' } }
            @{ Name = 'throttled'; Rule = @{ fault = 'error'; status = 503; code = 'SlowDown' } }
            @{ Name = 'connection broken'; Rule = @{ fault = 'reset' } }
        ) {
            Skip-OnRealServer
            Use-TestFault ($Rule + @{ operation = 'mergeIntoBranch'; nth = 1; count = 1 })
            $commit = Invoke-LakeTransaction $branch 'Again' { Write-LakeObject a.txt -Content 'a' }
            $commit.Id | Should -Be (Get-Head).id
            $commit.Parents[0] | Should -Be $start
            Get-TransactionBranch | Should -BeNullOrEmpty
        }

        It 'is merged into once, though the response was lost: <_>' -ForEach 'createBranch', 'commit', 'mergeIntoBranch', 'deleteBranch', 'getCommit' {
            Skip-OnRealServer
            Use-TestFault @{ operation = $_; nth = 1; count = 1; fault = 'lost-answer' }
            $commit = Invoke-LakeTransaction $branch 'Once' { Write-LakeObject a.txt -Content 'a' }
            $commit.Id | Should -Be (Get-Head).id
            $commit.Message | Should -Be 'Once'
            $commit.Parents[0] | Should -Be $start
            Get-TestObjectKey -Ref $branch | Should -Be 'a.txt', 'before.txt'
            Get-TransactionBranch | Should -BeNullOrEmpty
        }

        It 'is found to have the work where nothing may be tried again' {
            Skip-OnRealServer
            $impatient = Connect-TestServer -Ref $branch -With @{ Name = 'impatient'; MaxRetries = 0 }
            Use-TestFault @{ operation = 'mergeIntoBranch'; fault = 'lost-answer' }
            (Invoke-LakeTransaction $branch 'Found' { Write-LakeObject a.txt -Content 'a' }).Id | Should -Be (Get-Head).id
            Get-TransactionBranch | Should -BeNullOrEmpty
            Use-TestFault @{ operation = 'mergeIntoBranch'; fault = 'lost-answer' }, @{ operation = 'getCommit'; count = 0; fault = 'reset' }, @{ operation = 'logCommits'; fault = 'reset' }
            $said = try { Invoke-LakeTransaction $branch 'Not found' { Write-LakeObject b.txt -Content 'b' } -KeepOnFailure 3>&1 } catch { $_ }
            Clear-TestFault
            Assert-LakeError $said[-1] -Id LakeConnectionFailed -Category ConnectionError
            "$($said[0])" | Should -BeLike '*No answer to the merge came*'
            "$($said[1])" | Should -BeLike '*is kept; its merge may have reached*'
            $impatient | Disconnect-LakeS3
        }

        It 'does not get the work where the server stays out of reach, and is not said to' {
            Skip-OnRealServer
            $impatient = Connect-TestServer -Ref $branch -With @{ Name = 'impatient'; MaxRetries = 0 }
            Use-TestFault @{ operation = 'mergeIntoBranch'; count = 0; fault = 'reset' }
            $record = Get-RaisedError { Invoke-LakeTransaction $branch 'Unreachable' { Write-LakeObject a.txt -Content 'a' } }
            Assert-LakeError $record -Id LakeConnectionFailed -Category ConnectionError
            Assert-Untouched
            Use-TestFault @{ operation = 'getCommit'; count = 0; fault = 'reset' }
            $said = try { Invoke-LakeTransaction $branch 'Merged' { Write-LakeObject a.txt -Content 'a' } 3>&1 } catch { $_ }
            Clear-TestFault
            Assert-LakeError $said[-1] -Id LakeConnectionFailed -Category ConnectionError
            "$($said[0])" | Should -BeLike "*has reached branch '$branch' by commit $((Get-Head).id)*"
            (Get-Head).message | Should -Be 'Merged'
            $impatient | Disconnect-LakeS3
        }
    }

    Context 'A transaction within another' {
        It 'begins from what the outer has done, and reaches the target with it alone' {
            $commit = Invoke-LakeTransaction $branch 'Outer' {
                param($outer)
                Write-LakeObject outer.txt -Content 'outer'
                $inner = Invoke-LakeTransaction -Message 'Inner' {
                    param($inner)
                    $inner.Branch | Should -Be $outer.Ref
                    Read-LakeObject outer.txt -AsString | Should -Be 'outer'
                    Write-LakeObject inner.txt -Content 'inner'
                    Test-LakeObject inner.txt -Ref $outer.Ref | Should -BeFalse
                }
                $inner.Message | Should -Be 'Inner'
                Read-LakeObject inner.txt -AsString | Should -Be 'inner'
                Get-TestObjectKey -Ref $branch | Should -Be 'before.txt'
                (Get-LakeS3Connection | Select-Object -Last 1).Ref | Should -Be $outer.Ref
            }
            $commit.Id | Should -Be (Get-Head).id
            Get-TestObjectKey -Ref $branch | Should -Be 'before.txt', 'inner.txt', 'outer.txt'
            Get-TransactionBranch | Should -BeNullOrEmpty
            (Invoke-TestRest "/repositories/$($server.Repository)/branches?show_hidden=true&amount=1000&prefix=tx-tx-").results | Should -BeNullOrEmpty
        }

        It 'that names the same target belongs to the outer, and so does one within it' {
            function Write-Part { param($name) Invoke-LakeTransaction $branch "Part $name" { Write-LakeObject "$name.txt" -Content 'x' } | Out-Null }
            $record = Get-RaisedError {
                Invoke-LakeTransaction $branch 'Outer' {
                    Write-Part one
                    Invoke-LakeTransaction $branch 'Middle' {
                        Write-LakeObject two.txt -Content 'x'
                        Write-Part three
                    } | Out-Null
                    Get-TestObjectKey -Ref (Get-LakeS3Connection | Select-Object -Last 1).Ref | Should -Be 'before.txt', 'one.txt', 'three.txt', 'two.txt'
                    throw 'mine'
                }
            }
            "$record" | Should -Be 'mine'
            Assert-Untouched
        }

        It 'that fails leaves the outer as it was, if that goes on' {
            $null = Invoke-LakeTransaction $branch 'Outer' {
                Write-LakeObject outer.txt -Content 'outer'
                try {
                    Invoke-LakeTransaction -Message 'Inner' { Write-LakeObject inner.txt -Content 'inner'; throw 'mine' }
                } catch {
                    Write-LakeObject caught.txt -Content "$_"
                }
            }
            Get-TestObjectKey -Ref $branch | Should -Be 'before.txt', 'caught.txt', 'outer.txt'
        }

        It 'on another branch is apart from it' {
            $other = Add-TestBranch
            $record = Get-RaisedError {
                Invoke-LakeTransaction $branch 'Outer' {
                    $null = Invoke-LakeTransaction $other 'Apart' { Write-LakeObject apart.txt -Content 'x' }
                    throw 'mine'
                }
            }
            "$record" | Should -Be 'mine'
            Assert-Untouched
            Get-TestObjectKey -Ref $other | Should -Be 'apart.txt'
        }
    }

    Context 'Transactions in parallel' {
        BeforeAll {
            function Invoke-SideBySide {
                # Runs two transactions in two runspaces; none is merged before both have written.
                param([string[]] $Key)

                $gate = [Threading.Barrier]::new(2)
                $commands = foreach ($number in 0, 1) {
                    Invoke-TestCommand -Lake $lake -Argument @{ Branch = $branch; Key = $Key[$number]; Content = "$number" }, $gate -Script @'
Invoke-LakeTransaction $first.Branch "By $($first.Content)" -Connection $lake {
    Write-LakeObject $first.Key -Content $first.Content
    if (-not $second.SignalAndWait(30000)) { throw 'The other one did not come.' }
}
'@
                }
                $commands | ForEach-Object { Wait-TestCommand $_ }
                $gate.Dispose()
            }
        }

        It 'both arrive where they change different keys' {
            $ended = Invoke-SideBySide -Key one.txt, two.txt
            $ended.Errors | Should -BeNullOrEmpty
            ($ended.Output.Message | Sort-Object) | Should -Be 'By 0', 'By 1'
            Get-TestObjectKey -Ref $branch | Should -Be 'before.txt', 'one.txt', 'two.txt'
            Get-TransactionBranch | Should -BeNullOrEmpty
        }

        It 'one arrives where they change the same key, and the other says which key' {
            $ended = Invoke-SideBySide -Key same.txt, same.txt
            $won = @($ended | Where-Object { $_.Output })
            $lost = @($ended | Where-Object { $_.Errors })
            $won | Should -HaveCount 1
            $lost | Should -HaveCount 1
            Assert-LakeError $lost[0].Errors[0] -Id LakeMergeConflict -Category InvalidOperation -Message 'same.txt', $branch
            "By $(Read-LakeObject same.txt -AsString)" | Should -Be $won[0].Output[0].Message
            Get-TransactionBranch | Should -BeNullOrEmpty
        }
    }

    Context 'Work that is stopped' {
        BeforeAll {
            function Skip-WhereAnswersAreDrained {
                # The .NET Standard build can't tell .NET not to wait two seconds for the rest of an answer that is given up.
                param([string] $Fault)

                if ($Fault -eq 'stall-in-body' -and (Test-NetStandardBuild)) {
                    Set-ItResult -Skipped -Because 'this build waits two seconds for the rest of an answer'
                }
            }
        }

        It 'leaves nothing behind: <Operation>, <Fault>' -ForEach @(
            @{ Operation = 'createBranch'; Fault = 'stall' }
            @{ Operation = 'createBranch'; Fault = 'stall-in-body' }
            @{ Operation = 'PutObject'; Fault = 'stall' }
            @{ Operation = 'commit'; Fault = 'stall' }
            @{ Operation = 'commit'; Fault = 'stall-in-body' }
            @{ Operation = 'mergeIntoBranch'; Fault = 'stall' }
        ) {
            Skip-OnRealServer
            Skip-WhereAnswersAreDrained -Fault $Fault
            Use-TestFault @{ operation = $Operation; nth = 1; count = 1; fault = $Fault; seconds = 30 }
            $command = Invoke-TestCommand -Lake $lake -Argument $branch -Script "Invoke-LakeTransaction `$first 'Stopped' -Connection `$lake { Write-LakeObject a.txt -Content 'a' }"
            Wait-TestFault
            Assert-TestCommandStop $command
            Assert-Untouched
        }

        It 'leaves the whole where the merge was done already' {
            Skip-OnRealServer
            Skip-WhereAnswersAreDrained -Fault stall-in-body
            Use-TestFault @{ operation = 'mergeIntoBranch'; nth = 1; count = 1; fault = 'stall-in-body'; seconds = 30 }
            $command = Invoke-TestCommand -Lake $lake -Argument $branch -Script "Invoke-LakeTransaction `$first 'Stopped' -Connection `$lake { Write-LakeObject a.txt -Content 'a'; Write-LakeObject b.txt -Content 'b' }"
            Wait-TestFault
            Assert-TestCommandStop $command
            Get-TestObjectKey -Ref $branch | Should -Be 'a.txt', 'b.txt', 'before.txt'
            Get-TransactionBranch | Should -BeNullOrEmpty
        }

        It 'leaves nothing behind after Ctrl-C in a terminal, and the session goes on' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'PutObject'; keyPattern = 'b.txt'; nth = 1; count = 0; fault = 'stall'; seconds = 30 }
            Assert-TestTerminalStop "Invoke-LakeTransaction -Message 'Ctrl-C' { Write-LakeObject a.txt -Content 'a'; Write-LakeObject b.txt -Content 'b' }" -Ref $branch -Folder $TestDrive
            Assert-Untouched
        }
    }

    # Where it is killed decides, not how its requests travelled.
    Context 'A process that is killed' -Tag Once {
        BeforeAll {
            # A transaction in a process of its own: it writes two objects and removes one.
            $script:load = Join-Path $TestDrive 'load.ps1'
            Set-Content -LiteralPath $load -Value @'
param($module, $url, $ca, $id, $repository, $branch)
$ErrorActionPreference = 'Stop'
Import-Module $module
$secret = [System.Net.NetworkCredential]::new('', $env:LAKEFS_S3_KILL_SECRET).SecurePassword
$more = if ($ca) { @{ CACertificate = $ca } } else { @{} }
Connect-LakeS3 $url -AccessKeyId $id -SecretAccessKey $secret -Repository $repository -Ref $branch -NoVerify @more
$null = Invoke-LakeTransaction -Message 'Killed' {
    Write-LakeObject new-1.txt -Content '1'
    Remove-LakeObject before.txt -Confirm:$false
    Write-LakeObject new-2.txt -Content '2'
}
'@
            function Invoke-Load {
                # Begins the transaction in a new process.
                $endpoint = Get-TestEndpoint
                $start = Get-ThisPowerShellStart -Argument '-File', $load, $module, $endpoint.EndpointUrl, "$($endpoint.CACertificate)", $server.AccessKeyId, $server.Repository, $branch
                $start.EnvironmentVariables['LAKEFS_S3_KILL_SECRET'] = $server.SecretAccessKey
                [Diagnostics.Process]::Start($start)
            }
        }

        It 'leaves its branch as it was or whole: <Operation>, <Fault>' -ForEach @(
            @{ Operation = 'diffBranch'; Fault = 'stall'; Arrives = $false }
            @{ Operation = 'createBranch'; Fault = 'stall'; Arrives = $false }
            @{ Operation = 'createBranch'; Fault = 'stall-in-body'; Arrives = $false }
            @{ Operation = 'PutObject'; Fault = 'stall'; Arrives = $false }
            @{ Operation = 'DeleteObject'; Fault = 'stall'; Arrives = $false }
            @{ Operation = 'PutObject'; Nth = 2; Fault = 'stall'; Arrives = $false }
            @{ Operation = 'commit'; Fault = 'stall'; Arrives = $false }
            @{ Operation = 'commit'; Fault = 'stall-in-body'; Arrives = $false }
            @{ Operation = 'mergeIntoBranch'; Fault = 'stall'; Arrives = $false }
            @{ Operation = 'mergeIntoBranch'; Fault = 'stall-in-body'; Arrives = $true }
            @{ Operation = 'getCommit'; Fault = 'stall'; Arrives = $true }
            @{ Operation = 'deleteBranch'; Fault = 'stall'; Arrives = $true }
            @{ Operation = 'deleteBranch'; Fault = 'stall-in-body'; Arrives = $true }
        ) {
            Skip-OnRealServer
            Use-TestFault @{ operation = $Operation; nth = [Math]::Max(1, [int]$Nth); count = 1; fault = $Fault; seconds = 60 }
            $process = Invoke-Load
            try {
                Wait-TestFault
            } finally {
                $process.Kill()
                $process.WaitForExit()
                $process.Dispose()
            }
            Clear-TestFault
            if ($Arrives) {
                (Get-Head).message | Should -Be 'Killed'
                (Get-Head).parents[0] | Should -Be $start
                Get-TestObjectKey -Ref $branch | Should -Be 'new-1.txt', 'new-2.txt'
            } else {
                (Get-Head).id | Should -Be $start
                Get-TestObjectKey -Ref $branch | Should -Be 'before.txt'
            }
            (Invoke-TestRest "/repositories/$($server.Repository)/branches/$branch/diff").results | Should -BeNullOrEmpty -Because 'nothing is uncommitted either'
            # What is left says whose it is, and can be removed.
            foreach ($left in Get-TransactionBranch) {
                $left | Should -Match "^tx-$branch-\d{8}-\d{6}-[0-9a-f]{12}$"
                Clear-TestBranch $left
            }
            $null = Invoke-LakeTransaction $branch 'The next one' { Write-LakeObject next.txt -Content 'next' }
        }
    }
}
