#requires -Version 5.1
# Opening a router: what it takes, in which order profiles are tried, and every error of its configuration.

Describe 'Connect-LakeS3Router' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        # Nothing is sent: two stores that nobody has to answer for.
        $secret = ConvertTo-TestSecret 'secret'
        $script:lake = Connect-LakeS3 http://127.0.0.1:1 -AccessKeyId AKIALAKE -SecretAccessKey $secret -Name lake -NoVerify -PassThru
        $script:s3 = Connect-LakeS3 http://127.0.0.1:2 -Store S3 -AccessKeyId AKIAS3 -SecretAccessKey $secret -Name s3 -NoVerify -PassThru
        $script:both = @{ lakefs = $lake; default = $s3 }
        $script:usual = [ordered]@{
            lakefs = @{ source_bucket_pattern = 'bucket-a'; source_key_pattern = 'a/*'; mapped_bucket_name = 'example-repo'; mapped_prefix = 'dev/' }
        }
    }

    It 'becomes the session''s connection, silently' {
        Connect-LakeS3Router $both $usual | Should -BeNullOrEmpty
        $router = Get-LakeS3Connection | Select-Object -Last 1
        $router.Name | Should -Be 'router'
        $router.GetType().Name | Should -Be 'LakeS3Router'
        (Resolve-LakeS3Route s3://bucket-a/a/1).StoreUri | Should -Be 'lakefs://example-repo/dev/a/1'
    }

    It 'returns the router with -PassThru, and takes a name' {
        $router = Connect-LakeS3Router $both $usual -Name moved -PassThru
        $router.Name | Should -Be 'moved'
        $router.Profiles.Name | Should -Be 'lakefs'
        $router.IsCompatible | Should -BeFalse
        (Resolve-LakeS3Route s3://b/k -Connection moved).StoreName | Should -Be 's3'
    }

    It 'takes the names of open connections' {
        (Connect-LakeS3Router @{ lakefs = 'lake'; default = 's3' } $usual -PassThru).IsOpen | Should -BeTrue
    }

    It 'takes names as PowerShell writes them' {
        $null = Connect-LakeS3Router $both ([ordered]@{ lakefs = [ordered]@{ SourceBucketPattern = 'bucket-a'; MappedBucketName = 'example-repo'; MappedPrefix = 'main/' } })
        (Resolve-LakeS3Route s3://bucket-a/k).StoreUri | Should -Be 'lakefs://example-repo/main/k'
    }

    It 'takes profiles from <File>, in the order of the file' -ForEach @(
        @{ File = 'profiles.json'; Text = '{ "zebra": { "source_bucket_pattern": "b*", "mapped_prefix": "z/" }, "ant": { "source_bucket_pattern": "b*", "mapped_prefix": "a/" } }' }
        @{ File = 'profiles.yaml'; Text = "zebra:`n  source_bucket_pattern: b*`n  mapped_prefix: z/`nant:`n  source_bucket_pattern: b*`n  mapped_prefix: a/`n" }
        @{ File = 'profiles.psd1'; Text = "@{`n  zebra = @{ source_bucket_pattern = 'b*'; mapped_prefix = 'z/' }`n  ant = @{ source_bucket_pattern = 'b*'; mapped_prefix = 'a/' }`n}" }
    ) {
        $path = Join-Path $TestDrive $File
        Set-Content -LiteralPath $path -Value $Text
        $router = Connect-LakeS3Router @{ zebra = $s3; ant = $s3; default = $s3 } $path -PassThru
        $router.Profiles.Name | Should -Be 'zebra', 'ant'
        (Resolve-LakeS3Route s3://b/k).StoreUri | Should -Be 's3://b/z/k'
        (Connect-LakeS3Router @{ zebra = $s3; ant = $s3; default = $s3 } (Get-Item -LiteralPath $path) -PassThru).Profiles | Should -HaveCount 2
    }

    It 'stays when a store is connected again under its name, and does not close its stores' {
        $router = Connect-LakeS3Router $both $usual -PassThru
        Disconnect-LakeS3 -Connection $router
        $router.IsOpen | Should -BeFalse
        $lake.IsOpen | Should -BeTrue
    }

    It 'says what goes where with -Verbose' {
        $said = Connect-LakeS3Router $both $usual -Verbose 4>&1 | ForEach-Object { "$_" }
        $said | Should -Be "Profile 'lakefs': bucket-a/a/* leads to 'lake'."
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'a profile without a connection'; Stores = { @{ default = $s3 } }; Id = 'LakeRouterConnectionMissing'; Message = "'lakefs'" }
        @{ What = 'no default'; Stores = { @{ lakefs = $lake } }; Id = 'LakeRouterConnectionMissing'; Message = "'default'" }
        @{ What = 'the name of no connection'; Stores = { @{ lakefs = 'nobody'; default = $s3 } }; Id = 'LakeRouterConnectionInvalid'; Message = "'lakefs'", "'nobody'" }
        @{ What = 'what is no connection'; Stores = { @{ lakefs = 7; default = $s3 } }; Id = 'LakeRouterConnectionInvalid'; Message = "'lakefs'" }
        @{ What = 'another router'; Stores = { @{ lakefs = (Connect-LakeS3Router $both $usual -PassThru); default = $s3 } }; Id = 'LakeRouterConnectionInvalid'; Message = "'lakefs'", 'another router' }
        @{ What = 'a profile without a bucket''s pattern'; Profiles = { @{ lakefs = @{ mapped_prefix = 'x/' } } }; Id = 'LakeRouterProfileInvalid'; Message = "'lakefs'", 'source_bucket_pattern is required' }
        @{ What = 'a property that no profile has'; Profiles = { @{ lakefs = @{ source_bucket_pattern = 'b'; source_prefix = 'x/' } } }; Id = 'LakeRouterProfileInvalid'; Message = "'lakefs'", "'source_prefix'" }
        @{ What = 'a profile that is no table'; Profiles = { @{ lakefs = 'bucket-a' } }; Id = 'LakeRouterProfileInvalid'; Message = "'lakefs'" }
        @{ What = 'a repository that can''t be one'; Profiles = { @{ lakefs = @{ source_bucket_pattern = 'b'; mapped_bucket_name = 'No Repository' } } }; Id = 'LakeRouterProfileInvalid'; Message = "'lakefs'", "'No Repository'" }
        @{ What = 'a table without an order'; Profiles = { @{ lakefs = @{ source_bucket_pattern = 'b' }; default = @{ source_bucket_pattern = '*' } } }; Id = 'LakeRouterProfileInvalid'; Message = "'default', 'lakefs'" }
        @{ What = 'a file that is not there'; Profiles = { Join-Path $TestDrive 'none.json' }; Id = 'LakeFileNotFound'; Category = 'ObjectNotFound'; Message = 'none.json' }
        @{ What = 'a psd1 file that is not there'; Profiles = { Join-Path $TestDrive 'none.psd1' }; Id = 'LakeFileNotFound'; Category = 'ObjectNotFound'; Message = 'none.psd1' }
        @{ What = 'a number'; Profiles = { 7 }; Id = 'LakeRouterFileInvalid'; Message = 'System.Int32' }
    ) {
        $stores = if ($Stores) { & $Stores } else { $both }
        $given = if ($Profiles) { & $Profiles } else { $usual }
        $category = if ($Category) { $Category } else { 'InvalidArgument' }
        $record = Get-RaisedError { Connect-LakeS3Router $stores $given }
        Assert-LakeError $record -Id $Id -Category $category -Message $Message
    }

    It 'refuses a psd1 file with <What>' -ForEach @(
        @{ What = 'code'; Text = '@{ a = @{ source_bucket_pattern = (Get-Date).ToString() } }'; Message = 'code' }
        @{ What = 'a using statement'; Text = "using module C:/none.psm1`n@{ a = @{ source_bucket_pattern = 'b' } }"; Message = 'using' }
        @{ What = 'parameters'; Text = "param(`$x)`n@{ a = @{ source_bucket_pattern = 'b' } }"; Message = 'param' }
        @{ What = 'no table'; Text = "'a'"; Message = 'no table' }
        @{ What = 'a mistake'; Text = "@{`n a = "; Message = 'line' }
    ) {
        $path = Join-Path $TestDrive 'bad.psd1'
        Set-Content -LiteralPath $path -Value $Text
        $record = Get-RaisedError { Connect-LakeS3Router $both $path }
        Assert-LakeError $record -Id LakeRouterFileInvalid -Category InvalidArgument -Message $Message
    }
}
