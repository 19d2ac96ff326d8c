#requires -Version 5.1
# The recorded exchanges can be read by the names that comments give them.

Describe 'Show-Exchange.ps1' -Tag Once -Skip:($PSVersionTable.PSEdition -ne 'Core') {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../ThisPowerShell.psm1')
        $script:show = Join-Path $PSScriptRoot '../Exchanges/Show-Exchange.ps1'
    }

    It 'shows a request and its answer as they were on the wire' {
        $shown = & $show s3-list 71
        $shown[0] | Should -Be '# s3-list #71: missing branch'
        $shown | Should -Contain 'GET /s3-list?list-type=2&prefix=nope%2F'
        $shown | Should -Contain 'HTTP 400'
        $shown -join "`n" | Should -BeLike '*<Code>BadRequest</Code>*'
    }

    It 'shows JSON in the form it is recorded in' {
        $shown = (& $show rest-branches 4) -join "`n"
        $shown | Should -BeLike "*`n{`n `"commit_id`": `"{{commit1}}`",`n `"id`": `"v1`"`n}*"
    }

    It 'names every step where none is asked for' {
        $shown = & $show s3-list
        $shown | Should -HaveCount 80
        $shown[70] | Should -Match '^ *71 +GET .* 400 +missing branch$'
    }

    It 'says in a sentence that there is no <Case>' -ForEach @(
        @{ Case = 'such scenario'; Asked = 's3-nothing', '1'; Says = "*no scenario 's3-nothing'*" }
        @{ Case = 'such step'; Asked = 's3-list', '81'; Says = '*s3-list has no step 81*1 to 80*' }
    ) {
        $said = Invoke-ThisPowerShell -Argument (@('-File', $show) + $Asked)
        $LASTEXITCODE | Should -Be 1
        $said | Should -HaveCount 1
        $said | Should -BeLike $Says
    }
}
