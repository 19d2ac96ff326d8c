using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>XML of an answer as a tree: reading, addressing and comparing.</summary>
internal static class XmlBody
{
    /// <summary>
    /// Reads the root element, or answers null if the text is not well-formed. References to characters that XML
    /// does not have, such as <c>&amp;#x0;</c>, are read.
    /// </summary>
    public static XElement? TryParse(string text)
    {
        try
        {
            using StringReader source = new(text);
            using XmlReader reader = XmlReader.Create(source, new XmlReaderSettings { CheckCharacters = false, DtdProcessing = DtdProcessing.Prohibit });
            return XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The text of the element at a path of names from the root, where <c>[n]</c> counts from 1; null: none.</summary>
    public static string? Find(string text, string path)
    {
        XElement? root = TryParse(text);
        IEnumerable<XElement> found = root is null ? [] : [root];
        bool isRoot = true;
        foreach (string segment in path.TrimStart('/').Split('/'))
        {
            string[] parts = segment.Split('[', ']');
            IEnumerable<XElement> named = (isRoot ? found : found.Elements()).Where(element => element.Name.LocalName == parts[0]);
            found = parts.Length > 1 ? named.Skip(XmlConvert.ToInt32(parts[1]) - 1).Take(1) : named;
            isRoot = false;
        }

        return found.FirstOrDefault()?.Value;
    }

    /// <summary>Removes every element whose child does not begin with a text.</summary>
    public static void Keep(XElement root, BodyOnly only) => root
        .Descendants()
        .Where(element => element.Name.LocalName == only.Element
            && !element.Elements().Any(child => child.Name.LocalName == only.Child
                && child.Value.StartsWith(only.StartsWith, System.StringComparison.Ordinal)))
        .ToList()
        .ForEach(element => element.Remove());

    /// <summary>Compares names, namespaces, attributes, order and text; yields where the trees differ.</summary>
    public static IEnumerable<string> Compare(XElement recorded, XElement actual, Variables variables, string path = "")
    {
        path += "/" + recorded.Name.LocalName;
        if (recorded.Name != actual.Name)
        {
            return [Difference.Describe(path, recorded.Name.ToString(), actual.Name.ToString())];
        }

        string[] attributes = [.. Attributes(recorded)];
        string[] actualAttributes = [.. Attributes(actual)];
        if (!attributes.SequenceEqual(actualAttributes))
        {
            return [Difference.Describe(path + " attributes", string.Join(' ', attributes), string.Join(' ', actualAttributes))];
        }

        string text = Text(recorded);
        string actualText = Text(actual);
        if (!variables.Matches(text, actualText))
        {
            return [Difference.Describe(path, text, actualText)];
        }

        XElement[] children = [.. recorded.Elements()];
        XElement[] actualChildren = [.. actual.Elements()];
        IEnumerable<string> differences = children.Zip(actualChildren).SelectMany((pair, index) => Compare(pair.First, pair.Second, variables, $"{path}[{index + 1}]"));
        return children.Length == actualChildren.Length
            ? differences
            // The first differences show a count and where one is missing; those after them are of no interest.
            : differences.Take(2).Prepend(Difference.Describe(path + " children", Outline(children), Outline(actualChildren)));
    }

    private static IEnumerable<string> Attributes(XElement element) => element
        .Attributes()
        .Where(attribute => !attribute.IsNamespaceDeclaration)
        .Select(attribute => attribute.ToString())
        .Order();

    private static string Text(XElement element) => string.Concat(element.Nodes().OfType<XText>().Select(text => text.Value));

    private static string Outline(XElement[] elements) => string.Join(
        ' ',
        elements.CountBy(element => element.Name.LocalName).Select(name => name.Value == 1 ? name.Key : $"{name.Key}×{name.Value}"));
}
