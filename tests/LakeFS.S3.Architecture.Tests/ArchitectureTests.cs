using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace LakeFS.S3.Architecture.Tests;

/// <summary>The order of the folders below src, held against what the sources refer to.</summary>
public sealed class ArchitectureTests
{
    private const string Engine = "LakeFS.S3";
    private const string Module = "LakeFS.S3.PowerShell";
    private const string Gateway = "LakeFS.S3.LocalGateway";
    private const int MaxLines = 250;

    private static readonly string[] EngineFoldersWithSdk = ["Http", "Connections", "S3"];

    // What S3Client is made of: nothing but S3 itself may know it, so that every request is sent and explained in one way.
    private static readonly string[] BehindS3Client =
    [
        "S3/ErrorTranslator.cs", "S3/HttpContentTransport.cs", "S3/IContentTransport.cs", "S3/ListClient.cs", "S3/ListReader.cs", "S3/RefProbe.cs",
        "S3/RequestSigner.cs", "S3/S3ErrorReader.cs", "S3/SdkContentTransport.cs", "S3/S3Exchange.cs", "S3/SignedRequests.cs", "S3/StoreAnswers.cs", "S3/UploadListReader.cs",
    ];

    private static readonly Lazy<Dictionary<string, SourceProject>> Projects = new(() =>
    {
        SourceProject engine = new(Engine);
        return new[] { engine, new SourceProject(Module, engine), new SourceProject(Gateway) }.ToDictionary(project => project.Name);
    });

    public static TheoryData<string> Names => [Engine, Module, Gateway];

    [Theory]
    [MemberData(nameof(Names))]
    public void Folders_refer_to_those_below_them_alone(string name)
    {
        SourceProject project = Projects.Value[name];
        Layers layers = project.Layers;
        AssertNone(project.Arrows.Where(arrow => IsForbidden(arrow, name, layers))
            .Select(arrow => $"src/{name}/{arrow.File}:{arrow.Line} {Layers.FolderOf(arrow.File)} > {arrow.Target}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_folder_has_its_layer(string name)
    {
        SourceProject project = Projects.Value[name];
        Assert.Equal(
            project.Sources.Select(source => Layers.FolderOf(source.FilePath)).Distinct().Order(StringComparer.Ordinal),
            project.Layers.Folders.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_architecture_page_names_every_folder_in_order(string name) =>
        Assert.Equal(Projects.Value[name].Layers.Folders, ArchitecturePage.FoldersOf(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_namespace_is_its_folder(string name) =>
        AssertNone(Projects.Value[name].Sources.Where(source => !IsInItsNamespace(source, name)).Select(source => $"src/{name}/{source.FilePath}"));

    [Theory]
    [MemberData(nameof(Names))]
    public void No_source_file_is_longer_than_250_lines(string name) =>
        AssertNone(Projects.Value[name].Sources.Where(source => LinesOf(source) > MaxLines)
            .Select(source => $"src/{name}/{source.FilePath} has {LinesOf(source)} lines"));

    [Fact]
    public void S3Client_is_the_only_way_to_S3()
    {
        SourceProject engine = Projects.Value[Engine];
        Assert.Empty(BehindS3Client.Except(engine.Sources.Select(source => source.FilePath)));
        AssertNone(engine.Arrows.Where(arrow => BehindS3Client.Contains(arrow.Target) && Layers.FolderOf(arrow.File) != "S3")
            .Select(arrow => $"src/{Engine}/{arrow.File}:{arrow.Line} > {arrow.Target}"));
    }

    // Names without a meaning would be arrows that nobody sees. Those of generated code have none here; they are few.
    [Theory]
    [MemberData(nameof(Names))]
    public void The_compiler_understands_the_sources(string name) =>
        Assert.InRange(Projects.Value[name].UnknownNames.Count, 0, 120);

    // A cmdlet's parameters change with each object of the pipeline, and a property that makes something when it is first
    // read makes two where two threads read it.
    [Fact]
    public void Workers_do_not_touch_their_cmdlet() =>
        AssertNone(Projects.Value[Module].Models.SelectMany(WorkerFinder.Find).Select(touch => $"src/{Module}/{touch}"));

    // One a line, and all of them, where xunit would shorten a collection.
    private static void AssertNone(IEnumerable<string> flaws)
    {
        string all = string.Join(Environment.NewLine, flaws);
        Assert.True(all.Length == 0, all);
    }

    private static int LinesOf(SyntaxTree source) => source.GetText().ToString().Count(character => character == '\n');

    private static bool IsForbidden(Arrow arrow, string project, Layers layers) => arrow.Target == Arrow.Sdk
        ? project != Engine || !EngineFoldersWithSdk.Contains(Layers.FolderOf(arrow.File))
        : layers.IsUpward(arrow.File, arrow.Target);

    // What users see is in the root namespace, wherever it stands.
    private static bool IsInItsNamespace(SyntaxTree source, string project)
    {
        string folder = Layers.FolderOf(source.FilePath);
        string expected = folder == "." ? project : $"{project}.{folder.Replace('/', '.')}";
        SyntaxNode root = source.GetRoot();
        bool isPublic = root.DescendantNodes(node => node is not BaseTypeDeclarationSyntax).OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
            .All(type => type.Modifiers.Any(SyntaxKind.PublicKeyword));
        return folder == "Polyfills" || root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().Select(space => space.Name.ToString()).All(
            space => space == expected ? !(isPublic && project == Engine) : isPublic && space == project);
    }
}
