@{
    Severity     = @('Error', 'Warning', 'Information')
    ExcludeRules = @(
        # Build and test scripts talk to the person who runs them.
        'PSAvoidUsingWriteHost'
    )
    Rules        = @{
        PSPlaceOpenBrace           = @{ Enable = $true; OnSameLine = $true }
        PSUseConsistentIndentation = @{ Enable = $true; IndentationSize = 4 }
        PSUseConsistentWhitespace  = @{ Enable = $true }
        PSUseCorrectCasing         = @{ Enable = $true }
    }
}
