#requires -Version 5.1
# Connections that outlive a session: their file, their secret, and the connection that needs no command.

Describe 'Save-LakeS3Connection' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:login = Get-TestLogin
        $script:folder = [IO.Path]::Combine($TestDrive, 'config', 'LakeFS.S3', 'connections')
        $script:before = @{}
        foreach ($name in 'XDG_CONFIG_HOME', 'PSModulePath', 'LAKEFS_S3_TEST_VAULT') {
            $before[$name] = [Environment]::GetEnvironmentVariable($name)
        }

        function Add-Vault {
            # The commands of SecretManagement that the module calls, over files in a folder.
            $module = 'Microsoft.PowerShell.SecretManagement'
            $path = [IO.Path]::Combine($TestDrive, 'modules', $module)
            $null = New-Item -ItemType Directory -Force $path
            Set-Content -LiteralPath (Join-Path $path "$module.psm1") -Value @'
function Get-SecretVault { [pscustomobject]@{ Name = 'plain'; IsDefault = $false }; [pscustomobject]@{ Name = 'usual'; IsDefault = $true } }
function Set-Secret { param($Name, $Vault, $Secret) $Secret | Export-Clixml (Join-Path $env:LAKEFS_S3_TEST_VAULT "$Vault $([Uri]::EscapeDataString($Name)).xml") }
function Get-Secret { [CmdletBinding()] param($Name, $Vault) Import-Clixml (Join-Path $env:LAKEFS_S3_TEST_VAULT "$Vault $([Uri]::EscapeDataString($Name)).xml") }
'@
            New-ModuleManifest -Path (Join-Path $path "$module.psd1") -RootModule "$module.psm1" -FunctionsToExport 'Get-SecretVault', 'Set-Secret', 'Get-Secret'
            $env:PSModulePath = "$(Join-Path $TestDrive 'modules')$([IO.Path]::PathSeparator)$env:PSModulePath"
        }

        function Clear-Vault {
            Remove-Module Microsoft.PowerShell.SecretManagement -ErrorAction Ignore
            $env:PSModulePath = $before.PSModulePath
        }
    }

    BeforeEach {
        Get-LakeS3Connection | Disconnect-LakeS3
        $env:XDG_CONFIG_HOME = New-Item -ItemType Directory -Force (Join-Path $TestDrive 'config')
        $env:LAKEFS_S3_TEST_VAULT = New-Item -ItemType Directory -Force (Join-Path $TestDrive 'vault')
        $script:work = Connect-TestServer -Ref main -With @{ Name = 'work'; TimeoutSeconds = 33 }
    }

    AfterEach {
        Clear-Vault
        Remove-Item -LiteralPath $folder -Recurse -ErrorAction Ignore
    }

    AfterAll {
        foreach ($name in $before.Keys) {
            [Environment]::SetEnvironmentVariable($name, $before[$name])
        }
    }

    It 'keeps endpoint and defaults, but not the secret, in a file of the user alone' -Skip:($IsWindows -or $PSEdition -eq 'Desktop') {
        Save-LakeS3Connection -NoSecret
        $file = Get-Item (Join-Path $folder 'work.json')
        if ($IsLinux) {
            $file.UnixMode | Should -Be '-rw-------'
            (Get-Item $folder).UnixMode | Should -Be 'drwx------'
        }
        $text = Get-Content -Raw $file
        $text | Should -Not -BeLike "*$($server.SecretAccessKey)*"
        $saved = $text | ConvertFrom-Json
        $saved.endpoint_url | Should -Be $server.EndpointUrl.TrimEnd('/')
        $saved.repository, $saved.ref, $saved.timeout_seconds | Should -Be $server.Repository, 'main', 33
    }

    It 'keeps the secret in the default vault, from where Connect-LakeS3 -Name gets it' {
        Add-Vault
        Save-LakeS3Connection
        Disconnect-LakeS3
        $found = Connect-LakeS3 -Name WORK -PassThru
        $found.Name, $found.Repository, $found.Ref, $found.TimeoutSeconds | Should -Be 'work', $server.Repository, 'main', 33
        $found.CredentialSource | Should -Be "the vault 'usual'"
        Get-LakeBranch main | Should -HaveCount 1
        (Connect-LakeS3 -Name work -Repository $server.Repository -TimeoutSeconds 5 -NoVerify -PassThru).TimeoutSeconds | Should -Be 5
    }

    It 'saves under another name, and in another vault' {
        Add-Vault
        Save-LakeS3Connection 'at: work/2' -Vault plain
        (Get-ChildItem $folder).Name | Should -Be 'at%3A%20work%2F2.json'
        (Connect-LakeS3 -Name 'at: work/2' -PassThru).CredentialSource | Should -Be "the vault 'plain'"
    }

    It 'says that there is no vault, and then takes the key pair that is given' {
        Save-LakeS3Connection -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike '*secret*not saved*SecretManagement*'
        $record = Get-RaisedError { Connect-LakeS3 -Name work }
        Assert-LakeError $record -Id LakeSecretNotSaved -Category AuthenticationError -Message 'work', $server.AccessKeyId
        $credential = [pscredential]::new($server.AccessKeyId, (ConvertTo-TestSecret $server.SecretAccessKey))
        (Connect-LakeS3 -Name work -Credential $credential -PassThru).Ref | Should -Be 'main'
    }

    It 'does nothing with -WhatIf, and refuses a router' {
        Save-LakeS3Connection -WhatIf
        Test-Path $folder | Should -BeFalse
        $null = Connect-LakeS3Router -Name routed @{ default = $work } ([ordered]@{ default = @{ source_bucket_pattern = '*' } })
        Assert-LakeError (Get-RaisedError { Save-LakeS3Connection -ErrorAction Stop }) -Id LakeConnectionNotSavable -Category InvalidArgument -Message 'routed'
    }

    It 'says which file is broken' {
        Save-LakeS3Connection -NoSecret
        Set-Content (Join-Path $folder 'work.json') '{'
        Assert-LakeError (Get-RaisedError { Connect-LakeS3 -Name work }) -Id LakeConfigInvalid -Category InvalidArgument -Message 'work.json'
    }

    It 'is not looked up where an endpoint is given, nor where nothing was saved under the name' {
        Save-LakeS3Connection -NoSecret
        (Connect-LakeS3 @login -Name work -PassThru).Repository | Should -BeNullOrEmpty
        $saved = @{}
        foreach ($name in 'LAKECTL_SERVER_ENDPOINT_URL', 'HOME') {
            $saved[$name] = [Environment]::GetEnvironmentVariable($name)
            [Environment]::SetEnvironmentVariable($name, $(if ($name -eq 'HOME') { "$TestDrive" }))
        }
        try {
            Assert-LakeError (Get-RaisedError { Connect-LakeS3 -Name unsaved }) -Id LakeEndpointMissing -Category InvalidArgument
        } finally {
            foreach ($name in $saved.Keys) {
                [Environment]::SetEnvironmentVariable($name, $saved[$name])
            }
        }
    }
}

