# The manifest names this file, and not one of the two builds by a condition: a manifest is data. Tools that read it
# without running it fail on a condition, and tools that rewrite it keep one branch for good.

# PowerShell 7 takes the build that keeps the engine in a load context of its own.
$build = if ($PSEdition -eq 'Core') { 'net8.0' } else { 'netstandard2.0' }
# Import-Module takes a path for a pattern, and a folder's name may hold brackets.
$cmdlets = [WildcardPattern]::Escape("$PSScriptRoot/bin/$build/LakeFS.S3.PowerShell.dll")
Microsoft.PowerShell.Core\Import-Module -Name $cmdlets -ErrorAction Stop
# The manifest lists them one by one.
Export-ModuleMember -Cmdlet *
