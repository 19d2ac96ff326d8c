# The manifest names this file, and not one of the two builds by a condition: a manifest is data. Tools that read it
# without running it fail on a condition, and tools that rewrite it keep one branch for good.

# The builds' folders are named after the editions, Core and Desktop, so that no condition is needed: with one, and a
# method call to escape the path, an import took 85 ms longer.
Microsoft.PowerShell.Core\Import-Module -Name "$PSScriptRoot/bin/$PSEdition/LakeFS.S3.PowerShell.dll" -ErrorAction Stop
# The manifest lists them one by one.
Export-ModuleMember -Cmdlet *
