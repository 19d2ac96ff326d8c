#requires -Version 5.1
# Making tags.

Describe 'New-LakeTag' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
    }

    BeforeEach {
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        $script:tag = "tag-$([Guid]::NewGuid().ToString('N').Substring(0, 12))"
    }

    AfterEach {
        Clear-TestFault
    }

    It 'tags the last commit of the default ref, or of the given one' {
        $first = New-LakeCommit 'first' -AllowEmpty
        $second = New-LakeCommit 'second' -AllowEmpty
        (New-LakeTag $tag).CommitId | Should -BeExactly $second.Id
        (New-LakeTag "$tag-before" "$branch~1").CommitId | Should -BeExactly $first.Id
        ($first | New-LakeTag "$tag-piped").CommitId | Should -BeExactly $first.Id
    }

    It 'says that <Why>' -ForEach @(
        @{ Why = 'a branch has the name'; Name = 'main'; Ref = 'main'; Id = 'LakeNameTaken'; Category = 'ResourceExists' }
        @{ Why = 'the ref is none'; Name = 'pester-t'; Ref = 'no-such-ref'; Id = 'LakeRefNotFound'; Category = 'ObjectNotFound' }
        @{ Why = 'the name would be an expression'; Name = 'a~1'; Ref = 'main'; Id = 'LakeTagNameInvalid'; Category = 'InvalidArgument' }
        @{ Why = 'the name has a slash'; Name = 'team/one'; Ref = 'main'; Id = 'LakeTagNameInvalid'; Category = 'InvalidArgument' }
        @{ Why = 'what is uncommitted can''t be tagged'; Name = 'pester-t'; Ref = 'main$'; Id = 'LakeRequestInvalid'; Category = 'InvalidArgument' }
    ) {
        $record = Get-RaisedError { New-LakeTag $Name $Ref -ErrorAction Stop }
        Assert-LakeError $record -Id $Id -Category $Category
    }

    It 'never moves a tag' {
        $null = New-LakeTag $tag
        $record = Get-RaisedError { New-LakeTag $tag main -ErrorAction Stop }
        Assert-LakeError $record -Id LakeTagExists -Category ResourceExists -Message $tag
    }

    It 'does nothing with -WhatIf' {
        New-LakeTag $tag -WhatIf | Should -BeNullOrEmpty
        Get-LakeTag "$tag*" | Should -BeNullOrEmpty
    }
}