Describe 'The first command of a session' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:names = 'LAKECTL_CREDENTIALS_ACCESS_KEY_ID', 'LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY', 'LAKECTL_SERVER_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID',
        'AWS_SECRET_ACCESS_KEY', 'HOME'
        $script:before = @{}
        foreach ($name in $names) {
            $before[$name] = [Environment]::GetEnvironmentVariable($name)
        }
        $script:skip = if ($server.EndpointUrl -like 'https:*') { 'lakectl has no setting for a private authority' }
    }

    BeforeEach {
        Get-LakeS3Connection | Disconnect-LakeS3
        foreach ($name in $names) {
            [Environment]::SetEnvironmentVariable($name, $null)
        }
        $env:HOME = New-Item -ItemType Directory (Join-Path $TestDrive ([Guid]::NewGuid().ToString('N')))
        if ($skip) {
            Set-ItResult -Skipped -Because $skip
        }
    }

    AfterAll {
        foreach ($name in $names) {
            [Environment]::SetEnvironmentVariable($name, $before[$name])
        }
    }

    It 'connects by lakectl''s variables, and says so' {
        $env:LAKECTL_CREDENTIALS_ACCESS_KEY_ID = $server.AccessKeyId
        $env:LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY = $server.SecretAccessKey
        $env:LAKECTL_SERVER_ENDPOINT_URL = "$($server.EndpointUrl)/api/v1"
        $all = Get-LakeRepository $server.Repository -Verbose 4>&1
        "$($all -match 'lakectl')" | Should -BeLike '*LakeS3AutoConnectPreference*'
        ($all | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] }).Repository | Should -Be $server.Repository
        (Get-LakeS3Connection).IsCurrent | Should -BeTrue
        Get-LakeRepository $server.Repository -Verbose 4>&1 | Should -Not -BeLike '*AutoConnectPreference*'
    }

    It 'connects by lakectl''s file, with its key pair, not with one for AWS' {
        Set-Content (Join-Path $env:HOME '.lakectl.yaml') "credentials:`n  access_key_id: $($server.AccessKeyId)`n  secret_access_key: $($server.SecretAccessKey)`nserver:`n  endpoint_url: $($server.EndpointUrl)"
        $env:AWS_ACCESS_KEY_ID = 'AKIAFORAWS'
        $env:AWS_SECRET_ACCESS_KEY = 'not for lakeFS'
        Set-LakeS3Connection -Repository $server.Repository
        Get-LakeBranch main | Should -HaveCount 1
        (Get-LakeS3Connection).AccessKeyId | Should -Be $server.AccessKeyId
    }

    It 'does not where the preference says no: <Value>' -ForEach @(@{ Value = 'None' }, @{ Value = $false }) {
        $env:LAKECTL_CREDENTIALS_ACCESS_KEY_ID = $server.AccessKeyId
        $env:LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY = $server.SecretAccessKey
        $env:LAKECTL_SERVER_ENDPOINT_URL = $server.EndpointUrl
        Set-Variable LakeS3AutoConnectPreference $Value -Scope Global
        try {
            Assert-LakeError (Get-RaisedError { Get-LakeRepository }) -Id LakeNotConnected -Category ConnectionError
        } finally {
            Remove-Variable LakeS3AutoConnectPreference -Scope Global
        }
    }

    It 'does not with an endpoint alone, even beside a key pair for AWS' {
        $env:LAKECTL_SERVER_ENDPOINT_URL = $server.EndpointUrl
        $env:AWS_ACCESS_KEY_ID = $server.AccessKeyId
        $env:AWS_SECRET_ACCESS_KEY = $server.SecretAccessKey
        Assert-LakeError (Get-RaisedError { Get-LakeRepository }) -Id LakeNotConnected -Category ConnectionError
        Get-LakeS3Connection | Should -BeNullOrEmpty
    }

    It 'says that lakectl has half a key pair' {
        $env:LAKECTL_SERVER_ENDPOINT_URL = $server.EndpointUrl
        $env:LAKECTL_CREDENTIALS_ACCESS_KEY_ID = $server.AccessKeyId
        Assert-LakeError (Get-RaisedError { Get-LakeRepository }) -Id LakeCredentialIncomplete -Category InvalidArgument -Message 'LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY'
    }
}

