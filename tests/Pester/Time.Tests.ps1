#requires -Version 5.1
# Times are those of the place where the session runs, as Get-ChildItem shows them.

Describe 'Times <Zone>' -Tag Build -ForEach @{ Zone = 'America/New_York' }, @{ Zone = 'Asia/Kolkata' }, @{ Zone = 'UTC' } {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:zoneBefore = $env:TZ
        # Windows has no such variable, and one zone for all processes.
        $script:hasZone = [IO.Path]::DirectorySeparatorChar -eq '/'
        if ($hasZone) {
            $env:TZ = $Zone
            [TimeZoneInfo]::ClearCachedData()
        }
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        Write-LakeObject time.txt -Content c
        $script:commit = New-LakeCommit 'time'
        $script:made = @{
            'Get-LakeObjectList' = (Get-LakeObjectList time.txt).LastModified
            'Get-LakeObjectMetadata' = (Get-LakeObjectMetadata time.txt).LastModified
            'Copy-LakeObject' = (Copy-LakeObject time.txt copy.txt -PassThru).LastModified
            'New-LakeCommit' = $commit.CreationDate
            'Get-LakeCommit' = (Get-LakeCommit -First 1).CreationDate
        }
        if ($server.ImportUrl) {
            $import = Import-LakeObject "$($server.ImportUrl)landing/" in/ -Ref (Add-TestBranch) -PassThru -Confirm:$false
            $made['Import-LakeObject'] = $import.UpdateTime
            $made['the commit of an import'] = $import.Commit.CreationDate
        }
    }

    AfterAll {
        $env:TZ = $zoneBefore
        [TimeZoneInfo]::ClearCachedData()
    }

    It 'compare with the clock' {
        if ($hasZone -and $Zone -ne 'UTC') {
            [TimeZoneInfo]::Local.GetUtcOffset([DateTime]::UtcNow) | Should -Not -Be ([TimeSpan]::Zero)
        }
        foreach ($from in $made.Keys) {
            $made[$from].Kind | Should -Be 'Local' -Because $from
            $made[$from] | Should -BeGreaterThan (Get-Date).AddMinutes(-30) -Because $from
            $made[$from] | Should -BeLessThan (Get-Date).AddMinutes(30) -Because $from
        }
        (Get-LakeObjectList | Where-Object LastModified -GT (Get-Date).AddMinutes(-30)).Key | Should -Be 'copy.txt', 'time.txt'
        Get-LakeObjectList | Where-Object LastModified -GT (Get-Date).AddMinutes(30) | Should -BeNullOrEmpty
        (Get-LakeRepository $server.Repository).CreationDate.Kind | Should -Be 'Local'
    }

    It 'go back in: -Since a commit finds it' {
        (Get-LakeCommit -Since $commit.CreationDate).Id | Should -Contain $commit.Id
        Get-LakeCommit -Since $commit.CreationDate.AddMinutes(1) | Should -BeNullOrEmpty
    }

    It 'are the same in tables, lists and properties, and keep their offset in JSON' {
        $object = Get-LakeObjectList time.txt
        $shown = $object.LastModified.ToString('yyyy-MM-dd HH:mm:ss')
        $object | Format-Table | Out-String -Width 200 | Should -BeLike "*$shown*"
        Get-LakeObjectMetadata time.txt | Format-List | Out-String -Width 200 | Should -BeLike "*$($made['Get-LakeObjectMetadata'].ToString('yyyy-MM-dd HH:mm:ss'))*"
        $commit | Format-List | Out-String -Width 200 | Should -BeLike "*$($commit.CreationDate.ToString('yyyy-MM-dd HH:mm:ss'))*"
        if ($PSVersionTable.PSVersion.Major -ge 7) {
            $object | ConvertTo-Json | Should -BeLike "*`"LastModified`": `"*$($object.LastModified.ToString('HH:mm:ss'))*$($object.LastModified.ToString('zzz'))`"*"
        }
    }
}
