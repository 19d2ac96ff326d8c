#requires -Version 5.1
# Every script of the project passes PSScriptAnalyzer.

BeforeDiscovery {
    $root = Split-Path (Split-Path $PSScriptRoot)
    $script:scripts = Get-ChildItem -LiteralPath $root -Recurse -File -Include *.ps1, *.psm1, *.psd1 |
        Where-Object FullName -NotMatch '[\\/](out|bin|obj|\.git)[\\/]' |
        ForEach-Object { @{ Script = $_.FullName; Name = $_.FullName.Substring($root.Length + 1) } }
}

Describe 'PSScriptAnalyzer' -Tag Once {
    BeforeAll {
        $script:settings = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'PSScriptAnalyzerSettings.psd1'
        $script:analyzer = Get-Module -ListAvailable -Name PSScriptAnalyzer
    }

    It 'finds nothing in <Name>' -ForEach $scripts {
        if (-not $analyzer) {
            Set-ItResult -Skipped -Because 'PSScriptAnalyzer is not installed'
        }
        # At the top of the repository the manifest stands without the files that it names; that is no finding.
        $findings = Invoke-ScriptAnalyzer -Path $Script -Settings $settings -ErrorAction SilentlyContinue
        ($findings | ForEach-Object { "line $($_.Line): $($_.RuleName): $($_.Message)" }) -join "`n" | Should -BeNullOrEmpty
    }
}
