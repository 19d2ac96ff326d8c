using System;
using System.IO;
using System.Management.Automation;
using System.Reflection;

namespace LakeFS.S3.PowerShell;

/// <summary>
/// Resolves the engine and its dependencies from the folder <c>lib</c> next to this assembly, whatever versions the session
/// has loaded.
/// </summary>
/// <remarks>
/// PowerShell calls it after reflecting over the cmdlets, so no field or property of a cmdlet can have a value type of the
/// engine: such parameters are strings with a set of names. Loading the cmdlets inside the context as well, as PSOpenAD
/// does, would allow them, but requires a third assembly and a call to a non-public method of PowerShell, without which a
/// second import loses its cmdlets (PowerShell/PowerShell#20710). It would also load the engine at each import.
/// </remarks>
public sealed class EngineLoader : IModuleAssemblyInitializer
{
    private static readonly string Folder =
        Path.Combine(Path.GetDirectoryName(typeof(EngineLoader).Assembly.Location) ?? string.Empty, "lib");

    // Lazy, because runspaces may import in parallel: none may continue before the engine can be resolved.
    private static readonly Lazy<bool> Registration = new(Register);

    /// <summary>Registers the resolver; PowerShell calls it after it has found the cmdlets and before any of them runs.</summary>
    public void OnImport() => _ = Registration.Value;

    private static bool Register()
    {
#if NET
        EngineLoadContext context = new();
        System.Runtime.Loader.AssemblyLoadContext.Default.Resolving += (_, name) => context.LoadEngine(name);
#else
        // Windows PowerShell has a single context and no binding redirects for modules, so the module's version is returned
        // for every requested version.
        AppDomain.CurrentDomain.AssemblyResolve += (_, request) =>
            FileOf(new AssemblyName(request.Name)) is string file ? Assembly.LoadFrom(file) : null;
#endif
        return true;
    }

    private static string? FileOf(AssemblyName name)
    {
        string file = Path.Combine(Folder, name.Name + ".dll");
        return File.Exists(file) ? file : null;
    }

#if NET
    /// <summary>The context of the engine and AWSSDK on PowerShell 7, isolated from any other AWSSDK in the process.</summary>
    private sealed class EngineLoadContext : System.Runtime.Loader.AssemblyLoadContext
    {
        public EngineLoadContext()
            : base("LakeFS.S3")
        {
        }

        /// <summary>Only the engine itself can be resolved from outside; its dependencies stay inside.</summary>
        public Assembly? LoadEngine(AssemblyName name) => name.Name == "LakeFS.S3" ? Load(name) : null;

        protected override Assembly? Load(AssemblyName assemblyName) =>
            FileOf(assemblyName) is string file ? LoadFromAssemblyPath(file) : null;
    }
#endif
}
