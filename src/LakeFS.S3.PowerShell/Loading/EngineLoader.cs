using System.IO;
using System.Management.Automation;
using System.Reflection;
using System.Threading;

namespace LakeFS.S3.PowerShell;

/// <summary>
/// Lets the runtime find the engine and everything it needs in the folder <c>lib</c> beside this assembly,
/// whatever versions of the same assemblies the session has loaded.
/// </summary>
public sealed class EngineLoader : IModuleAssemblyInitializer
{
    private static readonly string Folder =
        Path.Combine(Path.GetDirectoryName(typeof(EngineLoader).Assembly.Location) ?? string.Empty, "lib");

    private static int _registered;

    /// <summary>Makes the engine findable; PowerShell calls it before it looks at the cmdlets.</summary>
    public void OnImport()
    {
        if (Interlocked.Exchange(ref _registered, 1) != 0)
        {
            return;
        }

#if NET
        EngineLoadContext context = new();
        System.Runtime.Loader.AssemblyLoadContext.Default.Resolving += (_, name) => context.LoadEngine(name);
#else
        // Windows PowerShell has one context for all and no binding redirects for modules: whatever version
        // is asked for, the one that the module brings is the answer.
        System.AppDomain.CurrentDomain.AssemblyResolve += (_, request) =>
            FileOf(new AssemblyName(request.Name)) is string file ? Assembly.LoadFrom(file) : null;
#endif
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
