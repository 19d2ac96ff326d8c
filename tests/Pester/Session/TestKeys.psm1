#requires -Version 5.1
# Keys that something between a user and a server likes to change: more than three hundred.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# What XML 1.0 can't hold; lakeFS lists it as U+FFFD.
$script:unlistable = '[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]'

function Get-HostileKey {
    <#
    .SYNOPSIS
        Gives hostile keys: each with its group, and the id of the error that refuses it, if one does.
    .DESCRIPTION
        Characters are made from their codes, so that this file means the same in every encoding. IsListable says whether a
        list can show the key as it is, HasDotSegment whether .NET Framework would resolve a part of it.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param()

    $groups = [ordered]@{
        punctuation = Get-PunctuationKey
        control = 0..0x1f + 0x7f, 0x80, 0x85, 0x9b, 0x9f, 0xfffe, 0xffff | ForEach-Object { "c/a$([char]$_)b" }
        slash = '/', '//', '/a', '//a', 's//b', 's///b', 'd/', 'd//', '/a/', '/a//b/', 'a/b/c/d/e/f/g/h/i/j'
        dot = @(
            '.', '..', './a', '../a', 'e/.', 'e/..', 'e/./b', 'e/../b', '../../x', 'e/../../x', '..//x', '...', '....', 'e/...', '.hidden', 'e/.h', '..x', 'x..y'
            '..\x', '.. /x', '. ./x', ".$([char]0x200b)./x", "$([char]0x2024)$([char]0x2024)/x", "$([char]0xff0e)$([char]0xff0e)/x", "..$([char]0x2215)x", "..$([char]0xff0f)x"
        )
        device = @(
            'CON', 'PRN', 'AUX', 'NUL', 'COM1', 'LPT9', 'con', 'v/nul', 'v/con.txt', 'aux.tar.gz', 'NUL .txt', 'CONIN$', 'CONOUT$', 'CLOCK$', "COM$([char]0xb9)"
            'v/NUL:', 'v/file:stream', 'v/file::$DATA', 'C:\x', 'C:/x', 'C:x', '\\server\share\x', '\\?\C:\x', '\\.\PhysicalDrive0', '//server/share/x'
        )
        trailing = 't/a ', 't/a  ', 't/ a', 't/a.', 't/a..', 't/a .', 't/a. ', 't /a', 't./a', ' t/a', 't/ ', 't/  ', "t/a$([char]9)", "t/a$([char]10)", "t/a$([char]13)$([char]10)"
        normalisation = Get-NormalisationKey
        emoji = 0x1f986, 0x1f600, 0x10000, 0x10fffd, 0x1f1e9, 0x20bb7 | ForEach-Object { "j/$([char]::ConvertFromUtf32($_))" }
        joined = @(
            -join ([char]::ConvertFromUtf32(0x1f469), [char]0x200d, [char]::ConvertFromUtf32(0x1f680))
            -join ([char]0x2764, [char]0xfe0f)
            -join ([char]0x2764, [char]0xfe0e)
            -join ([char]::ConvertFromUtf32(0x1f1e9), [char]::ConvertFromUtf32(0x1f1ea))
            -join ([char]::ConvertFromUtf32(0x1f44d), [char]::ConvertFromUtf32(0x1f3fd))
        )
        invisible = 0x61c, 0x200b, 0x200c, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0xad, 0x34f, 0xfeff, 0xa0, 0x3000, 0x2003, 0x180e, 0xfffd, 0xe000 |
            ForEach-Object { "i/a$([char]$_)b.exe" }
        length = @(
            'k' * 255
            'k' * 256
            'l' * 1023
            'm' * 1024
            "$([char]0xe9)" * 512
            "$([char]0x6570)" * 341 + 'n'
            [char]::ConvertFromUtf32(0x1f986) * 256
            ('o/' * 512)
            ('p' * 255 + '/') * 4
        )
        percent = @(
            '%', '%%', '%2', '%2F', '%2f', '%252F', '%00', '%zz', 'p%20b', 'p b', 'p+b', 'p%2Bb', '%C3%A9', '%c3%a9', '%C3', '%c3%28', '%u00e9', '%5C', '%5c', '%2E%2E/x', '%2e', '%E2%80%AE'
            '&amp;', '&#x41;', '&#65;', '&lt;x&gt;', '\u0041', '\x41', '\n', '=?utf-8?q?x?=', '%25', '%2525', 'p%0Ab', 'p%0D%0Ab', '100%', '%F0%9F%A6%86', '%ED%A0%80'
        )
        case = @(
            'Case', 'case', 'CASE', 'u/A', 'U/A', 'u/a', 'ss', 'SS', "$([char]0xdf)", "$([char]0x1e9e)", "I$([char]0x307)", "$([char]0x130)", "$([char]0x131)", 'i', 'I'
            "$([char]0x212a)", 'K', 'q', 'Q', "$([char]0x17f)", "$([char]0x3c3)", "$([char]0x3c2)", "$([char]0x3a3)"
        )
        syntax = @(
            'http://x/y', 'file:///etc/passwd', 'x/s3://bucket/key', 'x/lakefs://a/b/c', 's3:/x', 's3:x', 'q?versionId=null', '?uploads', 'q?uploadId=1&partNumber=2', 'q#frag', 'x:y@z', '?', '#'
            '~', '~root', '$HOME', '$(id)', '`id`', '; rm -rf x', '| x', '> x', '-rf', '--help', '-', '*', '**', '[a]', '[', ']', '[!a]', '{0}', '{a,b}', '%s%n', '!x', '@{a=1}', '@x', '$null', "'", '"', "''", '""'
            '<script>', ']]>', '<![CDATA[x]]>', '<!-- x -->', '<?xml version="1.0"?>', '<!DOCTYPE x>', '<Key>x</Key>', 'null', 'true', '0', 'NaN', '1e9', 'main', 'z/main/main', 'x~1', 'x^2', 'x@', 'x$', 'LakeFS::x', 'FileSystem::x', 'Env:x'
            'year=2026/month=01/x', 'a=b&c=d;e=f', 'a,b', '(x)', '.x.lakefs-partial', "w/it's `"quoted`".txt", 'x=1; y', 'x:', ':x', ':'
        )
        refused = @(
            [pscustomobject]@{ Key = 'n' * 1025; Id = 'LakeKeyTooLong' }
            [pscustomobject]@{ Key = "$([char]0xe9)" * 513; Id = 'LakeKeyTooLong' }
            [pscustomobject]@{ Key = [char]::ConvertFromUtf32(0x1f986) * 257; Id = 'LakeKeyTooLong' }
            [pscustomobject]@{ Key = "$([char]0xd800)"; Id = 'LakeKeyInvalid' }
            [pscustomobject]@{ Key = "a$([char]0xdc00)b"; Id = 'LakeKeyInvalid' }
            [pscustomobject]@{ Key = "$([char]0xdc00)$([char]0xd800)"; Id = 'LakeKeyInvalid' }
            [pscustomobject]@{ Key = ''; Id = 'LakeKeyMissing' }
            [pscustomobject]@{ Key = 's3://'; Id = 'LakeRepositoryNameInvalid' }
            [pscustomobject]@{ Key = 'lakefs://A/b/c'; Id = 'LakeRepositoryNameInvalid' }
        )
    }
    $seen = [Collections.Generic.HashSet[string]]::new([StringComparer]::Ordinal)
    foreach ($group in $groups.Keys) {
        foreach ($one in $groups[$group]) {
            $key, $id = if ($group -eq 'refused') { $one.Key, $one.Id } else { $one, $null }
            if ($seen.Add($key)) {
                [pscustomobject]@{
                    Group = $group
                    Key = $key
                    Refused = $id
                    IsListable = $key -notmatch $script:unlistable
                    HasDotSegment = @($key.Split('/') | Where-Object { $_ -eq '.' -or $_ -eq '..' }).Count -gt 0
                }
            }
        }
    }
}

function Get-PunctuationKey {
    # Every mark of ASCII in the middle, in front, at the end, and alone between slashes.
    foreach ($code in 0x20..0x2e + 0x3a..0x40 + 0x5b..0x60 + 0x7b..0x7e) {
        $mark = [char]$code
        "g/a${mark}b"
        "${mark}f"
        "h/a$mark"
        "k/$mark$mark/x"
    }
}

function Get-NormalisationKey {
    # Pairs that are one text for Unicode and two for a server.
    foreach ($code in 0xe9, 0xf1, 0xfc, 0xc5, 0x1e9b, 0xac00, 0x30ac, 0x439, 0x958) {
        $composed = "nf/$([char]$code)"
        $composed
        $composed.Normalize([Text.NormalizationForm]::FormD)
    }
    foreach ($code in 0x212b, 0x2126, 0xfb01, 0xff21, 0x2460, 0xfdfa) {
        "nf/$([char]$code)"
        "nf/$([char]$code)".Normalize([Text.NormalizationForm]::FormKC)
    }
}

Export-ModuleMember -Function Get-HostileKey
