using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LakeFS.S3.Architecture.Tests;

/// <summary>The sources of one project below src, compiled in memory.</summary>
internal sealed class SourceProject
{
    // The compiler reads "#if NET" and *.Net.cs for one of the module's two frameworks, "#if !NET" and *.NetStandard.cs for
    // the other.
    private static readonly string[][] Frameworks = [["NET"], []];

    private const string NetFile = ".Net.cs";
    private const string NetStandardFile = ".NetStandard.cs";

    // This project refers to the packages that those below src refer to.
    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    private readonly Lazy<Arrow[]> _arrows;
    private readonly CSharpCompilation[] _compilations;

    /// <summary>Reads the sources.</summary>
    /// <param name="name">The project's name, which is its folder's and its root namespace too.</param>
    /// <param name="uses">The project that it is compiled against, if there is one.</param>
    public SourceProject(string name, SourceProject? uses = null)
    {
        Name = name;
        Folder = Path.Combine(RepositoryRoot, "src", name);
        _compilations = [.. Frameworks.Select((symbols, i) => Compile(symbols, uses?._compilations[i]))];
        _arrows = new Lazy<Arrow[]>(FindArrows);
    }

    public static string RepositoryRoot { get; } = FindRepositoryRoot();

    public string Name { get; }

    public string Folder { get; }

    /// <summary>The files, named by their paths inside the project.</summary>
    public IEnumerable<SyntaxTree> Sources => _compilations[0].SyntaxTrees.Concat(_compilations[1].SyntaxTrees.Where(IsForNetStandard));

    /// <summary>What the files mean to the compiler.</summary>
    public IEnumerable<SemanticModel> Models => Sources.Select(source => _compilations[0].GetSemanticModel(source));

    /// <summary>The order of its folders.</summary>
    public Layers Layers => Layers.Read(Path.Combine(Folder, "Layers.txt"));

    /// <summary>Every reference from one file to another, or to the SDK.</summary>
    public IEnumerable<Arrow> Arrows => _arrows.Value.Where(arrow => arrow.Target != Arrow.Nothing);

    /// <summary>The names that mean nothing to the compiler.</summary>
    public IReadOnlyCollection<Arrow> UnknownNames => [.. _arrows.Value.Where(arrow => arrow.Target == Arrow.Nothing)];

    private static bool IsForNetStandard(SyntaxTree source) => source.FilePath.EndsWith(NetStandardFile, StringComparison.Ordinal);

    private static string FindRepositoryRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));

    private CSharpCompilation Compile(string[] symbols, CSharpCompilation? uses)
    {
        CSharpParseOptions options = new(LanguageVersion.Latest, DocumentationMode.Parse, SourceCodeKind.Regular, symbols);
        IEnumerable<SyntaxTree> sources = Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: path, Name: Path.GetRelativePath(Folder, path).Replace('\\', '/')))
            .Where(file => !file.Name.StartsWith("bin/", StringComparison.Ordinal) && !file.Name.StartsWith("obj/", StringComparison.Ordinal))
            .Where(file => !file.Name.EndsWith(symbols.Length > 0 ? NetStandardFile : NetFile, StringComparison.Ordinal))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file.Path), options, file.Name));
        return CSharpCompilation.Create(
            Name,
            sources,
            uses is null ? References : References.Append(uses.ToMetadataReference()),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    }

    private Arrow[] FindArrows()
    {
        IEnumerable<SemanticModel> models = _compilations[0].SyntaxTrees.Select(tree => _compilations[0].GetSemanticModel(tree))
            .Concat(_compilations[1].SyntaxTrees.Where(tree => tree.GetRoot().ContainsDirectives || IsForNetStandard(tree)).Select(tree => _compilations[1].GetSemanticModel(tree)));
        return [.. models.AsParallel().SelectMany(ArrowFinder.Find).Distinct().OrderBy(arrow => arrow.File, StringComparer.Ordinal).ThenBy(arrow => arrow.Line)];
    }
}
