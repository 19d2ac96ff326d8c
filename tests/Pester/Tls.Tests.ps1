#requires -Version 5.1
# HTTPS: what is trusted, and what never is. The local gateway speaks it in every suite.

Describe 'TLS' -Tag Wire, Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:why = 'the certificate of a real server is its owner''s'
        $script:login = @{
            EndpointUrl = $server.HttpsUrl
            AccessKeyId = $server.AccessKeyId
            SecretAccessKey = ConvertTo-TestSecret $server.SecretAccessKey
            Repository = $server.Repository
            MaxRetries = 0
            Name = 'tls'
        }
    }

    AfterAll {
        Get-LakeS3Connection tls* | Disconnect-LakeS3
    }

    It 'refuses a certificate of an unknown authority' {
        Skip-OnRealServer -Because $why
        $record = Get-RaisedError { Connect-LakeS3 @login }
        Assert-LakeError $record -Id LakeCertificateNotTrusted -Category SecurityError -Message $server.HttpsUrl
    }

    It 'refuses it on every request, not only the first' {
        Skip-OnRealServer -Because $why
        $connection = Connect-LakeS3 @login -NoVerify -PassThru
        foreach ($command in { Get-LakeObjectList -Ref main -Connection $connection }, { New-LakeCommit 'm' -Ref main -Connection $connection }) {
            Assert-LakeError (Get-RaisedError $command) -Id LakeCertificateNotTrusted -Category SecurityError
        }
    }

    It 'trusts the authority of -CACertificate, for S3 and for REST' {
        Skip-OnRealServer -Because $why
        $branch = Add-TestBranch
        $connection = Connect-LakeS3 @login -CACertificate $server.CAFile -Ref $branch -PassThru -WarningVariable warned
        $warned | Should -BeNullOrEmpty
        Write-LakeObject tls.txt -Content 'over TLS' -Connection $connection
        Read-LakeObject tls.txt -AsString -Connection $connection | Should -Be 'over TLS'
        (New-LakeCommit 'm' -Connection $connection).Id | Should -Match '^[0-9a-f]{64}$'
    }

    It 'takes the authority as DER too' {
        Skip-OnRealServer -Because $why
        $base64 = (Get-Content -LiteralPath $server.CAFile | Where-Object { $_ -notlike '-----*' }) -join ''
        $der = Join-Path $TestDrive 'ca.cer'
        [IO.File]::WriteAllBytes($der, [Convert]::FromBase64String($base64))
        Connect-LakeS3 @login -CACertificate $der -PassThru | ForEach-Object EndpointUrl | Should -Be ([Uri]$server.HttpsUrl)
    }

    It 'does not trust another authority than the one given' {
        Skip-OnRealServer -Because $why
        $other = Join-Path $TestDrive 'other.pem'
        # An authority of its own, valid for a century, that signed nothing here.
        $rsa = [System.Security.Cryptography.RSA]::Create(2048)
        $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new(
            'CN=Another authority', $rsa, [System.Security.Cryptography.HashAlgorithmName]::SHA256, [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
        $certificate = $request.CreateSelfSigned([DateTimeOffset]::UtcNow.AddDays(-1), [DateTimeOffset]::UtcNow.AddDays(1))
        $base64 = [Convert]::ToBase64String($certificate.RawData, 'InsertLineBreaks')
        Set-Content -LiteralPath $other -Value "-----BEGIN CERTIFICATE-----`n$base64`n-----END CERTIFICATE-----"
        $record = Get-RaisedError { Connect-LakeS3 @login -CACertificate $other }
        Assert-LakeError $record -Id LakeCertificateNotTrusted -Category SecurityError
    }

    It 'refuses the right authority''s certificate under a name it was not issued for' {
        Skip-OnRealServer -Because $why
        $name = [System.Net.Dns]::GetHostName()
        $addresses = try { [System.Net.Dns]::GetHostAddresses($name) } catch [System.Net.Sockets.SocketException] { @() }
        if ($name -eq 'localhost' -or '127.0.0.1' -notin $addresses.IPAddressToString) {
            Set-ItResult -Skipped -Because "this machine's name, $name, does not lead to 127.0.0.1"
        }
        $elsewhere = $login.Clone()
        $elsewhere.EndpointUrl = $server.HttpsUrl.Replace('127.0.0.1', $name)
        $record = Get-RaisedError { Connect-LakeS3 @elsewhere -CACertificate $server.CAFile }
        Assert-LakeError $record -Id LakeCertificateNotTrusted -Category SecurityError -Message 'not issued for this host'
    }

    It 'takes the names that are in the certificate' {
        Skip-OnRealServer -Because $why
        $local = $login.Clone()
        $local.EndpointUrl = $server.HttpsUrl.Replace('127.0.0.1', 'localhost')
        Connect-LakeS3 @local -CACertificate $server.CAFile -PassThru | Should -Not -BeNullOrEmpty
    }

    It 'accepts anything with -SkipCertificateCheck, and warns' {
        Skip-OnRealServer -Because $why
        $connection = Connect-LakeS3 @login -SkipCertificateCheck -PassThru -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike "*$($server.HttpsUrl)*"
        $connection.SkipCertificateCheck | Should -BeTrue
        Get-LakeBranch main -Connection $connection | ForEach-Object Name | Should -Be 'main'
    }

    It 'is not weakened for others by a connection that skips the check' {
        Skip-OnRealServer -Because $why
        $null = Connect-LakeS3 @login -SkipCertificateCheck -PassThru -WarningAction SilentlyContinue
        $strict = $login.Clone()
        $strict.Name = 'tls-strict'
        Assert-LakeError (Get-RaisedError { Connect-LakeS3 @strict }) -Id LakeCertificateNotTrusted -Category SecurityError
    }
}
