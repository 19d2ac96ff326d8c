#requires -Version 5.1
# What is called removed is gone, and what is not gone is an error: the server itself says "deleted" to many things that it did not delete.

Describe 'Removing' -Tag Wire, Signature {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:base = Add-TestBranch
        Add-TestObject -Branch $base -Key 'a.txt', 'b.txt', 'folder/c.txt', 'folder/d.txt'
        $script:commit = Add-TestCommit -Branch $base
        $script:tag = Add-TestTag -Ref $commit
    }

    BeforeEach {
        $script:branch = Add-TestBranch -Source $base
        $script:lake = Connect-TestServer -Ref $branch
    }

    AfterEach {
        Clear-TestFault
    }

    Context 'What is there' {
        It 'removes one object and no other' {
            Remove-LakeObject a.txt -Confirm:$false
            Get-TestObjectKey -Ref $branch | Should -Be 'b.txt', 'folder/c.txt', 'folder/d.txt'
        }

        It 'removes many by one request' {
            Skip-OnRealServer
            $objects = Get-LakeObjectList
            Clear-TestRequest
            $objects | Remove-LakeObject -Confirm:$false
            Get-TestObjectKey -Ref $branch | Should -BeNullOrEmpty
            Get-TestRequest -Operation 'Delete*' | ForEach-Object operation | Should -Be 'DeleteObjects'
        }

        It 'removes what is under a prefix' {
            $results = Remove-LakeObject -Prefix folder/ -Confirm:$false -PassThru
            $results.Key | Should -Be 'folder/c.txt', 'folder/d.txt'
            $results.Removed | Should -Be $true, $true
            Get-TestObjectKey -Ref $branch | Should -Be 'a.txt', 'b.txt'
        }

        It 'removes from two branches at once' {
            $other = Add-TestBranch -Source $base
            $results = @(Get-LakeObjectList a) + @(Get-LakeObjectList b -Ref $other) | Remove-LakeObject -Confirm:$false -PassThru
            $results.Removed | Should -Be $true, $true
            Get-TestObjectKey -Ref $branch | Should -Be 'b.txt', 'folder/c.txt', 'folder/d.txt'
            Get-TestObjectKey -Ref $other | Should -Be 'a.txt', 'folder/c.txt', 'folder/d.txt'
        }

        It 'removes a key that is named twice without a fuss' {
            $results = 'a.txt', 'a.txt' | Remove-LakeObject -Confirm:$false -PassThru
            $results.Removed | Should -Be $true, $true
            Get-TestObjectKey -Ref $branch | Should -Not -Contain 'a.txt'
        }

        It 'removes more than one request can name' {
            Add-TestObject -Branch $branch -Key (1..1203 | ForEach-Object { 'many/{0:0000}' -f $_ })
            $results = Get-LakeObjectList many/ | Remove-LakeObject -Confirm:$false -PassThru
            $results | Should -HaveCount 1203
            $results.Removed | Should -Not -Contain $false
            Get-TestObjectKey -Ref $branch | Should -Be 'a.txt', 'b.txt', 'folder/c.txt', 'folder/d.txt'
        }

        It 'removes by several requests at a time, and gives results in the order of input' {
            Skip-OnRealServer
            $keys = 1..2203 | ForEach-Object { 'many/{0:0000}' -f $_ }
            Add-TestObject -Branch $branch -Key $keys
            Use-TestFault @{ operation = 'DeleteObjects'; fault = 'delay'; seconds = 1; count = 1 }
            Clear-TestRequest
            (Get-LakeObjectList many/ | Remove-LakeObject -Confirm:$false -PassThru).Key | Should -Be $keys
            # One after the other, the last answer would be that of the shortest request.
            $sizes = @(Get-TestRequest -Operation DeleteObjects).bytesIn
            $sizes | Should -HaveCount 3
            $sizes[-1] | Should -BeGreaterThan ($sizes | Measure-Object -Minimum).Minimum
        }

        It 'waits for what is under way when the command is stopped early' {
            Skip-OnRealServer
            Add-TestObject -Branch $branch -Key (1..2203 | ForEach-Object { 'many/{0:0000}' -f $_ })
            Use-TestFault @{ operation = 'DeleteObjects'; fault = 'error'; status = 403; code = 'AccessDenied'; count = 1 }
            $record = Get-RaisedError { Get-LakeObjectList many/ | Remove-LakeObject -Confirm:$false -PassThru -ErrorAction Stop -OutVariable script:results -WarningAction SilentlyContinue }
            Assert-LakeError $record -Id LakeAccessDenied -Category PermissionDenied
            $left = @(Get-LakeObjectList many/)
            @($results | Where-Object Removed) | Should -HaveCount (2203 - $left.Count)
            $left.Count | Should -BeLessOrEqual 2000
        }

        It 'asks first' {
            (Get-Command Remove-LakeObject).ImplementingType.GetCustomAttributes($false).ConfirmImpact | Should -Contain 'High'
        }
    }

    Context 'Missing objects' {
        It 'is an error for a missing key, and the others go' {
            $results = 'a.txt', 'missing.txt', 'b.txt' | Remove-LakeObject -Confirm:$false -PassThru -ErrorAction SilentlyContinue -ErrorVariable failed
            $failed | Should -HaveCount 1
            Assert-LakeError $failed[0] -Id LakeObjectNotFound -Category ObjectNotFound -Message 'missing.txt'
            $failed[0].TargetObject | Should -BeLike '*missing.txt'
            ($results | Where-Object Removed).Key | Should -Be 'a.txt', 'b.txt'
            ($results | Where-Object { -not $_.Removed }).Key | Should -Be 'missing.txt'
            Get-TestObjectKey -Ref $branch | Should -Be 'folder/c.txt', 'folder/d.txt'
        }

        It 'is an error for a missing branch, for one object and for many' {
            foreach ($keys in @(, 'a.txt'), @('a.txt', 'b.txt')) {
                $results = $keys | Remove-LakeObject -Ref no-such-branch -Confirm:$false -PassThru -ErrorAction SilentlyContinue -ErrorVariable failed
                $failed | Should -HaveCount $keys.Count
                Assert-LakeError $failed[0] -Id LakeBranchNotFound -Category ObjectNotFound -Message 'no-such-branch'
                $results.Removed | Should -Not -Contain $true
            }
        }

        It 'is an error for a tag and a commit, and the objects stay' {
            foreach ($ref in $tag, $commit, $commit.Substring(0, 12)) {
                $results = 'a.txt', 'b.txt' | Remove-LakeObject -Ref $ref -Confirm:$false -PassThru -ErrorAction SilentlyContinue -ErrorVariable failed
                $failed | Should -HaveCount 2
                foreach ($record in $failed) {
                    Assert-LakeError $record -Id LakeRefNotWritable -Category InvalidOperation -Message $ref
                }
                $results.Removed | Should -Not -Contain $true
            }
            Get-TestObjectKey -Ref $commit | Should -Contain 'a.txt'
        }

        It 'is an error for a ref expression' {
            $record = Get-RaisedError { Remove-LakeObject a.txt -Ref "$branch~1" -Confirm:$false -ErrorAction Stop }
            Assert-LakeError $record -Id LakeRefNotWritable -Category InvalidOperation -Message "$branch~1"
        }

        It 'is nothing for an empty prefix of the branch' {
            Remove-LakeObject -Prefix none/ -Confirm:$false -PassThru | Should -BeNullOrEmpty
        }

        It 'is never asked of the server with an empty path' {
            Skip-OnRealServer
            Clear-TestRequest
            $address = "lakefs://$($server.Repository)/$branch/"
            Remove-LakeObject $address, 'a.txt', 'b.txt' -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failed
            $failed | Should -HaveCount 1
            Assert-LakeError $failed[0] -Id LakeKeyMissing -Category InvalidArgument
            Get-TestObjectKey -Ref $branch | Should -Be 'folder/c.txt', 'folder/d.txt'
        }
    }

    Context 'What the server refuses' {
        It 'is an error for each object of a protected branch' {
            Skip-OnRealServer -Because 'a real server protects a branch only some seconds later'
            $repository = Add-TestRepository
            Add-TestObject -Repository $repository -Branch main -Key 'a.txt', 'b.txt', 'c.txt'
            $null = Add-TestCommit -Repository $repository -Branch main
            $null = Invoke-TestRest "/repositories/$repository/settings/branch_protection" -Method Put -Body @(@{ pattern = 'main' })
            foreach ($keys in @(, 'a.txt'), @('a.txt', 'b.txt', 'c.txt')) {
                $results = $keys | Remove-LakeObject -Repository $repository -Ref main -Confirm:$false -PassThru -ErrorAction SilentlyContinue -ErrorVariable failed
                $failed | Should -HaveCount $keys.Count
                foreach ($record in $failed) {
                    Assert-LakeError $record -Id LakeBranchProtected -Category PermissionDenied -Message $repository
                }
                $results.Removed | Should -Not -Contain $true
            }
            Get-TestObjectKey -Repository $repository -Ref main | Should -HaveCount 3
        }

        It 'is an error for a batch that is refused whole' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'DeleteObjects'; fault = 'error'; status = 403; code = 'AccessDenied'; count = 0 }
            $results = Get-LakeObjectList | Remove-LakeObject -Confirm:$false -PassThru -ErrorAction SilentlyContinue -ErrorVariable failed
            $failed.Count | Should -BeGreaterThan 0
            Assert-LakeError $failed[0] -Id LakeAccessDenied -Category PermissionDenied
            @($results | Where-Object Removed) | Should -BeNullOrEmpty
            Get-TestObjectKey -Ref $branch | Should -HaveCount 4
        }

        It 'fails if a web page answers a batch' {
            Skip-OnRealServer
            Use-TestFault @{ operation = 'DeleteObjects'; fault = 'html'; count = 0 }
            $record = Get-RaisedError { Get-LakeObjectList | Remove-LakeObject -Confirm:$false -ErrorAction Stop }
            Assert-LakeError $record -Id LakeNotAnS3Endpoint -Category ConnectionError
            Get-TestObjectKey -Ref $branch | Should -HaveCount 4
        }

        It 'is an error of the batch that failed, while earlier batches are gone' {
            Skip-OnRealServer
            Add-TestObject -Branch $branch -Key (1..1100 | ForEach-Object { 'two/{0:0000}' -f $_ })
            Use-TestFault @{ operation = 'DeleteObjects'; nth = 2; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' }
            $results = Get-LakeObjectList two/ | Remove-LakeObject -Confirm:$false -PassThru -ErrorAction SilentlyContinue -ErrorVariable failed
            # The second request may overtake the first.
            $left = @(Get-TestObjectKey -Ref $branch -Prefix two/)
            $left.Count | Should -BeIn 100, 1000
            @($results | Where-Object Removed) | Should -HaveCount (1100 - $left.Count)
            $failed.Count | Should -BeGreaterThan 0
        }
    }
}
