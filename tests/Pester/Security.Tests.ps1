#requires -Version 5.1
# What a hostile server, folder or source of packages can't do. SECURITY.md names these tests and those of other files.

Describe 'A server that lies' -Tag Once {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        Import-Module (Join-Path $PSScriptRoot 'Session/TestListener.psm1')
        $script:secret = ConvertTo-TestSecret 'secret'
    }

    It 'with <What> gets an error, and leaves no file' -ForEach @(
        @{ What = 'XML that grows'; Head = '200 OK'; Body = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><ListBucketResult><Name>&b;</Name></ListBucketResult>'; Command = { Get-LakeObjectList -Connection $lying -ErrorAction Stop } }
        @{ What = 'a list that never ends'; Head = '200 OK'; Body = '<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken></ListBucketResult>'; Command = { Get-LakeObjectList -Connection $lying -ErrorAction Stop } }
        @{ What = 'less than it announces'; Head = "200 OK`r`nETag: `"900150983cd24fb0d6963f7d28e17f72`"`r`nContent-Length: 1000000"; Body = 'abc'; Command = { Read-LakeObject k $target -Connection $lying -ErrorAction Stop } }
        @{ What = 'a size that no object has'; Head = "206 Partial`r`nETag: `"x`"`r`nContent-Range: bytes 0-2/9223372036854775807`r`nContent-Length: 3"; Body = 'abc'; Command = { Read-LakeObject k $target -Connection $lying -ErrorAction Stop } }
        @{ What = 'a date of another age'; Head = "403 Forbidden`r`nDate: Tue, 01 Jan 2036 00:00:00 GMT"; Body = '<Error><Code>RequestTimeTooSkewed</Code></Error>'; Command = { Get-LakeObjectList -Connection $lying -ErrorAction Stop } }
    ) {
        $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([Guid]::NewGuid()))).FullName
        $target = Join-Path $folder 'never'
        $server = New-TestListener -State @{ Head = $Head; Body = $Body } {
            $state = $args[1]
            $length = if ($state.Head -notmatch 'Content-Length') { "`r`nContent-Length: $($state.Body.Length)" }
            "HTTP/1.1 $($state.Head)$length`r`nConnection: close`r`n`r`n$($state.Body)"
        }
        try {
            $lying = Connect-LakeS3 $server.Url -AccessKeyId AKIASOMEBODY -SecretAccessKey $secret -Repository repo -Ref main -MaxRetries 0 -NoVerify -PassThru
            $record = Get-RaisedError $Command
        } finally {
            $server | Stop-TestListener
        }
        $record.FullyQualifiedErrorId | Should -BeLike 'Lake*'
        $record.Exception.GetType().Name | Should -Be 'LakeS3Exception'
        $server.Heads.Count | Should -BeLessThan 200
        Get-ChildItem -LiteralPath $folder -Force | Should -BeNullOrEmpty
    }

    It 'gets no secret in clear text where TLS was asked for, whatever named it: <From>' -ForEach @(
        @{ From = 'a variable' }
        @{ From = 'lakectl''s file' }
    ) {
        $saved = $env:LAKECTL_SERVER_ENDPOINT_URL
        $login = @{ AccessKeyId = 'AKIASOMEBODY'; SecretAccessKey = $secret }
        $server = New-TestListener { "HTTP/1.1 200 OK`r`nContent-Length: 0`r`nConnection: close`r`n`r`n" }
        try {
            if ($From -eq 'a variable') {
                $env:LAKECTL_SERVER_ENDPOINT_URL = $server.Url
            } else {
                $env:LAKECTL_SERVER_ENDPOINT_URL = $null
                $login = @{ LakectlConfig = Join-Path $TestDrive 'lakectl.yaml' }
                Set-Content -LiteralPath $login.LakectlConfig -Value "credentials:`n  access_key_id: AKIASOMEBODY`n  secret_access_key: secret`nserver:`n  endpoint_url: $($server.Url)"
            }
            $record = Get-RaisedError { Connect-LakeS3 @login -SkipCertificateCheck }
        } finally {
            $env:LAKECTL_SERVER_ENDPOINT_URL = $saved
            $server | Stop-TestListener
            Remove-Item -Path (Join-Path $TestDrive 'lakectl.yaml') -ErrorAction Ignore
        }
        Assert-LakeError $record -Id LakeEndpointInvalid -Category InvalidArgument -Message 'plain HTTP'
        $server.Heads.Count | Should -Be 0
    }
}

