# The manifest names this file instead of choosing one of the two builds with a condition, because a manifest is data:
# tools that parse it without running it fail on a condition, and tools that rewrite it keep only one branch.

# The folders of the builds are named after the editions, Core and Desktop, so no condition is needed. With a condition,
# and a method call to escape the path, an import took 85 ms longer.
Microsoft.PowerShell.Core\Import-Module -Name "$PSScriptRoot/bin/$PSEdition/LakeFS.S3.PowerShell.dll" -ErrorAction Stop
# The manifest lists the cmdlets and aliases one by one.
Export-ModuleMember -Cmdlet * -Alias *
