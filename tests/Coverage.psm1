#requires -Version 5.1
# What the coverage reports of the .NET suites say, put together: a line counts once, however many suites run it.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function Read-Coverage {
    <#
    .SYNOPSIS
        Reads Cobertura reports and counts the lines of each folder below src, and those that any suite ran.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # A report.
        [Parameter(Mandatory, ValueFromPipeline)]
        [IO.FileInfo] $Report,

        # The repository, which the reports' paths begin with.
        [Parameter(Mandatory)]
        [string] $Root
    )

    begin {
        $sources = (Join-Path $Root 'src') + [IO.Path]::DirectorySeparatorChar
        # For each file, its lines and whether one was run.
        $files = @{}
    }
    process {
        foreach ($class in ([xml](Get-Content -LiteralPath $Report.FullName -Raw)).SelectNodes('//class')) {
            $path = $class.GetAttribute('filename')
            if (-not $path.StartsWith($sources) -or $path -match '[\\/]obj[\\/]') {
                continue
            }
            $file = $path.Substring($sources.Length).Replace('\', '/')
            if (-not $files.ContainsKey($file)) {
                $files[$file] = @{}
            }
            foreach ($line in $class.SelectNodes('./lines/line')) {
                $number = $line.GetAttribute('number')
                $files[$file][$number] = $files[$file][$number] -or $line.GetAttribute('hits') -ne '0'
            }
        }
    }
    end {
        foreach ($folder in $files.Keys | Group-Object { Split-Path $_ } | Sort-Object Name) {
            $lines = @($folder.Group | ForEach-Object { $files[$_].Values })
            [pscustomobject]@{ Folder = $folder.Name.Replace('\', '/'); Lines = $lines.Count; Covered = @($lines -eq $true).Count }
        }
    }
}

function Format-Coverage {
    <#
    .SYNOPSIS
        Shows the counts as a Markdown table, one row for each project and each of its folders.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        # What Read-Coverage counted.
        [Parameter(Mandatory)]
        [object[]] $Coverage
    )

    '## Coverage of the .NET suites'
    ''
    '| folder below src | lines | run by a test | share |'
    '|---|---:|---:|---:|'
    foreach ($project in $Coverage | Group-Object { ($_.Folder -split '/')[0] }) {
        Format-Row -Name "**$($project.Name)**" -Coverage $project.Group
        foreach ($folder in $project.Group) {
            Format-Row -Name $folder.Folder -Coverage $folder
        }
    }
    Format-Row -Name '**all**' -Coverage $Coverage
}

function Format-Row {
    param([string] $Name, [object[]] $Coverage)

    $lines = ($Coverage | Measure-Object -Property Lines -Sum).Sum
    $covered = ($Coverage | Measure-Object -Property Covered -Sum).Sum
    '| {0} | {1} | {2} | {3} % |' -f $Name, $lines, $covered, ($covered / $lines * 100).ToString('0.0', [cultureinfo]::InvariantCulture)
}

Export-ModuleMember -Function Read-Coverage, Format-Coverage
