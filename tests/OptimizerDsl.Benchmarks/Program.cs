using OptimizerDsl.Benchmarks;
using OptimizerDsl.Benchmarks.Measuring;
using OptimizerDsl.Benchmarks.Suites;

switch (args)
{
    case ["ratios", .. string[] rest]:
        return Ratios(Options.Parse(rest));
    case [LevelSuite.Mode, .. string[] rest]:
        LevelSuite.RunChild(rest);
        return 0;
#if !NATIVE
    case ["growth", string folder]:
        GrowthSuite.Run(folder);
        return 0;
    case ["benchmark", .. string[] rest]:
        BenchmarkDotNet.Running.BenchmarkSwitcher.FromTypes([typeof(Benchmarks)]).Run(rest);
        return 0;
#endif
    case ["first"]:
        FirstCall.Run();
        return 0;
    case ["native"]:
        Options options = Options.Parse([]);
        Console.WriteLine(options.C is null ? options.WhyNoC : "The C loops are compiled.");
        return options.C is null ? 1 : 0;
    default:
        Console.WriteLine(Options.Usage);
        return 2;
}

static int Ratios(Options options)
{
    (string Name, Action<Options, Report> Run)[] suites =
    [
        ("steps", StepSuite.Run), ("tail", TailSuite.Run), ("tensors", TensorSuite.Run), ("places", PlaceSuite.Run), ("levels", LevelSuite.Run),
        ("precision", PrecisionSuite.Run), ("observers", ObserverSuite.Run), ("subnormals", SubnormalSuite.Run), ("aot", NativeSuite.Run), ("pytorch", PyTorchSuite.Run),
    ];
    var report = new Report();
    if (options.C is null) report.Note($"C: {options.WhyNoC}");
    for (int run = 0; run < options.Runs; run++)
    {
        foreach ((string name, Action<Options, Report> suite) in suites)
        {
            if (options.Wants(name)) suite(options, report);
        }
    }

    Console.Write(report.ToText());
    if (options.Csv is not null) File.WriteAllText(options.Csv, report.ToCsv());
    return report.IsPassed ? 0 : 1;
}
