using System.Globalization;
using OptimizerDsl;

namespace Digits;

/// <summary>The command line, read.</summary>
internal sealed record Arguments
{
    public const string Usage = """
        Trains a small neural network (784-128-10) to read digits, with an optimizer compiled from a recipe.

          Digits [--data DIR] [--epochs N] [--seed N] [--state FORMAT | --parameters P] [--log FILE] [--chart]
          Digits [--data DIR] [--epochs N] [--seed N] [--state FORMAT] --find-rate | --sweep

          --data DIR   a folder with MNIST files, gzipped (.gz) or not: train-images-idx3-ubyte and
                       train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte.
                       With both pairs it trains on train and tests on t10k; one pair alone is split,
                       the first 80 % to train on. Without this option it draws its own digits.
          --epochs N   passes over the training digits (default 15)
          --seed N     an integer: the same seed, the same run (default 1)
          --state F    how the optimizer's state is stored between steps: full (default), bfloat16,
                       stochastic (bfloat16 rounded at random), or block8
          --parameters how parameters and gradients lie in memory: full (default), bfloat16 or half,
                       of which the optimizer keeps a copy of the parameters in float
          --log FILE   writes a record of each step: rate, loss, and norms of each tensor where the state is
                       stored in full; as JSON lines if FILE ends in .jsonl, else as comma-separated values
          --chart      on a terminal, draws the loss while it trains
          --find-rate  in place of training, tries rates from 1e-6 to 10 and draws the loss of each
          --sweep      in place of training, tries nine random rates, and trains the better ones longer
          --help       this text

        The last line on standard output is "test accuracy 0.dddd". Input that cannot be used gets one line
        on standard error and exit code 2.
        """;

    /// <summary>The folder with MNIST files, or null for digits of our own.</summary>
    public string? DataFolder { get; init; }

    public int Epochs { get; init; } = 15;

    public int Seed { get; init; } = 1;

    public StateFormat State { get; init; }

    public ParameterPrecision Parameters { get; init; }

    /// <summary>The file for a record of each step, or null for none.</summary>
    public string? LogFile { get; init; }

    public bool Chart { get; init; }

    public bool FindRate { get; init; }

    public bool Sweep { get; init; }

    public bool Help { get; init; }

    /// <exception cref="BadInputException">An option is unknown, or its value is missing or of the wrong kind.</exception>
    public static Arguments Parse(ReadOnlySpan<string> args)
    {
        var result = new Arguments();
        while (!args.IsEmpty)
        {
            string name = args[0];
            switch (name)
            {
                case "--help" or "-h":
                    return result with { Help = true };
                case "--data":
                    result = result with { DataFolder = ValueOf(args) };
                    break;
                case "--epochs":
                    result = result with { Epochs = IntegerOf(args, smallest: 1) };
                    break;
                case "--seed":
                    result = result with { Seed = IntegerOf(args, smallest: int.MinValue) };
                    break;
                case "--state":
                    result = result with { State = FormatOf(args) };
                    break;
                case "--parameters":
                    result = result with { Parameters = PrecisionOf(args) };
                    break;
                case "--log":
                    result = result with { LogFile = ValueOf(args) };
                    break;
                case "--chart" or "--find-rate" or "--sweep":
                    result = result with { Chart = result.Chart || name == "--chart", FindRate = result.FindRate || name == "--find-rate", Sweep = result.Sweep || name == "--sweep" };
                    args = args[1..];
                    continue;
                default:
                    throw new BadInputException($"unknown option '{name}' (--help lists the options)");
            }

            args = args[2..];
        }

        if (result.State != StateFormat.Full && result.Parameters != ParameterPrecision.Full)
            throw new BadInputException("options --state and --parameters do not go together: the sample has no recipe for both");

        if (result.Parameters != ParameterPrecision.Full && (result.LogFile is not null || result.FindRate || result.Sweep))
            throw new BadInputException("option --parameters goes with training alone: leave out --log, --find-rate and --sweep");
        bool trains = !result.FindRate && !result.Sweep;
        if (result is { FindRate: true, Sweep: true } || (!trains && (result.Chart || result.LogFile is not null)))
            throw new BadInputException("options --find-rate and --sweep take the place of training: leave out one of them, and --log and --chart");
        return result;
    }

    private static string ValueOf(ReadOnlySpan<string> args)
    {
        // "--data --epochs 3" is a forgotten value, not a folder by the name of "--epochs".
        if (args.Length < 2 || args[1].StartsWith("--", StringComparison.Ordinal))
            throw new BadInputException($"option {args[0]} needs a value");
        return args[1];
    }

    private static StateFormat FormatOf(ReadOnlySpan<string> args)
    {
        string text = ValueOf(args);
        return text switch
        {
            "full" => StateFormat.Full,
            "bfloat16" => StateFormat.BFloat16,
            "stochastic" => StateFormat.Stochastic,
            "block8" => StateFormat.Block8,
            _ => throw new BadInputException($"option {args[0]} needs full, bfloat16, stochastic or block8, not '{text}'"),
        };
    }

    private static ParameterPrecision PrecisionOf(ReadOnlySpan<string> args)
    {
        string text = ValueOf(args);
        return text switch
        {
            "full" => ParameterPrecision.Full,
            "bfloat16" => ParameterPrecision.BFloat16,
            "half" => ParameterPrecision.Half,
            _ => throw new BadInputException($"option {args[0]} needs full, bfloat16 or half, not '{text}'"),
        };
    }

    private static int IntegerOf(ReadOnlySpan<string> args, int smallest)
    {
        string text = ValueOf(args);
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= smallest)
            return value;

        string kind = smallest > int.MinValue ? $"an integer from {smallest} to {int.MaxValue}" : "a 32-bit integer";
        throw new BadInputException($"option {args[0]} needs {kind}, not '{text}'");
    }
}
