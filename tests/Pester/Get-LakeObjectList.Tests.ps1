#requires -Version 5.1
# Listing: prefixes, folders, filters, and the refs that can be listed.

Describe 'Get-LakeObjectList' -Tag Wire, Signature, Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        Add-TestObject -Branch $branch -Key 'a.csv', 'a.json', 'b/1.csv', 'b/2.json', 'b/c/3.csv', 'b2.csv', 'tmp/x.csv', 'Z.CSV'
        $script:commit = Add-TestCommit -Branch $branch
        $script:tag = Add-TestTag -Ref $commit
        Add-TestObject -Branch $branch -Key 'later.csv'
        $script:lake = Connect-TestServer -Ref $branch
    }

    It 'lists everything in the order of the bytes' {
        (Get-LakeObjectList).Key | Should -BeExactly 'Z.CSV', 'a.csv', 'a.json', 'b/1.csv', 'b/2.json', 'b/c/3.csv', 'b2.csv', 'later.csv', 'tmp/x.csv'
    }

    It 'lists what begins with a prefix' {
        (Get-LakeObjectList b).Key | Should -BeExactly 'b/1.csv', 'b/2.json', 'b/c/3.csv', 'b2.csv'
        (Get-LakeObjectList -Prefix b/).Key | Should -BeExactly 'b/1.csv', 'b/2.json', 'b/c/3.csv'
        Get-LakeObjectList nothing/ | Should -BeNullOrEmpty
    }

    It 'lists commits, abbreviated ids, tags and expressions' {
        foreach ($ref in $commit, $commit.Substring(0, 12), $tag, "$branch@") {
            (Get-LakeObjectList -Ref $ref).Key | Should -HaveCount 8
            (Get-LakeObjectList -Ref $ref)[0].Ref | Should -Be $ref
        }
        Get-LakeObjectList -Ref "$commit~1" | Should -BeNullOrEmpty
    }

    It 'shows folders with a delimiter, and folders alone with -Directory' {
        (Get-LakeObjectList -Delimiter /).Key | Should -Be 'b/', 'tmp/', 'Z.CSV', 'a.csv', 'a.json', 'b2.csv', 'later.csv'
        (Get-LakeObjectList -Directory).Key | Should -Be 'b/', 'tmp/'
        (Get-LakeObjectList b/ -Directory).Key | Should -Be 'b/c/'
    }

    It 'begins after a key' {
        (Get-LakeObjectList -StartAfter b/2.json).Key | Should -BeExactly 'b/c/3.csv', 'b2.csv', 'later.csv', 'tmp/x.csv'
        (Get-LakeObjectList b/ -StartAfter b/1.csv).Key | Should -BeExactly 'b/2.json', 'b/c/3.csv'
    }

    It 'includes and excludes, by the name or by the whole key, and heeds the case' {
        (Get-LakeObjectList -Include *.csv).Key | Should -BeExactly 'a.csv', 'b/1.csv', 'b/c/3.csv', 'b2.csv', 'later.csv', 'tmp/x.csv'
        (Get-LakeObjectList -Include *.csv -Exclude tmp/*, later*).Key | Should -BeExactly 'a.csv', 'b/1.csv', 'b/c/3.csv', 'b2.csv'
        (Get-LakeObjectList -Include b/*.csv).Key | Should -BeExactly 'b/1.csv', 'b/c/3.csv'
        (Get-LakeObjectList -Exclude *.csv, *.json).Key | Should -BeExactly 'Z.CSV'
    }

    It 'finds keys by wildcards, slashes included, and heeds the case' {
        (Get-LakeObjectList -Key b/*.csv).Key | Should -BeExactly 'b/1.csv', 'b/c/3.csv'
        (Get-LakeObjectList -Key a.csv, '[tz]*').Key | Should -BeExactly 'a.csv', 'tmp/x.csv'
        (Get-LakeObjectList -Key *.csv -Exclude tmp/* -First 2).Key | Should -BeExactly 'a.csv', 'b/1.csv'
        Get-LakeObjectList -Key 'nothing*' -ErrorAction Stop | Should -BeNullOrEmpty
        $record = Get-RaisedError { Get-LakeObjectList -Key a.cs -ErrorAction Stop }
        Assert-LakeError $record -Id LakeObjectNotFound -Category ObjectNotFound -Message 'a.cs'
    }

    It 'takes a prefix with wildcards for a pattern where no key begins with it' {
        $warnings = $null
        (Get-LakeObjectList b/?.csv -WarningVariable warnings).Key | Should -BeExactly 'b/1.csv'
        (Get-LakeObjectList "lakefs://$($server.Repository)/$branch/*.json").Key | Should -BeExactly 'a.json', 'b/2.json'
        (Get-LakeObject *.json -Include b/* -First 5).Key | Should -BeExactly 'b/2.json'
        $warnings | Should -BeNullOrEmpty
        Get-LakeObjectList 'nothing*' -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warnings" | Should -BeExactly "No key starts with 'nothing*' or matches it."
        # What came from the pipeline is a prefix.
        [pscustomobject]@{ Prefix = '*.json' } | Get-LakeObjectList -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warnings" | Should -BeLike '*a prefix has no wildcards*'
    }

    It 'means the object with the very key, where there is one' {
        $odd = Add-TestBranch
        Add-TestObject -Branch $odd -Key 'report[1].csv', 'report1.csv'
        (Get-LakeObjectList -Key 'report[1].csv' -Ref $odd).Key | Should -BeExactly 'report[1].csv'
        (Get-LakeObjectList 'report[1].csv' -Ref $odd).Key | Should -BeExactly 'report[1].csv'
        (Get-LakeObjectMetadata 'report[1].csv' -Ref $odd).Key | Should -BeExactly 'report[1].csv'
        (Get-LakeObjectMetadata 'report[12].csv' -Ref $odd).Key | Should -BeExactly 'report1.csv'
        $record = Get-RaisedError { 'report[12].csv' | Get-LakeObjectMetadata -Ref $odd -ErrorAction Stop }
        Assert-LakeError $record -Id LakeObjectNotFound -Category ObjectNotFound
    }

    It 'ends after as many as are wanted' {
        (Get-LakeObjectList -First 2).Key | Should -BeExactly 'Z.CSV', 'a.csv'
        (Get-LakeObjectList -Include *.json -First 1).Key | Should -BeExactly 'a.json'
        (Get-LakeObjectList -Directory -First 1).Key | Should -BeExactly 'b/'
        Get-LakeObjectList -First 100 | Should -HaveCount 9
    }

    It 'takes addresses, also of a whole ref' {
        (Get-LakeObjectList "lakefs://$($server.Repository)/$branch/b/").Key | Should -HaveCount 3
        (Get-LakeObjectList "s3://$($server.Repository)/$branch").Key | Should -HaveCount 9
        (Get-LakeObjectList "$branch/b/" -BucketName $server.Repository).Key | Should -HaveCount 3
    }

    It 'does not mistake a branch for another that begins with its name' {
        $longer = "$branch-longer"
        $null = Invoke-TestRest "/repositories/$($server.Repository)/branches" -Method Post -Body @{ name = $longer; source = 'main' }
        Add-TestObject -Branch $longer -Key 'only-here.csv'
        (Get-LakeObjectList -Ref $branch).Key | Should -Not -Contain 'only-here.csv'
        (Get-LakeObjectList -Ref $longer only).Key | Should -Be 'only-here.csv'
    }

    It 'lists a long prefix of a server far away in several requests at a time, and shows the same' -Tag Once {
        Skip-OnRealServer
        $seed = Join-Path $TestDrive 'seed'
        foreach ($folder in 10..25) {
            $path = (New-Item -ItemType Directory -Path (Join-Path $seed "long/$folder")).FullName
            foreach ($file in 0..999) {
                [IO.File]::WriteAllText((Join-Path $path $file.ToString('000')), '')
            }
        }
        $far = Open-TestGateway -Option "--seed `"$seed`""
        try {
            $login = @{
                EndpointUrl = $far.ControlUrl
                AccessKeyId = $far.AccessKeyId
                SecretAccessKey = ConvertTo-TestSecret -Text $far.SecretAccessKey
                Repository = $far.Repository
                Ref = 'main'
            }
            $null = Connect-LakeS3 @login
            Clear-TestRequest -Server $far
            $near = (Get-LakeObjectList long/).Key
            $near | Should -HaveCount 16000
            # Nearby a page has 1,000 keys; but a busy machine is far away, too.
            @(Get-TestRequest -Operation ListObjectsV2 -Server $far).Count | Should -BeIn (4..20)

            Use-TestFault -Server $far -Rule @{ operation = '*'; count = 0; fault = 'delay'; seconds = 0.05 }
            $null = Connect-LakeS3 @login
            Clear-TestRequest -Server $far
            (Get-LakeObjectList long/ -First 10).Key | Should -BeExactly $near[0..9]
            Get-TestRequest -Operation ListObjectsV2 -Server $far | Should -HaveCount 1
            Clear-TestRequest -Server $far
            (Get-LakeObjectList long/).Key -join "`n" | Should -BeExactly ($near -join "`n")
            # After the first, pages have 5,000 keys. One more request asks for the folders, and ranges that are requested side by side overlap.
            @(Get-TestRequest -Operation ListObjectsV2 -Server $far).Count | Should -BeIn (5..8)
        } finally {
            Close-TestGateway $far
            $script:lake = Connect-TestServer -Ref $branch
        }
    }
}
