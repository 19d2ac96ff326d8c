#requires -Version 5.1
# Every script of the project passes PSScriptAnalyzer.

BeforeDiscovery {
    $script:rules = @('all rules')
    if (Get-Module -ListAvailable -Name PSScriptAnalyzer) {
        $script:rules = & (Join-Path (Split-Path $PSScriptRoot) 'Find-ScriptFlaw.ps1') -ListRule
    }
}

Describe 'PSScriptAnalyzer' -Tag Once {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestServer.psm1')
        $script:analyzer = Get-Module -ListAvailable -Name PSScriptAnalyzer
        $script:analysis = Join-Path (Split-Path $PSScriptRoot) 'Find-ScriptFlaw.ps1'
    }

    It 'finds nothing by <_>' -ForEach $rules {
        if (-not $analyzer) {
            Set-ItResult -Skipped -Because 'PSScriptAnalyzer is not installed'
        }
        & $analysis -Rule $_ -Module (Split-Path (Get-TestPath).Module) | Should -BeNullOrEmpty
    }
}
