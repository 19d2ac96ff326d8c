#requires -Version 5.1
# Error records: how tests catch them, and what each of the module's has to be like.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function Get-RaisedError {
    <#
    .SYNOPSIS
        Runs a command and gives the error record that it ends with.
    #>
    [CmdletBinding()]
    [OutputType([System.Management.Automation.ErrorRecord])]
    param(
        # The command; its cmdlets need -ErrorAction Stop for errors that do not end it.
        [Parameter(Mandatory)]
        [scriptblock] $Command
    )

    try {
        $null = & $Command
    } catch {
        return $_
    }
    throw "No error came from: $Command"
}

function Assert-LakeError {
    <#
    .SYNOPSIS
        Fails the test unless an error record tells what it has to.
    #>
    [CmdletBinding()]
    param(
        # The error record.
        [Parameter(Mandatory)]
        [System.Management.Automation.ErrorRecord] $Record,

        # The stable part of its id.
        [Parameter(Mandatory)]
        [string] $Id,

        # Its category.
        [Parameter(Mandatory)]
        [System.Management.Automation.ErrorCategory] $Category,

        # Texts that its message must hold.
        [string[]] $Message = @()
    )

    $Record.FullyQualifiedErrorId | Should -BeLike "$Id,*" -Because "the message is: $Record"
    $Record.CategoryInfo.Category | Should -Be $Category
    foreach ($part in $Message) {
        "$Record" | Should -BeLike "*$([WildcardPattern]::Escape($part))*"
    }
    $Record.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty -Because "the user needs to know what to do about: $Record"
    $Record.Exception.ErrorId | Should -Be $Id
}

Export-ModuleMember -Function Get-RaisedError, Assert-LakeError
