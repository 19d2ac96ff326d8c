using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LakeFS.S3.Architecture.Tests;

/// <summary>Finds what a file refers to: by a name, by a member, or by a type that the compiler infers.</summary>
internal static class ArrowFinder
{
    /// <summary>The arrows that begin in a file; its documentation comments count.</summary>
    public static IReadOnlyCollection<Arrow> Find(SemanticModel model)
    {
        HashSet<Arrow> arrows = [];
        foreach (SyntaxNode node in model.SyntaxTree.GetRoot().DescendantNodes(descendIntoTrivia: true))
        {
            foreach (string target in TargetsOf(node, model))
            {
                arrows.Add(new Arrow(model.SyntaxTree.FilePath, node.GetLocation().GetLineSpan().StartLinePosition.Line + 1, target));
            }
        }

        return arrows;
    }

    private static IEnumerable<string> TargetsOf(SyntaxNode node, SemanticModel model)
    {
        IEnumerable<ISymbol> symbols = node switch
        {
            SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax or ElementAccessExpressionSyntax => Meant(model.GetSymbolInfo(node)),
            ParameterSyntax { Type: null } => Present(model.GetDeclaredSymbol(node) is IParameterSymbol parameter ? parameter.Type : null),
            SingleVariableDesignationSyntax => Present(model.GetDeclaredSymbol(node) is ILocalSymbol local ? local.Type : null),
            _ => [],
        };
        return node is SimpleNameSyntax && !symbols.Any() ? [Arrow.Nothing] : symbols.SelectMany(Parts).SelectMany(symbol => TargetsOf(symbol, model));
    }

    // The compiler has candidates alone where an argument is made by a source generator, which does not run here.
    private static ImmutableArray<ISymbol> Meant(SymbolInfo info) => info.Symbol is null ? info.CandidateSymbols : [info.Symbol];

    private static IEnumerable<ISymbol> Present(ISymbol? symbol) => symbol is null ? [] : [symbol];

    // A constructed type is several types, and a call of a generic method means those that it is called with.
    private static IEnumerable<ISymbol> Parts(ISymbol symbol) => symbol switch
    {
        IArrayTypeSymbol array => Parts(array.ElementType),
        INamedTypeSymbol type => type.TypeArguments.SelectMany(Parts).Prepend(type.OriginalDefinition),
        IMethodSymbol method => method.TypeArguments.SelectMany(Parts).Prepend((method.ReducedFrom ?? method).OriginalDefinition),
        ILocalSymbol or IParameterSymbol or IRangeVariableSymbol or ITypeParameterSymbol => [],
        _ => [symbol.OriginalDefinition],
    };

    private static IEnumerable<string> TargetsOf(ISymbol symbol, SemanticModel model)
    {
        if (IsOfSdk(symbol as INamespaceSymbol ?? symbol.ContainingNamespace))
        {
            return [Arrow.Sdk];
        }

        // What the compiler adds to a type, such as a constructor, is declared where the type is.
        ISymbol? declared = symbol.DeclaringSyntaxReferences.IsEmpty ? symbol.ContainingType : symbol;
        return declared is null or INamespaceSymbol
            ? []
            : declared.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree)
                .Where(tree => tree != model.SyntaxTree && model.Compilation.ContainsSyntaxTree(tree))
                .Select(tree => tree.FilePath);
    }

    private static bool IsOfSdk(INamespaceSymbol? space)
    {
        while (space?.ContainingNamespace is { IsGlobalNamespace: false } outer)
        {
            space = outer;
        }

        return string.Equals(space?.Name, "Amazon", StringComparison.Ordinal);
    }
}
