#requires -Version 5.1
# Every script of the project passes PSScriptAnalyzer.

BeforeDiscovery {
    $script:rules = @('all rules')
    if (Get-Module -ListAvailable -Name PSScriptAnalyzer) {
        $settings = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'PSScriptAnalyzerSettings.psd1'
        $excluded = (Import-PowerShellDataFile -LiteralPath $settings).ExcludeRules
        $script:rules = (Get-ScriptAnalyzerRule).RuleName | Where-Object { $_ -notin $excluded }
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
