#requires -Version 5.1
# The provider: drives over connections, what they hold, and how they are found.

Describe 'A drive' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        Add-TestObject -Branch $branch -Key 'a.csv', 'a.json', 'b/1.csv', 'b/2.json', 'b/c/3.csv', 'b2.csv', 'tmp/x.csv', 'Z.CSV'
        $script:tag = Add-TestTag -Ref (Add-TestCommit -Branch $branch)
        $script:lake = Connect-TestServer -Ref main -With @{ Name = 'driving' }
        $script:root = "$($server.Repository)/$branch"
        $null = New-PSDrive lake LakeFS -Root $root -Scope Global
        $null = New-PSDrive all LakeFS -Root '' -Scope Global
    }

    AfterEach {
        Set-Location -LiteralPath $PSScriptRoot
        Clear-TestFault
    }

    AfterAll {
        Remove-PSDrive lake, all -ErrorAction Ignore
    }

    Context 'and its levels' {
        It 'shows repositories, then branches and tags, then folders and objects' {
            (Get-ChildItem all:/ | Where-Object Name -EQ $server.Repository).Type | Should -Be Repository
            $refs = Get-ChildItem "all:/$($server.Repository)"
            ($refs | Where-Object Name -EQ $branch).Type | Should -Be Branch
            ($refs | Where-Object Name -EQ $tag).Type | Should -Be Tag
            (Get-ChildItem "all:/$root").Name | Should -BeExactly 'b', 'tmp', 'Z.CSV', 'a.csv', 'a.json', 'b2.csv'
        }

        It 'shows a commit and an expression where a branch stands' {
            (Get-ChildItem "all:/$($server.Repository)/$tag/b").Name | Should -BeExactly 'c', '1.csv', '2.json'
            (Get-ChildItem "all:/$($server.Repository)/$branch@/b" -File).Name | Should -BeExactly '1.csv', '2.json'
        }

        It 'has the file system''s properties, and those that other cmdlets take' {
            $item = Get-Item lake:/b/1.csv
            $item.Name | Should -Be 1.csv
            $item.Length | Should -Be 1
            $item.LastWriteTime.Kind | Should -Be Local
            $item.Mode | Should -Be '-----'
            $item.PSIsContainer | Should -BeFalse
            "$($item.Repository)/$($item.Ref)/$($item.Key)" | Should -Be "$root/b/1.csv"
            $item.Uri | Should -Be "lakefs://$root/b/1.csv"
            $folder = Get-Item lake:/b
            $folder.Mode | Should -Be 'd----'
            $folder.PSIsContainer | Should -BeTrue
            (Get-ChildItem "all:/$($server.Repository)" | Where-Object Name -EQ $tag).Mode | Should -Be 'd-r--'
        }

        It 'is displayed as a folder of the file system' {
            $lines = (Get-ChildItem lake:/b | Out-String -Width 100) -split '\r?\n'
            $lines | Where-Object { $_ -like "    Folder: driving/$root/b*" } | Should -HaveCount 1
            $lines | Where-Object { $_ -match '^Mode\s+LastWriteTime\s+Length\s+Name' } | Should -HaveCount 1
            $lines | Where-Object { $_ -match '^-----\s+\S.*\s1 1\.csv$' } | Should -HaveCount 1
        }

        It 'takes an address as its root' {
            $null = New-PSDrive address LakeFS -Root "lakefs://$root/b"
            (Get-ChildItem address:/).Name | Should -BeExactly 'c', '1.csv', '2.json'
        }

        It 'is refused where the root does not exist: <Id>' -ForEach @(
            @{ Id = 'LakeRepositoryNotFound'; Path = 'no-such-repository' }
            @{ Id = 'LakeRefNotFound'; Path = $null }
        ) {
            $path = if ($Path) { $Path } else { "$($server.Repository)/no-such-ref" }
            Assert-LakeError (Get-RaisedError { New-PSDrive wrong LakeFS -Root $path -ErrorAction Stop }) -Id $Id -Category ObjectNotFound
            Get-PSDrive wrong -ErrorAction Ignore | Should -BeNullOrEmpty
        }
    }

    Context 'and its location' {
        It 'moves down, up and to the top, with either slash' {
            Set-Location lake:/b/c
            (Get-Location).Path -replace '\\', '/' | Should -Be 'lake:/b/c'
            Set-Location ..
            (Get-ChildItem).Name | Should -BeExactly 'c', '1.csv', '2.json'
            Set-Location 'lake:\'
            (Get-ChildItem 'b\c').Name | Should -BeExactly '3.csv'
            (Get-ChildItem ./b/../tmp).Name | Should -BeExactly 'x.csv'
        }

        It 'can be left out in paths that name the provider' {
            $path = (Get-Item lake:/b/1.csv).PSPath
            $path | Should -BeLike "*LakeFS::driving/$root/b/1.csv"
            Get-Content -LiteralPath $path | Should -Be 'x'
            Assert-LakeError (Get-RaisedError { Get-ChildItem LakeFS::unknown/x -ErrorAction Stop }) -Id LakeConnectionNotFound -Category ObjectNotFound -Message "'unknown'"
        }
    }

    Context 'and its lists' {
        It 'lists below folders, in the order of the keys' {
            (Get-ChildItem lake:/ -Recurse).Key | Should -BeExactly 'Z.CSV', 'a.csv', 'a.json', 'b/', 'b/1.csv', 'b/2.json', 'b/c/', 'b/c/3.csv', 'b2.csv', 'tmp/', 'tmp/x.csv'
            (Get-ChildItem lake:/ -Recurse -Depth 0).Name | Should -BeExactly 'b', 'tmp', 'Z.CSV', 'a.csv', 'a.json', 'b2.csv'
            (Get-ChildItem lake:/ -Depth 1).Key | Should -Not -Contain 'b/c/3.csv'
            (Get-ChildItem lake:/ -Depth 1).Key | Should -Contain 'b/c/'
        }

        It 'lists objects or folders alone' {
            (Get-ChildItem lake:/ -File).Name | Should -BeExactly 'Z.CSV', 'a.csv', 'a.json', 'b2.csv'
            (Get-ChildItem lake:/ -Recurse -Directory).Key | Should -BeExactly 'b/', 'b/c/', 'tmp/'
        }

        It 'lists names' {
            Get-ChildItem lake:/b -Name | Should -BeExactly 'c', '1.csv', '2.json'
            (Get-ChildItem lake:/b -Name -Recurse) -replace '\\', '/' | Should -BeExactly 'c', '1.csv', '2.json', 'c/3.csv'
        }

        It 'filters, includes and excludes as the file system does' {
            (Get-ChildItem lake:/ -Filter *.csv).Name | Should -BeExactly 'Z.CSV', 'a.csv', 'b2.csv'
            (Get-ChildItem lake:/ -Recurse -Filter *.json).Key | Should -BeExactly 'a.json', 'b/2.json'
            (Get-ChildItem lake:/ -Recurse -Include *.csv).Key | Sort-Object | Should -Be ('a.csv', 'b/1.csv', 'b/c/3.csv', 'b2.csv', 'tmp/x.csv', 'Z.CSV' | Sort-Object)
            (Get-ChildItem lake:/* -Exclude *.csv -File).Name | Should -BeExactly 'a.json'
            (Get-ChildItem lake:/b/*.csv).Key | Should -Be 'b/1.csv'
            (Get-Item lake:/?.json, lake:/b[2]*).Key | Should -Be 'a.json', 'b2.csv'
        }

        It 'lists a folder, and a whole tree, with a request for each page' {
            Skip-OnRealServer
            $mine = Add-TestBranch
            Add-TestObject -Branch $mine -Key (1..3000 | ForEach-Object { '{0:00}/{1:0000}.txt' -f ($_ % 20), $_ })
            $null = New-PSDrive many LakeFS -Root "$($server.Repository)/$mine"
            Clear-TestRequest
            @(Get-ChildItem many:/ -Recurse -File).Count | Should -Be 3000
            # A page has 1,000 keys, and after the first up to 5,000 where the server is far away, or the machine busy.
            @(Get-TestRequest -Ref $mine).Count | Should -BeIn 2, 3
            Clear-TestRequest
            @(Get-ChildItem many:/).Count | Should -Be 20
            Get-TestRequest -Ref $mine | Should -HaveCount 1
            Clear-TestRequest
            Get-ChildItem many:/ -Recurse -File | Select-Object -First 10 | Should -HaveCount 10
            @(Get-TestRequest -Ref $mine).Count | Should -BeLessThan 3
            Clear-TestRequest
            @(Get-ChildItem many:/07 -Include *.txt -Recurse).Count | Should -Be 150
            @(Get-TestRequest).Count | Should -BeLessThan 8 -Because 'what a list showed is not asked for again'
        }

        It 'ends by Ctrl-C while a page is on its way' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'ListObjectsV2'; nth = 2; count = 0; fault = 'stall'; seconds = 20 }
            $command = Invoke-TestCommand '$null = New-PSDrive mine LakeFS -Root $first -Connection $lake; Get-ChildItem mine:/ -Recurse' -Lake $lake -Argument $root
            Wait-TestFault
            Assert-TestCommandStop $command
        }
    }

    Context 'and single paths' {
        It 'tells what exists, with one request' {
            Test-Path lake:/b, lake:/b/, lake:/a.csv, lake:/none, lake:/b/none, lake:/, "all:/$($server.Repository)", all:/no-such-repository, "all:/$($server.Repository)/no-such-ref" |
                Should -Be $true, $true, $true, $false, $false, $true, $true, $false, $false
            Test-Path lake:/b -PathType Container | Should -BeTrue
            Test-Path lake:/b -PathType Leaf | Should -BeFalse
            if ($server.IsLocal) {
                Clear-TestRequest
                $null = Test-Path lake:/b
                Get-TestRequest | Should -HaveCount 1
            }
        }

        It 'does not mistake a name for another that begins with it' {
            Test-Path lake:/b2, lake:/a, lake:/tm | Should -Be $false, $false, $false
        }

        It 'says why it does not know' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'ListObjectsV2'; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' }
            Assert-LakeError (Get-RaisedError { Test-Path lake:/b -ErrorAction Stop }) -Id LakeAccessDenied -Category PermissionDenied
            Test-Path lake:/a.csv | Should -BeTrue -Because 'an object can be read without a list'
        }

        It 'describes an object by Get-ItemProperty' {
            Write-LakeObject lake:/described.csv -Content 'abc' -ContentType text/x-kept -Metadata @{ owner = 'me' }
            $all = Get-ItemProperty lake:/described.csv
            $all.Length | Should -Be 3
            $all.ContentType | Should -Be 'text/x-kept'
            $all.owner | Should -Be 'me'
            Get-ItemPropertyValue lake:/described.csv -Name owner, Length | Should -Be 'me', 3
            Assert-LakeError (Get-RaisedError { Set-ItemProperty -Path lake:/described.csv -Name owner -Value you -ErrorAction Stop }) -Id LakePropertyReadOnly -Category NotImplemented
        }
    }

    It 'pipes into the module''s cmdlets, which also take its paths' {
        Get-ChildItem lake:/b -File | Read-LakeObject -AsString | Should -Be 'x', 'x'
        (Get-ChildItem lake:/b/c | Get-LakeObjectMetadata).Uri | Should -Be "lakefs://$root/b/c/3.csv"
        Read-LakeObject lake:/b/1.csv -AsString | Should -Be 'x'
        Test-LakeObject 'lake:\b\c\3.csv' | Should -BeTrue
        (Get-LakeObjectList lake:/b/).Key | Should -BeExactly 'b/1.csv', 'b/2.json', 'b/c/3.csv'
        Assert-LakeError (Get-RaisedError { Get-LakeObjectList all:/ -ErrorAction Stop }) -Id LakeItemNotObject -Category InvalidOperation
    }

    It 'does not keep the prompt waiting for a server that does not answer' {
        Skip-OnRealServer
        Use-TestFault @{ operation = 'ListObjectsV2'; fault = 'stall'; seconds = 30; count = 0 }
        $Error.Clear()
        $line = 'Get-Content lake:/b/'
        $watch = [Diagnostics.Stopwatch]::StartNew()
        (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches | Where-Object CompletionText -Like '*1.csv' | Should -BeNullOrEmpty
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 4 -Because 'a second is the limit, and PowerShell asks several times'
        $watch.Restart()
        $null = TabExpansion2 -inputScript $line -cursorColumn $line.Length
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 2 -Because 'the server is not waited for again'
        $Error | Should -BeNullOrEmpty
    }

    It 'completes paths' {
        $line = 'Get-Content lake:/b/'
        (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches.CompletionText -replace '\\', '/' | Should -Be 'lake:/b/1.csv', 'lake:/b/2.json', 'lake:/b/c'
    }
}
