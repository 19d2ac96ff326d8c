#requires -Version 5.1
# Describing objects.

Describe 'Get-LakeObjectMetadata' -Tag Wire, Signature, Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        Write-LakeObject data.json -Content '{}' -Metadata @{ Source = 'test' }
        Write-LakeObject more.json -Content '{ }'
    }

    It 'says everything that HEAD says, by one request' {
        if ($server.IsLocal) {
            Clear-TestRequest
        }
        $head = Get-LakeObjectMetadata data.json
        if ($server.IsLocal) {
            Get-TestRequest | ForEach-Object operation | Should -Be 'HeadObject'
        }
        $head.Uri | Should -Be "lakefs://$($server.Repository)/$branch/data.json"
        $head.Size | Should -Be 2
        $head.ETag | Should -Be (Get-TestMd5 -Bytes ([Text.Encoding]::ASCII.GetBytes('{}')))
        $head.ContentType | Should -Be 'application/json'
        $head.Metadata.source | Should -Be 'test'
        $head.LastModified.Kind | Should -Be 'Local'
        $head.RequestId | Should -Not -BeNullOrEmpty
    }

    It 'describes many' {
        (Get-LakeObjectMetadata data.json, more.json).Size | Should -Be 2, 3
    }

    It 'is what the list says too' {
        $listed = Get-LakeObjectList data
        $head = $listed | Get-LakeObjectMetadata
        foreach ($name in 'Repository', 'Ref', 'Key', 'Uri', 'Size', 'ETag') {
            $head.$name | Should -BeExactly $listed.$name
        }
        [Math]::Abs(($head.LastModified - $listed.LastModified).TotalSeconds) | Should -BeLessThan 1.5
    }
}
