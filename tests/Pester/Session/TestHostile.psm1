#requires -Version 5.1
# What somebody would write who wants a terminal to do something, and a server that says it wherever it can.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'TestListener.psm1')

# What a terminal obeys, what turns a line around, and half a pair. Line ends are PowerShell's own in what it prints.
$script:obeyed = '[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]'

function Get-HostileText {
    <#
    .SYNOPSIS
        Gives a text with escape sequences, marks of direction, a false prompt, and letters that are harmless.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # Without what XML can't hold: the control characters of ASCII.
        [switch] $Xml
    )

    $escape = [char]0x1b
    $ascii = if (-not $Xml) { "$escape]0;owned$([char]7)$escape[31m$escape[2J`b`t" }
    $lines = if (-not $Xml) { "`r`nPS C:\> Remove-Item *" }
    -join @(
        'evil-', $ascii, [char]0x9b, '2J', [char]0x85, [char]0x202e, 'gpj.exe', [char]0x2066, [char]0x200f, [char]0x61c, [char]0x2028, $lines
        # Hebrew, Chinese, and an emoji of three joined by U+200D.
        '-', [char]0x5e9, [char]0x5dc, [char]0x65e5, [char]::ConvertFromUtf32(0x1f469), [char]0x200d, [char]::ConvertFromUtf32(0x1f680), '-good'
    )
}

function Assert-HarmlessText {
    <#
    .SYNOPSIS
        Fails the test where a text holds what a terminal obeys, a false prompt, or not what it is to show.
    #>
    [CmdletBinding()]
    param(
        # What is shown.
        [Parameter(Mandatory, ValueFromPipeline)]
        [AllowEmptyString()]
        [string] $Text,

        # What it has to show, too: what was hostile, made visible.
        [string] $With = '`u{9b}2J'
    )

    process {
        # PowerShell ends a line's colors, also where it has set none; the others are those of the views.
        $Text -replace "$([char]0x1b)\[(0|3[123]|31;1|32;1|44;1)m" -replace $script:obeyed, '<HERE>' | Should -Not -BeLike '*<HERE>*'
        $Text | Should -Not -Match '(?m)^PS C:'
        # Lines are broken anywhere where a view is narrow.
        $Text -replace '\r?\n\s*', '' | Should -BeLike "*$([WildcardPattern]::Escape($With))*"
    }
}

function New-HostileLakeFS {
    <#
    .SYNOPSIS
        Starts a server whose REST answers are full of a text, and whose refusals say it.
    #>
    [System.Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Changes nothing that stays.')]
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # The text.
        [Parameter(Mandatory)]
        [string] $Text
    )

    New-TestListener -State @{ Text = $Text } {
        param($head, $state)
        $text = $state.Text
        $commit = @{ id = $text; message = $text; committer = $text; parents = @($text); metadata = @{ $text = $text }; creation_date = 1700000000; meta_range_id = $text; generation = 1 }
        $list = switch -Regex ($head) {
            '^\S+ \S*/branches\?' { , @(@{ id = $text; commit_id = $text }) }
            '^\S+ \S*/tags\?' { , @(@{ id = $text; commit_id = $text }) }
            '^\S+ \S*/repositories\?' { , @(@{ id = $text; storage_namespace = $text; default_branch = $text; creation_date = 1700000000 }) }
            '^\S+ \S*/commits\?' { , @($commit) }
            '^\S+ \S*/diff' { , @(@{ type = 'added'; path = $text; path_type = 'object'; size_bytes = 1 }) }
        }
        $status = '200 OK'
        $body = if ($list) {
            @{ pagination = @{ has_more = $false; next_offset = ''; results = 1; max_per_page = 1000 }; results = $list }
        } elseif ($head -match '^\S+ \S*/import') {
            @{ completed = $false; update_time = '2026-01-01T00:00:00Z'; ingested_objects = 0; error = @{ message = $text } }
        } elseif ($head -match '^\S+ \S*/config') {
            @{ version_config = @{ version = $text; latest_version = $text }; storage_config = @{ blockstore_type = $text; blockstore_namespace_example = $text; import_support = $true; pre_sign_support = $true } }
        } elseif ($head -match '^\S+ \S*/user') {
            @{ user = @{ id = $text } }
        } else {
            $status = '400 Bad Request'
            @{ message = $text }
        }
        $json = ConvertTo-Json $body -Depth 6 -Compress
        "HTTP/1.1 $status`r`nContent-Type: application/json`r`nContent-Length: $([Text.Encoding]::UTF8.GetByteCount($json))`r`nConnection: close`r`n`r`n$json"
    }
}

Export-ModuleMember -Function Get-HostileText, Assert-HarmlessText, New-HostileLakeFS
