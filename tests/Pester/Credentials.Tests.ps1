#requires -Version 5.1
# Where the key pair and the endpoint come from, which source goes first, and what is said of half a pair.

Describe 'Credentials' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:endpoint = Get-TestEndpoint
        $script:trust = $endpoint.Clone()
        $trust.Remove('EndpointUrl')
        $script:variables = @(
            'LAKECTL_CREDENTIALS_ACCESS_KEY_ID', 'LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY', 'LAKECTL_SERVER_ENDPOINT_URL'
            'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_CONFIG_FILE', 'AWS_PROFILE', 'HOME'
        )
        $script:saved = @{}
        foreach ($name in $variables) {
            $saved[$name] = [Environment]::GetEnvironmentVariable($name)
        }

        function Write-LakectlConfig {
            # A lakectl configuration with the server's key pair, unless other lines are given.
            param([string] $Path, [string] $Id = $server.AccessKeyId, [string] $Secret = $server.SecretAccessKey, [string] $Url = "$($server.EndpointUrl)/api/v1")

            Set-Content -LiteralPath $Path -Value @(
                '# lakectl command line configuration'
                'credentials:'
                "  access_key_id: $Id"
                "  secret_access_key: `"$Secret`""
                'experimental:'
                '  local:'
                '    posix_permissions:'
                '      enabled: false'
                'server:'
                "  endpoint_url: $Url"
                '  retries:'
                '    enabled: true'
            )
        }
    }

    BeforeEach {
        foreach ($name in $variables) {
            [Environment]::SetEnvironmentVariable($name, $null)
        }
        # A home without a configuration of its own.
        $script:userHome = New-Item -ItemType Directory -Path (Join-Path $TestDrive ([Guid]::NewGuid().ToString('N')))
        $env:HOME = $userHome.FullName
    }

    AfterAll {
        foreach ($name in $variables) {
            [Environment]::SetEnvironmentVariable($name, $saved[$name])
        }
    }

    Context 'A source' {
        It 'is -Credential' {
            $credential = [pscredential]::new($server.AccessKeyId, (ConvertTo-TestSecret $server.SecretAccessKey))
            $connection = Connect-LakeS3 @endpoint -Credential $credential -PassThru
            $connection.CredentialSource | Should -Be '-Credential'
            $connection.AccessKeyId | Should -Be $server.AccessKeyId
        }

        It 'is -AccessKeyId with -SecretAccessKey' {
            $login = Get-TestLogin
            (Connect-LakeS3 @login -PassThru).CredentialSource | Should -Be '-AccessKeyId'
        }

        It 'is lakectl''s environment, the endpoint too' {
            $env:LAKECTL_CREDENTIALS_ACCESS_KEY_ID = $server.AccessKeyId
            $env:LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY = $server.SecretAccessKey
            $env:LAKECTL_SERVER_ENDPOINT_URL = "$($server.EndpointUrl)/api/v1"
            $connection = Connect-LakeS3 @trust -PassThru
            $connection.CredentialSource | Should -BeLike '*LAKECTL_CREDENTIALS_ACCESS_KEY_ID*'
            $connection.EndpointUrl | Should -Be ([Uri]$server.EndpointUrl)
        }

        It 'is AWS''s environment' {
            $env:AWS_ACCESS_KEY_ID = $server.AccessKeyId
            $env:AWS_SECRET_ACCESS_KEY = $server.SecretAccessKey
            (Connect-LakeS3 @endpoint -PassThru).CredentialSource | Should -BeLike '*AWS_ACCESS_KEY_ID*'
        }

        It 'is a lakectl configuration file, with its REST endpoint corrected' {
            $config = Join-Path $TestDrive 'given.yaml'
            Write-LakectlConfig -Path $config
            $connection = Connect-LakeS3 @trust -LakectlConfig $config -PassThru
            $connection.CredentialSource | Should -Be $config
            $connection.EndpointUrl | Should -Be ([Uri]$server.EndpointUrl)
            $connection.EndpointNormalized | Should -BeTrue
        }

        It 'is lakectl''s configuration at home' {
            if ($env:OS -eq 'Windows_NT') {
                Set-ItResult -Skipped -Because 'Windows does not take the home folder from the environment'
            }
            Write-LakectlConfig -Path (Join-Path $userHome '.lakectl.yaml')
            (Connect-LakeS3 @trust -PassThru).CredentialSource | Should -BeLike '*.lakectl.yaml'
        }

        It 'is a profile of the AWS credentials file' {
            $file = Join-Path $TestDrive 'credentials'
            Set-Content -LiteralPath $file -Value @(
                '[default]', 'aws_access_key_id = AKIADEFAULT', 'aws_secret_access_key = nothing'
                '[lake]', "aws_access_key_id = $($server.AccessKeyId)", "aws_secret_access_key = $($server.SecretAccessKey)"
            )
            # The SDK looks for the file once in a process.
            $env:AWS_SHARED_CREDENTIALS_FILE = $file
            $script = Join-Path $TestDrive 'profile.ps1'
            Set-Content -LiteralPath $script -Value @'
param($module, $url, $ca)
Import-Module $module
$more = if ($ca) { @{ CACertificate = $ca } } else { @{} }
(Connect-LakeS3 $url -ProfileName lake -PassThru @more).CredentialSource
try { Connect-LakeS3 $url -ProfileName none @more } catch { $_.FullyQualifiedErrorId; $_.CategoryInfo.Category; "$_" }
'@
            $said = Invoke-ThisPowerShell -Argument '-File', $script, (Get-TestPath).Module, $endpoint.EndpointUrl, "$($endpoint.CACertificate)"
            $said[0] | Should -Be "the AWS profile 'lake'"
            $said[1] | Should -BeLike 'LakeProfileNotFound,*'
            $said[2] | Should -Be 'ObjectNotFound'
            $said[3] | Should -BeLike "*'none'*"
        }
    }

    Context 'The order' {
        BeforeEach {
            # Every source holds a pair; only the one under test holds the right one.
            $env:LAKECTL_CREDENTIALS_ACCESS_KEY_ID = 'AKIALAKECTLENV'
            $env:LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY = 'wrong'
            $env:LAKECTL_SERVER_ENDPOINT_URL = 'http://127.0.0.1:9'
            $env:AWS_ACCESS_KEY_ID = 'AKIAAWSENV'
            $env:AWS_SECRET_ACCESS_KEY = 'wrong'
            $script:config = Join-Path $TestDrive 'order.yaml'
            Write-LakectlConfig -Path $config -Id AKIAYAML -Secret wrong -Url http://127.0.0.1:10
        }

        It 'puts parameters before everything' {
            $login = Get-TestLogin
            $connection = Connect-LakeS3 @login -PassThru
            $connection.AccessKeyId | Should -Be $server.AccessKeyId
            $connection.EndpointUrl | Should -Be ([Uri]$server.EndpointUrl)
        }

        It 'puts lakectl''s environment before AWS''s' {
            (Connect-LakeS3 @endpoint -NoVerify -PassThru).AccessKeyId | Should -Be 'AKIALAKECTLENV'
        }

        It 'puts AWS''s environment before the configuration' {
            $env:LAKECTL_CREDENTIALS_ACCESS_KEY_ID = $null
            $env:LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY = $null
            (Connect-LakeS3 @endpoint -LakectlConfig $config -NoVerify -PassThru).AccessKeyId | Should -Be 'AKIAAWSENV'
        }

        It 'puts the configuration last' {
            foreach ($name in $variables) {
                [Environment]::SetEnvironmentVariable($name, $null)
            }
            $connection = Connect-LakeS3 -LakectlConfig $config -NoVerify -PassThru
            $connection.AccessKeyId | Should -Be 'AKIAYAML'
            $connection.EndpointUrl | Should -Be ([Uri]'http://127.0.0.1:10')
        }

        It 'puts lakectl''s environment before the configuration for the endpoint' {
            (Connect-LakeS3 -LakectlConfig $config -NoVerify -PassThru).EndpointUrl | Should -Be ([Uri]'http://127.0.0.1:9')
        }
    }

    Context 'Half a pair' {
        It 'in <Variable> is an error that names the other half' -ForEach @(
            @{ Variable = 'LAKECTL_CREDENTIALS_ACCESS_KEY_ID'; Missing = 'LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY' }
            @{ Variable = 'LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY'; Missing = 'LAKECTL_CREDENTIALS_ACCESS_KEY_ID' }
            @{ Variable = 'AWS_ACCESS_KEY_ID'; Missing = 'AWS_SECRET_ACCESS_KEY' }
            @{ Variable = 'AWS_SECRET_ACCESS_KEY'; Missing = 'AWS_ACCESS_KEY_ID' }
        ) {
            [Environment]::SetEnvironmentVariable($Variable, 'h4lf-a-pair')
            $record = Get-RaisedError { Connect-LakeS3 @endpoint }
            Assert-LakeError $record -Id LakeCredentialIncomplete -Category InvalidArgument -Message $Variable, $Missing
            "$record" | Should -Not -BeLike '*h4lf-a-pair*'
        }

        It 'in the configuration is an error that names the other half and the file' {
            $config = Join-Path $TestDrive 'half.yaml'
            Set-Content -LiteralPath $config -Value 'credentials:', '  access_key_id: AKIAHALF', 'server:', "  endpoint_url: $($server.EndpointUrl)"
            $record = Get-RaisedError { Connect-LakeS3 -LakectlConfig $config }
            Assert-LakeError $record -Id LakeCredentialIncomplete -Category InvalidArgument -Message 'credentials.secret_access_key', $config
        }

        It 'as a parameter makes PowerShell ask for the other half' {
            $set = (Get-Command Connect-LakeS3).ParameterSets | Where-Object { $_.Parameters.Name -contains 'AccessKeyId' }
            ($set.Parameters | Where-Object IsMandatory).Name | Should -Be 'AccessKeyId', 'SecretAccessKey'
        }
    }

    Context 'A secret with a line break at its end' {
        It 'is told as such: <Case>' -ForEach @(
            @{ Case = '-SecretAccessKey'; Call = { param($secret) Connect-LakeS3 @endpoint -AccessKeyId $server.AccessKeyId -SecretAccessKey (ConvertTo-TestSecret $secret) } }
            @{ Case = '-Credential'; Call = { param($secret) Connect-LakeS3 @endpoint -Credential ([pscredential]::new($server.AccessKeyId, (ConvertTo-TestSecret $secret))) } }
            @{ Case = 'the environment'; Call = {
                    param($secret)
                    $env:LAKECTL_CREDENTIALS_ACCESS_KEY_ID, $env:LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY = $server.AccessKeyId, $secret
                    Connect-LakeS3 @endpoint
                } }
            @{ Case = '-Store S3'; Call = { param($secret) Connect-LakeS3 @endpoint -Store S3 -AccessKeyId $server.AccessKeyId -SecretAccessKey (ConvertTo-TestSecret $secret) } }
        ) {
            foreach ($end in "`n", "`r`n", ' ') {
                $record = Get-RaisedError { & $Call "$($server.SecretAccessKey)$end" }
                Assert-LakeError $record -Id LakeCredentialInvalid -Category InvalidArgument -Message 'secret access key', 'line break'
                $record.ErrorDetails.RecommendedAction | Should -BeLike '*Trim()*'
                "$record" | Should -Not -BeLike "*$($server.SecretAccessKey)*"
            }
        }
    }

    Context 'Nothing' {
        It 'is an error that names the places looked at' {
            $record = Get-RaisedError { Connect-LakeS3 @endpoint }
            Assert-LakeError $record -Id LakeCredentialMissing -Category InvalidArgument -Message 'LAKECTL_CREDENTIALS_ACCESS_KEY_ID', 'AWS_ACCESS_KEY_ID', '.lakectl.yaml'
        }

        It 'for an endpoint is an error too' {
            $record = Get-RaisedError { Connect-LakeS3 -AccessKeyId AKIASOMEBODY -SecretAccessKey (ConvertTo-TestSecret 'secret') }
            Assert-LakeError $record -Id LakeEndpointMissing -Category InvalidArgument
        }
    }

    Context 'A configuration that cannot be read' {
        It 'is an error without the line that is wrong: <Case>' -ForEach @(
            @{ Case = 'quotes that do not end'; Lines = 'credentials:', '  access_key_id: AKIABROKEN', '  secret_access_key: "br0ken-secret' }
            @{ Case = 'a mapping in a value'; Lines = 'credentials:', '  access_key_id: AKIABROKEN', '  secret_access_key: br0ken-secret: x' }
            @{ Case = 'a list in place of the secret'; Lines = 'credentials:', '  access_key_id: AKIABROKEN', '  secret_access_key:', '    - br0ken-secret' }
            @{ Case = 'a text in place of a section'; Lines = 'credentials: br0ken-secret', 'server:', '  endpoint_url: http://127.0.0.1:9' }
            @{ Case = 'a tab'; Lines = 'credentials:', "`taccess_key_id: AKIABROKEN", "`tsecret_access_key: br0ken-secret" }
        ) {
            $config = Join-Path $TestDrive 'broken.yaml'
            Set-Content -LiteralPath $config -Value $Lines
            $record = Get-RaisedError { Connect-LakeS3 @endpoint -LakectlConfig $config }
            Assert-LakeError $record -Id LakeConfigInvalid -Category InvalidArgument -Message $config
            "$record $($record.Exception) $($record | Format-List * -Force | Out-String -Width 4096)" | Should -Not -BeLike '*br0ken-secret*'
        }

        It 'is an error when it does not exist' {
            $config = Join-Path $TestDrive 'none.yaml'
            Assert-LakeError (Get-RaisedError { Connect-LakeS3 @endpoint -LakectlConfig $config }) -Id LakeFileNotFound -Category ObjectNotFound -Message $config
        }
    }
}
