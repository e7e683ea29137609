using System.Globalization;
using OptimizerDsl.Benchmarks.Rivals;

namespace OptimizerDsl.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed class Options
{
    internal const string Usage =
        """
        dotnet run -c Release --project tests/OptimizerDsl.Benchmarks -- MODE [options]

        ratios      all variants in turns, one table, each bar with pass or fail; exit code 1 when one fails
        growth DIR  a step's time by the number of parameters and of tensors: a table and charts in a folder
        first       what the first step of each recipe waits for the runtime's compiler
        native      compile the C loops only, for a system that has no gcc
        benchmark   BenchmarkDotNet; what follows goes to it

        --runs N       how many times everything is measured; figures are medians (1)
        --only A,B     only some of: steps, tail, tensors, places, levels, precision, observers, subnormals, aot, pytorch
        --large        64 Mi parameters too
        --csv FILE     write the table there too
        --aot PATH     these benchmarks compiled ahead of time, to compare with
        --pytorch CMD  a command that prints PyTorch's figures, as torch-adamw-bench.py does; run in the same minutes
        """;

    private Options(string[] arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--runs": Runs = int.Parse(Value(), CultureInfo.InvariantCulture); break;
                case "--only": Only = Value().Split(','); break;
                case "--large": Sizes = [.. Sizes, 64 << 20]; break;
                case "--csv": Csv = Value(); break;
                case "--aot": Aot = Value(); break;
                case "--pytorch": PyTorch = Value(); break;
                default: throw new ArgumentException($"'{arguments[i]}' is not an option.");
            }

            string Value() => ++i < arguments.Length ? arguments[i] : throw new ArgumentException($"{arguments[i - 1]} needs a value.");
        }

        C = CKernels.Load("-march=native", out string why);
        WhyNoC = why;
    }

    internal int Runs { get; } = 1;

    internal string[]? Only { get; }

    internal int[] Sizes { get; } = [1 << 10, 64 << 10, 1 << 20, 16 << 20];

    internal string? Csv { get; }

    internal string? Aot { get; }

    internal string? PyTorch { get; }

    internal CKernels? C { get; }

    internal string WhyNoC { get; }

    internal static Options Parse(string[] arguments) => new(arguments);

    internal bool Wants(string suite) => Only is null || Only.Contains(suite);

    /// <summary>How long a race over so many parameters runs.</summary>
    internal double Seconds(long parameters) => parameters >= 16 << 20 ? 3 : parameters >= 1 << 20 ? 1.5 : 1;
}
