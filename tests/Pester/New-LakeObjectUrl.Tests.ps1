#requires -Version 5.1
# Presigned URLs: they work for who has nothing but the URL.

Describe 'New-LakeObjectUrl' -Tag Wire, Signature, Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        Write-LakeObject 'shared file+1.txt' -Content 'shared'

        # Over HTTPS the authority has to be trusted, which Windows PowerShell can't be asked for one request.
        function Invoke-Url {
            param([string] $Url, [string] $Method = 'Get', [string] $Body)

            $plain = @{ UseBasicParsing = $true; Uri = $Url; Method = $Method }
            if ($Body) {
                $plain.Body = $Body
            }
            if ($server.IsLocal -and $server.Suite -ne 'Http') {
                $plain.SkipCertificateCheck = $true
            }
            Invoke-WebRequest @plain
        }
    }

    BeforeEach {
        if ($server.IsLocal -and $server.Suite -ne 'Http' -and $PSVersionTable.PSEdition -ne 'Core') {
            Set-ItResult -Skipped -Because 'Windows PowerShell can''t leave out the certificate check for one request'
        }
    }

    It 'reads' {
        $url = New-LakeObjectUrl 'shared file+1.txt'
        $url | Should -BeOfType [string]
        "$((Invoke-Url $url).Content | ForEach-Object { if ($_ -is [byte]) { [char]$_ } else { $_ } })" -replace ' ' | Should -Be 'shared'
    }

    It 'writes' {
        $null = Invoke-Url (New-LakeObjectUrl uploaded.txt -Method PUT) -Method Put -Body 'uploaded'
        Read-LakeObject uploaded.txt -AsString | Should -Be 'uploaded'
    }

    It 'is for one method and one object' {
        $url = New-LakeObjectUrl 'shared file+1.txt'
        { Invoke-Url $url -Method Put -Body 'x' } | Should -Throw
        { Invoke-Url ($url -replace 'shared', 'other') } | Should -Throw
        Read-LakeObject 'shared file+1.txt' -AsString | Should -Be 'shared'
    }

    It 'sends nothing itself' {
        Skip-OnRealServer
        Clear-TestRequest
        $null = New-LakeObjectUrl any/key -Ref any-branch
        Get-TestRequest | Should -BeNullOrEmpty
    }

    It 'holds 15 minutes, or as long as is said' {
        New-LakeObjectUrl k | Should -Match 'X-Amz-Expires=(900|899)\b'
        New-LakeObjectUrl k -ExpiresIn 00:01:00 | Should -Match 'X-Amz-Expires=(60|59)\b'
        $warned = New-LakeObjectUrl k -ExpiresIn 7.00:00:00 3>&1
        "$($warned[0])" | Should -BeLike '*15 minutes*'
        $warned[1] | Should -Match 'X-Amz-Expires=60(4800|4799)\b'
    }

    It 'says how the content is presented, which lakeFS ignores with a warning' {
        $warned = New-LakeObjectUrl 'shared file+1.txt', k -ContentDisposition 'attachment; filename="a b.txt"' 3>&1
        $warned | Should -HaveCount 3 -Because 'one warning is enough for both'
        "$($warned[0])" | Should -BeLike '*ignores -ContentDisposition*'
        $warned[1] | Should -Match '&response-content-disposition=attachment%3B%20filename%3D%22a%20b.txt%22&X-Amz-Signature='
        "$((Invoke-Url $warned[1]).Content | ForEach-Object { if ($_ -is [byte]) { [char]$_ } else { $_ } })" -replace ' ' | Should -Be 'shared'
        $record = Get-RaisedError { New-LakeObjectUrl k -Method PUT -ContentDisposition inline }
        Assert-LakeError $record -Id LakeOutputAmbiguous -Category InvalidArgument -Message 'upload'
    }

    It 'has the endpoint of the connection' {
        New-LakeObjectUrl k | Should -BeLike "$($server.EndpointUrl)/$($server.Repository)/$branch/k[?]*"
    }
}