Describe 'A folder that others write to' -Tag Once {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        Write-LakeObject -Key sub/file.txt -Content 'content'
    }

    BeforeEach {
        if ([IO.Path]::DirectorySeparatorChar -eq '\') {
            Set-ItResult -Skipped -Because 'links take a privilege on Windows'
        }
        $script:folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([Guid]::NewGuid()))).FullName
        $script:outside = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([Guid]::NewGuid()))).FullName
    }

    AfterEach {
        Clear-TestFault
    }

    It 'has had a link planted before: nothing is written behind it' {
        $null = New-Item -ItemType SymbolicLink -Path (Join-Path $folder 'sub') -Target $outside
        Read-LakeObject -Prefix / -Folder $folder -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
        Get-ChildItem -LiteralPath $outside -Force | Should -BeNullOrEmpty
    }

    It 'gets a link planted while a download runs: nothing is written behind it' {
        Skip-OnRealServer
        $null = New-Item -ItemType Directory -Path (Join-Path $folder 'sub')
        Use-TestFault @{ operation = 'GetObject'; fault = 'delay'; seconds = 2; count = 0 }
        $running = Invoke-TestCommand 'Read-LakeObject sub/file.txt (Join-Path $first "sub/file.txt") -Connection $lake' -Lake $lake -Argument $folder
        Wait-TestFault
        Move-Item -LiteralPath (Join-Path $folder 'sub') -Destination (Join-Path $folder 'moved')
        $null = New-Item -ItemType SymbolicLink -Path (Join-Path $folder 'sub') -Target $outside
        $null = Wait-TestCommand $running
        Get-ChildItem -LiteralPath $outside -Force | Should -BeNullOrEmpty
    }

    It 'has a link under the name of a partial file: it is refused' {
        $victim = Join-Path $outside 'victim'
        [IO.File]::WriteAllText($victim, 'victim')
        $null = New-Item -ItemType SymbolicLink -Path (Join-Path $folder '.file.txt.lakefs-partial') -Target $victim
        $record = Get-RaisedError { Read-LakeObject sub/file.txt (Join-Path $folder 'file.txt') -Resume -ErrorAction Stop }
        Assert-LakeError $record -Id LakeFileUnsafe -Category PermissionDenied
        [IO.File]::ReadAllText($victim) | Should -Be 'victim'
    }
}

Describe 'What the project is built from' -Tag Once {
    It 'is named by commit, digest or hash, and comes from one source' {
        $root = Split-Path (Split-Path $PSScriptRoot)
        $uses = Get-ChildItem -Path (Join-Path $root '.github/workflows/*.yml') | Select-String -Pattern '^\s*-?\s*uses:\s*(\S+)' | ForEach-Object { $_.Matches[0].Groups[1].Value }
        @($uses).Count | Should -BeGreaterThan 10
        $uses | Should -Match '^[\w-]+/[\w-]+@[0-9a-f]{40}$'
        $projects = Get-ChildItem -Path (Join-Path $root 'src'), (Join-Path $root 'tests'), (Join-Path $root 'docs/samples') -Recurse -Filter *.csproj
        foreach ($project in $projects) {
            Join-Path $project.DirectoryName 'packages.lock.json' | Should -Exist
        }
        $mapping = ([xml](Get-Content -LiteralPath (Join-Path $root 'nuget.config') -Raw)).configuration.packageSourceMapping.packageSource
        @($mapping).key | Should -Be 'nuget.org'
        $mapping.package.pattern | Should -Be '*'
    }
}
