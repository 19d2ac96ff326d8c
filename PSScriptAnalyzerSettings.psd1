@{
    Severity     = @('Error', 'Warning', 'Information')
    ExcludeRules = @(
        # Build and test scripts talk to the person who runs them.
        'PSAvoidUsingWriteHost'
        # MD5 is what an ETag is.
        'PSAvoidUsingBrokenHashAlgorithms'
        # The rule does not know that Pester's blocks hand variables to each other.
        'PSUseDeclaredVarsMoreThanAssignments'
    )
    Rules        = @{
        PSPlaceOpenBrace           = @{ Enable = $true; OnSameLine = $true }
        PSUseConsistentIndentation = @{ Enable = $true; IndentationSize = 4 }
        PSUseConsistentWhitespace  = @{ Enable = $true; IgnoreAssignmentOperatorInsideHashTable = $true }
        PSUseCorrectCasing         = @{ Enable = $true }
    }
}
