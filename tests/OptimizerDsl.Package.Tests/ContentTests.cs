using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace OptimizerDsl.Package.Tests;

/// <summary>What is in the packages.</summary>
[Collection("packages")]
public sealed class ContentTests(Workplace workplace)
{
    [Fact]
    public void The_package_holds_the_library_and_the_compiler() => Holds(
        "OptimizerDsl",
        "lib/net10.0/OptimizerDsl.dll",
        "lib/net10.0/OptimizerDsl.xml",
        "analyzers/dotnet/cs/OptimizerDsl.Generators.dll",
        "analyzers/dotnet/cs/OptimizerDsl.Analyzers.dll",
        "analyzers/dotnet/cs/OptimizerDsl.CodeFixes.dll");

    [Fact]
    public void The_bridge_brings_the_library_and_TorchSharp_but_no_native_code()
    {
        Holds("OptimizerDsl.TorchSharp", "lib/net10.0/OptimizerDsl.TorchSharp.dll", "lib/net10.0/OptimizerDsl.TorchSharp.xml");
        XDocument nuspec = Nuspec("OptimizerDsl.TorchSharp");
        string[] dependencies = [.. nuspec.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => $"{element.Attribute("id")!.Value} {element.Attribute("version")!.Value}")];
        Assert.Equal([$"OptimizerDsl {Workplace.Version}", "TorchSharp 0.107.0"], dependencies.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_templates_are_a_package_of_templates_and_nothing_built()
    {
        Holds(
            "OptimizerDsl.Templates",
            "content/templates/optimizer-app/.template.config/template.json",
            "content/templates/optimizer-app/OptimizerApp.csproj",
            "content/templates/optimizer-recipe/.template.config/template.json",
            "content/templates/optimizer-recipe/MyOptimizer.cs");
        Assert.DoesNotContain(Names("OptimizerDsl.Templates"), name => name.EndsWith(".dll", StringComparison.Ordinal) || name.Contains("/obj/", StringComparison.Ordinal) || name.Contains("/bin/", StringComparison.Ordinal));
        Assert.Equal("Template", Nuspec("OptimizerDsl.Templates").Descendants().Single(element => element.Name.LocalName == "packageType").Attribute("name")!.Value);
    }

    [Theory]
    [InlineData("OptimizerDsl")]
    [InlineData("OptimizerDsl.TorchSharp")]
    [InlineData("OptimizerDsl.Templates")]
    public void Each_says_what_it_is(string package)
    {
        Holds(package, "README.md", "icon.png");
        XElement metadata = Nuspec(package).Root!.Elements().Single();
        string Value(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;
        Assert.Equal((package, Workplace.Version, "README.md", "icon.png", "MIT"), (Value("id"), Value("version"), Value("readme"), Value("icon"), Value("license")));
        Assert.NotEmpty(Value("description"));
        Assert.NotEmpty(Value("tags"));
    }

    [Theory]
    [InlineData("OptimizerDsl")]
    [InlineData("OptimizerDsl.TorchSharp")]
    public void Assemblies_are_reproducible_and_their_symbols_are_in_a_package_beside(string package)
    {
        using ZipArchive symbols = ZipFile.OpenRead(workplace.Package(package, "snupkg"));
        Assert.NotNull(symbols.GetEntry($"lib/net10.0/{package}.pdb"));

        using ZipArchive archive = ZipFile.OpenRead(workplace.Package(package));
        using Stream packed = archive.GetEntry($"lib/net10.0/{package}.dll")!.Open();
        using var assembly = new MemoryStream();
        packed.CopyTo(assembly);
        assembly.Position = 0;
        using var reader = new PEReader(assembly);
        Assert.Contains(reader.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    }

    [Fact]
    public void Packing_warns_of_nothing() => Assert.DoesNotContain("warn", workplace.PackOutput, StringComparison.OrdinalIgnoreCase);

    private void Holds(string package, params string[] files)
    {
        string[] names = Names(package);
        Assert.All(files, file => Assert.Contains(file, names));
    }

    private string[] Names(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(workplace.Package(package));
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    private XDocument Nuspec(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(workplace.Package(package));
        using Stream nuspec = archive.GetEntry(package + ".nuspec")!.Open();
        return XDocument.Load(nuspec);
    }
}
