@{
    ModuleVersion        = '1.0'
    GUID                 = 'b5a0c2de-6f0b-4a57-8c4a-2d7d6f1c9e83'
    Author               = 'The LakeFS.S3 authors'
    Copyright            = '(c) The LakeFS.S3 authors. Apache License 2.0.'
    Description          = 'Measures LakeFS.S3 against other S3 clients. Scenarios.psd1 says what is measured, Peers.psd1 who else takes part.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    # Each imports what it needs from the others.
    NestedModules        = @(
        'BenchmarkServer.psm1'
        'BenchmarkNetwork.psm1'
        'BenchmarkBranch.psm1'
        'BenchmarkData.psm1'
        'BenchmarkMeasure.psm1'
        'BenchmarkTask.psm1'
        'PeerClient.psm1'
        'ModuleClient.psm1'
        'BenchmarkScenario.psm1'
        'BenchmarkTurn.psm1'
        'BenchmarkRound.psm1'
        'BenchmarkResult.psm1'
        'BenchmarkTarget.psm1'
        'BenchmarkReport.psm1'
        'BenchmarkPlot.psm1'
        'BenchmarkRun.psm1'
    )
    FunctionsToExport    = @(
        'Get-BenchmarkScenario'
        'Get-PeerClient'
        'Invoke-BenchmarkRun'
    )
    CmdletsToExport      = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
}
