using System.Globalization;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Checkpoints;

/// <summary>All that an optimizer is at the moment, as a checkpoint has it.</summary>
internal sealed class CheckpointContent
{
    internal const string Format = "OptimizerDsl checkpoint 1";
    internal const string FormatKey = "format";
    internal const string ElementsKey = "elements";
    internal const string StepsKey = "steps";
    internal const string AccumulatedKey = "accumulated";
    internal const string LossSumKey = "loss_sum";

    /// <summary>The field that lists a recipe's metric schedules.</summary>
    internal const string MetricSchedules = "MetricSchedules";

    /// <summary>The recipe's name.</summary>
    internal required string Recipe { get; init; }

    /// <summary>The type of the elements, as C# calls it.</summary>
    internal required string Elements { get; init; }

    /// <summary>What the recipe says.</summary>
    internal required IReadOnlyList<RecipeField> Fields { get; init; }

    /// <summary>The numbers that can change while the optimizer runs.</summary>
    internal required IReadOnlyList<NamedNumber> Numbers { get; init; }

    /// <summary>The tensors that it has, of all roles; the values of parameters come first, in the order of the model.</summary>
    internal required IReadOnlyList<CheckpointTensor> Tensors { get; init; }

    /// <summary>The number of steps.</summary>
    internal required long Steps { get; init; }

    /// <summary>How many calls a step takes.</summary>
    internal required int AccumulateSteps { get; init; }

    /// <summary>How many calls have joined the step that is still to come.</summary>
    internal required int Accumulated { get; init; }

    /// <summary>The sum of their losses.</summary>
    internal required double LossSum { get; init; }

    /// <summary>Whether it was made for a plain vector, whose memory callers lend.</summary>
    internal required bool IsVector { get; init; }

    /// <summary>The tensors that a checkpoint of this moment has, in the order of their bytes.</summary>
    internal IEnumerable<CheckpointTensor> Saved => InFileOrder(Tensors.Where(tensor => tensor.Role switch
    {
        TensorRole.Gradient => Accumulated > 0,
        TensorRole.Rows => Accumulated > 0 && ((RowsTensor)tensor.Data).IsPartial,
        _ => true,
    }));

    /// <summary>The largest elements first, so that all of them lie at multiples of their size; else as they are.</summary>
    internal static IEnumerable<CheckpointTensor> InFileOrder(IEnumerable<CheckpointTensor> tensors) =>
        tensors.OrderByDescending(tensor => DataTypes.SizeOf(tensor.Data.DataType));

    /// <summary>Whether a tensor is the copy in full of a parameter of 16 bits.</summary>
    internal bool IsMaster(CheckpointTensor tensor) =>
        tensor.Role == TensorRole.State && Tensors[0].Data.DataType is (DataTypes.Half or DataTypes.Brain) && tensor.Data.Name == TensorNames.State(tensor.Parameter!, StateNames.Master);

    /// <summary>The text of the header, save the checksums.</summary>
    internal IEnumerable<(string Key, string Value)> Metadata()
    {
        yield return (FormatKey, Format);
        yield return ("library", typeof(CheckpointContent).Assembly.GetName().Version!.ToString(3));
        yield return ("recipe", Recipe);
        yield return (ElementsKey, Elements);
        yield return (StepsKey, Steps.ToString(CultureInfo.InvariantCulture));
        yield return (AccumulatedKey, Accumulated.ToString(CultureInfo.InvariantCulture));
        yield return (LossSumKey, Text(LossSum));
        foreach (NamedNumber number in Numbers)
        {
            yield return (number.Key, Text(number.Get()));
        }

        foreach (RecipeField field in Fields)
        {
            yield return (KeyOf(field), field.Value);
        }
    }

    /// <summary>Under which key a file has what a recipe says.</summary>
    internal static string KeyOf(RecipeField field) => PrefixOf(field.Kind) + field.Name;

    /// <summary>How the keys of fields of a kind begin.</summary>
    internal static string PrefixOf(CheckpointDifferences kind) => $"recipe.{kind}/";

    // The shortest text that reads back as the same double.
    internal static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
