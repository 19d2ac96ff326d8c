using System;
using System.IO;
using System.Management.Automation;
using System.Reflection;

namespace LakeFS.S3.PowerShell;

/// <summary>
/// Lets the runtime find the engine and everything it needs in the folder <c>lib</c> beside this assembly,
/// whatever versions of the same assemblies the session has loaded.
/// </summary>
/// <remarks>
/// PowerShell calls it after it has looked through the cmdlets, so that no field or property of a cmdlet can be of a value
/// type of the engine: such parameters are strings with a set of names. Loading the cmdlets too inside the context, as
/// PSOpenAD does, would allow them. It takes a third assembly, though, and a call of a non-public method of PowerShell,
/// without which a second import loses its cmdlets (PowerShell/PowerShell#20710), and it loads the engine at each import.
/// </remarks>
public sealed class EngineLoader : IModuleAssemblyInitializer
{
    private static readonly string Folder =
        Path.Combine(Path.GetDirectoryName(typeof(EngineLoader).Assembly.Location) ?? string.Empty, "lib");

    // Lazy, because runspaces import side by side: none may go on before the engine can be found.
    private static readonly Lazy<bool> Registration = new(Register);

    /// <summary>Makes the engine findable; PowerShell calls it once it has found the cmdlets, before any of them runs.</summary>
    public void OnImport() => _ = Registration.Value;

    private static bool Register()
    {
#if NET
        EngineLoadContext context = new();
        System.Runtime.Loader.AssemblyLoadContext.Default.Resolving += (_, name) => context.LoadEngine(name);
#else
        // Windows PowerShell has one context for all and no binding redirects for modules: whatever version
        // is asked for, the one that the module brings is the answer.
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
    /// <summary>Where engine and AWSSDK live on PowerShell 7, apart from any other AWSSDK in the process.</summary>
    private sealed class EngineLoadContext : System.Runtime.Loader.AssemblyLoadContext
    {
        public EngineLoadContext()
            : base("LakeFS.S3")
        {
        }

        /// <summary>Only the engine itself is looked up from outside; what it needs stays inside.</summary>
        public Assembly? LoadEngine(AssemblyName name) => name.Name == "LakeFS.S3" ? Load(name) : null;

        protected override Assembly? Load(AssemblyName assemblyName) =>
            FileOf(assemblyName) is string file ? LoadFromAssemblyPath(file) : null;
    }
#endif
}
