#requires -Version 5.1
# The four operations that lakeFS's page on boto3 shows. They have to work with the defaults on every server.

Describe 'The operations of lakeFS''s boto3 page' -Tag Wire, Signature, Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $script:file = Join-Path $TestDrive 'example.csv'
        Set-Content -LiteralPath $file -Value 'id,name', '1,one'
    }

    Context 'With the defaults' {
        It 'connects with checksums only where they are required' {
            $login = Get-TestLogin
            $connection = Connect-LakeS3 @login -PassThru
            $connection.RequestChecksum | Should -Be 'WhenRequired'
            $connection.ResponseValidation | Should -Be 'WhenRequired'
        }

        It 'puts an object' {
            Write-LakeObject -BucketName $server.Repository -Key "$branch/example.csv" -File $file
            Get-TestObjectKey -Ref $branch | Should -Be 'example.csv'
        }

        It 'lists by branch' {
            (Get-LakeObjectList -Repository $server.Repository -Ref $branch -Prefix ex).Key | Should -Be 'example.csv'
        }

        It 'lists by commit id, whole and abbreviated' {
            $commit = New-LakeCommit 'seed' -Repository $server.Repository -Ref $branch
            (Get-LakeObjectList -Repository $server.Repository -Ref $commit.Id).Key | Should -Be 'example.csv'
            (Get-LakeObjectList -Repository $server.Repository -Ref $commit.Id.Substring(0, 12)).Key | Should -Be 'example.csv'
        }

        It 'heads an object' {
            $head = Get-LakeObjectMetadata -BucketName $server.Repository -Key "$branch/example.csv"
            $head.Size | Should -Be (Get-Item -LiteralPath $file).Length
            $head.ETag | Should -Be (Get-TestMd5 -Path $file)
            $head.ContentType | Should -Be 'text/csv'
        }

        It 'puts content, streams and large streams too' {
            $null = Connect-TestServer -Ref $branch
            Write-LakeObject content.txt -Content 'content'
            $stream = [IO.MemoryStream]::new([byte[]]::new(100000))
            Write-LakeObject stream.bin -Stream $stream
            'content.txt', 'stream.bin', 'example.csv' | Get-LakeObjectMetadata | ForEach-Object Size | Should -Be 7, 100000, (Get-Item $file).Length
            'content.txt', 'stream.bin' | Remove-LakeObject -Confirm:$false
            (Get-LakeObjectList).Key | Should -Be 'example.csv'
        }
    }

    Context 'With -RequestChecksum WhenSupported' {
        BeforeAll {
            $script:eager = Connect-TestServer -Ref $branch -With @{ RequestChecksum = 'WhenSupported' }
        }

        It 'is refused by old servers, and the message names the setting' {
            if ($server.Suite -ne 'Legacy') {
                Set-ItResult -Skipped -Because 'this suite''s server is not an old one'
            }
            $record = Get-RaisedError { Write-LakeObject eager.txt -Content 'content' -Connection $eager -ErrorAction Stop }
            Assert-LakeError $record -Id LakeChecksumRefused -Category PermissionDenied -Message 'WhenSupported'
            Test-LakeObject eager.txt -Connection $eager | Should -BeFalse
        }

        It 'works on servers since 1.56' {
            if ($server.Suite -eq 'Legacy') {
                Set-ItResult -Skipped -Because 'this suite''s server is an old one'
            }
            Write-LakeObject eager.txt -Content 'content' -Connection $eager
            Write-LakeObject eager.csv -File $file -Connection $eager
            Read-LakeObject eager.txt -AsString -Connection $eager | Should -Be 'content'
            Read-LakeObject eager.csv -AsString -Connection $eager | Should -BeLike 'id,name*'
        }
    }
}
