using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LakeFS.S3.Architecture.Tests;

/// <summary>
/// Finds what cmdlets hand to other threads and yet belongs to the cmdlet. What runs there takes a token that stops it,
/// which tells it from what runs on the pipeline's thread.
/// </summary>
internal static class WorkerFinder
{
    /// <summary>The members of a cmdlet that other threads touch, each as <c>file:line member</c>.</summary>
    public static IEnumerable<string> Find(SemanticModel model) =>
        from function in model.SyntaxTree.GetRoot().DescendantNodes().OfType<AnonymousFunctionExpressionSyntax>()
        where model.GetSymbolInfo(function).Symbol is IMethodSymbol symbol && symbol.Parameters.Any(parameter => parameter.Type.Name == "CancellationToken")
        from cmdlet in CmdletAround(function, model)
        from node in function.Body.DescendantNodesAndSelf()
        where IsOf(cmdlet, node, model)
        select $"{model.SyntaxTree.FilePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1} {node}";

    private static IEnumerable<INamedTypeSymbol> CmdletAround(SyntaxNode node, SemanticModel model) =>
        node.Ancestors().OfType<TypeDeclarationSyntax>().Take(1)
            .Select(type => model.GetDeclaredSymbol(type)).OfType<INamedTypeSymbol>()
            .Where(type => WithBases(type).Any(ancestor => ancestor.Name == "PSCmdlet"));

    private static bool IsOf(INamedTypeSymbol cmdlet, SyntaxNode node, SemanticModel model) => node switch
    {
        ThisExpressionSyntax or BaseExpressionSyntax => true,
        SimpleNameSyntax when node.Parent is MemberAccessExpressionSyntax access && access.Name == node => false,
        SimpleNameSyntax => model.GetSymbolInfo(node).Symbol is IFieldSymbol or IPropertySymbol or IMethodSymbol
            && model.GetSymbolInfo(node).Symbol is { IsStatic: false } member
            && WithBases(cmdlet).Contains(member.ContainingType, SymbolEqualityComparer.Default),
        _ => false,
    };

    private static IEnumerable<INamedTypeSymbol> WithBases(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            yield return type;
        }
    }
}
