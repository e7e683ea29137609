using OptimizerDsl.CompileBenchmarks;

// No argument prints every bar; "generator", "analyzers" and "build" print their part of them; "--csv FILE" writes them, too.
int csv = Array.IndexOf(args, "--csv");
if (csv >= 0 && csv + 1 >= args.Length)
{
    Console.Error.WriteLine("--csv needs a file.");
    return 2;
}
string[] parts = [.. args.Where((_, i) => csv < 0 || (i != csv && i != csv + 1))];
(string Name, Func<IEnumerable<Bar>> Measure)[] all = [("generator", GeneratorBars.Measure), ("analyzers", AnalyzerBars.Measure), ("build", BuildBars.Measure)];
if (parts.Except(all.Select(p => p.Name)).FirstOrDefault() is string unknown)
{
    Console.Error.WriteLine($"There is no part '{unknown}': use {string.Join(", ", all.Select(p => p.Name))}.");
    return 2;
}

var bars = new List<Bar>();
foreach ((string name, Func<IEnumerable<Bar>> measure) in all)
{
    if (parts.Length > 0 && !parts.Contains(name)) continue;
    foreach (Bar bar in measure())
    {
        bars.Add(bar);
        Console.WriteLine(bar.ToText());
    }
}
if (csv >= 0) File.WriteAllLines(args[csv + 1], bars.Select(b => b.ToCsv()).Prepend(Bar.CsvHeader));
return bars.All(b => b.IsMet) ? 0 : 1;
