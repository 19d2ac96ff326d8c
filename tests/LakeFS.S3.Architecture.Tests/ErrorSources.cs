using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LakeFS.S3.Architecture.Tests;

/// <summary>What the sources say about errors: which there are, and the texts that people read.</summary>
internal sealed class ErrorSources
{
    private readonly SyntaxTree[] _sources;

    /// <summary>Reads projects.</summary>
    public ErrorSources(params SourceProject[] projects)
    {
        _sources = [.. projects.SelectMany(project => project.Sources)];
        Kinds = ReadKinds();
    }

    /// <summary>Each error's kinds by its id.</summary>
    public ILookup<string, string> Kinds { get; }

    /// <summary>The keys of a dictionary's initializer: the texts, or the names of enum members.</summary>
    public static IReadOnlyList<string> KeysOf(SyntaxTree source, string field) => [.. source.GetRoot().DescendantNodes()
        .OfType<VariableDeclaratorSyntax>().Single(variable => variable.Identifier.Text == field)
        .DescendantNodes().OfType<ImplicitElementAccessSyntax>()
        .Select(access => access.ArgumentList.Arguments.Single().Expression switch
        {
            LiteralExpressionSyntax literal => literal.Token.ValueText,
            MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
            ExpressionSyntax other => throw new NotSupportedException(other.ToString()),
        })];

    /// <summary>The one file of a name.</summary>
    public SyntaxTree File(string name) => _sources.Single(source => source.FilePath.EndsWith("/" + name, StringComparison.Ordinal));

    /// <summary>Every text between quotes, with its place; holes of interpolated strings are not in it.</summary>
    public IEnumerable<(string Place, string Text)> Texts() =>
        from source in _sources
        from token in source.GetRoot().DescendantTokens()
        where token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.InterpolatedStringTextToken)
        select (PlaceOf(token), token.ValueText);

    /// <summary>Every exception that is made with an id on the spot.</summary>
    public IEnumerable<string> MadeByHand() =>
        from source in _sources
        where !source.FilePath.EndsWith("/ErrorDefinition.cs", StringComparison.Ordinal)
        from made in source.GetRoot().DescendantNodes().OfType<ObjectCreationExpressionSyntax>()
        where made.Type.ToString() == "LakeS3Exception" && made.ArgumentList is { Arguments.Count: > 2 }
        select PlaceOf(made.GetFirstToken());

    private static string PlaceOf(SyntaxToken token) =>
        $"{token.SyntaxTree!.FilePath}:{token.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    private ILookup<string, string> ReadKinds()
    {
        Dictionary<string, string> ids = [];
        List<(string Id, string Kind)> kinds = [];
        foreach (VariableDeclaratorSyntax field in _sources.SelectMany(source => source.GetRoot().DescendantNodes()).OfType<FieldDeclarationSyntax>()
            .Where(field => field.Declaration.Type.ToString() == "ErrorDefinition").SelectMany(field => field.Declaration.Variables))
        {
            string made = field.Initializer!.Value.ToString();
            string kind = Regex.Match(made, "LakeErrorKind\\.(\\w+)").Groups[1].Value;
            // Another kind of an error that is defined above: "Other with { Kind = ... }".
            string id = Regex.Match(made, "\"(\\w+)\"") is { Success: true } literal
                ? literal.Groups[1].Value
                : ids[Regex.Match(made, "(\\w+) with").Groups[1].Value];
            ids[field.Identifier.Text] = id;
            kinds.Add((id, kind));
        }

        return kinds.ToLookup(error => error.Id, error => error.Kind, StringComparer.Ordinal);
    }
}
