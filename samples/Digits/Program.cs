using System.Globalization;
using Digits.Data;
using OptimizerDsl;
using Spectre.Console;

namespace Digits;

internal static class Program
{
    private const int BadInput = 2;

    /// <summary>Beyond so many steps the long recipe fits better: the geometric middle between the lengths of the two.</summary>
    private const long LongRun = 5_136;

    public static int Main(string[] args) => Run(args, AnsiConsole.Console, Console.Error);

    /// <summary>The whole program, on any console.</summary>
    /// <returns>The exit code: 0, or 2 after one line on <paramref name="error"/>.</returns>
    public static int Run(string[] args, IAnsiConsole console, TextWriter error)
    {
        TextWriter output = console.Profile.Out.Writer;
        try
        {
            Arguments arguments = Arguments.Parse(args);
            if (arguments.Help)
            {
                output.WriteLine(Arguments.Usage);
                return 0;
            }

            DigitData data = arguments.DataFolder is { } folder ? MnistFolder.Read(folder) : DrawnDigits.Draw(arguments.Seed);
            output.WriteLine($"{data.Train.Count} digits to train on and {data.Test.Count} to test with: {data.Source}");
            if (arguments.FindRate || arguments.Sweep)
            {
                output.Write(arguments.FindRate ? Found(Choose(data, arguments, new FindRate(data, arguments.Seed))) : Choose(data, arguments, new SweepRates(data, arguments)));
                return 0;
            }

            EpochReport result = Train(data, arguments, console);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test accuracy {result.TestAccuracy:0.0000}"));
            return 0;
        }
        catch (BadInputException e)
        {
            error.WriteLine($"digits: {OnOneLine(e.Message)}");
            return BadInput;
        }
    }

    private static EpochReport Train(DigitData data, Arguments arguments, IAnsiConsole console)
    {
        int epochs = arguments.Epochs;
        long steps = (long)epochs * Training.StepsPerEpoch(data.Train.Count);
        return TrainingProgress.Show(console, arguments.Chart, epochs, steps, progress => Choose(data, arguments, new Train(data, arguments, progress)));
    }

    /// <summary>Does something with the recipe that the arguments and the length of the run ask for.</summary>
    private static TResult Choose<TResult>(DigitData data, Arguments arguments, IWithRecipe<TResult> use)
    {
        long steps = (long)arguments.Epochs * Training.StepsPerEpoch(data.Train.Count);
        return (arguments.State, arguments.Parameters, steps > LongRun) switch
        {
            (_, ParameterPrecision.BFloat16, false) => use.With<DigitsOfBFloat16Optimizer>(),
            (_, ParameterPrecision.BFloat16, true) => use.With<LongDigitsOfBFloat16Optimizer>(),
            (_, ParameterPrecision.Half, false) => use.With<DigitsOfHalfOptimizer>(),
            (_, ParameterPrecision.Half, true) => use.With<LongDigitsOfHalfOptimizer>(),
            (StateFormat.BFloat16, _, false) => use.With<DigitsBFloat16Optimizer>(),
            (StateFormat.BFloat16, _, true) => use.With<LongDigitsBFloat16Optimizer>(),
            (StateFormat.Stochastic, _, false) => use.With<DigitsStochasticOptimizer>(),
            (StateFormat.Stochastic, _, true) => use.With<LongDigitsStochasticOptimizer>(),
            (StateFormat.Block8, _, false) => use.With<DigitsBlock8Optimizer>(),
            (StateFormat.Block8, _, true) => use.With<LongDigitsBlock8Optimizer>(),
            (_, _, false) => use.With<DigitsOptimizer>(),
            (_, _, true) => use.With<LongDigitsOptimizer>(),
        };
    }

    private static string Found(LearningRateFinderResult result) => result.ToChart() + result;

    /// <summary>A file's name may hold line breaks; a message with them would no longer be one line.</summary>
    private static string OnOneLine(string message) =>
        string.Create(message.Length, message, static (characters, text) =>
        {
            for (int i = 0; i < characters.Length; i++)
                characters[i] = char.IsControl(text[i]) || text[i] is '\u2028' or '\u2029' ? '?' : text[i];
        });
}
