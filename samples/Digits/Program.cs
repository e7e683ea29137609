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
        (int epochs, int seed) = (arguments.Epochs, arguments.Seed);
        long steps = (long)epochs * Training.StepsPerEpoch(data.Train.Count);
        return TrainingProgress.Show(console, epochs, steps, progress => (arguments.State, arguments.Parameters, steps > LongRun) switch
        {
            (_, ParameterPrecision.BFloat16, false) => Training.Run<DigitsOfBFloat16Optimizer>(data, epochs, seed, progress, arguments.Parameters),
            (_, ParameterPrecision.BFloat16, true) => Training.Run<LongDigitsOfBFloat16Optimizer>(data, epochs, seed, progress, arguments.Parameters),
            (_, ParameterPrecision.Half, false) => Training.Run<DigitsOfHalfOptimizer>(data, epochs, seed, progress, arguments.Parameters),
            (_, ParameterPrecision.Half, true) => Training.Run<LongDigitsOfHalfOptimizer>(data, epochs, seed, progress, arguments.Parameters),
            (StateFormat.BFloat16, _, false) => Training.Run<DigitsBFloat16Optimizer>(data, epochs, seed, progress),
            (StateFormat.BFloat16, _, true) => Training.Run<LongDigitsBFloat16Optimizer>(data, epochs, seed, progress),
            (StateFormat.Stochastic, _, false) => Training.Run<DigitsStochasticOptimizer>(data, epochs, seed, progress),
            (StateFormat.Stochastic, _, true) => Training.Run<LongDigitsStochasticOptimizer>(data, epochs, seed, progress),
            (StateFormat.Block8, _, false) => Training.Run<DigitsBlock8Optimizer>(data, epochs, seed, progress),
            (StateFormat.Block8, _, true) => Training.Run<LongDigitsBlock8Optimizer>(data, epochs, seed, progress),
            (_, _, false) => Training.Run<DigitsOptimizer>(data, epochs, seed, progress),
            (_, _, true) => Training.Run<LongDigitsOptimizer>(data, epochs, seed, progress),
        });
    }

    /// <summary>A file's name may hold line breaks; a message with them would no longer be one line.</summary>
    private static string OnOneLine(string message) =>
        string.Create(message.Length, message, static (characters, text) =>
        {
            for (int i = 0; i < characters.Length; i++)
                characters[i] = char.IsControl(text[i]) || text[i] is '\u2028' or '\u2029' ? '?' : text[i];
        });
}
