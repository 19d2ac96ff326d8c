#requires -Version 5.1
# Unfinished uploads: what a process that was killed leaves behind, found and removed.

Describe 'Get-LakeUpload and Remove-LakeUpload' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:branch = Add-TestBranch
        $null = Connect-TestServer -Ref $branch
    }

    BeforeEach {
        Skip-OnRealServer -Because 'it takes a fault plan to kill an upload halfway'
    }

    AfterEach {
        Clear-TestFault
    }

    It 'finds the upload of a process that was killed, and removes it' {
        Use-TestFault @{ operation = 'UploadPart'; nth = 2; fault = 'stall'; seconds = 10 }
        $script = @"
            Import-Module '$((Get-TestPath).Module)'
            `$credential = [pscredential]::new('$($server.AccessKeyId)', (ConvertTo-SecureString '$($server.SecretAccessKey)' -AsPlainText -Force))
            Connect-LakeS3 $($server.ControlUrl) -Credential `$credential -Repository $($server.Repository) -Ref $branch
            `$bytes = [IO.MemoryStream]::new([byte[]]::new(40MB))
            `$source = [IO.Pipes.AnonymousPipeServerStream]::new()
            `$reader = [IO.Pipes.AnonymousPipeClientStream]::new(`$source.GetClientHandleAsString())
            `$null = `$bytes.CopyToAsync(`$source)
            Write-LakeObject killed/big.bin -Stream `$reader
"@
        $child = [Diagnostics.Process]::Start((Get-ThisPowerShellStart -Argument '-EncodedCommand', ([Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($script)))))
        Wait-TestFault
        $child.Kill()
        $child.WaitForExit()

        $left = @(Get-LakeUpload | Where-Object Key -EQ 'killed/big.bin')
        $left | Should -HaveCount 1
        $left[0].PSTypeNames[0] | Should -BeExactly 'LakeFS.S3.LakeUpload'
        $line = "Remove-LakeUpload $($left[0].UploadId.Substring(0, 4))"
        $proposed = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches | Where-Object CompletionText -EQ $left[0].UploadId
        $proposed.ToolTip | Should -BeLike 'killed/big.bin*'
        Test-LakeObject killed/big.bin | Should -BeFalse

        $left | Remove-LakeUpload -WhatIf
        Get-LakeUpload | Where-Object Key -EQ 'killed/big.bin' | Should -HaveCount 1
        $left | Remove-LakeUpload -Confirm:$false
        Get-LakeUpload | Where-Object Key -EQ 'killed/big.bin' | Should -BeNullOrEmpty
        { $left | Remove-LakeUpload -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'LakeUploadNotFound*'
    }

    It 'says where the storage cannot list uploads' {
        Use-TestFault @{ operation = 'ListMultipartUploads'; fault = 'error'; status = 501; code = 'NotImplemented' }
        { Get-LakeUpload -ErrorAction Stop } | Should -Throw -ErrorId 'LakeNotSupported*'
    }

    It 'says that a repository does not exist' {
        { Get-LakeUpload no-such-repository -ErrorAction Stop } | Should -Throw -ErrorId 'LakeRepositoryNotFound*'
    }
}