Describe 'Get-LakePromptText' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
    }

    BeforeEach {
        Get-LakeS3Connection | Disconnect-LakeS3
    }

    It 'is empty without a connection' {
        Get-LakePromptText | Should -BeExactly ''
    }

    It 'names the connection and what it defaults to, without a request' {
        $null = Connect-TestServer -Ref main -With @{ Name = 'p-work'; NoVerify = $true }
        if ($server.IsLocal) {
            Clear-TestRequest
        }
        Get-LakePromptText | Should -BeExactly "[p-work $($server.Repository)/main]"
        if ($server.IsLocal) {
            Get-TestRequest | Should -BeNullOrEmpty
        }
        Set-LakeS3Connection -Repository $server.Repository -NoVerify
        Get-LakePromptText | Should -BeExactly "[p-work $($server.Repository)]"
        $null = Get-LakeObjectList
        Get-LakePromptText | Should -BeExactly "[p-work $($server.Repository)/main]"
    }

    It 'shows no character that a terminal obeys' {
        $null = Connect-TestServer -With @{ Name = "p$([char]27)[2J"; NoVerify = $true }
        Get-LakePromptText | Should -BeLike '`[p``u{1b}*'
    }

    It 'names a plain S3 store, and a router' {
        $login = Get-TestLogin
        $store = Connect-LakeS3 @login -Store S3 -BucketName some-bucket -Name p-s3 -NoVerify -PassThru
        Get-LakePromptText | Should -BeExactly '[p-s3 some-bucket]'
        Connect-LakeS3Router -Name p-router @{ default = $store } ([ordered]@{ default = @{ source_bucket_pattern = '*' } })
        Get-LakePromptText | Should -BeExactly '[p-router]'
    }
}
