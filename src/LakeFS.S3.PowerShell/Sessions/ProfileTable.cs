using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using LakeFS.S3.Errors;

namespace LakeFS.S3.PowerShell.Sessions;

/// <summary>Reads the profiles of a router from a hashtable or a data file.</summary>
internal static class ProfileTable
{
    /// <summary>Reads a dictionary; it must be ordered, because the first profile that matches is used.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeRouterProfileInvalid</c>.</exception>
    public static IReadOnlyList<RouterProfile> Read(IDictionary profiles)
    {
        if (profiles is Hashtable && profiles.Count > 1)
        {
            throw RouterErrors.ProfilesUnordered(
                string.Join(", ", profiles.Keys.Cast<object>().Select(name => $"'{name}'").OrderBy(name => name, StringComparer.Ordinal)));
        }

        return [.. profiles.Cast<DictionaryEntry>().Select(profile => ReadOne(LanguagePrimitives.ConvertTo<string>(profile.Key), profile.Value))];
    }

    /// <summary>Reads a .psd1 file in the order of the file, which the evaluated hashtable would not keep.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeFileNotFound</c>, <c>LakeRouterFileInvalid</c> or <c>LakeRouterProfileInvalid</c>.</exception>
    public static IReadOnlyList<RouterProfile> ReadFile(string path)
    {
        if (!File.Exists(path))
        {
            throw FileErrors.NotFound(path);
        }

        ScriptBlockAst script = Parser.ParseFile(path, out _, out ParseError[] errors);
        if (errors.Length > 0)
        {
            throw RouterErrors.FileInvalid(path, $"line {errors[0].Extent.StartLineNumber}: {errors[0].Message}", inner: null);
        }

        // Data files can't contain these, and they would not be executed.
        if (script.UsingStatements.Count > 0 || new Ast?[] { script.ParamBlock, script.DynamicParamBlock, script.BeginBlock, script.ProcessBlock }.Any(block => block is not null))
        {
            throw RouterErrors.FileInvalid(path, "it holds code, and not only data: a data file has no using, param, begin or process.", inner: null);
        }

        HashtableAst table = script.EndBlock?.Statements.Count == 1
            && script.EndBlock.Statements[0] is PipelineAst { PipelineElements: { Count: 1 } elements }
            && elements[0] is CommandExpressionAst { Expression: HashtableAst found }
                ? found
                : throw RouterErrors.FileInvalid(path, "it holds no table of profiles.", inner: null);
        try
        {
            return [.. table.KeyValuePairs.Select(profile => ReadOne(LanguagePrimitives.ConvertTo<string>(profile.Item1.SafeGetValue()), ValueOf(profile.Item2)))];
        }
        catch (InvalidOperationException code)
        {
            throw RouterErrors.FileInvalid(path, "it holds code, and not only data. " + code.Message, code);
        }
    }

    private static object? ValueOf(StatementAst statement) =>
        statement is PipelineAst { PipelineElements: { Count: 1 } elements } && elements[0] is CommandExpressionAst { Expression: ExpressionAst value }
            ? value.SafeGetValue()
            : throw new InvalidOperationException(statement.Extent.Text);

    private static RouterProfile ReadOne(string name, object? profile) =>
        (profile is PSObject wrapped ? wrapped.BaseObject : profile) is IDictionary properties
            ? RouterProfile.Read(
                name,
                properties.Cast<DictionaryEntry>().Select(property => new KeyValuePair<string, object?>(
                    LanguagePrimitives.ConvertTo<string>(property.Key), property.Value is PSObject value ? value.BaseObject : property.Value)))
            : throw RouterErrors.ProfileInvalid(name, "it is no table.");
}
