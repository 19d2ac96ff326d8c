#requires -Version 5.1
# Differences between refs.

Describe 'Compare-LakeRef' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
    }

    BeforeEach {
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        Write-LakeObject changed.txt -Content 'old'
        Write-LakeObject removed.txt -Content 'removed'
        $null = New-LakeCommit 'base'
        $script:side = (New-LakeBranch "$branch-side").Ref
        Write-LakeObject changed.txt -Content 'newer' -Ref $side
        Write-LakeObject dir/added.txt -Content 'added' -Ref $side
        Remove-LakeObject removed.txt -Ref $side -Confirm:$false
        $null = New-LakeCommit 'side' -Ref $side
        Write-LakeObject main.txt -Content 'only there'
        $null = New-LakeCommit 'main'
    }

    AfterEach {
        Clear-TestFault
    }

    It 'lists what a merge would bring' {
        $changes = Compare-LakeRef $branch $side
        $changes.Key | Should -Be 'changed.txt', 'dir/added.txt', 'removed.txt'
        $changes.Type | Should -Be 'Changed', 'Added', 'Removed'
        $changes.Ref | Should -Be $side, $side, $branch
        $changes.Size | Should -Be 5, 5, 7
        (Compare-LakeRef $branch $side -Prefix dir/).Key | Should -Be 'dir/added.txt'
        (Compare-LakeRef $branch $side | Where-Object Type -EQ Removed).Key | Should -Be 'removed.txt'
    }

    It 'compares the two as they are with -TwoDot' {
        $changes = Compare-LakeRef $branch $side -TwoDot
        $changes.Key | Should -Be 'changed.txt', 'dir/added.txt', 'main.txt', 'removed.txt'
        ($changes | Where-Object Key -EQ main.txt).Type | Should -Be 'Removed'
    }

    It 'shows conflicts' {
        Write-LakeObject changed.txt -Content 'newest'
        $null = New-LakeCommit 'conflict'
        (Compare-LakeRef $branch $side | Where-Object Type -EQ Conflict).Key | Should -Be 'changed.txt'
    }

    It 'pipes into what reads objects' {
        Compare-LakeRef $branch $side | Read-LakeObject -AsString | Should -Be 'newer', 'added', 'removed'
        (Get-LakeBranch $side | Compare-LakeRef $branch).Count | Should -Be 3
    }

    It 'names the ref that does not exist' {
        $record = Get-RaisedError { Compare-LakeRef no-such-left $side -ErrorAction Stop }
        Assert-LakeError $record -Id LakeRefNotFound -Category ObjectNotFound -Message "'no-such-left'"
        $record = Get-RaisedError { Compare-LakeRef $branch no-such-right -ErrorAction Stop }
        Assert-LakeError $record -Id LakeRefNotFound -Category ObjectNotFound -Message "'no-such-right'"
    }

    It 'asks for one page where a few are taken' {
        Skip-OnRealServer
        Add-TestObject -Branch $side -Key (1..1200 | ForEach-Object { "many/$_" })
        $null = New-LakeCommit 'many' -Ref $side
        Clear-TestRequest
        Compare-LakeRef $branch $side | Select-Object -First 5 | Should -HaveCount 5
        Wait-TestRequest -Operation diffRefs -Count 1
        @(Get-TestRequest -Operation diffRefs) | Should -HaveCount 1
    }
}
