#requires -Version 7.4
<#
.SYNOPSIS
    Shows a recorded exchange with a lakeFS server as HTTP.
.DESCRIPTION
    Comments cite exchanges as "s3-list #71": the scenario, which is the name of a file in this folder, and the number of
    a step. README.md says what placeholders such as {{requestId}} stand for.
.EXAMPLE
    ./tests/Exchanges/Show-Exchange.ps1 s3-list 71

    Shows what lakeFS answers to a list of a branch that does not exist.
.EXAMPLE
    ./tests/Exchanges/Show-Exchange.ps1 s3-list

    Names every step of the scenario.
#>
[CmdletBinding()]
[OutputType([string])]
param(
    # The scenario.
    [Parameter(Mandatory, Position = 0)]
    [ArgumentCompleter({ (Get-ChildItem -Path "$PSScriptRoot/$($args[2])*.json").BaseName })]
    [string] $Scenario,

    # The numbers of the steps; without one, each step gets a line.
    [Parameter(Position = 1)]
    [int[]] $Step
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

# Ends with a sentence instead of an error record: the mistake is in the arguments.
function Exit-Missing {
    param([string] $Reason)

    [Console]::Error.WriteLine("Show-Exchange.ps1: $Reason")
    exit 1
}

function Read-Member {
    # A member of a JSON object as text, as it is in the file; nothing where there is none.
    param([Text.Json.JsonElement] $Of, [string] $Name)

    $member = [Text.Json.JsonElement]::new()
    if ($Of.TryGetProperty($Name, [ref] $member)) {
        $member.ToString()
    }
}

function Get-Target {
    # What stands in the request line after the method.
    param([Text.Json.JsonElement] $Request)

    $query = [Text.Json.JsonElement]::new()
    $pairs = if ($Request.TryGetProperty('query', [ref] $query)) {
        foreach ($pair in $query.EnumerateArray()) {
            $value = $pair[1].GetString()
            $null -eq $value ? $pair[0].GetString() : "$($pair[0].GetString())=$value"
        }
    }
    (Read-Member $Request path) + ($pairs ? "?$($pairs -join '&')" : '')
}

function Format-Message {
    # Headers, an empty line and the body; a body that is no text is described.
    param([Text.Json.JsonElement] $Message)

    $headers = [Text.Json.JsonElement]::new()
    if ($Message.TryGetProperty('headers', [ref] $headers)) {
        foreach ($header in $headers.EnumerateObject()) {
            "$($header.Name): $($header.Value)"
        }
    }
    foreach ($member in $Message.EnumerateObject()) {
        if ($member.Name -eq 'body' -and $member.Value.GetString()) {
            ''
            $member.Value.GetString()
        } elseif ($member.Name -eq 'bodyJson') {
            ''
            $member.Value.GetRawText() -replace '(?m)^ {4}'
        } elseif ($member.Name -like 'body?*') {
            ''
            "($($member.Name): $($member.Value.GetRawText()))"
        }
    }
}

function Format-Step {
    # The whole exchange: what it is for, the request, and the answer.
    param([Text.Json.JsonElement] $Of)

    $request = $Of.GetProperty('request')
    $auth = $request.GetProperty('auth')
    $response = $Of.GetProperty('response')
    "# $Scenario #$(Read-Member $Of step): $(Read-Member $Of name)"
    foreach ($name in 'note', 'quirk', 'repeat', 'waitSeconds', 'capture') {
        $value = Read-Member $Of $name
        if ($value) {
            "# ${name}: $value"
        }
    }
    "# authentication: $(@($auth.EnumerateObject() | ForEach-Object { "$($_.Name) $($_.Value)" }) -join ', ')"
    ''
    "$(Read-Member $request method) $(Get-Target $request)"
    Format-Message $request
    ''
    '# the answer'
    ''
    "HTTP $(Read-Member $response status)"
    Format-Message $response
    ''
}

$file = Join-Path $PSScriptRoot "$Scenario.json"
if (-not (Test-Path -LiteralPath $file)) {
    Exit-Missing "there is no scenario '$Scenario'. $PSScriptRoot has one file for each."
}
$steps = @([Text.Json.JsonDocument]::Parse((Get-Content -LiteralPath $file -Raw)).RootElement.GetProperty('steps').EnumerateArray())
if (-not $Step) {
    foreach ($one in $steps) {
        $request = $one.GetProperty('request')
        '{0,4}  {1,-6} {2}  {3}  {4}' -f (Read-Member $one step), (Read-Member $request method), (Get-Target $request), (Read-Member $one.GetProperty('response') status), (Read-Member $one name)
    }
    return
}
foreach ($number in $Step) {
    if ($number -notin 1..$steps.Count) {
        Exit-Missing "$Scenario has no step $number. Its steps are 1 to $($steps.Count)."
    }
    Format-Step $steps[$number - 1]
}
