namespace System.Runtime.CompilerServices;

/// <summary>What the compiler asks for behind <c>init</c> accessors; .NET Standard 2.0 has none.</summary>
internal static class IsExternalInit
{
}
