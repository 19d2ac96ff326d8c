#requires -Version 5.1
# Every public parameter with values that it can hardly mean.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# What a call needs beside the parameter that is tried.
$script:baseline = @{
    AccessKeyId = 'AKIAIOSFODNN7EXAMPLE'
    Branch = 'main'
    Content = 'c'
    Credential = { [pscredential]::new('AKIAIOSFODNN7EXAMPLE', [Net.NetworkCredential]::new('', 'secret').SecurePassword) }
    DestinationBucketName = 'bucket'
    DestinationFolder = 'folder'
    DestinationKeyPrefix = 'copy/'
    DestinationRef = 'dev'
    DifferenceRef = 'dev'
    Folder = 'folder'
    Id = '0123456789abcdef'
    ImportId = 'i'
    Key = 'k'
    Message = 'm'
    Name = 'branch'
    Prefix = 'in/'
    Profile = { @{ routes = @() } }
    ProfileName = 'profile'
    ReferenceRef = 'main'
    ScriptBlock = { { } }
    SecretAccessKey = { [Net.NetworkCredential]::new('', 'secret').SecurePassword }
    Source = 'dev'
    SourceUrl = 's3://bucket/prefix/'
    StorageNamespace = 'local://data-lake'
    Stream = { [IO.MemoryStream]::new() }
    UploadId = 'u'
}

function Get-HostileValue {
    <#
    .SYNOPSIS
        Gives the values that a parameter of a type is tried with: a name for each, and the value.
    #>
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        # The parameter's type.
        [Parameter(Mandatory)]
        [type] $Type
    )

    if ($Type -eq [pscredential]) {
        # For a text PowerShell asks who is at the keyboard.
        return [ordered]@{ number = 42; table = @{}; list = @(1, 2) }
    }
    $values = [ordered]@{ null = $null; empty = ''; blank = ' '; 'no text' = [pscustomobject]@{ a = 1 } }
    $texts = [ordered]@{
        tab = "`t"; huge = 'x' * 1MB; star = '*'; bracket = '['; NUL = "a$([char]0)b"; lines = "a`r`nb"; escape = "$([char]27)[31m"; 'another provider' = 'Env:\PATH'
        'no drive' = 'nosuchdrive:\x'; up = '../../x'; scheme = 's3://'; 'half a pair' = "$([char]0xd800)"; array = @('a', 'b'); hashtable = @{ a = 'b' }; 'script block' = { 'x' }
    }
    # A switch takes every number, as PowerShell has it.
    $switches = [ordered]@{ word = 'x'; table = @{} }
    $numbers = [ordered]@{ negative = -1; zero = 0; most = [int]::MaxValue; more = [long]::MaxValue; NaN = [double]::NaN; infinite = [double]::PositiveInfinity; word = 'x'; fraction = 0.5 }
    $tables = [ordered]@{
        word = 'x'; 'empty table' = @{}; 'empty name' = @{ '' = 'x' }; 'null value' = @{ a = $null }; nested = @{ a = @{ b = 'c' } }; 'lines in a name' = @{ "a`nb" = 'c' }
        'lines in a value' = @{ a = "b`r`nx-amz-acl: public-read" }; 'huge value' = @{ a = 'x' * 100KB }; 'half a pair' = @{ a = "$([char]0xd800)" }; 'no text as a name' = @{ 1 = 2 }
    }
    if ($Type -eq [switch]) {
        return $switches
    }
    $more = switch ($Type) {
        { $_ -in [string], [string[]], [uri], [object], [psobject] } { $texts }
        { $_ -in [int], [long], [int[]], [double], [timespan], [Nullable[int]], [Nullable[long]], [Nullable[timespan]], [datetime], [Nullable[datetime]], [securestring], [Text.Encoding] } { $numbers }
        { [Collections.IDictionary].IsAssignableFrom($_) } { $tables }
        default { [ordered]@{ word = 'x'; number = 42; table = @{}; array = @(1, 2) } }
    }
    foreach ($name in $more.Keys) {
        $values[$name] = $more[$name]
    }
    if ($Type.IsArray) {
        $values['empty list'] = @()
        $values['list of null'] = @($null)
    }
    if ([IO.Stream].IsAssignableFrom($Type)) {
        $closed = [IO.MemoryStream]::new()
        $closed.Dispose()
        $values['closed'] = $closed
    }
    $values
}

function Get-ParameterCall {
    <#
    .SYNOPSIS
        Gives, for each public parameter of a cmdlet, its name, its type, and the arguments that a call with it needs besides.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # The cmdlet.
        [Parameter(Mandatory)]
        [System.Management.Automation.CmdletInfo] $Command,

        # An object of a list, for parameters that take one.
        [Parameter(Mandatory)]
        [object] $Listed
    )

    $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
    foreach ($parameter in $Command.Parameters.Values | Where-Object Name -NotIn $common) {
        $set = $Command.ParameterSets | Where-Object { $_.Parameters.Name -contains $parameter.Name } | Sort-Object { -not $_.IsDefault } | Select-Object -First 1
        if ($Command.Name -eq 'Connect-LakeS3') {
            $set = $Command.ParameterSets | Where-Object { $_.Parameters.Name -contains $parameter.Name } | Sort-Object { $_.Parameters.Name -notcontains 'SecretAccessKey' } | Select-Object -First 1
        }
        # Nothing answers there: what is sent all the same ends with an error of its own.
        $needed = if ($Command.Name -eq 'Connect-LakeS3') { @{ EndpointUrl = 'http://127.0.0.1:9'; NoVerify = $true; MaxRetries = 0 } } else { @{ Connection = 'nowhere' } }
        foreach ($other in $set.Parameters | Where-Object IsMandatory) {
            $needed[$other.Name] = if ($other.Name -eq 'InputObject') { $Listed } else { Get-Baseline $other.Name }
        }
        switch ($Command.Name) {
            'Connect-LakeS3Router' { $needed.Connection = @{ default = 'nowhere' } }
            'Resolve-LakeS3Route' { $needed.Connection = 'router' }
            'Copy-LakeObject' { if ($parameter.Name -notlike 'Destination*') { $needed.DestinationKey = 'copy' } }
            'Write-LakeObject' { if ($set.Name -eq 'File' -and $parameter.Name -notin 'File', 'InputObject') { $needed.File = $PSCommandPath } }
            'Connect-LakeS3' {
                foreach ($name in 'AccessKeyId', 'SecretAccessKey' | Where-Object { $set.Parameters.Name -contains $_ }) {
                    $needed[$name] = Get-Baseline $name
                }
            }
        }
        if (-not $Command.Parameters.ContainsKey('Connection')) {
            $needed.Remove('Connection')
        }
        $needed.Remove($parameter.Name)
        [pscustomobject]@{ Name = $parameter.Name; Type = $parameter.ParameterType; Needed = $needed }
    }
}

function Get-Baseline {
    param([string] $Name)

    $value = $script:baseline[$Name]
    if ($value -is [scriptblock]) { & $value } else { $value }
}

Export-ModuleMember -Function Get-HostileValue, Get-ParameterCall
